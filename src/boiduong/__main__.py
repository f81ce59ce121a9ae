"""Lệnh boiduong — the console script: every command of the project behind one name."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

from boiduong.config.scratch import scratch_environment
from boiduong.rehearsal.complaints import told_plainly

USAGE = """boiduong — tổ chức bồi dưỡng cán bộ, từ kế hoạch năm đến hồ sơ / training courses, from plan to record

  boiduong run                              chạy phần mềm trên máy này / serve on this machine
  boiduong course check FILE [--lang en]    kiểm tra tệp khóa / check a course file
  boiduong course import FILE               đưa tệp khóa vào sổ / import a course file
  boiduong rehearse FILE --out DIR          chạy thử cả khóa / run a whole course
  boiduong units count NAME --as-of DATE    đếm đơn vị cấp xã / count communes
  boiduong audit verify                     kiểm tra chuỗi nhật ký / verify the audit chain
  boiduong files check [--lang en]          kiểm tra các tệp đã lưu / check the stored files
  boiduong timetable solve|check|explain|…   xếp lịch từ tệp JSON / timetables from JSON files
  boiduong worker                           làm việc nền / run background jobs
  boiduong help                             mọi lệnh khác / every other command
"""


def main(argv: list[str] | None = None) -> int:
    """Chạy một lệnh — `boiduong COMMAND …`; without one, the commands are listed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boiduong.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if arguments[0] == "timetable":
        from boiduong.engines.timetabling.commands import main as timetable

        return timetable(arguments[1:])
    scratch = scratch_environment(arguments) if arguments[0] in ("rehearse", "blank") else nullcontext()
    # The scratch folder first: the settings are read inside it, never those of the school's register.
    with scratch, told_plainly(arguments):
        from django.core.management import execute_from_command_line

        # Else Django would print the name of its exception before our sentence.
        raised = [] if arguments[0].startswith("-") or arguments[0] in ("help", "version") else ["--traceback"]
        execute_from_command_line(["boiduong", arguments[0], *raised, *arguments[1:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
