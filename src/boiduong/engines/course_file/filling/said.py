"""Điều tệp nói — The blocks that are taken over as they stand, without filling anything."""

from __future__ import annotations

from ..block import Block
from ..kinds import AskedAs, CountKind, CountsAs, DutyKind, Roll
from ..model import (
    After,
    Basis,
    CourseLink,
    Doubt,
    Duty,
    Group,
    Lecturer,
    Organization,
    Quota,
    Result,
    Site,
    Situations,
    Source,
    StatedNumber,
    UnitSet,
    Venue,
)
from ..values import Amount, Text


def sources(course: Block) -> tuple[Source, ...]:
    """Nguồn — The papers and pages the facts come from."""
    return tuple(
        Source(
            id=one.word("id") or "",
            read=one.word("read") or "",
            title=one.word("title") or "",
            published_on=one.when("published_on"),
            address=one.words("address"),
        )
        for one in course.each("sources")
    )


def bases(course: Block) -> tuple[Basis, ...]:
    """Căn cứ — The plans and decisions that the course carries out."""
    return tuple(
        Basis(
            kind=one.word("kind") or "other",
            id=one.word("id"),
            number=one.word("number"),
            issued_on=one.when("issued_on"),
            issuer=one.text("issuer"),
            title=one.text("title"),
            effect=one.word("effect"),
            source=one.word("source"),
            assumed=one.assumed,
        )
        for one in course.each("basis")
    )


def organizations(course: Block) -> tuple[Organization, ...]:
    """Đơn vị tổ chức — The bodies named in the file."""
    return tuple(
        Organization(
            id=one.word("id") or "",
            name=one.text("name") or Text(""),
            kind=one.word("kind") or "other",
            line=one.word("line"),
            level=one.word("level"),
            area=one.text("area"),
            parent=one.word("parent"),
            formerly=one.texts("formerly"),
            founded_on=one.when("founded_on"),
            ended_on=one.when("ended_on"),
            assumed=one.assumed,
        )
        for one in course.each("organizations")
    )


def unit_sets(course: Block) -> tuple[UnitSet, ...]:
    """Tập đơn vị — The units that send people."""
    return tuple(
        UnitSet(
            id=one.word("id") or "",
            what=one.text("what"),
            count=one.amount("count"),
            by_kind=_amounts(one.at("by_kind")),
            names=one.words("names"),
            listed=one.amount("listed"),
            as_of=one.when("as_of"),
            area=one.text("area"),
            assumed=one.assumed,
        )
        for one in course.each("units")
    )


def _amounts(block: Block) -> tuple[tuple[str, Amount], ...]:
    return tuple((key, amount) for key in block.keys() if (amount := block.amount(key)))  # noqa: SIM118


def groups(course: Block) -> tuple[Group, ...]:
    """Nhóm đối tượng — The groups of the audience, without headcounts yet."""
    return tuple(_group(one) for one in course.at("audience").each("groups"))


def _group(one: Block) -> Group:
    together = one.texts("posts_held_together")
    held = ", ".join([*([" đồng thời ".join(together)] if together else []), *one.texts("post_held")])
    planned = ", ".join(one.texts("post_planned"))
    said = (
        f"{held} được quy hoạch {planned}" if held and planned else held or (planned and f"cán bộ quy hoạch {planned}")
    )
    single = tuple(text for key in ("managed_list", "category", "other") if (text := one.text(key)))
    label = ", ".join(text for text in (said, *single) if text)
    label = f"{label[:1].upper()}{label[1:]}"
    return Group(
        id=one.word("id") or "",
        label=Text(label, assumed=one.assumed),
        post_held=one.texts("post_held"),
        posts_held_together=together,
        post_planned=one.texts("post_planned"),
        terms=one.words("terms"),
        managed_list=one.text("managed_list"),
        category=one.text("category"),
        other=one.text("other"),
        sex=one.word("sex"),
        units=one.words("units"),
        expected=one.amount("expected"),
        condition=one.text("condition"),
        counts_as=CountsAs(one.word("counts_as") or CountsAs.LEARNER),
        assumed=one.assumed,
    )


def quotas(course: Block) -> tuple[Quota, ...]:
    """Chỉ tiêu — Seats as the plan gives them."""
    return tuple(
        Quota(
            seats=one.amount("seats") or Amount(0),
            unit=one.text("unit"),
            units=one.word("units"),
            group=one.word("group"),
            each=bool(one.flag("each")),
            assumed=one.assumed,
        )
        for one in course.at("plan").each("quota")
    )


def duties(course: Block) -> tuple[Duty, ...]:
    """Việc được giao — One row for each body and each thing it does."""
    return tuple(
        Duty(by=body, does=DutyKind(kind), scope=one.words("for"), assumed=one.assumed)
        for one in course.each("duties")
        for kind in one.words("does")
        for body in one.words("by")
    )


def issuers(course: Block) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Nơi cấp đã ghi — Each certificate, attestation or diploma with the bodies said to issue it."""
    papers = [one for one in course.each("papers") if one.word("kind") in ("certificate", "attestation", "diploma")]
    return tuple((one.word("id") or "", one.words("issuer")) for one in papers)


def lecturers(course: Block) -> tuple[Lecturer, ...]:
    """Giảng viên — As asked for; the label joins rank, post and body."""
    return tuple(
        Lecturer(
            id=one.word("id") or "",
            asked_as=AskedAs(one.word("asked_as") or AskedAs.RANK),
            label=Text(
                ", ".join(text for key in ("name", "rank", "post", "body") if (text := one.text(key)))
                or (one.word("id") or ""),
                assumed=one.assumed,
            ),
            name=one.text("name"),
            post=one.text("post"),
            body=one.text("body"),
            rank=one.text("rank"),
            standing=one.word("standing") or "visiting",
            scope=one.words("for"),
            assumed=one.assumed,
        )
        for one in course.each("lecturers")
    )


def venues(course: Block) -> tuple[Venue, ...]:
    """Địa điểm — The places named in the file."""
    return tuple(
        Venue(
            id=one.word("id") or "",
            name=one.text("name") or one.text("place") or Text(one.word("id") or "", assumed=True),
            place=one.text("place"),
            owner=one.text("owner"),
            kind=one.word("kind"),
            seats=one.amount("seats"),
            assumed=one.assumed,
        )
        for one in course.each("venues")
    )


SITE_NAMES = {
    "center": "Điểm cầu trung tâm",
    "province": "Điểm cầu cấp tỉnh",
    "district": "Điểm cầu cấp huyện",
    "commune": "Điểm cầu cấp xã",
    "department": "Điểm cầu sở, ban, ngành",
}


def sites(course: Block) -> tuple[Site, ...]:
    """Điểm cầu — The tree of connection points."""
    return tuple(
        Site(
            id=one.word("id") or "",
            name=one.text("name") or Text(SITE_NAMES.get(one.word("level") or "", "Điểm cầu"), assumed=True),
            level=one.word("level"),
            parent=one.word("parent"),
            count=max(1, (one.amount("count") or Amount(1)).best),
            host=one.texts("host"),
            chair=one.texts("chair"),
            venue=one.word("venue"),
            roll=Roll(one.word("roll") or Roll.OWN),
            ours=bool(one.flag("ours")),
            observers=bool(one.flag("observers")),
            scope=one.words("for"),
            assumed=one.assumed,
        )
        for one in course.each("sites")
    )


def situations(course: Block) -> Situations | None:
    """Tình huống — What the file says of situations; None when it is silent."""
    if not course.has("situations"):
        return None
    one = course.at("situations")
    return Situations(
        raised_by=one.words("raised_by"),
        when=one.words("when"),
        handled=one.words("handled"),
        subject=one.texts("subject"),
        assumed=one.assumed,
    )


def results(course: Block) -> tuple[Result, ...]:
    """Kết quả như in — Numbers by band, with the shares as printed."""
    return tuple(
        Result(
            counts=_amounts(one.at("counts")),
            of=one.words("of"),
            shares_printed=tuple(
                (key, share)
                for key in one.at("shares_printed").keys()  # noqa: SIM118
                if (share := one.at("shares_printed").share(key)) is not None
            ),
            total_said=one.amount("total_said"),
            on=one.when("on"),
            source=one.word("source"),
            assumed=one.assumed,
        )
        for one in course.each("results")
    )


def after(course: Block) -> tuple[After, ...]:
    """Sau khóa — What follows."""
    return tuple(
        After(one.word("kind") or "other", one.texts("by"), one.texts("to"), one.texts("what"), one.assumed)
        for one in course.each("after")
    )


def links(course: Block) -> tuple[CourseLink, ...]:
    """Liên hệ — Other courses this one belongs to."""
    return tuple(CourseLink(one.word("kind") or "", one.text("course"), one.assumed) for one in course.each("links"))


def stated(course: Block) -> tuple[StatedNumber, ...]:
    """Con số trên giấy — Every typed number with its date and scope."""
    return tuple(
        StatedNumber(
            count=CountKind(one.word("count") or CountKind.NOT_SAID),
            value=one.amount("value") or Amount(0),
            of=one.words("of"),
            on=one.when("on"),
            source=one.word("source"),
            what=one.text("what"),
            assumed=one.assumed,
        )
        for one in course.each("stated")
    )


def doubts(course: Block) -> tuple[Doubt, ...]:
    """Điều còn ngờ — Contradictions of the source."""
    return tuple(
        Doubt(
            says=one.word("says") or "",
            but=one.word("but") or "",
            about=one.text("about"),
            reading=one.word("reading"),
            source=one.word("source"),
        )
        for one in course.each("doubts")
    )
