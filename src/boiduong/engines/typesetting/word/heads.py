"""Phần đầu và phần cuối — Both heads, the title, the addressees, the recipients and the signatures in Word."""

from collections.abc import Sequence

from boiduong.engines.typesetting.measures import MEASURES, Measures
from boiduong.engines.typesetting.paper import Paper, Signature
from boiduong.engines.typesetting.widths import width_mm
from boiduong.engines.typesetting.word.xml import CENTERED, Shape, cell, paragraph, row, run, table, twips
from boiduong.engines.typesetting.wording import (
    issuer_lines,
    letter_subject,
    number_line,
    place_and_date,
    place_and_year,
)

STATE_RIGHT_MM = 98.0
PARTY_RIGHT_MM = 90.0
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
SHORT_RULE = 0.4
RULE_GAP = 8  # points from a rule to the words below it


def head(paper: Paper, room_mm: float) -> str:
    """Phần đầu — issuer and number on the left, the State's or the Party's name on the right."""
    m = MEASURES[paper.layout]
    if paper.head == "cover":
        return _cover(paper, m, room_mm)
    if paper.head == "motto":
        party = paper.layout == "party"
        return _ruled(PARTY, m.heading, room_mm) if party else _nation(m, room_mm)
    right = PARTY_RIGHT_MM if paper.layout == "party" else STATE_RIGHT_MM
    left = room_mm - right
    build = _party if paper.layout == "party" else _state
    widths = (twips(left), twips(right))
    pairs = build(paper, m, left, right)
    rows = [row([cell(a, widths[0]), cell(b, widths[1])]) for a, b in pairs]
    return table(rows, widths, lined=False)


def _state(paper: Paper, m: Measures, left: float, right: float) -> list[tuple[str, str]]:
    date = paragraph(
        run(place_and_date(paper.place, paper.issued_on, year=paper.year), m.place_date, italic=True),
        Shape("center", before=4),
    )
    return [
        (_issuer(paper, m, left, rule=True), _nation(m, right)),
        (_number(paper, m, italic=False) or paragraph("", CENTERED), date),
    ]


def _party(paper: Paper, m: Measures, left: float, right: float) -> list[tuple[str, str]]:
    date = run(place_and_date(paper.place, paper.issued_on, year=paper.year), m.place_date, italic=True)
    said = (
        _issuer(paper, m, left, rule=False) + paragraph(run("*", m.issuer), CENTERED) + _number(paper, m, italic=True)
    )
    return [(said, _ruled(PARTY, m.heading, right) + paragraph(date, Shape("center", before=6)))]


def _nation(m: Measures, room: float) -> str:
    return paragraph(run(NATION, m.heading, bold=True), CENTERED) + _ruled(MOTTO, m.motto, room)


def _ruled(text: str, size: float, room: float) -> str:
    """Words with a rule beneath as long as they are."""
    aside = max(0.0, (room - width_mm(text, size)) / 2 - 1)
    return paragraph(run(text, size, bold=True), Shape("center", left_mm=aside, right_mm=aside, rule=True))


def _short_rule(text: str, size: float, room: float, share: float = SHORT_RULE) -> str:
    """A rule of two fifths of the words above it, which the decree allows (one third to a half)."""
    aside = (room - min(width_mm(text, size), room) * share) / 2
    return paragraph("", Shape("center", left_mm=aside, right_mm=aside, after=RULE_GAP, rule=True))


def _issuer(paper: Paper, m: Measures, room: float, *, rule: bool) -> str:
    name = issuer_lines(paper.issuer).upper()
    said = paragraph(run(paper.parent_issuer.upper(), m.issuer), CENTERED) if paper.parent_issuer else ""
    said += paragraph(run(name, m.issuer, bold=True), CENTERED)
    return said + (_short_rule(name, m.issuer, room) if rule else "")


def _number(paper: Paper, m: Measures, *, italic: bool) -> str:
    line = number_line(paper)
    said = paragraph(run(line, m.number), Shape("center", before=4)) if line else ""
    if not paper.title and paper.subject:
        words = run(letter_subject(paper.subject), m.letter_subject, italic=italic)
        said += paragraph(words, Shape("center", before=6))
    return said


def _cover(paper: Paper, m: Measures, room: float) -> str:
    return _issuer(paper, m, room, rule=True)


def title(paper: Paper, room_mm: float) -> str:
    """Tên loại và trích yếu."""
    m = MEASURES[paper.layout]
    cover = paper.head == "cover"
    said = ""
    if paper.title:
        size = 22 if cover else m.title
        shape = Shape("center", before=160 if cover else 18, after=3, keep=True, level=1)
        said += paragraph(run(paper.title, size, bold=True), shape)
    if paper.title and paper.subject:
        said += paragraph(run(paper.subject, 16 if cover else m.subject, bold=True), Shape("center", keep=True))
        if cover:
            said += paragraph("", Shape(after=140))
        elif paper.layout == "party":
            said += paragraph(run("-----", m.subject), Shape("center", after=10, keep=True))
        else:
            said += _short_rule(paper.subject, m.subject, room_mm, 0.35)
    return said + _addressed(paper, m)


def _addressed(paper: Paper, m: Measures) -> str:
    names = paper.addressed_to
    if not names:
        return paragraph("", Shape(after=2)) if not paper.title else ""
    if len(names) == 1:
        return paragraph(run(f"Kính gửi: {names[0]}", m.body), Shape("center", before=16, after=10))
    first = paragraph(run("Kính gửi:", m.body), Shape("left", left_mm=35, before=16))
    return first + "".join(paragraph(run(f"- {name}", m.body), Shape("left", left_mm=50)) for name in names)


def closing(paper: Paper, room_mm: float) -> str:
    """Phần cuối — the signatures, and the recipients beside the one who signs."""
    m = MEASURES[paper.layout]
    said = ""
    signed = paper.signature is not None or bool(paper.signatures)
    if paper.head == "cover":
        return paragraph(run(place_and_year(paper), m.body, italic=True), Shape("center", before=150))
    if paper.head == "motto" and signed:
        words = place_and_date(paper.place, paper.issued_on, year=paper.year)
        said += paragraph(run(words, m.place_date, italic=True), Shape("right", before=12, keep=True))
    if paper.signatures:
        said += paragraph("", PLAIN_GAP) + signatures(paper.signatures, m, room_mm, party=paper.layout == "party")
    if paper.signature is not None or paper.recipients or paper.verify:
        half = twips(room_mm / 2)
        party = paper.layout == "party"
        sign = _signed(paper.signature, m, party=party) if paper.signature else paragraph("", CENTERED)
        said += paragraph("", PLAIN_GAP)
        said += table([row([cell(_recipients(paper, m), half), cell(sign, half)])], (half, half), lined=False)
    return said


PLAIN_GAP = Shape(before=4)


def signatures(all_of: Sequence[Signature], m: Measures, room_mm: float, *, party: bool) -> str:
    """Các chữ ký trên một hàng."""
    width = twips(room_mm / len(all_of))
    cells = [cell(_signed(one, m, party=party), width) for one in all_of]
    return table([row(cells)], [width] * len(all_of), lined=False)


def right_signature(signature: Signature, m: Measures, room_mm: float, *, party: bool) -> str:
    """Chữ ký bên phải — beneath an annex."""
    half = twips(room_mm / 2)
    both = [cell(paragraph("", CENTERED), half), cell(_signed(signature, m, party=party), half)]
    return paragraph("", PLAIN_GAP) + table([row(both)], (half, half), lined=False)


def _signed(signature: Signature, m: Measures, *, party: bool) -> str:
    """Capacity, 22 mm for the hand and the seal, the name."""
    said = ""
    last = len(signature.capacity) - 1
    for place, line in enumerate(signature.capacity):
        thin = party and last > 0 and place == last
        said += paragraph(run(line, m.signature, bold=not thin), Shape("center", keep=True))
    if signature.note:
        said += paragraph(run(signature.note, 12, italic=True), Shape("center", keep=True))
    return said + paragraph(run(signature.name, m.signature, bold=True), Shape("center", before=62))


def _recipients(paper: Paper, m: Measures) -> str:
    if not paper.recipients and not paper.verify:
        return paragraph("", CENTERED)
    party = paper.layout == "party"
    said = ""
    if paper.recipients:
        words = run("Nơi nhận:", m.recipients_head, bold=not party, italic=not party, underline=party)
        said += paragraph(words, Shape("left"))
        said += "".join(paragraph(run(f"- {name}", m.recipients), Shape("left")) for name in paper.recipients)
    if paper.verify:
        said += paragraph(run(f"{paper.verify_label} {paper.verify}", 9), Shape("left", before=8))
    return said
