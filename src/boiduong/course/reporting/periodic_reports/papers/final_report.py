"""Báo cáo tổng kết — what a course was, who came, what they attended and reached, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import (
    bases_lines,
    in_text,
    one_place,
    organizers,
    paper_frame,
    signature_of,
)
from boiduong.course.reporting.periodic_reports.papers import wording
from boiduong.course.reporting.periodic_reports.queries import ReportFacts
from boiduong.engines.typesetting import Annex, Block, Bullets, Column, FactList, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_digits, headline, number, percent, range_digits
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on

STATED_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Nội dung", 2.4),
    Column("Số đã nêu", 1.6, "center"),
    Column("Số tính được", 2.4, "center"),
    Column("So sánh", 1.8),
    Column("Nguồn của số đã nêu", 3.2),
)


def final_report(course: Course, issuer: Unit, facts: ReportFacts, *, on: date, remarks: str, proposals: str) -> Paper:
    """Báo cáo tổng kết — `remarks` (đánh giá, hạn chế) and `proposals` (kiến nghị) are written by a person.

    Every number is derived; the day as of which it holds is printed with it.
    """
    frame = paper_frame(issuer, kind="final_report", on=on)
    bases = bases_lines(course)
    numbered = _numbered(
        [
            ("TÌNH HÌNH CHUNG", _general(course, on)),
            ("HỌC VIÊN", _learners(facts, on)),
            ("NỘI DUNG, GIẢNG VIÊN", _teaching(facts)),
            ("CHUYÊN CẦN", _presence(facts)),
            ("KẾT QUẢ", _outcomes(facts)),
            ("TÌNH HUỐNG TỪ THỰC TIỄN", _situations(facts)),
            ("NGHIÊN CỨU THỰC TẾ", _visits(facts)),
            ("Ý KIẾN ĐÁNH GIÁ CỦA HỌC VIÊN", _feedback(facts)),
            ("ĐÁNH GIÁ, HẠN CHẾ", _lines(remarks)),
            ("KIẾN NGHỊ", _proposals(facts, proposals)),
        ]
    )
    name = name_on(issuer, on)
    opening = Paragraph(f"Thực hiện {_inside(bases)}, {name} báo cáo kết quả như sau:") if bases else None
    return Paper(
        **frame,
        title="BÁO CÁO",
        subject=f"Tổng kết {in_text(course.title)}",
        blocks=tuple([opening, *numbered] if opening else numbered),
        signature=signature_of(issuer, on=on),
        recipients=("Cơ quan quản lý (báo cáo);", "Các đơn vị cử học viên;", "Lưu: VT, hồ sơ khóa."),
        annexes=_annexes(facts),
        synthetic=course.synthetic,
        issuer_in_text=name,
    )


def _numbered(parts: Iterable[tuple[str, list[Block]]]) -> list[Block]:
    """Parts that have something to say, under Roman numbers."""
    signs = iter(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
    made: list[Block] = []
    for title, blocks in parts:
        if blocks:
            made += [Heading(f"{next(signs)}. {title}"), *blocks]
    return made


def _inside(bases: tuple[str, ...]) -> str:
    """The first basis, as it stands inside a sentence."""
    return bases[0].removeprefix("Căn cứ ").rstrip(" ;.")


def _general(course: Course, on: date) -> list[Block]:
    classes = list(course.classes.exclude(state="cancelled").order_by("position"))
    when = ""
    if course.starts_on:
        when = range_digits(course.starts_on, course.ends_on or course.starts_on)
    named = ", ".join(headline(one.label) for one in classes)
    rows = [
        ("Tên khóa", course.title),
        ("Cơ quan tổ chức", organizers(course, course.institution.unit, on)),
        ("Thời gian", when),
        ("Địa điểm", one_place(course)),
        ("Số lớp", number(len(classes)) + (f" ({named})" if named else "")),
    ]
    return [FactList(tuple(row for row in rows if row[1]))]


def _learners(facts: ReportFacts, on: date) -> list[Block]:
    made: list[Block] = []
    counts = facts.counts.by_kind()
    rows = tuple((str(n), wording.COUNTS[kind], number(counts[kind])) for n, kind in enumerate(counts, start=1))
    made.append(
        Table(
            (Column("STT", 0.6, "center"), Column("Nội dung", 5), Column("Số người", 1.2, "center")),
            rows,
            caption=f"Số liệu tính đến ngày {date_digits(on)}",
        )
    )
    who = facts.composition
    if not who.learners:
        return made
    lines = [f"Học viên còn trong danh sách: {number(who.learners)}, do {number(who.units)} đơn vị cử đi."]
    said = who.learners - who.sex_not_said
    lines.append(f"Nữ: {wording.of_all(who.female, who.learners)}{_not_said(who.learners - said)}.")
    lines.append(f"Dân tộc thiểu số: {wording.of_all(who.minority, who.learners)}{_not_said(who.ethnicity_not_said)}.")
    ages = "; ".join(f"{wording.age_band(low, high)}: {number(n)}" for low, high, n in who.ages if n)
    lines.append(f"Độ tuổi: {ages}.")
    posts = [f"{name}: {number(n)}" for name, n in who.posts]
    posts += [f"chức vụ khác hoặc chưa ghi: {number(who.other_posts)}"] if who.other_posts else []
    lines.append(f"Chức vụ: {'; '.join(posts)}.")
    return [*made, Paragraph("Cơ cấu học viên:"), Bullets(tuple(lines))]


def _not_said(count: int) -> str:
    return f", chưa ghi {number(count)}" if count else ""


def _teaching(facts: ReportFacts) -> list[Block]:
    teaching = facts.teaching
    if not teaching.topics and not teaching.held:
        return []
    kinds = "; ".join(f"{wording.TOPICS.get(kind, kind)}: {number(n)}" for kind, n in teaching.by_kind)
    periods = f", tổng số {number(teaching.periods)} tiết" if teaching.periods else ""
    lines = [f"Chương trình: {number(teaching.topics)} nội dung{periods} ({kinds})."] if teaching.topics else []
    if teaching.held:
        lines.append(
            f"Đã tổ chức {number(teaching.held)} buổi học, {number(teaching.held_periods)} tiết, tính cho các lớp."
        )
    if teaching.lecturers:
        who = "; ".join(f"{wording.STANDINGS.get(kind, kind)}: {number(n)}" for kind, n in teaching.lecturers)
        lines.append(f"Giảng viên, báo cáo viên: {who}.")
    return [Bullets(tuple(lines))]


def _presence(facts: ReportFacts) -> list[Block]:
    if not facts.presence:
        return []
    rows = tuple(
        (
            headline(one.label),
            number(one.learners),
            number(one.planned),
            percent(one.share, 1),
            number(one.excused),
            number(one.unexcused),
            number(one.made_up),
            number(one.over_limit),
        )
        for one in facts.presence
    )
    columns = (
        Column("Lớp", 2.2),
        Column("Học viên", 1, "center"),
        Column("Số tiết", 0.9, "center"),
        Column("Có mặt", 1.1, "center"),
        Column("Có phép", 0.9, "center", group="Tiết vắng"),
        Column("Không phép", 1.1, "center", group="Tiết vắng"),
        Column("Tiết học bù", 0.9, "center"),
        Column("Vượt mức vắng (người)", 1.4, "center"),
    )
    return [Table(columns, rows, small=True)]


def _outcomes(facts: ReportFacts) -> list[Block]:
    done = facts.outcomes
    if not done.judged:
        return []
    passed = done.recognized + done.exceptions
    lines = [f"Đã xét: {number(done.judged)} học viên. Được công nhận: {wording.of_all(passed, done.judged)}."]
    if any(name for name, _ in done.bands):
        bands = "; ".join(f"{name or 'không xếp loại'}: {wording.of_all(n, passed)}" for name, n in done.bands)
        lines.append(f"Xếp loại: {bands}.")
    if done.exceptions:
        lines.append(f"Trong đó công nhận ngoại lệ theo ý kiến của cơ quan quản lý: {number(done.exceptions)}.")
    if done.not_recognized:
        reasons = "; ".join(f"{wording.REASONS.get(code, code)}: {number(n)}" for code, n in done.reasons)
        lines.append(f"Chưa được công nhận: {wording.of_all(done.not_recognized, done.judged)}"
                     + (f" (lý do: {reasons})." if reasons else "."))  # fmt: skip
    lines.append(f"Đã cấp chứng chỉ hoặc giấy chứng nhận cho {number(facts.counts.certified)} học viên.")
    if done.commended:
        said = "; ".join(
            f"{title} {number(n)} học viên (Quyết định số {decision})" for title, decision, n in done.commended
        )
        lines.append(f"Khen thưởng: {said}.")
    return [Bullets(tuple(lines))]


def _situations(facts: ReportFacts) -> list[Block]:
    if not facts.raised:
        return []
    waiting = facts.situations.get("referred", 0)
    lines = [
        f"Học viên nêu {number(facts.raised)} tình huống; "
        f"đã trả lời {wording.of_all(facts.answered, facts.raised)}, "
        f"đã chuyển cơ quan có thẩm quyền và đang chờ trả lời {number(waiting)}."
    ]
    if facts.referred_late:
        lines.append(f"Quá hạn trả lời: {number(facts.referred_late)}.")
    return [Bullets(tuple(lines))]


def _visits(facts: ReportFacts) -> list[Block]:
    lines = [
        (f"{headline(one.label)}, " if one.label else "")
        + f"{range_digits(one.starts_on, one.ends_on)}: {one.place}"
        + (f"; {number(len(one.proposals))} phát hiện, kiến nghị." if one.proposals else ".")
        for one in facts.visits
    ]
    return [Bullets(tuple(lines))] if lines else []


def _feedback(facts: ReportFacts) -> list[Block]:
    lines = []
    for label, result in facts.polls:
        said = f"{headline(label)}: thu {number(result.received)}/{number(result.expected)} phiếu"
        if result.suppressed or result.index is None:
            lines.append(f"{said}; chưa đủ số phiếu để công bố kết quả.")
        else:
            band = wording.BANDS.get(result.band, result.band)
            lines.append(f"{said}; chỉ số chung {number(result.index, 2)}/10, mức {band}.")
    return [Bullets(tuple(lines))] if lines else []


def _lines(text: str) -> list[Block]:
    """What a person wrote, a paragraph a line."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _proposals(facts: ReportFacts, written: str) -> list[Block]:
    lines: list[str] = []
    waiting = facts.situations.get("referred", 0)
    if waiting:
        lines.append(
            f"Đề nghị các cơ quan có thẩm quyền trả lời {number(waiting)} tình huống đã chuyển, để gửi lại học viên."
        )
    # What several visits propose alike is proposed once.
    proposed = dict.fromkeys(text for one in facts.visits for text in one.proposals)
    lines += [text if text.endswith(".") else f"{text}." for text in proposed]
    if facts.outcomes.not_recognized:
        lines.append(
            f"Đề nghị các đơn vị tạo điều kiện cho {number(facts.outcomes.not_recognized)} học viên "
            "chưa được công nhận học bù, hoàn thành nội dung còn thiếu."
        )
    blocks: list[Block] = [Bullets(tuple(lines))] if lines else []
    return [*_lines(written), *blocks]


def _annexes(facts: ReportFacts) -> tuple[Annex, ...]:
    """Stated numbers beside derived ones; none when no source stated any."""
    if not facts.stated:
        return ()
    rows = tuple(
        (
            str(place),
            headline(wording.stated_kind(row)),
            wording.stated_number(row),
            wording.derived_number(row),
            headline(wording.verdict(row)),
            row.stated.source_text,
        )
        for place, row in enumerate(facts.stated, start=1)
    )
    title = "Số đã nêu trong văn bản, tin bài và số tính được từ hồ sơ khóa"
    return (Annex("PHỤ LỤC", title, (Table(STATED_COLUMNS, rows, small=True),), landscape=True),)
