"""Trang buổi học — sessions of a course, the roll, leave and make-ups, and the learner's own attendance."""
