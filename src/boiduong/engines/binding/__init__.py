"""Đóng hồ sơ — many papers as one PDF with an outline, and as one ZIP with a list of hashes."""

from boiduong.engines.binding.archive import MANIFEST, Entry, write_archive
from boiduong.engines.binding.joined import Piece, Unreadable, join, page_size
from boiduong.engines.binding.notice import write_notice
from boiduong.engines.binding.stamp import write_stamp

__all__ = [
    "MANIFEST",
    "Entry",
    "Piece",
    "Unreadable",
    "join",
    "page_size",
    "write_archive",
    "write_notice",
    "write_stamp",
]
