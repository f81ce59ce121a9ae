"""Lệnh kiểm tra kho tệp — `boiduong files check`."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from boiduong.engines.vietnamese import date_short
from boiduong.foundation.files.queries import StrayFile, stray_files

SAY = {
    "vi": {
        "whole": "Kho tệp đủ: {count} tệp, tệp nào cũng còn nguyên.",
        "missing": "Thiếu",
        "changed": "Đã bị sửa",
        "unreadable": "Không đọc được",
        "line": "{fault}: {key} · {name}, lưu ngày {day} · của: {owners}",
        "nobody": "không giấy nào",
        "fault": "{bad} trên {count} tệp thiếu, hỏng hoặc đã bị sửa. Lấy lại từ bản sao lưu, đặt vào thư mục {folder}.",
    },
    "en": {
        "whole": "The store is whole: {count} files, each as it was kept.",
        "missing": "Missing",
        "changed": "Changed",
        "unreadable": "Cannot be read",
        "line": "{fault}: {key} · {name}, kept on {day} · of: {owners}",
        "nobody": "no paper",
        "fault": "{bad} of {count} files are missing, spoiled or changed. Put them back from a backup into {folder}.",
    },
}
# What a file may belong to, in the words of the records room; English has the name of the table.
OWNERS = {
    "bodyreply": "trả lời của cơ quan",
    "credential": "chứng chỉ",
    "document": "văn bản",
    "submission": "bài thu hoạch",
    "trainingrecord": "dòng đào tạo, bồi dưỡng",
    "unfiledscan": "bản quét chưa lưu",
    "wordtemplate": "mẫu lời văn",
}


class Command(BaseCommand):
    """Kiểm tra kho tệp — every stored file is there with its bytes; exit 1 and a line each where one is not."""

    help = "Kiểm tra các tệp đã lưu / check the stored files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and the language."""
        parser.add_argument("what", choices=["check"])
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: object, **options: object) -> None:
        """A line for each file that is not as it was kept, then how many."""
        words = SAY[str(options["lang"])]
        found = stray_files()
        for one in found.strays:
            self.stdout.write(_line(one, words, OWNERS if options["lang"] == "vi" else {}))
        if found.strays:
            bad = len(found.strays)
            raise CommandError(words["fault"].format(bad=bad, count=found.count, folder=found.folder))
        self.stdout.write(words["whole"].format(count=found.count))


def _line(one: StrayFile, words: dict[str, str], names: dict[str, str]) -> str:
    owners = [f"{names.get(table, table)} {number}" for table, number in one.owners]
    return words["line"].format(
        fault=words[one.fault], key=one.file.key, name=one.file.name,
        day=date_short(timezone.localdate(one.file.stored_at)), owners=", ".join(owners) or words["nobody"],
    )  # fmt: skip
