"""Tệp không đọc được — the one error that reading a file may raise, with its sentences."""

_SENTENCES = {
    "empty": ("Tệp này trống.", "This file is empty."),
    "not_spreadsheet": (
        "Đây không phải tệp Excel. Mở bằng Excel, lưu dạng .xlsx rồi gửi lại.",
        "This is not an Excel file. Open it in Excel, save it as .xlsx and send it again.",
    ),
    "old_format": (
        "Tệp này lưu theo dạng Excel cũ. Lưu lại dạng .xlsx rồi gửi lại.",
        "This file is in an old Excel format. Save it as .xlsx and send it again.",
    ),
    "password": (
        "Tệp này có mật khẩu nên không đọc được. Bỏ mật khẩu rồi gửi lại.",
        "This file has a password and cannot be read. Remove the password and send it again.",
    ),
    "macro": (
        "Tệp này có macro nên không nhận. Lưu lại dạng .xlsx không có macro rồi gửi lại.",
        "This file holds macros and is not taken. Save it as .xlsx without macros and send it again.",
    ),
    "too_large": (
        "Tệp này quá lớn so với một danh sách. Xóa hình, trang thừa rồi gửi lại, hoặc chia nhỏ.",
        "This file is too large for a list. Remove pictures and spare sheets, or split it.",
    ),
    "broken": (
        "Tệp này hỏng, không mở được. Lưu lại từ Excel rồi gửi lại.",
        "This file is damaged and does not open. Save it again from Excel and send it again.",
    ),
    "no_header": (
        "Không tìm thấy dòng tiêu đề của mẫu. Dùng tệp mẫu đã tải, giữ nguyên tên các cột.",
        "The heading row of the template was not found. Use the template and keep its headings.",
    ),
}


class UnreadableFile(Exception):
    """Tệp không đọc được — the file as a whole cannot be taken.

    `code` is one of: empty, not_spreadsheet, old_format, password, macro, too_large, broken,
    no_header; `vi` and `en` are sentences for the person who sent the file.
    """

    def __init__(self, code: str) -> None:
        """Take a code known to this module; another one is a KeyError."""
        self.code = code
        self.vi, self.en = _SENTENCES[code]
        super().__init__(code)
