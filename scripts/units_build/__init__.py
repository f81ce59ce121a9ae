"""Phần của build_units — helpers of the script that builds the units data."""
