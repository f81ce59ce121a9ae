"""Chữ ký số — PAdES signatures on papers, and whose signature a paper bears."""

import logging

from boiduong.engines.signing.certificates import (
    TEST_MARK,
    CertificateFacts,
    KeyPolicy,
    check_certificate,
    facts_of,
)
from boiduong.engines.signing.inspection import Inspection, SeenSignature, inspect, revisions, signatures_of
from boiduong.engines.signing.keys import (
    FileSigner,
    KeyFile,
    Signer,
    certificates_from_pem,
    signer_from_pem,
    signer_from_pkcs12,
)
from boiduong.engines.signing.marks import VisibleMark, draw_mark
from boiduong.engines.signing.opening import Opening, PemKey, ServiceKey, TokenKey
from boiduong.engines.signing.pdf_signing import PdfSigning, SignatureWish
from boiduong.engines.signing.posting import Post
from boiduong.engines.signing.refusals import (
    CertificateExpired,
    CertificateMissing,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateUntrusted,
    CertificateWrongUse,
    KeyFileUnreadable,
    KeyMismatch,
    KeyUnusable,
    KeyWeak,
    MarkOutside,
    PasswordWrong,
    PdfLocked,
    PdfUnreadable,
    SignatureWrong,
    SigningServiceFailed,
    TimestampFailed,
    TokenPinWrong,
    TokenUnavailable,
)
from boiduong.engines.signing.rehearsal_keys import make_test_signer
from boiduong.engines.signing.remote import CloudSignatureService, RemoteSigner, SignatureWanted
from boiduong.engines.signing.timestamps import HttpTimestampAuthority, TimestampAuthority
from boiduong.engines.signing.tokens import TokenPlace, TokenSigner
from boiduong.engines.signing.trust import TrustStore
from boiduong.engines.signing.verification import SignatureReport, Verification, verify

# The PDF library logs every hostile file with its trace; whoever wants that adds a handler.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())

__all__ = [
    "TEST_MARK",
    "CertificateExpired",
    "CertificateFacts",
    "CertificateMissing",
    "CertificateNotYetValid",
    "CertificateRevoked",
    "CertificateUntrusted",
    "CertificateWrongUse",
    "CloudSignatureService",
    "FileSigner",
    "HttpTimestampAuthority",
    "Inspection",
    "KeyFile",
    "KeyFileUnreadable",
    "KeyMismatch",
    "KeyPolicy",
    "KeyUnusable",
    "KeyWeak",
    "MarkOutside",
    "Opening",
    "PasswordWrong",
    "PdfLocked",
    "PdfSigning",
    "PdfUnreadable",
    "PemKey",
    "Post",
    "RemoteSigner",
    "SeenSignature",
    "ServiceKey",
    "SignatureReport",
    "SignatureWanted",
    "SignatureWish",
    "SignatureWrong",
    "Signer",
    "SigningServiceFailed",
    "TimestampAuthority",
    "TimestampFailed",
    "TokenKey",
    "TokenPinWrong",
    "TokenPlace",
    "TokenSigner",
    "TokenUnavailable",
    "TrustStore",
    "Verification",
    "VisibleMark",
    "certificates_from_pem",
    "check_certificate",
    "draw_mark",
    "inspect",
    "revisions",
    "facts_of",
    "make_test_signer",
    "signatures_of",
    "signer_from_pem",
    "signer_from_pkcs12",
    "verify",
]
