"""An authority, keys and a timestamp authority made on the spot; papers from the typesetting engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from boiduong.engines.signing import FileSigner, TrustStore
from boiduong.engines.signing.trust import asn1
from boiduong.engines.typesetting import Certificate, Signature, Typesetter

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
YEAR = timedelta(days=365)


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def usage(*set_: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{one: one in set_ for one in every})


@dataclass
class Authority:
    """A certificate authority of this test run."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, common: str = "CA của phép thử") -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name(common))
            .issuer_name(name(common))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - 5 * YEAR)
            .not_valid_after(NOW + 30 * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(key, certificate)

    def issue(
        self,
        common: str = "Trường Chính trị tỉnh Nghệ An",
        *,
        key: Any = None,
        since: datetime = NOW - YEAR,
        until: datetime = NOW + YEAR,
        use: x509.KeyUsage | None = None,
        purposes: tuple[x509.ObjectIdentifier, ...] = (),
        ca: bool | None = None,
    ) -> tuple[Any, x509.Certificate]:
        key = key or ec.generate_private_key(ec.SECP256R1())
        builder = (
            x509.CertificateBuilder()
            .subject_name(name(common))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
        )
        if ca is not None:
            builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        if use is not None:
            builder = builder.add_extension(use, critical=True)
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
        return key, builder.sign(self.key, hashes.SHA256())

    def signer(self, common: str = "Trường Chính trị tỉnh Nghệ An", **wish: Any) -> FileSigner:
        wish.setdefault("use", usage("digital_signature", "content_commitment"))
        key, certificate = self.issue(common, **wish)
        return FileSigner(key, certificate, [self.certificate])

    def crl(self, *revoked: tuple[x509.Certificate, datetime], at: datetime = NOW) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(at - timedelta(hours=1))
            .next_update(at + timedelta(days=7))
        )
        for certificate, on in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(on)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def trust(self, *crls: bytes) -> TrustStore:
        return TrustStore(roots=(self.certificate,), crls=crls)


@dataclass
class TestAuthority:
    """A timestamp authority in this process: the double of a server outside."""

    __test__ = False
    stamper: DummyTimeStamper
    asked: int = 0

    def __call__(self, request: bytes) -> bytes:
        self.asked += 1
        return _finish(self.stamper.async_request_tsa_response(tsp.TimeStampReq.load(request)))


def _finish(coroutine: Any) -> bytes:
    """The double never waits, so its first step is its last."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value.dump()
    raise AssertionError("the double waited")


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.make()


@pytest.fixture(scope="session")
def signer(authority: Authority) -> FileSigner:
    return authority.signer()


@pytest.fixture(scope="session")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def tsa(authority: Authority, rsa_key: rsa.RSAPrivateKey) -> Callable[..., TestAuthority]:
    def make(at: datetime = NOW, *, by: Authority = authority, **wish: Any) -> TestAuthority:
        key, certificate = by.issue(
            "TSA",
            key=rsa_key,
            use=usage("digital_signature"),
            purposes=(ExtendedKeyUsageOID.TIME_STAMPING,),
            **wish,
        )
        plain = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        stamper = DummyTimeStamper(
            asn1(certificate),
            asn1_keys.PrivateKeyInfo.load(plain),
            certs_to_embed=[asn1(by.certificate)],
            fixed_dt=at,
        )
        return TestAuthority(stamper)

    return make


@pytest.fixture(scope="session")
def paper() -> bytes:
    """One certificate as the typesetting engine prints it: PDF/A-2a and UA-1."""
    sheet = Certificate(
        issuer="TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN",
        awarded_to="Lô Thị Mai",
        program="Lãnh đạo, quản lý cấp xã",
        birth="01/02/1980",
        unit="Xã Tam Quang",
        periods=40,
        issued_on=date(2026, 11, 22),
        signature=Signature(("HIỆU TRƯỞNG",), "Nguyễn Văn Bình"),
        register_number="0042/2026/CC-TCT",
    )
    return Typesetter().render_certificate(sheet)
