"""Sửa lịch — disruptions and the proposals that answer them."""
