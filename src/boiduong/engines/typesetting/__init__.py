"""Trình bày văn bản — Official papers and certificates as PDF."""

from boiduong.engines.typesetting.blocks import (
    Block,
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from boiduong.engines.typesetting.certificate import Certificate
from boiduong.engines.typesetting.paper import Annex, Language, Layout, Paper, Signature
from boiduong.engines.typesetting.serialization import (
    UnreadablePaper,
    paper_from_json,
    paper_to_json,
)
from boiduong.engines.typesetting.typesetter import Typesetter

__all__ = [
    "Annex",
    "Block",
    "Bullets",
    "Certificate",
    "Column",
    "FactList",
    "Heading",
    "Language",
    "Layout",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "Typesetter",
    "UnreadablePaper",
    "paper_from_json",
    "paper_to_json",
]
