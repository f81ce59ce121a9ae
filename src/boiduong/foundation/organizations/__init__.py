"""Tổ chức — units in time: communes, committees, schools; their names, parents, mergers and rule sets."""
