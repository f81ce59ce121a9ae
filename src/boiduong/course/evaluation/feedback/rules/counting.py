"""Tính phiếu — indicators from 1 to 10, forms with too many blanks, means, bands and small groups kept back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boiduong.refusals import Refusal, gettext_noop

LOWEST, HIGHEST = 1, 10
# The five results of TT 10/2017/TT-BNV, worst first; the borders between them belong to the rule set.
BANDS = (
    gettext_noop("poor"),
    gettext_noop("weak"),
    gettext_noop("average"),
    gettext_noop("fairly good"),
    gettext_noop("good"),
)
DEFAULT_FORM: dict[str, object] = {
    "example": True,
    "criteria": [
        {
            "title": "Chương trình",
            "indicators": [
                {"code": "ct1", "text": "Mục tiêu của chương trình rõ ràng, sát nhiệm vụ của học viên"},
                {"code": "ct2", "text": "Nội dung cân đối giữa lý luận và thực tiễn, không trùng lặp"},
            ],
        },
        {
            "title": "Giảng viên, báo cáo viên",
            "indicators": [
                {"code": "gv1", "text": "Kiến thức chuyên môn và thực tiễn"},
                {"code": "gv2", "text": "Phương pháp truyền đạt, gợi mở trao đổi tình huống"},
            ],
        },
        {
            "title": "Học viên",
            "indicators": [{"code": "hv1", "text": "Học viên chủ động thảo luận, chia sẻ tình huống thực tế"}],
        },
        {
            "title": "Cơ sở vật chất, phục vụ",
            "indicators": [
                {"code": "cs1", "text": "Hội trường, tài liệu, thiết bị"},
                {"code": "cs2", "text": "Tổ chức lớp, ăn nghỉ, phục vụ"},
            ],
        },
        {
            "title": "Khóa bồi dưỡng",
            "indicators": [{"code": "kh1", "text": "Mức độ áp dụng được vào công việc đang làm"}],
        },
    ],
}


class BadForm(Refusal):
    """Mẫu phiếu sai."""

    text = gettext_noop("The form needs criteria with indicators, each with a code of its own and a text.")


class AnswerOutOfScale(Refusal):
    """Điểm phiếu ngoài thang."""

    text = gettext_noop("Answers go from %(lowest)s to %(highest)s. “%(value)s” does not.")


class TooManyBlank(Refusal):
    """Bỏ trống quá nhiều."""

    text = gettext_noop("%(blank)s of %(all)s questions have no answer. Answer the rest, or the form does not count.")


@dataclass(frozen=True)
class Indicator:
    """Chỉ báo — one question, under its criterion."""

    code: str
    text: str
    criterion: str


@dataclass(frozen=True)
class FormBody:
    """Mẫu phiếu — the indicators in their order."""

    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class FeedbackRules:
    """Mục phiếu đánh giá của bộ quy chế."""

    invalid_blank_share: float
    suppress_below: int
    borders: tuple[float, ...]


@dataclass(frozen=True)
class IndicatorResult:
    """Kết quả một chỉ báo — mean of the answers given."""

    indicator: Indicator
    mean: float | None
    answers: int


@dataclass(frozen=True)
class PollResult:
    """Kết quả đợt lấy phiếu — suppressed while fewer valid forms came than the rule set asks."""

    expected: int
    received: int
    invalid: int
    suppressed: bool
    indicators: tuple[IndicatorResult, ...] = ()
    index: float | None = None
    band: str = ""

    @property
    def valid(self) -> int:
        """Phiếu hợp lệ."""
        return self.received - self.invalid

    def criteria(self) -> list[tuple[str, float | None]]:
        """Trung bình theo tiêu chí — in the order of the form."""
        groups: dict[str, list[float]] = {}
        for row in self.indicators:
            groups.setdefault(row.indicator.criterion, [])
            if row.mean is not None:
                groups[row.indicator.criterion].append(row.mean)
        return [(name, round(sum(v) / len(v), 2) if v else None) for name, v in groups.items()]


def feedback_rules(section: Mapping[str, object]) -> FeedbackRules:
    """Đọc mục phiếu đánh giá — from the plain section of a rule set."""
    borders = section["bands"]
    return FeedbackRules(
        invalid_blank_share=float(str(section["invalid_blank_share"])),
        suppress_below=int(str(section["suppress_below"])),
        borders=tuple(float(str(b)) for b in borders) if isinstance(borders, list | tuple) else (),
    )


def read_form(body: Mapping[str, object]) -> FormBody:
    """Đọc mẫu phiếu — raises BadForm for a form that cannot be counted."""
    found: list[Indicator] = []
    criteria = body.get("criteria")
    for criterion in criteria if isinstance(criteria, list) else []:
        rows = criterion.get("indicators") if isinstance(criterion, Mapping) else None
        for row in rows if isinstance(rows, list) else []:
            if not isinstance(row, Mapping) or not row.get("code") or not row.get("text"):
                raise BadForm
            found.append(Indicator(str(row["code"]), str(row["text"]), str(criterion.get("title", ""))))
    if not found or len({i.code for i in found}) != len(found):
        raise BadForm
    return FormBody(tuple(found))


def read_answers(form: FormBody, given: Mapping[str, object]) -> dict[str, int]:
    """Đọc phiếu — whole numbers on the scale; blanks are left out; raises AnswerOutOfScale."""
    answers: dict[str, int] = {}
    for indicator in form.indicators:
        said = str(given.get(indicator.code, "") or "").strip()
        if not said:
            continue
        if not said.isascii() or not said.isdigit() or not LOWEST <= int(said) <= HIGHEST:
            raise AnswerOutOfScale(lowest=LOWEST, highest=HIGHEST, value=said[:20])
        answers[indicator.code] = int(said)
    return answers


def is_valid(form: FormBody, answers: Mapping[str, int], rules: FeedbackRules) -> bool:
    """Phiếu hợp lệ — no more blanks than the rule set's share."""
    blank = len(form.indicators) - len(answers)
    return blank <= len(form.indicators) * rules.invalid_blank_share


def band_of(index: float, borders: Sequence[float]) -> str:
    """Xếp mức — the band that an index lies in; a border belongs to the higher band."""
    return BANDS[min(sum(index >= b for b in borders), len(BANDS) - 1)]


def count_ballots(
    form: FormBody, ballots: Sequence[tuple[Mapping[str, int], bool]], *, expected: int, rules: FeedbackRules
) -> PollResult:
    """Kiểm phiếu — (answers, valid) pairs into means, index and band.

    Under `suppress_below` valid forms nothing but the numbers of forms is shown, so that nobody can be recognized.
    """
    valid = [answers for answers, good in ballots if good]
    invalid = len(ballots) - len(valid)
    if len(valid) < rules.suppress_below:
        return PollResult(expected, len(ballots), invalid, suppressed=True)
    rows = []
    for indicator in form.indicators:
        said = [answers[indicator.code] for answers in valid if indicator.code in answers]
        rows.append(IndicatorResult(indicator, round(sum(said) / len(said), 2) if said else None, len(said)))
    means = [r.mean for r in rows if r.mean is not None]
    index = round(sum(means) / len(means), 2) if means else None
    band = band_of(index, rules.borders) if index is not None else ""
    return PollResult(expected, len(ballots), invalid, False, tuple(rows), index, band)
