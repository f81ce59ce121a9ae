"""Đọc tổ chức — units as of a day, their heirs and kin, search, counts, and the rule set in force."""
