"""Khóa thử — keys made on the spot for rehearsals; the subject says so, and none is ever shipped."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from boiduong.engines.signing.certificates import TEST_MARK
from boiduong.engines.signing.keys import FileSigner

LONGEST_NAME = 64  # bytes


def make_test_signer(name: str, *, at: datetime, days: int = 30) -> FileSigner:
    """Làm khóa thử — a new P-256 key whose certificate is issued by itself, valid `days` days from one day before `at`.

    Only the key is random: names and dates follow from the arguments.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, TEST_MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, _fitting(f"KHÓA THỬ: {name}")),
        ]
    )
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return FileSigner(key, unsigned.sign(key, hashes.SHA256()))


def _fitting(text: str) -> str:
    return text.encode()[:LONGEST_NAME].decode(errors="ignore")


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
