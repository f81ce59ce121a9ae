"""Câu về nội dung — Ids, dates and numbers that do not agree."""

from __future__ import annotations

AGREEMENT: dict[str, tuple[str, str, str]] = {
    # Ids and references
    "id_twice": (
        "error",
        "Mã «{id}» đã dùng ở dòng {first}. Mỗi mã chỉ dùng một lần trong tệp.",
        "The id «{id}» is already used on line {first}. An id is used once in a file.",
    ),
    "unknown_ref": (
        "error",
        "Không có mã «{id}» trong tệp. Các mã dùng được ở đây: {known}.",
        "There is no id «{id}» in the file. The ids that fit here: {known}.",
    ),
    "nothing_to_refer_to": (
        "error",
        "Không có mã «{id}» trong tệp, và tệp chưa có mục nào dùng được ở đây.",
        "There is no id «{id}» in the file, and nothing in it that fits here.",
    ),
    "misspelled_ref": (
        "error",
        "Không có mã «{id}» trong tệp; có phải «{near}»?",
        "There is no id «{id}» in the file; is it «{near}»?",
    ),
    "wrong_kind_ref": (
        "error",
        "«{id}» là {got}; chỗ này cần {wanted}.",
        "«{id}» is {got}; this place needs {wanted}.",
    ),
    "duty_for_item": (
        "error",
        "«{id}» là một bài đánh giá. Việc của đơn vị giao theo lớp, phần, chuyên đề, điểm cầu hoặc giấy; "
        "người chấm ghi ở «markers».",
        "«{id}» is an item to be judged. A duty is given for a class, part, topic, site or paper; "
        "markers belong under «markers».",
    ),
    "circle": (
        "error",
        "«{id}» nằm dưới chính nó.",
        "«{id}» lies under itself.",
    ),
    "follows_elsewhere": (
        "error",
        "«{id}» thuộc chương trình khác. Chuyên đề chỉ theo sau chuyên đề của cùng chương trình.",
        "«{id}» belongs to another program. A topic follows one of its own program only.",
    ),
    "follows_circle": (
        "error",
        "«{id}» theo sau chính nó, trực tiếp hoặc qua chuyên đề khác.",
        "«{id}» follows itself, at once or by way of another topic.",
    ),
    "within_alone": (
        "error",
        "Ghi «within» thì phải ghi «follows»: không muộn hơn mấy buổi sau chuyên đề nào.",
        "«within» needs «follows»: so many half-days after which topic.",
    ),
    "no_evening": (
        "error",
        "Buổi tối chỉ dành cho discussion, exchange, situations và self_study.",
        "Evenings are for discussion, exchange, situations and self_study only.",
    ),
    "two_programs": (
        "error",
        "Tệp ghi cả «program» và «programs». Nhiều chương trình thì ghi hết trong «programs».",
        "The file has both «program» and «programs». Put several programs under «programs».",
    ),
    # Dates
    "absurd_year": (
        "error",
        "Năm {year} không hợp lý; ghi năm từ {first} đến {last}.",
        "The year {year} makes no sense; give one from {first} to {last}.",
    ),
    "end_before_start": (
        "error",
        "Kết thúc {end} trước khi bắt đầu {start}.",
        "The end {end} comes before the start {start}.",
    ),
    "outside_course": (
        "error",
        "Ngày {day} nằm ngoài lịch của khóa ({start} – {end}).",
        "The day {day} lies outside the course's calendar ({start} – {end}).",
    ),
    "calendar_beyond_classes": (
        "warning",
        "Lịch khóa {start} – {end} rộng hơn ngày của các lớp đã liệt kê ({first} – {last}).",
        "The calendar {start} – {end} is wider than the dates of the classes listed ({first} – {last}).",
    ),
    "sitting_overlap": (
        "error",
        "Đợt này bắt đầu {start}, trước khi đợt trước kết thúc {end}.",
        "This sitting starts on {start}, before the one above ends on {end}.",
    ),
    "length_beyond_dates": (
        "error",
        "Ghi {days} ngày, nhưng từ {start} đến {end} chỉ có {room} ngày.",
        "It says {days} days, but {start} to {end} holds only {room}.",
    ),
    "no_study_day": (
        "error",
        "Lịch {start} – {end} không còn ngày học nào: «avoid» chừa ra hết.",
        "From {start} to {end} no study day is left: «avoid» leaves out all of them.",
    ),
    "ends_too_late": (
        "warning",
        "Kết thúc {end}, sau hạn {limit} của «not_after».",
        "It ends on {end}, after the limit {limit} of «not_after».",
    ),
    "due_before_start": (
        "warning",
        "Hạn nộp {day} trước ngày bắt đầu {start}.",
        "It is due {day}, before the start on {start}.",
    ),
    "nominations_late": (
        "warning",
        "Hạn cử {day} sau ngày bắt đầu {start}.",
        "Nominations are due {day}, after the start on {start}.",
    ),
    # Numbers
    "absurd_number": (
        "error",
        "{value} là quá lớn cho «{key}»; nhiều nhất {limit}.",
        "{value} is too large for «{key}»; at most {limit}.",
    ),
    "from_over_to": (
        "error",
        "Khoảng từ {low} đến {high} viết ngược.",
        "The range from {low} to {high} is the wrong way round.",
    ),
    "more_topics": (
        "error",
        "Liệt kê {listed} chuyên đề, nhưng ghi có {said}.",
        "{listed} topics are listed, but {said} are said.",
    ),
    "fewer_topics": (
        "note",
        "Liệt kê {listed} trong {said} chuyên đề; tên các chuyên đề còn lại chưa biết.",
        "{listed} of {said} topics are listed; the titles of the others are not known.",
    ),
    "more_classes": (
        "error",
        "Liệt kê {listed} lớp, nhưng ghi có {said}.",
        "{listed} classes are listed, but {said} are said.",
    ),
    "fewer_classes": (
        "note",
        "Liệt kê {listed} trong {said} lớp.",
        "{listed} of {said} classes are listed.",
    ),
    "sizes_differ": (
        "error",
        "Sĩ số các lớp cộng lại là {sum}, nhưng ghi {said} người. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "The class sizes add up to {sum}, but {said} people are said. If the source has it so, list it under «doubts».",
    ),
    "stated_differs": (
        "error",
        "Con số {said} khác với {other} ghi ở «{where}». Nếu nguồn viết như vậy, ghi vào «doubts».",
        "The number {said} differs from {other} under «{where}». If the source has it so, list it under «doubts».",
    ),
    "more_names": (
        "error",
        "Liệt kê {listed} tên, nhưng ghi có {said} đơn vị.",
        "{listed} names are listed, but {said} units are said.",
    ),
    "fewer_names": (
        "note",
        "Liệt kê {listed} tên trong {said} đơn vị.",
        "{listed} names of {said} units are listed.",
    ),
    "kinds_differ": (
        "error",
        "Các loại đơn vị cộng lại là {sum}, nhưng ghi có {said}.",
        "The kinds of units add up to {sum}, but {said} are said.",
    ),
    "results_differ": (
        "error",
        "Kết quả cộng lại là {sum}, nhưng ghi {said} người. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "The results add up to {sum}, but {said} people are said. If the source has it so, list it under «doubts».",
    ),
    "share_differs": (
        "error",
        "«{key}» in là {printed} %, nhưng {count}/{total} là {share} %. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "«{key}» is printed as {printed} %, but {count}/{total} is {share} %. If the source has it so, "
        "list it under «doubts».",
    ),
    "quota_over_plan": (
        "error",
        "Chỉ tiêu cộng lại là {sum}, nhiều hơn kế hoạch {said} người.",
        "The quota adds up to {sum}, more than the plan's {said} people.",
    ),
    "over_capacity": (
        "error",
        "Có {people} người, nhưng các lớp nhận nhiều nhất {said}. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "There are {people} people, but the classes take at most {said}. If the source has it so, "
        "list it under «doubts».",
    ),
    "hall_too_small": (
        "warning",
        "Lớp có {people} người, nhưng nơi học chỉ có {seats} chỗ.",
        "The class has {people} people, but its place of study has only {seats} seats.",
    ),
    "hours_over": (
        "warning",
        "Các chuyên đề cộng lại {sum} {unit}, nhưng ghi có {said}. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "The topics add up to {sum} {unit}, but {said} are said. If the source has it so, list it under «doubts».",
    ),
    "hours_under": (
        "note",
        "Các chuyên đề cộng lại {sum} trong {said} {unit}.",
        "The topics add up to {sum} of {said} {unit}.",
    ),
    "quota_under_plan": (
        "note",
        "Chỉ tiêu mới chia {sum} trong {said} người của kế hoạch.",
        "The quota covers {sum} of the plan's {said} people.",
    ),
    "expected_differs": (
        "error",
        "Các nhóm cộng lại là {sum} người, nhưng kế hoạch ghi {said}. Nếu nguồn viết như vậy, ghi vào «doubts».",
        "The groups add up to {sum} people, but the plan says {said}. If the source has it so, list it under «doubts».",
    ),
    "too_few_electives": (
        "error",
        "Phải chọn ít nhất {asked} chuyên đề, nhưng phần này chỉ có {there}.",
        "At least {asked} topics must be chosen, but this part has only {there}.",
    ),
    "parts_differ": (
        "error",
        "Các phần cộng lại có {sum} chuyên đề, nhưng chương trình ghi {said}.",
        "The parts add up to {sum} topics, but the program says {said}.",
    ),
    "rehearsal_beyond": (
        "error",
        "Chạy thử có {learners} học viên, không thể có {value} người ở «{key}».",
        "The rehearsal has {learners} learners; there cannot be {value} under «{key}».",
    ),
    "rehearsal_capped": (
        "warning",
        "«{key}» ghi {value} người; mỗi người chỉ gặp một chuyện nên chỉ chạy thử được {most}.",
        "«{key}» says {value} people; nobody has two of these, so the rehearsal has {most}.",
    ),
    "made_up_beyond": (
        "error",
        "Học bù {value} người, nhiều hơn {excused} người nghỉ có phép.",
        "{value} people make up, more than the {excused} excused.",
    ),
    "in_doubt": (
        "note",
        "{told} Điều này đã ghi trong «doubts».",
        "{told} This is listed under «doubts».",
    ),
}
