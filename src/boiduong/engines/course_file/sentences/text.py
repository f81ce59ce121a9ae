"""Câu về tệp chữ — What can be wrong before anything of the course is read."""

from __future__ import annotations

TEXT: dict[str, tuple[str, str, str]] = {
    "too_large": (
        "error",
        "Tệp lớn hơn {limit} nghìn byte. Một khóa chỉ cần vài trang; kiểm tra lại tệp đã chọn.",
        "The file is larger than {limit} thousand bytes. A course takes a few pages; check which file was chosen.",
    ),
    "not_utf8": (
        "error",
        "Tệp không phải chữ Unicode (UTF-8). Mở bằng Notepad, chọn Lưu thành, mã hóa UTF-8, rồi nạp lại.",
        "The file is not Unicode text (UTF-8). Save it as UTF-8 and load it again.",
    ),
    "not_text": (
        "error",
        "Đây là tệp Word, Excel, PDF hoặc tệp nén. Tệp khóa là tệp chữ, đuôi .yaml.",
        "This is a Word, Excel, PDF or compressed file. A course file is plain text and ends in .yaml.",
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
    "text_after_quote": (
        "error",
        "Dấu nháy đã khép trước chỗ này mà câu còn chữ. Đặt cả câu trong một cặp dấu nháy; dấu nháy bên trong dùng «».",
        "The quotation mark closes before this text ends. Put the whole text in one pair of quotes; inside, use «».",
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
}
