"""Việc chứng chỉ — defining papers, issuing under one register, handing over, revoking, replacing."""

from boiduong.course.recognition.certificates.services.badges import (
    NoBadgeKey,
    badge_token,
    issuer_document,
    issuer_keys,
    open_badge,
    states_list,
)
from boiduong.course.recognition.certificates.services.completion import ConfirmedBefore, confirm_completion
from boiduong.course.recognition.certificates.services.defining import UnknownKind, define_paper
from boiduong.course.recognition.certificates.services.handing import hand_many, take_back_handing
from boiduong.course.recognition.certificates.services.issuing import BlanksShort, NotRecognized, issue
from boiduong.course.recognition.certificates.services.keeping import (
    GroundNeeded,
    NothingCorrected,
    OnlyOnce,
    RevocationNotNumbered,
    file_register,
    grounds_for,
    replace_for_mistake,
    revoke,
)
from boiduong.course.recognition.certificates.services.key_book import (
    KeyEndsEarlier,
    KeyEntered,
    NoKeySet,
    choose_name_shown,
    end_key,
    enter_key,
    withdraw_key,
)
from boiduong.course.recognition.certificates.services.keys import (
    KeyNotInBook,
    KeyOfAnother,
    KeyOpenToOthers,
    keys_for,
    qr_key,
    secret_code_key,
    signing_key,
    trusted_roots,
)
from boiduong.course.recognition.certificates.services.printing import IssuerNotCompetent, press_for
from boiduong.course.recognition.certificates.services.revocations import current_list
from boiduong.course.recognition.certificates.services.stock import (
    BlankNotFree,
    PaperHandedOver,
    SerialsKnown,
    SerialUnknown,
    change_blank,
    receive_blanks,
    set_aside,
)

__all__ = [
    "badge_token",
    "open_badge",
    "states_list",
    "trusted_roots",
    "BlankNotFree",
    "BlanksShort",
    "ConfirmedBefore",
    "GroundNeeded",
    "IssuerNotCompetent",
    "KeyEndsEarlier",
    "KeyEntered",
    "KeyNotInBook",
    "KeyOfAnother",
    "KeyOpenToOthers",
    "NoBadgeKey",
    "NoKeySet",
    "NotRecognized",
    "OnlyOnce",
    "PaperHandedOver",
    "RevocationNotNumbered",
    "SerialUnknown",
    "SerialsKnown",
    "UnknownKind",
    "change_blank",
    "choose_name_shown",
    "confirm_completion",
    "current_list",
    "define_paper",
    "end_key",
    "enter_key",
    "file_register",
    "grounds_for",
    "hand_many",
    "issue",
    "issuer_document",
    "issuer_keys",
    "keys_for",
    "press_for",
    "qr_key",
    "receive_blanks",
    "NothingCorrected",
    "replace_for_mistake",
    "revoke",
    "secret_code_key",
    "set_aside",
    "signing_key",
    "take_back_handing",
    "withdraw_key",
]
