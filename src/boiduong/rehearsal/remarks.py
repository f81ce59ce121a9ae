"""Điều cần biết khi nhập — what of a course file the register cannot hold as it stands, told as notes of the course."""

from __future__ import annotations

from dataclasses import dataclass

from boiduong.engines.course_file import CourseFile, Judged, Standpoint
from boiduong.engines.course_file import Paper as SaidPaper
from boiduong.engines.vietnamese import date_short, headline
from boiduong.foundation.organizations.models import RuleSet
from boiduong.rehearsal.places import Places

MOST_NAMES = 12
WAYS = {
    Judged.EACH_ITEM: ("xét từng bài đánh giá", "every item is judged"),
    Judged.ATTENDANCE_ONLY: ("chỉ xét việc tham gia", "only attendance is judged"),
    Judged.NONE: ("không xét gì", "nothing is judged"),
    Judged.PASS_ONLY: ("chỉ xét đạt hoặc không đạt", "only passed or not passed"),
    Judged.PARTS_APART: ("xếp loại riêng từng phần", "each part is graded for itself"),
    Judged.BANDS: ("xếp mức bằng lời", "graded in words"),
}


@dataclass(frozen=True)
class Remark:
    """Lưu ý — one thing to know, in both languages."""

    vi: str
    en: str

    def told(self, lang: str) -> str:
        """Trong ngôn ngữ được hỏi."""
        return self.en if lang == "en" else self.vi


def remarks(file: CourseFile, places: Places, *, rules: RuleSet | None) -> list[Remark]:
    """Mọi điều cần biết — of papers, judging and units; `rules` are those of the institution in force."""
    papers = (told for paper in file.papers if (told := _limits_of(paper, file)))
    return [*papers, *_way_of_judging(file, rules), *_seen_from_below(file), *_doubtful_units(places)]


def _seen_from_below(file: CourseFile) -> list[Remark]:
    """Khóa của nơi khác — nobody is sent to us: the list comes with the course."""
    if file.standpoint is not Standpoint.POINT:
        return []
    return [
        Remark(
            "Điểm cầu của khóa nơi khác: học viên đến theo danh sách của khóa đó, không qua bước cử và xét ở đây.",
            "A site of another body's course: learners come by its list, none is sent or reviewed here.",
        )
    ]


def _way_of_judging(file: CourseFile, rules: RuleSet | None) -> list[Remark]:
    """Cách xét — a class is judged by the rules of its institution; told where the file says another way.

    Without any item “each item” and “attendance only” come to the same.
    """
    if rules is None or file.completion.judged_assumed:
        return []
    said, held = file.completion.judged, Judged(rules.body["completion"]["judged"])
    if said is held or (not file.completion.items and {said, held} <= {Judged.EACH_ITEM, Judged.ATTENDANCE_ONLY}):
        return []
    (said_vi, said_en), (held_vi, held_en) = WAYS[said], WAYS[held]
    day = date_short(rules.starts_on)
    return [
        Remark(
            f"Tệp ghi: {said_vi}. Bộ quy tắc của cơ sở (từ {day}) ghi: {held_vi}; lớp xét theo bộ quy tắc có hiệu lực "
            "khi mở lớp. Muốn xét như tệp thì ban hành bộ quy tắc ghi như vậy trước khi mở lớp.",
            f"The file says: {said_en}. The rules of the institution (from {day}) say: {held_en}; a class is judged by "
            "the rules in force at its opening. To judge as the file says, adopt such rules before the class opens.",
        )
    ]


def _limits_of(paper: SaidPaper, file: CourseFile) -> Remark | None:
    """Giấy không dành cho mọi người — what the officer who issues it must know."""
    names = {one.id: str(one.label) for one in file.classes} | {one.id: str(one.label) for one in file.groups}
    names |= {one.id: str(one.title) for one in file.programs}
    facts: list[tuple[str, str]] = []
    if paper.kind.value == "commendation":
        facts.append(("quyết định lập ở bước Công nhận", "decided at the step of recognition"))
    if paper.scope:
        whom = ", ".join(names.get(one, one) for one in paper.scope)
        facts.append((f"dành cho {whom}", f"for {whom}"))
    if paper.to == "chosen":
        number = f" {paper.count.told()}" if paper.count else ""
        facts.append((f"chọn{number} người", f"for{number} people chosen"))
    if paper.external:
        issuer = file.organization(paper.issuer).name
        facts.append((f"do {issuer} in và cấp", f"printed and issued by {issuer}"))
    if len(paper.issuers) > 1:
        first, *others = [str(file.organization(one).name) for one in paper.issuers]
        beside = ", ".join(others)
        facts.append((f"{first} ký và vào sổ; cùng cấp: {beside}", f"signed and entered by {first} with {beside}"))
    if not facts:
        return None
    title = headline(paper.title)
    return Remark(f"{title}: {'; '.join(vi for vi, _ in facts)}.", f"{title}: {'; '.join(en for _, en in facts)}.")


def _doubtful_units(places: Places) -> list[Remark]:
    """Đơn vị chưa chắc — names that no list holds, and a course older than every list."""
    told = []
    opens, known = places.course.calendar.start, places.day
    if known > opens:
        told.append(
            Remark(
                f"Khóa mở ngày {date_short(opens)}, trước danh mục đơn vị sớm nhất ({date_short(known)}): "
                "tên và địa bàn lấy theo danh mục đó, chưa xác lập cho ngày mở.",
                f"The course opens on {date_short(opens)}, before the earliest list of units ({date_short(known)}): "
                "names and territories are those of that list, not established for the day.",
            )
        )
    unknown = places.unknown_names()
    if unknown:
        names, more = ", ".join(unknown[:MOST_NAMES]), len(unknown) - MOST_NAMES
        told.append(
            Remark(
                f"Không có trong danh mục đơn vị ngày {date_short(known)}: {names}{_more(more, 'và', 'tên khác')}. "
                "Các tên này được ghi như trong tệp.",
                f"Not in the list of units of {date_short(known)}: {names}{_more(more, 'and', 'more')}. "
                "These names are kept as the file has them.",
            )
        )
    return told


def _more(number: int, before: str, after: str) -> str:
    return f" {before} {number} {after}" if number > 0 else ""
