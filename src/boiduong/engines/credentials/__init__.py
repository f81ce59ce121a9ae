"""Chứng nhận điện tử — check codes, QR codes that are checked without a network, Open Badges, lists of revocations."""

from pathlib import Path

from boiduong.engines.credentials.check_codes import check_code, facts_digest, normalized_code, same_code
from boiduong.engines.credentials.identity import IssuerIdentity, did_document, identity_at, identity_of_key
from boiduong.engines.credentials.key_book import KeyBook, KeyEntry, key_book_from_json
from boiduong.engines.credentials.keys import (
    IssuerKey,
    IssuerPublicKey,
    KeptIssuerKey,
    issuer_key_from_pem,
    issuer_key_of_seed,
    new_issuer_key,
    public_key_from_jwk,
)
from boiduong.engines.credentials.offline import OfflineAnswer, OfflineClaims, check_offline, offline_code
from boiduong.engines.credentials.open_badges import Badge, StatusPlace, achievement_credential
from boiduong.engines.credentials.proofs import as_token, with_proof
from boiduong.engines.credentials.refusals import (
    CodeTooLong,
    CodeUnreadable,
    ContextUnknown,
    CredentialRefused,
    CredentialUnreadable,
    IssuerKeyUnreadable,
    KeyUnknown,
    ListUnreadable,
    SecretTooShort,
    SignatureFails,
    WrongKind,
)
from boiduong.engines.credentials.revocations import RevocationList, read_list, sealed_list
from boiduong.engines.credentials.status_list import is_set, status_list

# The checker of QR codes for pages: one module of plain JavaScript, served as it is.
WEB_FOLDER = Path(__file__).parent / "web"

__all__ = [
    "WEB_FOLDER",
    "Badge",
    "CodeTooLong",
    "CodeUnreadable",
    "ContextUnknown",
    "CredentialRefused",
    "CredentialUnreadable",
    "IssuerIdentity",
    "IssuerKey",
    "IssuerKeyUnreadable",
    "IssuerPublicKey",
    "KeptIssuerKey",
    "KeyBook",
    "KeyEntry",
    "KeyUnknown",
    "ListUnreadable",
    "OfflineAnswer",
    "OfflineClaims",
    "RevocationList",
    "SecretTooShort",
    "SignatureFails",
    "StatusPlace",
    "WrongKind",
    "achievement_credential",
    "as_token",
    "check_code",
    "check_offline",
    "did_document",
    "facts_digest",
    "identity_at",
    "identity_of_key",
    "is_set",
    "issuer_key_from_pem",
    "issuer_key_of_seed",
    "key_book_from_json",
    "new_issuer_key",
    "normalized_code",
    "offline_code",
    "public_key_from_jwk",
    "read_list",
    "same_code",
    "sealed_list",
    "status_list",
    "with_proof",
]
