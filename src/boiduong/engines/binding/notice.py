"""Tờ giữ chỗ — one page that stands where a paper should, and says why it does not."""

from pathlib import Path

import typst

SOURCE = """#set page(paper: "a4", margin: (x: 30mm, y: 60mm))
#set text(font: "Tinos", size: 14pt, lang: "vi")
#set par(leading: 0.8em)
#align(center, text(weight: "bold", size: 16pt, sys.inputs.title))
#v(1em)
#sys.inputs.text
"""


def write_notice(target: Path, *, title: str, text: str, fonts: Path) -> None:
    """Viết tờ giữ chỗ — an A4 page; `fonts` is the folder of the typefaces. Equal text, equal bytes."""
    source = target.with_suffix(".typ")
    source.write_text(SOURCE, encoding="utf-8")
    said = {"title": title, "text": text}
    compiler = typst.Compiler(str(source), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs=said)
    compiler.compile(output=str(target), format="pdf", timestamp=0)
    source.unlink()
