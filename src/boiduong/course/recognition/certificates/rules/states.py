"""Trạng thái chứng chỉ — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

CREDENTIAL = Machine(
    name="credential",
    label=gettext_noop("The credential"),
    states={
        "issued": gettext_noop("valid"),
        "handed": gettext_noop("valid, handed over"),
        "revoked": gettext_noop("revoked"),
        "replaced": gettext_noop("replaced by another paper"),
    },
    acts={
        "hand": gettext_noop("hand it over"),
        "take_back": gettext_noop("correct that it was handed over"),
        "revoke": gettext_noop("revoke it"),
        "replace": gettext_noop("issue another paper for it"),
    },
    table={
        ("issued", "hand"): "handed",
        ("handed", "take_back"): "issued",
        ("issued", "revoke"): "revoked",
        ("handed", "revoke"): "revoked",
        ("issued", "replace"): "replaced",
        ("handed", "replace"): "replaced",
    },
)
