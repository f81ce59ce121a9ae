"""Lỗi của tệp bằng tiếng Việt — each fault that the model names, said again; the place in the file stays as it is."""

from __future__ import annotations

import re

PLACE = r"^(?P<at>(?:problem|timetable|disruptions|year|class|room|department)[^:]*: )?"
SAID: tuple[tuple[str, str], ...] = (
    (r"the file is empty", "tệp trống"),
    (r"the file is longer than (\d+) bytes", "tệp dài hơn {0} byte"),
    (r"the file is nested too deeply", "tệp lồng quá nhiều tầng"),
    (r"the file is no text \(UTF-8\)", "tệp không phải văn bản UTF-8"),
    (r"the file is not JSON: .*line (\d+) column (\d+).*", "tệp không phải JSON: dòng {0}, cột {1}"),
    (r"the file is not JSON: (.*)", "tệp không phải JSON: {0}"),
    (r"the file must be an object", "tệp phải là một đối tượng JSON"),
    (r'"(\w+)" must be (.+)', '"{0}" phải là {1}'),
    (r'"(\w+)" is missing', 'thiếu "{0}"'),
    (r"must be an object with kind, subject and a list of slots", "phải có kind, subject và danh sách slots"),
    (r"must be an object", "phải là một đối tượng"),
    (r"unknown field (.+)", "không có mục {0}"),
    (r"is missing", "còn thiếu"),
    (r"must be a list", "phải là danh sách"),
    (r"must be a list of (\d+)", "phải là danh sách {0} mục"),
    (r"weeks, beds, classes or rooms out of range", "số tuần, số giường, số lớp hoặc số phòng ngoài khoảng"),
    (
        r"weeks, size, window, beds or teaching out of range",
        "số tuần, số người, tuần bắt đầu, số giường hoặc số giảng viên ngoài khoảng",
    ),
    (r"unknown department", "không có khoa này"),
    (r"has more than (\d+) items", "có hơn {0} mục"),
    (r"must be a text", "phải là chữ"),
    (r"must be a whole number", "phải là số nguyên"),
    (r"must be true or false", "phải là true hoặc false"),
    (r"is out of range", "ngoài khoảng cho phép"),
    (r"is longer than (\d+) characters or holds control characters", "dài hơn {0} chữ hoặc có ký tự điều khiển"),
    (r"must be 1 to (\d+)", "phải từ 1 đến {0}"),
    (r"(.+) is no name \(empty, \* or with /\)", "{0} không dùng làm tên được (trống, * hoặc có /)"),
    (r"(.+) stands twice", "{0} có hai lần"),
    (r"is too late", "quá muộn"),
    (r"must be a date like (\S+)", "phải là ngày như {0}"),
    (r"is no slot of the calendar", "không phải một buổi của lịch"),
    (r"minutes must not be negative", "số phút không được âm"),
    (r"holds a slot outside the calendar", "có buổi ngoài lịch"),
    (r"unknown venue or negative minutes", "không có cơ sở này, hoặc số phút âm"),
    (r"unknown venue (.+)", "không có cơ sở {0}"),
    (r"capacity must be at least 1", "phải có ít nhất 1 chỗ"),
    (r"learners or busy_days out of range", "learners hoặc busy_days ngoài khoảng"),
    (r"buses must not be negative, seats at least 1", "số xe không được âm, mỗi xe ít nhất 1 chỗ"),
    (r"home room (.+) is not at its venue", "phòng {0} không ở cơ sở của lớp"),
    (r"size must be at least 1", "lớp phải có ít nhất 1 người"),
    (r"unknown kind (.+)", "không có loại {0}"),
    (r"half_days, part or within out of range", "half_days, part hoặc within ngoài khoảng"),
    (r"unknown or repeated class", "có lớp không có, hoặc có hai lần"),
    (r"unknown site", "không có điểm này"),
    (r"comes after unknown topic (.+)", "đứng sau chuyên đề {0}, mà không có chuyên đề đó"),
    (r"more than (\d+) sessions", "hơn {0} buổi"),
    (
        r"a field day has 2 half-days, at least one site, and is not plenary",
        "ngày đi thực tế có 2 buổi, ít nhất một điểm, và không học chung",
    ),
    (r"must say what it follows", "phải nói đi sau chuyên đề nào (follows)"),
    (
        r"only discussions and self-study are held in the evening",
        "buổi tối chỉ có thảo luận và tự nghiên cứu",
    ),
    (r"no topic of class (.+)", "lớp {0} không có chuyên đề này"),
    (r"slot or within out of range", "slot hoặc within ngoài khoảng"),
    (
        r"its rule must be one of (.+), and it needs a name without >",
        "rule phải là {0}, và phải có tên không chứa dấu >",
    ),
    (r"unknown topic", "không có chuyên đề này"),
    (r"unknown home venue (.+)", "không có cơ sở {0}"),
    (r"unknown wish (.+)", "không có nguyện vọng {0}"),
    (r"most_per_day, most or share out of range", "most_per_day, most hoặc share ngoài khoảng"),
    (r"unknown rule or strength, or stands twice", "không có quy tắc hay mức này, hoặc có hai lần"),
    (r"must not be negative", "không được âm"),
    (r"unknown or repeated session (.+)", "không có buổi {0}, hoặc có hai lần"),
    (r"slot outside the calendar", "buổi ở ngoài lịch"),
    (r"unknown lecturer or room", "không có giảng viên hoặc phòng này"),
)


def fault_said(fault: str, lang: str) -> str:
    """Một lỗi — as it is in English; in Vietnamese with the same place in the file."""
    if lang == "en":
        return fault
    for pattern, words in SAID:
        found = re.fullmatch(PLACE + pattern, fault)
        if found is not None:
            groups = [text for name, text in enumerate(found.groups()) if name > 0]
            return (found["at"] or "") + words.format(*groups)
    return fault
