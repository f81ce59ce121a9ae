"""Nội dung mẫu — what the component sheet shows; every person and number in it is invented."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from boiduong.web.forms import CommaDecimalField, NameField, PageForm, ReasonField, VietnameseDateField
from boiduong.web.lists import ListPage, Pill
from boiduong.web.registry import Action, Need, RailPhase, RailStep, StepFacts, Waiting

SWATCHES = (
    ("brand-deep", gettext_lazy("Deep bronze"), "#072f35"),
    ("brand", gettext_lazy("Bronze"), "#0b4a52"),
    ("brand-mid", gettext_lazy("Middle bronze"), "#3a8580"),
    ("brand-tint", gettext_lazy("Pale bronze"), "#d9ebe7"),
    ("action", gettext_lazy("Turmeric"), "#f5b933"),
    ("action-tint", gettext_lazy("Pale turmeric"), "#fff2cf"),
    ("good", gettext_lazy("Leaf"), "#1c6335"),
    ("bad", gettext_lazy("Cinnabar"), "#9e2318"),
    ("ink", gettext_lazy("Ink"), "#14262b"),
    ("ink-soft", gettext_lazy("Soft ink"), "#46585d"),
    ("edge", gettext_lazy("Edge of controls"), "#6b7f83"),
    ("ground", gettext_lazy("Background"), "#eef3f1"),
)
HERE = "#"


class SampleForm(PageForm):
    """Biểu mẫu mẫu — one field of each kind."""

    name = NameField(label=gettext_lazy("Full name"), max_length=150)
    opens_on = VietnameseDateField(label=gettext_lazy("Opening day"))
    mark = CommaDecimalField(label=gettext_lazy("Mark"), max_value=10, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Mode"),
        choices=[("here", gettext_lazy("In one place")), ("online", gettext_lazy("Online at several sites"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(
        usual=[gettext_lazy("Away on duty"), gettext_lazy("Ill, with a paper from the doctor")],
        help_text=gettext_lazy("The reason is kept with the decision."),
    )
    focus_summary = False
    tell = forms.BooleanField(label=gettext_lazy("Tell the unit"), required=False)


def _form() -> SampleForm:
    typed = {"name": "Lê Văn Bình", "opens_on": "31/2/2025", "mark": "6,5", "mode": "here"}
    return SampleForm({**typed, "reason_0": "other"}, auto_id="sample_%s")


def _rail() -> list[RailPhase]:
    def steps(*rows: tuple[str, str, str, str]) -> tuple[RailStep, ...]:
        return tuple(RailStep(key, label, HERE, StepFacts(state, note)) for key, label, state, note in rows)

    done, todo = "done", "todo"
    return [
        RailPhase(
            gettext("Preparation"),
            steps(("a", gettext("Annual plan"), done, ""), ("b", gettext("Program"), done, "")),
        ),
        RailPhase(
            gettext("Teaching"),
            steps(
                ("c", gettext("Timetable"), "now", gettext("106 of 108 sessions placed")),
                ("d", gettext("Sessions and roll call"), todo, gettext("from 11/7")),
                ("e", gettext("Field study"), "off", ""),
            ),
        ),
        RailPhase(gettext("Recognition"), steps(("f", gettext("Certificates"), todo, ""))),
    ]


def _needs() -> list[Need]:
    choose, remind = Action(gettext("Choose"), HERE), Action(gettext("Remind"), HERE)
    return [
        Need(gettext("Class E has 2 sessions without a time"), gettext("Topics 11 and 14, part three")),
        Need(gettext("No hall on the afternoon of 20/7"), gettext("Room for 579 people"), action=choose),
        Need(
            gettext("1 lecturer has not answered the invitation"),
            gettext("This does not block the release. Invited on 4/7"),
            "clock",
            remind,
        ),
        Need(gettext("579 learners are divided into 6 classes"), level="done"),
    ]


def _waiting() -> list[Waiting]:
    return [
        Waiting(
            gettext("5 communes have not confirmed the summons"),
            gettext("97 of 102 communes have confirmed"),
            Action(gettext("See 5 communes"), HERE),
            date(2025, 8, 15),
            urgent=True,
        ),
        Waiting(
            gettext("15 lines of the list to look at"),
            gettext("Nothing of it is written yet"),
            Action(gettext("See 15 lines"), HERE),
        ),
    ]


def _people() -> ListPage[SimpleNamespace]:
    rows = [
        SimpleNamespace(name="Nguyễn Thị An", unit="Xã Krông Nô", confirmed=False, missed=0),
        SimpleNamespace(name="Lê Văn Bình", unit="Xã Ia Rvê", confirmed=False, missed=4),
        SimpleNamespace(name="Y Thanh Êban", unit="Xã Cư Pui", confirmed=True, missed=8),
    ]
    return ListPage(
        rows * 24,
        params=QueryDict("trang=2"),
        pills=[
            Pill("", gettext("All")),
            Pill("cho", gettext("Not confirmed"), lambda row: not row.confirmed),
        ],
        search=lambda row: row.name,
        per_page=10,
    )


def _events() -> list[dict[str, str]]:
    return [
        {
            "act": gettext("Mark corrected"),
            "change": gettext("report of Lê Văn Bình, 6,5 became 7,0"),
            "reason": gettext("part three was left out of the sum"),
            "second": "Vũ Đình Lâm",
            "who": "Trần Mai Lan",
            "when": "9:12, 27/8/2025",
            "digest": "4f1c…a90e",
        },
        {"act": gettext("Second timetable released"), "who": "Trần Thu Hạnh", "when": "10:40, 16/8/2025"},
    ]


def sheet() -> dict[str, object]:
    """Trang mẫu — the context of the component sheet."""
    return {
        "swatches": SWATCHES,
        "form": _form(),
        "rail": _rail(),
        "needs": _needs(),
        "waiting": _waiting(),
        "people": _people(),
        "events": _events(),
        "main": Action(gettext("Place 2 sessions"), HERE),
        "ways": [Action(gettext("Ask the commune for another person"), HERE)],
        "upload": Action(gettext("Bring in a file"), HERE),
        "stop": Action(gettext("Stop"), HERE),
        "verdicts": [
            ("valid", gettext("Valid"), gettext("The issuer confirms it"), "is-good"),
            ("replaced", gettext("Replaced"), gettext("By number 0051/2022"), ""),
            ("revoked", gettext("Revoked"), gettext("By the decision of 3/3/2023"), "is-bad"),
            ("unknown", gettext("Not found"), gettext("This number is not in the register"), ""),
        ],
        "bars": [
            (gettext("Quarter 1"), "1.180 / 1.400", 197, 233, 8),
            (gettext("Quarter 2"), "1.960 / 1.800", 327, 300, 52),
            (gettext("Quarter 3"), "1.620 / 2.100", 270, 350, 96),
        ],
    }
