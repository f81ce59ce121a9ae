"""Lời từ chối khi ký — every anticipated "no" of the signing engine."""

from boiduong.refusals import Refusal, gettext_noop


class KeyUnusable(Refusal):
    """Khóa ký không dùng được — the base of all refusals about a key or its certificate."""

    text = gettext_noop("The signing key cannot be used.")


class KeyFileUnreadable(KeyUnusable):
    """Không đọc được tệp khóa."""

    text = gettext_noop("The key file cannot be read. Give a PKCS#12 file (.p12, .pfx) or PEM files.")


class PasswordWrong(KeyUnusable):
    """Sai mật khẩu của khóa."""

    text = gettext_noop("The password of the signing key is wrong or missing.")


class CertificateMissing(KeyUnusable):
    """Tệp khóa không có chứng thư số."""

    text = gettext_noop("The key comes without its certificate.")


class KeyMismatch(KeyUnusable):
    """Khóa không khớp chứng thư số."""

    text = gettext_noop("The key does not belong to the certificate of %(subject)s.")


class CertificateExpired(KeyUnusable):
    """Chứng thư số đã hết hạn."""

    text = gettext_noop("The certificate of %(subject)s expired on %(until)s.")


class CertificateNotYetValid(KeyUnusable):
    """Chứng thư số chưa có hiệu lực."""

    text = gettext_noop("The certificate of %(subject)s is valid only from %(since)s.")


class CertificateWrongUse(KeyUnusable):
    """Chứng thư số không dùng để ký văn bản."""

    text = gettext_noop("The certificate of %(subject)s is not made for signing documents.")


class KeyWeak(KeyUnusable):
    """Khóa hoặc thuật toán quá yếu."""

    text = gettext_noop("The key of %(subject)s is too weak or of a kind that readers do not know: %(kind)s.")


class CertificateRevoked(KeyUnusable):
    """Chứng thư số đã bị thu hồi."""

    text = gettext_noop("The certificate of %(subject)s was revoked on %(on)s.")


class CertificateUntrusted(KeyUnusable):
    """Không dẫn được tới gốc tin cậy — needed before evidence for twenty years is put into the file."""

    text = gettext_noop(
        "The certificate of %(subject)s does not lead to a trusted root, or its revocation list is missing or too old."
    )


class TokenUnavailable(KeyUnusable):
    """Không dùng được thiết bị ký — library, slot or key missing."""

    text = gettext_noop("The signing token cannot be used: %(fault)s.")


class TokenPinWrong(KeyUnusable):
    """Sai mã PIN — never tried a second time by itself, because tokens lock."""

    text = gettext_noop(
        "The PIN of the signing token is wrong. It was tried once. The token locks after several wrong PINs."
    )


class SigningServiceFailed(KeyUnusable):
    """Dịch vụ ký từ xa không trả lời đúng."""

    text = gettext_noop("The remote signing service did not answer as it should: %(fault)s.")


class SignatureWrong(KeyUnusable):
    """Chữ ký nhận về không đúng — what a token or a service returned does not fit the certificate."""

    text = gettext_noop("The signature that came back does not fit the certificate of %(subject)s.")


class TimestampFailed(Refusal):
    """Không lấy được dấu thời gian."""

    text = gettext_noop("The timestamp authority did not answer as it should: %(fault)s.")


class PdfUnreadable(Refusal):
    """Không đọc được tệp PDF."""

    text = gettext_noop("The file is not a PDF that can be read.")


class PdfLocked(Refusal):
    """Tệp PDF không nhận thêm chữ ký — encrypted, closed by an earlier signature, or the field is taken."""

    text = gettext_noop("The PDF takes no further signature: %(fault)s.")


class MarkOutside(Refusal):
    """Ô chữ ký nằm ngoài trang."""

    text = gettext_noop("The visible signature lies outside page %(page)s.")
