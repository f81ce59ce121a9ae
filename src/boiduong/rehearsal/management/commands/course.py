"""Lệnh tệp khóa — `boiduong course check FILE` and `boiduong course import FILE`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from errno import ENOENT
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext, override

from boiduong.engines.course_file import Finding, Level, Reading, complete, read
from boiduong.engines.course_file.parsing import MAX_BYTES
from boiduong.foundation.audit.services import coming_from
from boiduong.refusals import Refusal
from boiduong.rehearsal.importing import import_course
from boiduong.terminal import REASONS, reason, refuse

SAY = {
    "unreadable": {
        "vi": "Không mở được tệp {name}: {why}.",
        "en": "The file {name} cannot be opened: {why}.",
    },
    "place": {"vi": "dòng {line}, cột {column}", "en": "line {line}, column {column}"},
    "errors": {"vi": "{n} lỗi. Chưa ghi gì cả.", "en": "Errors: {n}. Nothing was written."},
    "clean": {"vi": "Tệp dùng được: {title}", "en": "The file can be used: {title}"},
    "remark": {"vi": "Lưu ý: {text}", "en": "Note: {text}"},
    "imported": {"vi": "Đã ghi khóa: {title}", "en": "Course imported: {title}"},
    "known": {
        "vi": "Khóa này đã có trong sổ, tệp không đổi: không ghi gì thêm.",
        "en": "This course is already there and the file has not changed: nothing was written.",
    },
}


def say(code: str, lang: str, **facts: object) -> str:
    """A sentence of this command."""
    return SAY[code][lang].format(**facts)


def read_file(name: str, *, lang: str) -> tuple[Reading, bytes]:
    """Đọc tệp — once, and no more than a course file may have; one that cannot be opened is refused in a sentence."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        refuse(say("unreadable", lang, name=name, why=reason(error, lang)))
    except ValueError:  # a sign that no name can have
        refuse(say("unreadable", lang, name=name, why=REASONS[ENOENT][lang]))
    return read(content, name=Path(name).name), content


def line_of(finding: Finding, name: str, lang: str) -> str:
    """One finding as a line: file, place, sentence."""
    place = say("place", lang, line=finding.line, column=finding.column)
    return f"{name}: {place}: {finding.sentence('en' if lang == 'en' else 'vi')}"


def report(reading: Reading, name: str, *, lang: str) -> None:
    """Print every finding; leave with 2 when one of them is an error."""
    errors = [f for f in reading.findings if f.level is Level.ERROR]
    for finding in reading.findings:
        stream = sys.stderr if finding.level is Level.ERROR else sys.stdout
        stream.write(line_of(finding, name, lang) + "\n")
    if errors:
        refuse(say("errors", lang, n=len(errors)))


class Command(BaseCommand):
    """Kiểm tra hoặc nhập một tệp khóa."""

    help = "Kiểm tra hoặc nhập tệp khóa / check or import a course file"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, the file and the language of the sentences."""
        parser.add_argument("what", choices=["check", "import"])
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: object, **options: str) -> None:
        """Check, and where asked import all or nothing."""
        lang, name = options["lang"], options["file"]
        reading, content = read_file(name, lang=lang)
        report(reading, name, lang=lang)
        try:
            course = complete(reading)
            for assumption in course.assumptions:
                self.stdout.write(("Giả định: " if lang == "vi" else "Assumed: ") + getattr(assumption, lang))
            if options["what"] == "check":
                self.stdout.write(say("clean", lang, title=course.title))
                return
            with coming_from("import"):
                made = import_course(course, content=content, by=None, at=timezone.now())
        except Refusal as refusal:
            with override(lang):
                refuse(refusal.sentence(gettext))
        for remark in made.remarks:
            self.stdout.write(say("remark", lang, text=remark.told(lang)))
        self.stdout.write(say("imported" if made.new else "known", lang, title=course.title))
