"""Keys and certificates before anything is signed: each "no" by name, with its sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.signing.conftest import NOW, YEAR, Authority, name, usage

from boiduong.engines import signing
from boiduong.engines.signing import FileSigner, KeyPolicy, check_certificate, facts_of
from boiduong.engines.signing.certificates import key_kind, revoked_on
from boiduong.engines.signing.keys import check_signature
from boiduong.refusals import Refusal

DOCUMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


@pytest.mark.parametrize(
    ("made", "refusal", "sentence"),
    [
        ({"until": NOW - timedelta(days=1)}, signing.CertificateExpired, "expired on 21/11/2026"),
        ({"since": NOW + timedelta(days=1)}, signing.CertificateNotYetValid, "valid only from 23/11/2026"),
        ({"use": usage("key_encipherment")}, signing.CertificateWrongUse, "not made for signing"),
        ({"ca": True}, signing.CertificateWrongUse, "not made for signing"),
        ({"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)}, signing.CertificateWrongUse, "not made for signing"),
        ({"key": ec.generate_private_key(ec.SECP224R1())}, signing.KeyWeak, "EC secp224r1"),
        ({"key": rsa.generate_private_key(65537, 1024)}, signing.KeyWeak, "RSA 1024"),  # noqa: S505
        ({"key": ed25519.Ed25519PrivateKey.generate()}, signing.KeyWeak, "Ed25519"),
        ({"key": dsa.generate_private_key(1024)}, signing.KeyWeak, "DSA"),  # noqa: S505
    ],
    ids=["expired", "not yet", "encryption only", "authority", "web server", "P-224", "RSA 1024", "Ed25519", "DSA"],
)
def test_certificate_refused(authority: Authority, made: dict, refusal: type[Refusal], sentence: str) -> None:
    _, certificate = authority.issue(**made)
    with pytest.raises(refusal, match=sentence) as caught:
        check_certificate(certificate, at=NOW)
    assert isinstance(caught.value, signing.KeyUnusable)


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"use": usage("digital_signature")},
        {"use": usage("content_commitment"), "purposes": (DOCUMENTS,)},
        {"purposes": (ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION), "ca": False},
        {"key": ec.generate_private_key(ec.SECP384R1())},
    ],
    ids=["says nothing", "digital signature", "documents", "e-mail among others", "P-384"],
)
def test_certificate_accepted(authority: Authority, made: dict) -> None:
    _, certificate = authority.issue(**made)
    check_certificate(certificate, at=NOW)


def test_certificate_signed_with_sha1_is_weak(authority: Authority) -> None:
    _, certificate = authority.issue()
    with pytest.raises(signing.KeyWeak, match="EC secp256r1, SHA256"):
        check_certificate(certificate, at=NOW, policy=KeyPolicy(weak_hashes=frozenset({"sha256"})))


def test_certificate_signed_without_a_named_hash_is_taken() -> None:
    top, key = ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
    made = x509.CertificateBuilder().subject_name(name("x")).issuer_name(name("y")).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(NOW - YEAR).not_valid_after(NOW + YEAR)
    check_certificate(made.sign(top, None), at=NOW)


def test_revocation_counts_from_its_day_and_only_from_the_issuer(authority: Authority) -> None:
    signer, stranger, renamed = authority.signer(), Authority.make(), Authority.make("CA khác")
    day = NOW - timedelta(days=3)
    listed = [x509.load_der_x509_crl(authority.crl((signer.certificate, day)))]
    with pytest.raises(signing.CertificateRevoked, match="revoked on 19/11/2026"):
        check_certificate(signer.certificate, at=NOW, issuers=signer.chain, crls=listed)
    with pytest.raises(signing.CertificateRevoked):
        check_certificate(signer.certificate, at=day, issuers=signer.chain, crls=listed)
    check_certificate(signer.certificate, at=day - timedelta(seconds=1), issuers=signer.chain, crls=listed)
    forged = [
        x509.load_der_x509_crl(stranger.crl((signer.certificate, day))),
        x509.load_der_x509_crl(Authority(stranger.key, authority.certificate).crl((signer.certificate, day))),
        x509.load_der_x509_crl(Authority(authority.key, renamed.certificate).crl((signer.certificate, day))),
        x509.load_der_x509_crl(authority.crl()),
    ]
    issuers = (stranger.certificate, authority.certificate)
    assert revoked_on(signer.certificate, issuers=issuers, crls=forged) is None
    assert revoked_on(signer.certificate, issuers=(), crls=listed) is None


def test_facts_say_whose_and_until_when(authority: Authority, rsa_key: rsa.RSAPrivateKey) -> None:
    _, certificate = authority.issue("Trường Chính trị", key=rsa_key)
    facts = facts_of(certificate)
    assert (facts.subject, facts.issuer, facts.key) == ("Trường Chính trị", "CA của phép thử", "RSA 2048")
    assert facts.valid_until == NOW + YEAR
    assert not facts.test
    assert facts.organization == ""
    assert len(facts.fingerprint) == 64


def test_name_without_common_name_is_shown_whole(authority: Authority) -> None:
    nameless = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Tỉnh ủy")])
    key = ec.generate_private_key(ec.SECP256R1())
    made = x509.CertificateBuilder().subject_name(nameless).issuer_name(nameless).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(NOW - YEAR).not_valid_after(NOW + YEAR)
    facts = facts_of(made.sign(key, hashes.SHA256()))
    assert facts.subject == "O=Tỉnh ủy"
    assert facts.organization == "Tỉnh ủy"


def test_test_key_is_named_as_such() -> None:
    signer = signing.make_test_signer(
        "Trường Chính trị tỉnh Nghệ An và nhiều chữ nữa cho quá sáu mươi tư ký tự", at=NOW
    )
    facts = facts_of(signer.certificate)
    assert facts.test
    assert facts.subject.startswith("KHÓA THỬ: Trường Chính trị")
    assert facts.organization == "KHÓA THỬ - KHÔNG CÓ GIÁ TRỊ"
    assert (facts.valid_from, facts.valid_until) == (NOW - timedelta(days=1), NOW + timedelta(days=30))
    check_certificate(signer.certificate, at=NOW)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_pkcs12_opens_with_its_password_only(authority: Authority, rsa_key: rsa.RSAPrivateKey, kind: str) -> None:
    kept = authority.signer(key=rsa_key if kind == "rsa" else None).key_file("mật khẩu")
    opened = kept.open()
    assert opened.chain == (authority.certificate,)
    check_signature(opened.certificate, b"x", opened.sign(b"x"))
    assert "mật" not in repr(kept)
    for wrong in ("mat khau", "", None):
        with pytest.raises(signing.PasswordWrong):
            signing.signer_from_pkcs12(kept.data, wrong)


def test_pkcs12_without_key_or_certificate_refused(authority: Authority) -> None:
    key, certificate = authority.issue()
    lock = serialization.NoEncryption()
    no_key = pkcs12.serialize_key_and_certificates(None, None, None, [certificate], lock)
    no_certificate = pkcs12.serialize_key_and_certificates(None, key, None, None, lock)
    with pytest.raises(signing.KeyFileUnreadable):
        signing.signer_from_pkcs12(no_key, None)
    with pytest.raises(signing.CertificateMissing):
        signing.signer_from_pkcs12(no_certificate, None)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_key_file_of_any_bytes_refused(data: bytes) -> None:
    with pytest.raises(signing.KeyUnusable):
        signing.signer_from_pkcs12(data, "x")
    with pytest.raises(signing.KeyUnusable):
        signing.signer_from_pem(data, data, "x")


def test_pkcs12_cut_short_refused(authority: Authority) -> None:
    data = authority.signer().key_file("x").data
    for end in (10, 100, len(data) - 1):
        with pytest.raises(signing.KeyUnusable):
            signing.signer_from_pkcs12(data[:end], "x")


def test_pem_key_with_chain(authority: Authority) -> None:
    key, certificate = authority.issue()
    texts = certificate.public_bytes(PEM) + authority.certificate.public_bytes(PEM)
    plain = key.private_bytes(PEM, PKCS8, serialization.NoEncryption())
    opened = signing.signer_from_pem(plain, texts)
    assert (opened.certificate, opened.chain) == (certificate, (authority.certificate,))
    assert signing.signer_from_pem(plain, texts, "unneeded").certificate == certificate
    locked = key.private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"x"))
    assert signing.signer_from_pem(locked, texts, "x").certificate == certificate
    for wrong in (None, "y"):
        with pytest.raises(signing.PasswordWrong):
            signing.signer_from_pem(locked, texts, wrong)
    with pytest.raises(signing.CertificateMissing):
        signing.signer_from_pem(plain, b" ")
    with pytest.raises(signing.KeyFileUnreadable):
        signing.signer_from_pem(plain, b"not a certificate")


def test_key_of_another_certificate_refused(authority: Authority) -> None:
    key, _ = authority.issue()
    _, certificate = authority.issue("Tỉnh ủy Nghệ An")
    with pytest.raises(signing.KeyMismatch, match="Tỉnh ủy Nghệ An"):
        FileSigner(key, certificate)


def test_key_of_a_kind_readers_do_not_know_refused(authority: Authority) -> None:
    key, certificate = authority.issue(key=ed25519.Ed25519PrivateKey.generate())
    plain = key.private_bytes(PEM, PKCS8, serialization.NoEncryption())
    with pytest.raises(signing.KeyWeak, match="Ed25519"):
        signing.signer_from_pem(plain, certificate.public_bytes(PEM))
    with pytest.raises(signing.KeyWeak):
        check_signature(certificate, b"x", b"y")
    assert key_kind(certificate) == "Ed25519"


def test_signature_of_another_key_found(authority: Authority) -> None:
    one, other = authority.signer(), authority.signer()
    with pytest.raises(signing.SignatureWrong):
        check_signature(one.certificate, b"x", other.sign(b"x"))


def test_dates_are_compared_with_their_zone(authority: Authority) -> None:
    _, certificate = authority.issue(until=datetime(2026, 11, 22, 3, tzinfo=UTC))
    hanoi = datetime.fromisoformat("2026-11-22T10:00:00+07:00")
    check_certificate(certificate, at=hanoi)
    with pytest.raises(signing.CertificateExpired):
        check_certificate(certificate, at=hanoi + timedelta(seconds=1))
