"""Lời từ chối mẫu Word — what is wrong with a template, and in which line of it."""

from boiduong.refusals import Refusal, gettext_noop


class NotAWordFile(Refusal):
    """Không phải tệp Word."""

    text = gettext_noop("This is no Word file (.docx) that can be read.")


class TemplateTooLarge(Refusal):
    """Mẫu quá lớn."""

    text = gettext_noop("The template unpacks to more than %(limit)s MB. A template holds words, no pictures.")


class ActiveTemplate(Refusal):
    """Mẫu có phần chạy được hoặc trỏ ra ngoài."""

    text = gettext_noop(
        "The template holds %(part)s. Save it as a plain .docx without macros, objects and outside links."
    )


class BrokenTag(Refusal):
    """Thẻ viết sai."""

    text = gettext_noop("Line %(line)s, “%(words)s”: the tag is not closed or not written right.")


class UnknownTag(Refusal):
    """Thẻ không có."""

    text = gettext_noop("Line %(line)s, “%(words)s”: there is no tag “%(tag)s”.")


class ForbiddenTag(Refusal):
    """Thẻ không được dùng."""

    text = gettext_noop("Line %(line)s, “%(words)s”: a tag may only name a fact, ask “if” or go through a list.")


class NotAList(Refusal):
    """Thẻ không phải danh sách."""

    text = gettext_noop("Line %(line)s, “%(words)s”: “%(tag)s” is no list, so “for” cannot go through it.")


class ListAsText(Refusal):
    """Danh sách viết như chữ."""

    text = gettext_noop("Line %(line)s, “%(words)s”: “%(tag)s” is a list. Go through it with “for”.")
