"""Mở mẫu Word — the body of a .docx as XML, after everything that could act, reach out or swell has been refused."""

import io
import re
import zipfile

from docxtpl import DocxTemplate

from boiduong.engines.word_templates.refusals import ActiveTemplate, NotAWordFile, TemplateTooLarge
from boiduong.refusals import Label, gettext_noop

MEGABYTE = 1024 * 1024
UNPACKED_MB = 20
MOST_PARTS = 200
BODY = "word/document.xml"
# What a part is called, and what is said of it. Embedded objects, controls, macros and outside templates can all act.
ACTIVE_PARTS = (
    ("vba", gettext_noop("a macro")),
    ("activex", gettext_noop("a control")),
    ("embeddings/", gettext_noop("an embedded object")),
    ("customui", gettext_noop("a changed toolbar")),
    ("afchunk", gettext_noop("another document")),
)
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def body_xml(content: bytes) -> str:
    """Thân mẫu — its XML with every tag whole, a paragraph a line, as Word may have split tags over runs.

    Raises NotAWordFile, TemplateTooLarge, ActiveTemplate.
    """
    _check(content)
    try:
        template = DocxTemplate(io.BytesIO(content))
        template.init_docx()
        xml: str = template.patch_xml(template.get_xml())
    except Exception as error:
        # The libraries raise a dozen kinds of errors over files that are damaged on purpose.
        raise NotAWordFile from error
    return re.sub(r"\s*<w:p([ >])", r"\n<w:p\1", xml.replace("\n", " "))


def _check(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_MB * MEGABYTE:
                raise TemplateTooLarge(limit=UNPACKED_MB)
            if BODY not in {part.filename for part in parts}:
                raise NotAWordFile
            for part in parts:
                _check_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise NotAWordFile from error


def _check_part(name: str, content: bytes) -> None:
    lower = name.lower()
    for word, said in ACTIVE_PARTS:
        if word in lower:
            raise ActiveTemplate(part=Label(said))
    if not lower.endswith((".xml", ".rels")):
        return
    if lower == "[content_types].xml" and b"macroenabled" in content.lower():
        raise ActiveTemplate(part=Label(gettext_noop("a macro")))
    if content.startswith(WIDE_MARKS) or b"\x00" in content:
        raise ActiveTemplate(part=Label(gettext_noop("a part in another encoding")))
    if DECLARED.search(content):
        raise ActiveTemplate(part=Label(gettext_noop("declarations in its XML")))
    if OUTSIDE.search(content):
        raise ActiveTemplate(part=Label(gettext_noop("a link to outside")))
