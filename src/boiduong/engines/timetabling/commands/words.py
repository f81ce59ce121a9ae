"""Lời của lệnh — what the commands print, in Vietnamese and English."""

from __future__ import annotations

from boiduong.engines.timetabling.checker import LEVELS
from boiduong.engines.timetabling.constraints import RULES
from boiduong.refusals import Refusal

SAY = {
    "about": {"vi": "Xếp lịch từ tệp JSON, không cần cơ sở dữ liệu.", "en": "Timetables from JSON files, no database."},
    "more": {
        "vi": "Xem một việc: boiduong timetable VIỆC --help. Tiếng Anh: --lang en.",
        "en": "More on one of them: boiduong timetable COMMAND --help.",
    },
    "command": {"vi": "VIỆC", "en": "COMMAND"},
    "solve": {"vi": "xếp lịch; Ctrl C thì dừng và giữ bản tốt nhất", "en": "find a timetable; Ctrl C keeps the best"},
    "check": {"vi": "kiểm tra một lịch", "en": "check a timetable"},
    "explain": {"vi": "vì sao không xếp được, gỡ thế nào", "en": "why there is none, and the ways out"},
    "repair": {"vi": "sửa lịch khi có người hoặc phòng bận", "en": "repair after a disruption"},
    "export": {"vi": "ghi lịch thành tệp .ics hoặc .fet", "en": "write a timetable as .ics or .fet"},
    "ectt": {"vi": "xếp một bài .ectt (ITC-2007)", "en": "solve an .ectt instance (ITC-2007)"},
    "year": {"vi": "xếp các lớp vào các tuần của một năm", "en": "place the classes of a year in its weeks"},
    "bench": {"vi": "đo trên bài mẫu; --out ghi các bài đó ra thư mục", "en": "measure on samples; --out keeps them"},
    "compile": {"vi": "dịch sẵn phần tìm kiếm", "en": "compile the search beforehand"},
    "lang": {"vi": "tiếng của câu trả lời: vi, en", "en": "language of the answers: vi, en"},
    "problem": {"vi": "tệp bài toán (.json)", "en": "file of the problem (.json)"},
    "timetable": {"vi": "tệp lịch (.json)", "en": "file of the timetable (.json)"},
    "disruptions": {
        "vi": 'tệp biến động: [{"kind": loại, "subject": tên, "slots": [buổi]}]; '
        "loại: lecturer, room, venue, class, everybody; buổi = ngày × 3 + 0 sáng, 1 chiều, 2 tối",
        "en": 'disruptions: [{"kind": kind, "subject": name, "slots": [numbers]}]; '
        "kinds: lecturer, room, venue, class, everybody; slot = day × 3 + 0 morning, 1 afternoon, 2 evening",
    },
    "year_file": {
        "vi": "tệp một năm (.json): phòng, giường, khoa, lớp",
        "en": "a year: rooms, beds, departments, classes",
    },
    "instance": {"vi": "tệp .ectt", "en": "file .ectt"},
    "budget": {"vi": "số giây được tìm (%(default)s)", "en": "seconds it may search (%(default)s)"},
    "seed": {"vi": "số gieo (%(default)s)", "en": "seed (%(default)s)"},
    "deterministic": {"vi": "cùng số gieo thì cùng kết quả", "en": "the same seed gives the same bits"},
    "out": {"vi": "tệp ghi kết quả; không nêu thì in ra", "en": "file of the result; printed where none is named"},
    "out_export": {"vi": "tệp .ics hoặc .fet", "en": "file .ics or .fet"},
    "out_bench": {"vi": "thư mục giữ các bài mẫu", "en": "folder for the samples"},
    "proposals": {"vi": "số phương án (%(default)s)", "en": "how many proposals (%(default)s)"},
    "class": {"vi": "chỉ lịch của lớp này", "en": "of this class only"},
    "lecturer": {"vi": "chỉ lịch của giảng viên này", "en": "of this lecturer only"},
    "room": {"vi": "chỉ lịch của phòng này", "en": "of this room only"},
    "file": {"vi": "Không dùng được {name}: {why}.", "en": "{name} cannot be used: {why}."},
    "range": {"vi": "cần một số từ {low} đến {high}", "en": "must be a number from {low} to {high}"},
    "ending": {"vi": "tên tệp phải kết thúc bằng .ics hoặc .fet", "en": "the name must end in .ics or .fet"},
    "optimal": {"vi": "Không có lịch nào tốt hơn.", "en": "There is no better timetable."},
    "feasible": {"vi": "Đã có lịch; chưa chứng minh là tốt nhất.", "en": "A timetable; not proven to be the best."},
    "infeasible": {
        "vi": "Không thể có lịch. Xem: boiduong timetable explain {name}",
        "en": "There is no timetable. See: boiduong timetable explain {name} --lang en",
    },
    "unknown": {
        "vi": "Chưa tìm được lịch trong thời gian này. Tăng --budget, hoặc xem: boiduong timetable explain {name}",
        "en": "None was found in that time. Raise --budget, or see: boiduong timetable explain {name} --lang en",
    },
    "free": {"vi": "Không phá quy tắc nào, không tốn gì.", "en": "No rule is broken and nothing costs."},
    "costs": {"vi": "Giá theo mức, quan trọng trước:", "en": "Cost by level, the most important first:"},
    "least": {"vi": "ít nhất {bound}", "en": "at least {bound}"},
    "proven": {"vi": "đã chứng minh", "en": "proven"},
    "hard": {"vi": "Quy tắc phải giữ bị phá", "en": "Rules that must hold, broken"},
    "warned": {"vi": "Quy tắc chỉ nhắc bị phá", "en": "Rules that only warn, broken"},
    "block": {"vi": "chặn", "en": "block"},
    "block_at_release": {"vi": "chặn phát hành", "en": "block at release"},
    "warn": {"vi": "nhắc", "en": "warn"},
    "ignore": {"vi": "bỏ qua", "en": "ignore"},
    "ways": {"vi": "Cách gỡ, dễ trước:", "en": "Ways out, the easiest first:"},
    "proposal": {"vi": "Phương án {n}: đổi {count} buổi: {moved}", "en": "Way {n}: {count} sessions change: {moved}"},
    "tell": {"vi": "   báo: {who}", "en": "   to be told: {who}"},
    "nothing_hit": {"vi": "Không buổi nào bị ảnh hưởng.", "en": "No session is hit."},
    "no_repair": {
        "vi": "Chưa tìm được cách sửa trong thời gian này. Tăng --budget.",
        "en": "No way was found in that time. Raise --budget.",
    },
    "year_optimal": {
        "vi": "Mọi lớp có tuần; lệch nguyện vọng {cost} tuần, không kế hoạch nào lệch ít hơn.",
        "en": "Every class has its weeks, {cost} weeks away from the wishes; no plan does better.",
    },
    "year_feasible": {
        "vi": "Mọi lớp có tuần; lệch nguyện vọng {cost} tuần, không thể dưới {bound} tuần.",
        "en": "Every class has its weeks, {cost} weeks away from the wishes; none is below {bound}.",
    },
    "year_infeasible": {
        "vi": "Không xếp được mọi lớp vào năm: thiếu phòng, giường, giảng viên hoặc tuần.",
        "en": "Not every class fits into the year: too few rooms, beds, lecturers or weeks.",
    },
    "year_unknown": {
        "vi": "Chưa tìm được kế hoạch trong thời gian này. Tăng --budget.",
        "en": "No plan was found in that time. Raise --budget.",
    },
    "ud2": {"vi": "Giá theo UD2: {cost}. Số lỗi phải tránh: {broken}.", "en": "UD2 cost: {cost}. Broken: {broken}."},
    "compiled": {"vi": "Đã dịch sẵn.", "en": "Compiled."},
    "no_numba": {"vi": "Không có numba: tìm kiếm chạy chậm hơn.", "en": "There is no numba: the search is slower."},
}
SOURCES = {
    "construct": "dựng",
    "search": "tìm",
    "rooms": "phòng",
    "days": "theo ngày",
    "exact": "chứng minh",
    "polish": "chỉnh",
    "polished": "chỉnh",
    "mended": "vá",
}
REFUSALS = {
    "The disruption %(kind)s %(subject)s names something that does not exist.": (
        "Biến động %(kind)s %(subject)s: không có tên hoặc buổi đó."
    ),
    "The file of the benchmark cannot be read at line %(line)s.": "Không đọc được tệp .ectt ở dòng %(line)s.",
    "The file of the benchmark is longer than %(most)s characters.": "Tệp .ectt dài hơn %(most)s chữ.",
    "The file of the benchmark lacks %(what)s.": "Tệp .ectt thiếu %(what)s.",
    "The benchmark has no free period and room left for the course %(course)s.": (
        "Không còn tiết và phòng trống cho môn %(course)s."
    ),
}


def say(code: str, lang: str, **facts: object) -> str:
    """A sentence of the commands."""
    text = SAY[code][lang]
    return text.format(**facts) if facts else text


def source_said(name: str, lang: str) -> str:
    """Phần nào của máy — in Vietnamese where there is a word for it."""
    return SOURCES.get(name, name) if lang == "vi" else name


def refusal_said(refusal: Refusal, lang: str) -> str:
    """Lời từ chối — in Vietnamese where it is one of the engine's own."""
    return refusal.sentence((lambda text: REFUSALS.get(text, text)) if lang == "vi" else str)


def level_name(level: str, lang: str) -> str:
    """Tên của một mức."""
    return RULES[level].name(lang) if level in RULES else say(level, lang)


def short_costs(cost: dict[str, int], bound: dict[str, int]) -> str:
    """Giá một dòng — the levels that cost something, by their ids."""
    return "  ".join(f"{level} {cost[level]} (≥ {bound.get(level, 0)})" for level in LEVELS if cost.get(level))


def cost_lines(cost: dict[str, int], lang: str, bound: dict[str, int] | None = None) -> list[str]:
    """Giá theo mức — one line a level with its name, and what has been proven where a bound is known."""
    rows = [level for level in LEVELS if cost.get(level)]
    if not rows:
        return [say("free", lang)]
    lines = [say("costs", lang)]
    for level in rows:
        line = f"  {level:6} {cost[level]:6}  {level_name(level, lang)}"
        if bound is not None:
            least = bound.get(level, 0)
            line += f" ({say('proven', lang) if least >= cost[level] else say('least', lang, bound=least)})"
        lines.append(line)
    return lines
