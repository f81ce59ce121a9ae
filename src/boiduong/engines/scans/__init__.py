"""Bản quét đã ký — which paper each page belongs to, told by its code, and what its text layer says."""

from boiduong.engines.scans.comparing import share_found
from boiduong.engines.scans.reading import ScannedPage, page_texts, read_pages
from boiduong.engines.scans.refusals import TooManyPages, TooManyPixels, UnreadableScan
from boiduong.engines.scans.splitting import Part, cut, parts_of

__all__ = [
    "Part",
    "ScannedPage",
    "TooManyPages",
    "TooManyPixels",
    "UnreadableScan",
    "cut",
    "page_texts",
    "parts_of",
    "read_pages",
    "share_found",
]
