"""Câu nhận xét — For every code: its level, its Vietnamese sentence and its English one."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str, str]] = {
    # The text itself
    "too_large": (
        "error",
        "Tệp lớn hơn {limit} nghìn byte. Một khóa chỉ cần vài trang; kiểm tra lại tệp đã chọn.",
        "The file is larger than {limit} thousand bytes. A course takes a few pages; check which file was chosen.",
    ),
    "not_utf8": (
        "error",
        "Tệp không phải chữ Unicode (UTF-8). Lưu lại tệp với mã UTF-8 rồi nạp lại.",
        "The file is not Unicode text (UTF-8). Save it as UTF-8 and load it again.",
    ),
    "bad_character": (
        "error",
        "Có một ký tự điều khiển không đọc được. Xóa ký tự đó rồi gõ lại dòng này.",
        "There is a control character here that cannot be read. Delete it and type the line again.",
    ),
    "empty_file": (
        "error",
        "Tệp trống. Một tệp khóa bắt đầu bằng dòng «format: boiduong-course/1».",
        "The file is empty. A course file begins with the line «format: boiduong-course/1».",
    ),
    "not_a_course": (
        "error",
        "Tệp phải gồm các dòng «tên mục: nội dung», bắt đầu bằng «format: boiduong-course/1».",
        "The file must consist of lines «key: content», beginning with «format: boiduong-course/1».",
    ),
    "several_documents": (
        "error",
        "Từ dòng này là một khóa thứ hai (sau dấu «---» hoặc «...»). Mỗi tệp chỉ ghi một khóa.",
        "A second course begins here (after «---» or «...»). One file holds one course.",
    ),
    "too_deep": (
        "error",
        "Các mục lồng nhau quá {limit} cấp. Tệp khóa không sâu như vậy; kiểm tra dấu ngoặc và thụt dòng.",
        "Values are nested more than {limit} levels deep. Check the brackets and the indentation.",
    ),
    "too_many_values": (
        "error",
        "Tệp có hơn {limit} giá trị. Một tệp chỉ ghi một khóa.",
        "The file holds more than {limit} values. One file holds one course.",
    ),
    "alias": (
        "error",
        "Dấu «{mark}» có nghĩa riêng trong YAML và không dùng ở đây. Nếu là chữ, đặt cả câu trong dấu nháy.",
        "«{mark}» has a meaning of its own in YAML and is not used here. If it is text, quote the whole text.",
    ),
    "bad_key": (
        "error",
        "Tên mục phải là một từ, không phải danh sách hay bảng.",
        "A key must be a word, not a list or a mapping.",
    ),
    "duplicate_key": (
        "error",
        "Mục «{key}» đã ghi ở dòng {first}. Gộp hai chỗ làm một.",
        "«{key}» was already given on line {first}. Make one of the two.",
    ),
    "tab": (
        "error",
        "Dòng này có phím Tab. Thụt dòng bằng dấu cách.",
        "This line contains a tab. Indent with spaces.",
    ),
    "colon_in_text": (
        "error",
        "Dấu hai chấm không đúng chỗ. Nếu nằm trong câu, đặt cả câu trong dấu nháy; nếu không, xem lại thụt dòng.",
        "A colon stands in the wrong place. If it belongs to a text, quote the text; if not, check the indentation.",
    ),
    "missing_colon": (
        "error",
        "Thiếu dấu hai chấm sau tên mục.",
        "The colon after the key is missing.",
    ),
    "unclosed_quote": (
        "error",
        "Dấu nháy mở ở đây không được đóng.",
        "The quotation mark opened here is never closed.",
    ),
    "unclosed_bracket": (
        "error",
        "Dấu ngoặc mở trước chỗ này chưa đóng, thiếu dấu phẩy, hoặc câu có dấu hai chấm chưa đặt trong dấu nháy.",
        "A bracket opened before this place is not closed, a comma is missing, or a text with a colon is not quoted.",
    ),
    "bad_indent": (
        "error",
        "Dòng này thụt vào không khớp với các dòng trên.",
        "This line is not indented like the lines above it.",
    ),
    "broken_yaml": (
        "error",
        "Không đọc được từ chỗ này. Xem dấu ngoặc, dấu nháy; câu có dấu đặc biệt phải đặt trong dấu nháy.",
        "The file cannot be read from here on. Check brackets and quotes; quote a text that has special marks.",
    ),
    # The shape (JSON Schema)
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
    "two_programs": (
        "error",
        "Tệp ghi cả «program» và «programs». Nhiều chương trình thì ghi hết trong «programs».",
        "The file has both «program» and «programs». Put several programs under «programs».",
    ),
    # Dates
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
    "in_doubt": (
        "note",
        "{told} Điều này đã ghi trong «doubts».",
        "{told} This is listed under «doubts».",
    ),
}
