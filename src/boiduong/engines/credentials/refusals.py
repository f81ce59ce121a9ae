"""Lời từ chối về chứng nhận điện tử — every anticipated "no" of the credentials engine."""

from boiduong.refusals import Refusal, gettext_noop


class CredentialRefused(Refusal):
    """Không làm được chứng nhận điện tử — the base of this engine's refusals."""

    text = gettext_noop("The electronic credential cannot be made or read.")


class SecretTooShort(CredentialRefused):
    """Khóa bí mật quá ngắn."""

    text = gettext_noop("The secret for check codes is shorter than %(least)s bytes.")


class IssuerKeyUnreadable(CredentialRefused):
    """Không đọc được khóa — of credentials, not of PDF signatures."""

    text = gettext_noop("The credential key cannot be read. It must be Ed25519 or P-256, with the right password.")


class WrongKind(CredentialRefused):
    """Khóa không hợp với loại chữ ký."""

    text = gettext_noop("This proof needs a key of the kind %(kind)s.")


class CodeTooLong(CredentialRefused):
    """Mã QR quá dài."""

    text = gettext_noop("The QR code would hold %(size)s characters; at most %(largest)s can be read from paper.")


class CodeUnreadable(CredentialRefused):
    """Không đọc được mã QR — not ours, damaged, or made to deceive."""

    text = gettext_noop("The code cannot be read: %(fault)s.")


class SignatureFails(CredentialRefused):
    """Chữ ký không đúng — the content was changed, or another key signed it."""

    text = gettext_noop("The signature does not fit the content.")


class KeyUnknown(CredentialRefused):
    """Không có khóa này trong sổ khóa."""

    text = gettext_noop("No key with the number %(key)s is known.")


class CredentialUnreadable(CredentialRefused):
    """Không đọc được chứng nhận điện tử dạng JSON."""

    text = gettext_noop("The credential cannot be read: %(fault)s.")


class ContextUnknown(CredentialRefused):
    """Ngữ cảnh JSON-LD lạ — nothing is loaded from the network."""

    text = gettext_noop("The credential uses words from %(address)s, which is not among the known ones.")


class ListUnreadable(CredentialRefused):
    """Không đọc được danh sách trạng thái."""

    text = gettext_noop("The list of revocations cannot be read: %(fault)s.")
