"""Kết quả và giấy — What is judged and how, the papers with one issuer each, and the rehearsal's numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..arithmetic import seed_of
from ..block import Block
from ..kinds import ItemKind, Judged, PaperKind, ScaleKind, Standpoint
from ..model import Completion, CompletionItem, Paper, Program, Rehearsal, Scale
from ..values import Text
from .defaults import Defaults
from .ledger import Ledger

ITEM_TITLES: dict[ItemKind, str] = {
    ItemKind.REPORT: "Bài thu hoạch",
    ItemKind.ESSAY: "Tiểu luận",
    ItemKind.THESIS: "Khóa luận",
    ItemKind.TEST: "Bài kiểm tra",
    ItemKind.EXAM: "Bài thi",
    ItemKind.QUIZ: "Bài trắc nghiệm",
    ItemKind.PRACTICE: "Bài thực hành",
    ItemKind.STUDY_REPORT: "Báo cáo nghiên cứu thực tế",
    ItemKind.PROJECT: "Đề án",
    ItemKind.OTHER: "Bài đánh giá",
}
PAPER_TITLES: dict[PaperKind, str] = {
    PaperKind.CERTIFICATE: "Chứng chỉ bồi dưỡng",
    PaperKind.ATTESTATION: "Giấy chứng nhận hoàn thành khóa bồi dưỡng",
    PaperKind.DIPLOMA: "Bằng tốt nghiệp",
    PaperKind.COMMENDATION: "Giấy khen",
    PaperKind.OTHER: "Giấy xác nhận",
}


def fill_completion(
    course: Block, programs: tuple[Program, ...], ledger: Ledger, *, end: date, year: int, defaults: Defaults
) -> Completion:
    """Điều kiện hoàn thành — Items with scale, pass share, markers and due day; the way of judging."""
    block = course.at("completion")
    said = block.word("judged")
    items = tuple(_item(one, said, ledger, end=end, year=year, defaults=defaults) for one in block.each("items"))
    if not items and any("report_writing" in program.formats for program in programs):
        items = (_assumed_report(end, defaults),)
        ledger.note("completion.items", "Học viên nộp một bài thu hoạch.", "Learners hand in one report.")
    judged = Judged(said) if said and said != "not_said" else (Judged.EACH_ITEM if items else Judged.ATTENDANCE_ONLY)
    judged_assumed = said in (None, "not_said")
    if judged_assumed:
        vietnamese = "Xét theo từng bài đánh giá." if items else "Xét theo việc tham gia đầy đủ."
        english = "Every item is judged." if items else "Full attendance is judged."
        ledger.note("completion.judged", vietnamese, english)
    return Completion(
        judged=judged,
        items=items,
        attendance=block.text("attendance"),
        conduct=block.text("conduct"),
        rules=block.texts("rules"),
        judged_assumed=judged_assumed,
        assumed=block.assumed,
    )


def _assumed_report(end: date, defaults: Defaults) -> CompletionItem:
    return CompletionItem(
        id="thu-hoach-gia-dinh",
        kind=ItemKind.REPORT,
        title=Text(ITEM_TITLES[ItemKind.REPORT], assumed=True),
        scale=Scale(ScaleKind.POINTS_10, assumed=True),
        pass_share=defaults.pass_share,
        markers=defaults.markers,
        due=end,
        pass_share_assumed=True,
        markers_assumed=True,
        due_assumed=True,
        assumed=True,
    )


def _item(
    one: Block, judged: str | None, ledger: Ledger, *, end: date, year: int, defaults: Defaults
) -> CompletionItem:
    kind = ItemKind(one.word("kind") or ItemKind.OTHER)
    scale = _scale(one, judged, defaults)
    due, share, markers = one.when("due"), one.share("pass_share"), one.number("markers")
    missing = [
        (scale.assumed, "thang đánh giá", "scale"),
        (share is None, "mức đạt", "pass mark"),
        (markers is None, "số người chấm", "number of markers"),
        (due is None, "hạn nộp", "due day"),
    ]
    lacking = [(vietnamese, english) for absent, vietnamese, english in missing if absent]
    if lacking:
        vietnamese = ", ".join(words for words, _ in lacking)
        english = ", ".join(words for _, words in lacking)
        title = str(one.text("title") or ITEM_TITLES[kind])
        ledger.note(
            one.where,
            f"«{title}»: lấy giá trị mặc định cho {vietnamese}.",
            f"«{title}»: defaults are taken for {english}.",
        )
    return CompletionItem(
        id=one.word("id") or "",
        kind=kind,
        title=one.text("title") or Text(ITEM_TITLES[kind], assumed=True),
        scale=scale,
        pass_share=defaults.pass_share if share is None else share,
        markers=markers or defaults.markers,
        due=due.last(year=year) if due else end,
        of=one.words("of"),
        one_of=one.word("one_of"),
        required=one.flag("required") is not False,
        forms=one.texts("forms"),
        pass_share_assumed=share is None,
        markers_assumed=markers is None,
        due_assumed=due is None or not due.is_full,
        assumed=one.assumed,
    )


def _scale(one: Block, judged: str | None, defaults: Defaults) -> Scale:
    bands, word = one.each("scale"), one.word("scale")
    if bands:
        return Scale(ScaleKind.BANDS, one.words("scale"), one.assumed)
    if word == ScaleKind.BANDS or (word in (None, "not_said") and judged == Judged.BANDS):
        return Scale(ScaleKind.BANDS, defaults.bands, assumed=True)
    if word in (None, "not_said"):
        kind = ScaleKind.PASS_FAIL if judged == Judged.PASS_ONLY else ScaleKind.POINTS_10
        return Scale(kind, assumed=True)
    return Scale(ScaleKind(word), assumed=one.assumed)


def fill_papers(
    course: Block, standpoint: Standpoint, certifier: Callable[[str | None], str], ledger: Ledger
) -> tuple[Paper, ...]:
    """Giấy cấp — Every paper with one issuer; one assumed attestation when a whole course names no paper and judges."""
    papers = tuple(_paper(one, certifier, ledger) for one in course.each("papers"))
    if papers or standpoint is Standpoint.POINT:
        return papers
    if course.at("completion").word("judged") == Judged.NONE:
        ledger.note("papers", "Không xét kết quả nên không cấp giấy.", "Nothing is judged, so no paper is given.")
        return ()
    ledger.note(
        "papers",
        "Người được công nhận nhận giấy chứng nhận hoàn thành khóa bồi dưỡng.",
        "Those recognized receive an attestation.",
    )
    kind = PaperKind.ATTESTATION
    title, issuer = Text(PAPER_TITLES[kind], assumed=True), certifier(None)
    return (Paper("giay-gia-dinh", kind, title, issuer, (issuer,), issuer_said=False, assumed=True),)


def _paper(one: Block, certifier: Callable[[str | None], str], ledger: Ledger) -> Paper:
    kind = PaperKind(one.word("kind") or PaperKind.OTHER)
    issuers = one.words("issuer")
    issuer = issuers[0] if issuers else certifier(one.word("id"))
    if not issuers:
        title = str(one.text("title") or PAPER_TITLES[kind])
        ledger.note(
            one.where,
            f"«{title}» do đơn vị có việc cấp giấy của khóa cấp.",
            f"«{title}» is issued by the body that certifies in this course.",
        )
    return Paper(
        id=one.word("id") or "",
        kind=kind,
        title=one.text("title") or Text(PAPER_TITLES[kind], assumed=True),
        issuer=issuer,
        issuers=issuers or (issuer,),
        issuer_said=bool(issuers),
        to="all_recognized" if one.word("to") in (None, "not_said") else one.word("to") or "",
        scope=one.words("for"),
        count=one.amount("count"),
        put_forward_by=one.text("put_forward_by"),
        handed_by=one.words("handed_by"),
        handed_to="learner" if one.word("handed_to") in (None, "not_said") else one.word("handed_to") or "",
        external=bool(one.flag("external")),
        assumed=one.assumed,
    )


def fill_rehearsal(course: Block, learners: int, ledger: Ledger, *, year: int, defaults: Defaults) -> Rehearsal:
    """Số liệu chạy thử — The file's numbers; the others in proportion to the learners, all of them invented."""
    block = course.at("rehearsal")
    seed = block.number("seed")
    shares = {
        "excused": -(-learners // 40),
        "unexcused": learners // 150,
        "late": -(-learners // 25),
        "made_up": learners // 150,
        "withdrawn": learners // 300,
        "situations": min(40, max(3, learners // 15)),
        "not_recognized": learners // 200,
    }
    said = {key: block.number(key) for key in shares}
    numbers = {key: share if (number := said[key]) is None else number for key, share in shares.items()}
    clock = block.when("clock")
    if seed is None:
        seed = seed_of(course.word("id") or "")
        vietnamese, english = f"Số gốc {seed}, tính từ mã khóa.", f"The seed {seed} comes from the course's id."
        ledger.note("rehearsal.seed", vietnamese, english)
    if None in said.values():
        ledger.note(
            "rehearsal",
            "Số lượt vắng, muộn, học bù và tình huống được đặt theo số học viên.",
            "Absences, lateness, make-ups and situations are in proportion to the learners.",
        )
    return Rehearsal(
        seed=seed,
        learners=learners,
        **numbers,
        half_day_periods=block.number("half_day_periods") or defaults.half_day_periods,
        clock=clock.first(year=year) if clock else None,
    )
