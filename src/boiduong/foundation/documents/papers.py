"""Thể thức văn bản — the head, code, place, signature and bases that every official paper prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypedDict
from unicodedata import normalize

from boiduong.engines.typesetting import Paragraph, Signature
from boiduong.engines.vietnamese import date_words, inside
from boiduong.foundation.documents.rules import KINDS
from boiduong.foundation.organizations.models import Institution, LegalAct, Unit, UnitVersion
from boiduong.foundation.organizations.queries import path_on
from boiduong.foundation.organizations.rules import COMMUNE_KINDS, DISTRICT_KINDS, PLACE_KINDS

COMMITTEE_CODES = {"province": "TU", "district": "HU", "commune": "ĐU"}
BODY_CODES = {"people_committee": "UBND", "people_council": "HĐND"}
CAPACITIES: dict[str, tuple[str, ...]] = {
    "school": ("HIỆU TRƯỞNG",),
    "department": ("GIÁM ĐỐC",),
    "division": ("TRƯỞNG PHÒNG",),
    "public_unit": ("GIÁM ĐỐC",),
    "party_committee": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    "party_board": ("TRƯỞNG BAN",),
    "people_committee": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "people_council": ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    "front_committee": ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
}
UNKNOWN_HEAD = ("THỦ TRƯỞNG ĐƠN VỊ",)
BOARDS = {"HIỆU TRƯỞNG": "Ban Giám hiệu", "GIÁM ĐỐC": "Ban Giám đốc"}
# Where bodies of one kind are headed differently, the first words of the name tell by whom.
NAMED_KINDS = ("school", "department", "public_unit", "front_committee", "military_unit", "enterprise", "other")
NAMED_CAPACITIES: dict[str, tuple[str, ...]] = {
    "Học viện": ("GIÁM ĐỐC",),
    "Trung tâm": ("GIÁM ĐỐC",),
    "Hội đồng": ("TM. HỘI ĐỒNG", "CHỦ TỊCH"),
    "Bộ Chỉ huy": ("CHỈ HUY TRƯỞNG",),
    "Bộ Tư lệnh": ("TƯ LỆNH",),
    "Bộ phận": UNKNOWN_HEAD,
    "Bộ": ("BỘ TRƯỞNG",),
    "Công an tỉnh": ("GIÁM ĐỐC",),
    "Công an thành phố": ("GIÁM ĐỐC",),
    "Ban": ("TRƯỞNG BAN",),
    "Cục": ("CỤC TRƯỞNG",),
    "Tỉnh đoàn": ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
    "Thành đoàn": ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
    "Huyện đoàn": ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
    "Hội": ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
    "Liên đoàn": ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
}
# Words that open the name of the place inside the name of a body: what follows them is not part of its initials.
PLACE_OPENERS = (" tỉnh ", " thành phố ", " huyện ", " quận ", " thị xã ", " xã ", " phường ", " đặc khu ")
NUMERALS = set("IVX0123456789")


class PaperFrame(TypedDict):
    """Phần đầu văn bản — ready for `Paper(**frame, …)`."""

    layout: Literal["state", "party"]
    parent_issuer: str
    issuer: str
    code: str
    place: str


def _is_party(here: UnitVersion) -> bool:
    """Schools of the Party line keep the State layout: guideline 36-HD/VPTW leaves them out."""
    return here.line == "party" and here.kind in ("party_committee", "party_board", "other")


def _committee_of(place: UnitVersion) -> str:
    """The name of the Party committee of a place: Tỉnh ủy, Thành ủy, Huyện ủy, Đảng ủy xã."""
    if place.kind in COMMUNE_KINDS:
        return f"Đảng ủy {inside(place.name)}"
    head = {"city": "Thành ủy", "provincial_city": "Thành ủy", "town": "Thị ủy", "urban_district": "Quận ủy"}
    default = "Huyện ủy" if place.kind in DISTRICT_KINDS else "Tỉnh ủy"
    return f"{head.get(place.kind, default)} {place.short_name.removeprefix('Tỉnh ').removeprefix('Thành phố ')}"


def _parent_line(here: UnitVersion, above: UnitVersion | None) -> str:
    """What stands above the issuer in the head of a paper."""
    if above is None or here.kind in PLACE_KINDS:
        return ""
    if above.kind not in PLACE_KINDS:
        return above.name
    if here.kind in ("people_committee", "people_council", "front_committee"):
        return ""
    if here.kind == "party_committee":
        return f"Đảng bộ {inside(above.name)}" if here.level == "commune" else ""
    if here.line == "party":
        return _committee_of(above)
    below_committee = here.kind in ("department", "division", "school", "public_unit")
    return f"Ủy ban nhân dân {inside(above.name)}" if below_committee else ""


def _issuer_line(here: UnitVersion) -> str:
    """A place issues papers through its People's Committee."""
    return f"Ủy ban nhân dân {inside(here.name)}" if here.kind in PLACE_KINDS else here.name


def _initials(name: str) -> str:
    """Viết tắt — first letters without tone marks, Đ and numbers kept: "Ban Tổ chức Tỉnh ủy Thử" gives BTCTU."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum() and word != "và"]
    return "".join(word if set(word) <= NUMERALS else normalize("NFD", word[0].upper())[0] for word in words)


def _body_name(name: str) -> str:
    """The name of a body up to the place it belongs to, without a remark such as "(giả định)"."""
    name = name.partition(" (")[0]
    cut = min((at for word in PLACE_OPENERS if (at := name.find(word)) > 0), default=len(name))
    stem = name[:cut]
    for committee in ("Tỉnh ủy", "Thành ủy", "Huyện ủy"):
        if committee in stem:
            return stem[: stem.index(committee) + len(committee)]
    return stem


def unit_code(unit: Unit, here: UnitVersion | None) -> str:
    """Ký hiệu cơ quan — as it stands in numbers of papers: TCT, TU, SNV, UBND."""
    institution = Institution.objects.filter(unit=unit).first()
    if institution is not None:
        said = institution.settings.get("paper_code")
        if said:
            return str(said)
        if institution.code.isupper() and "-" not in institution.code:
            return institution.code
    if here is None:
        return institution.code.upper() if institution else unit.code
    if here.kind == "party_committee":
        return COMMITTEE_CODES.get(here.level, "ĐU")
    if here.kind in PLACE_KINDS:
        return BODY_CODES["people_committee"]
    return BODY_CODES.get(here.kind) or _initials(_body_name(here.name))


def _code(kind: str, layout: str, body: str) -> str:
    """Type code with the body's; an official letter of the State carries the body alone (Nghị định 30/2020)."""
    family = KINDS.get(kind, ("", ""))[1]
    if layout == "party":
        return f"{family or 'CV'}/{body}"
    return f"{family}-{body}" if family else body


def paper_frame(unit: Unit, *, kind: str, on: date) -> PaperFrame:
    """Khung văn bản — layout, heads, code and place of a paper of `kind` that `unit` issues on a day.

    Nghị định 30/2020 for State bodies and schools, guideline 36-HD/VPTW for Party committees and their boards.
    """
    path = path_on(unit, on)
    if not path:
        code = _code(kind, "state", unit_code(unit, None))
        return PaperFrame(layout="state", parent_issuer="", issuer=str(unit), code=code, place="")
    here, above = path[-1], path[-2] if len(path) > 1 else None
    layout: Literal["state", "party"] = "party" if _is_party(here) else "state"
    place = next((one for one in reversed(path) if one.kind in PLACE_KINDS), None)
    return PaperFrame(
        layout=layout,
        parent_issuer=_parent_line(here, above),
        issuer=_issuer_line(here),
        code=_code(kind, layout, unit_code(unit, here)),
        place=_place_name(place) if place else "",
    )


def _place_name(place: UnitVersion) -> str:
    """Địa danh — without the kind for provinces, with it for communes and wards."""
    if place.kind in COMMUNE_KINDS:
        return place.name
    return place.short_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")


def signature_of(unit: Unit, *, on: date, name: str = "") -> Signature:
    """Khối chữ ký — the capacity in which the head of a body signs; the name is left to be filled in."""
    path = path_on(unit, on)
    kind = path[-1].kind if path else ""
    kind = "people_committee" if kind in PLACE_KINDS else kind
    called = f"{path[-1].name} " if path and kind in NAMED_KINDS else ""
    by_name = next((said for words, said in NAMED_CAPACITIES.items() if called.startswith(f"{words} ")), None)
    return Signature(capacity=by_name or CAPACITIES.get(kind, UNKNOWN_HEAD), name=name)


def board_of(unit: Unit, *, on: date) -> str:
    """Ban lãnh đạo cơ sở — "Ban Giám hiệu" of a school, "Ban Giám đốc" of an academy; empty for any other body."""
    path = path_on(unit, on)
    if not path or path[-1].kind != "school":
        return ""
    return BOARDS.get(signature_of(unit, on=on).capacity[0], "")


def addressee(name: str, kind: str) -> str:
    """Nơi nhận công văn — a commune is written to through its committees, any other body by its name."""
    return f"Đảng ủy, Ủy ban nhân dân {inside(name)}" if kind in COMMUNE_KINDS else name


def authority_line(frame: PaperFrame, signature: Signature) -> str:
    """Thẩm quyền ban hành — HIỆU TRƯỞNG TRƯỜNG … decides alone; a committee and every body of the Party as a body."""
    alone = frame["layout"] == "state" and len(signature.capacity) == 1 and signature.capacity != UNKNOWN_HEAD
    return (f"{signature.capacity[0]} {frame['issuer']}" if alone else frame["issuer"]).upper()


def basis_line(act: LegalAct) -> str:
    """Một căn cứ — "Căn cứ Kế hoạch số 47-KH/TU ngày 29 tháng 10 năm 2021 của … về …;"."""
    kind = act.kind or "văn bản"
    if not act.number and act.title.lower().startswith(kind.lower()):
        return f"Căn cứ {act.title};"  # a title that says already what it is and whose
    words = ["Căn cứ", kind]
    if act.number:
        words += ["số", act.number]
    if act.issued_on:
        words.append(date_words(act.issued_on))
    if act.issuer_text:
        words += ["của", act.issuer_text]
    if act.title:
        words.append(act.title if act.title.lower().startswith("về ") else f"về {_lower_first(act.title)}")
    return " ".join(words) + ";"


def _lower_first(text: str) -> str:
    """A small letter after "về", but not in abbreviations."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def basis_blocks(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Phần căn cứ — whole lines as paragraphs; the last ends with a full stop (Nghị định 30/2020)."""
    if not lines:
        return ()
    ended = [*lines[:-1], lines[-1].rstrip(" ;.,") + "."]
    return tuple(Paragraph(line, style="basis") for line in ended)
