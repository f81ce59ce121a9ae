"""Phiếu đánh giá — evaluation by learners."""
