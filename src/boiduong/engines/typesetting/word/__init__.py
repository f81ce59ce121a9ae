"""Văn bản Word — A paper as an editable .docx with the content of the PDF, in Times New Roman."""

from boiduong.engines.typesetting.word.writing import papers_docx

__all__ = ["papers_docx"]
