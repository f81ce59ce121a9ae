"""Dấu bản in — one page with a line of text at its foot and nothing else, to lie over the pages of copies."""

from pathlib import Path

import typst

# A page is as large as a sheet lets it be; a stamp a little above its edge is not cut by a printer.
SOURCE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
#set text(font: "Tinos", size: 8pt, style: "italic", lang: "vi")
#place(bottom + center, dy: -9pt, sys.inputs.text)
"""


def write_stamp(target: Path, text: str, *, width: float, height: float, fonts: Path) -> None:
    """Viết dấu — for a page of so many points; `fonts` is the folder of the typefaces. Equal text, equal bytes."""
    source = target.with_suffix(".typ")
    source.write_text(SOURCE.format(width=round(width, 2), height=round(height, 2)), encoding="utf-8")
    compiler = typst.Compiler(str(source), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"text": text})
    compiler.compile(output=str(target), format="pdf", timestamp=0)
    source.unlink()
