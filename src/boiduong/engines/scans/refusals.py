"""Lời từ chối bản quét — what cannot be read."""

from boiduong.refusals import Refusal, gettext_noop


class UnreadableScan(Refusal):
    """Không đọc được bản quét."""

    text = gettext_noop("The file cannot be opened: it is damaged, or locked with a password.")


class TooManyPages(Refusal):
    """Quá nhiều trang."""

    text = gettext_noop("The file has %(pages)s pages. At most %(limit)s are taken at a time.")


class TooManyPixels(Refusal):
    """Ảnh quá lớn."""

    text = gettext_noop("The picture is larger than %(limit)s million points. Scan it at 200 to 300 dpi.")
