"""Câu về hình thức — Breaches of the JSON Schema."""

from __future__ import annotations

SHAPE: dict[str, tuple[str, str, str]] = {
    "unknown_key": (
        "error",
        "Không có mục «{key}» ở đây. Các mục dùng được: {known}.",
        "There is no key «{key}» here. The keys that may stand here: {known}.",
    ),
    "misspelled_key": (
        "error",
        "Không có mục «{key}» ở đây; có phải «{near}»?",
        "There is no key «{key}» here; is it «{near}»?",
    ),
    "comma_in_text": (
        "error",
        "Dấu phẩy đã cắt đôi câu trước «{key}». Trong ngoặc, câu có dấu phẩy phải đặt trong dấu nháy.",
        "A comma has cut a text in two before «{key}». Inside brackets, quote a text that has a comma.",
    ),
    "missing_key": (
        "error",
        "Thiếu mục «{key}».",
        "The key «{key}» is missing.",
    ),
    "unknown_choice": (
        "error",
        "«{value}» không phải một lựa chọn của «{key}». Chọn một trong: {known}.",
        "«{value}» is not a choice of «{key}». Choose one of: {known}.",
    ),
    "misspelled_choice": (
        "error",
        "«{value}» không phải một lựa chọn của «{key}»; có phải «{near}»?",
        "«{value}» is not a choice of «{key}»; is it «{near}»?",
    ),
    "bad_format": (
        "error",
        "Dòng «format» phải là «boiduong-course/1»; tệp ghi «{value}».",
        "The line «format» must read «boiduong-course/1»; the file says «{value}».",
    ),
    "wrong_type": (
        "error",
        "«{key}» phải là {wanted}; tệp ghi {got}.",
        "«{key}» must be {wanted}; the file has {got}.",
    ),
    "number_as_text": (
        "error",
        "«{key}» phải là chữ. Đặt «{value}» trong dấu nháy.",
        "«{key}» must be text. Put «{value}» in quotes.",
    ),
    "nothing_said": (
        "error",
        "«{key}» để trống. Không biết thì bỏ cả mục.",
        "«{key}» is empty. If it is not known, leave the whole key out.",
    ),
    "needed_empty": (
        "error",
        "«{key}» để trống. Mục này bắt buộc phải có.",
        "«{key}» is empty. This key is required.",
    ),
    "text_too_long": (
        "error",
        "«{key}» dài {length} ký tự; nhiều nhất {limit}. Rút gọn, phần còn lại ghi vào «notes».",
        "«{key}» is {length} characters long; at most {limit}. Shorten it and put the rest under «notes».",
    ),
    "share_as_percent": (
        "error",
        "«{key}» ghi theo phần của một: {share} nghĩa là {value} %.",
        "«{key}» is a share of one: {share} means {value} %.",
    ),
    "bad_id": (
        "error",
        "Mã «{value}» chỉ được gồm chữ thường không dấu, chữ số và gạch nối, không quá 80 ký tự.",
        "The id «{value}» may hold only plain lower-case letters, digits and hyphens, at most 80 of them.",
    ),
    "bad_month": (
        "error",
        "Không có tháng {month}: «{value}».",
        "There is no month {month}: «{value}».",
    ),
    "bad_day": (
        "error",
        "Không có ngày này trong lịch: «{value}».",
        "There is no such day in the calendar: «{value}».",
    ),
    "bad_date": (
        "error",
        "«{value}» không phải ngày. Ghi năm-tháng-ngày: 2025-08-18; hoặc 2025-08, 2025; hoặc --08-18 khi không rõ năm.",
        "«{value}» is not a date. Write 2025-08-18; or 2025-08, 2025; or --08-18 when the year is not known.",
    ),
    "bad_amount": (
        "error",
        "«{key}» phải là số nguyên, hoặc số kèm chữ của nguồn: {{nearly: 400}}, {{about: 90}}, {{from: 30, to: 40}}.",
        "«{key}» must be a whole number, or one with the source's word: {{nearly: 400}}, {{from: 30, to: 40}}.",
    ),
    "bad_term": (
        "error",
        "«{value}» không phải nhiệm kỳ. Ghi như 2020-2025.",
        "«{value}» is not a term of office. Write it like 2020-2025.",
    ),
    "assumed_not_true": (
        "error",
        "«assumed» chỉ có thể là true. Điều có trong nguồn thì bỏ hẳn «assumed».",
        "«assumed» can only be true. What the source says bears no «assumed» at all.",
    ),
    "value_not_marked": (
        "error",
        "Giá trị ghi dạng {{value: …}} phải kèm «assumed: true».",
        "A value written as {{value: …}} must carry «assumed: true».",
    ),
    "out_of_range": (
        "error",
        "«{key}» là {value}; phải {bound}.",
        "«{key}» is {value}; it must be {bound}.",
    ),
    "said_twice": (
        "error",
        "«{key}» ghi một giá trị hai lần.",
        "«{key}» gives one value twice.",
    ),
    "no_condition": (
        "error",
        "Nhóm này chưa nói ai được cử: ghi post_held, posts_held_together, post_planned, "
        "managed_list, category hoặc other.",
        "This group does not say who may be sent: give post_held, posts_held_together, post_planned, "
        "managed_list, category or other.",
    ),
    "nameless_topic": (
        "error",
        "Chuyên đề này phải có tên («title») hoặc loại («kind»).",
        "This topic needs a «title» or a «kind».",
    ),
    "wrong_shape": (
        "error",
        "«{key}» ghi không đúng dạng. Xem ví dụ của mục này trong tài liệu tệp khóa.",
        "«{key}» does not have the right form. See the example in the course file manual.",
    ),
}
