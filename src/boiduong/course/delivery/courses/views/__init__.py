"""Trang của khóa — home, list, workbench, classes, duties, groups, papers and the first two steps."""
