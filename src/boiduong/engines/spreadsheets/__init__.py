"""Bảng tính — writes lists as XLSX and reads back the lists that people filled in."""

from boiduong.engines.spreadsheets.columns import Column, Kind, Sheet, Value
from boiduong.engines.spreadsheets.limits import Limits
from boiduong.engines.spreadsheets.problems import Problem, problem_sentence
from boiduong.engines.spreadsheets.reading import ReadResult, Row, read_table
from boiduong.engines.spreadsheets.unreadable import UnreadableFile
from boiduong.engines.spreadsheets.writing import write_workbook

__all__ = [
    "Column",
    "Kind",
    "Limits",
    "Problem",
    "ReadResult",
    "Row",
    "Sheet",
    "UnreadableFile",
    "Value",
    "problem_sentence",
    "read_table",
    "write_workbook",
]
