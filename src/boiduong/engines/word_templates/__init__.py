"""Mẫu Word của cơ sở — wording of official papers in versioned Word files with tags, read and filled safely."""

from boiduong.engines.word_templates.filling import Grid, Insert, Line, Piece, Wording
from boiduong.engines.word_templates.refusals import (
    ActiveTemplate,
    BrokenTag,
    ForbiddenTag,
    ListAsText,
    NotAList,
    NotAWordFile,
    TemplateTooLarge,
    UnknownTag,
)

__all__ = [
    "ActiveTemplate",
    "BrokenTag",
    "ForbiddenTag",
    "Grid",
    "Insert",
    "Line",
    "ListAsText",
    "NotAList",
    "NotAWordFile",
    "Piece",
    "TemplateTooLarge",
    "UnknownTag",
    "Wording",
]
