"""Bằng chứng trên chứng nhận điện tử — a Data Integrity proof inside the JSON, or the JSON inside a signed token."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Literal

from boiduong.engines.credentials.identity import IssuerIdentity, base58
from boiduong.engines.credentials.json_ld import canonical
from boiduong.engines.credentials.keys import IssuerKey, b64url
from boiduong.engines.credentials.open_badges import Json, instant
from boiduong.engines.credentials.refusals import CredentialUnreadable, WrongKind
from boiduong.refusals import Label, gettext_noop

Form = Literal["enveloped", "claim"]


def with_proof(credential: Json, key: IssuerKey, issuer: IssuerIdentity, *, at: datetime) -> Json:
    """Gắn bằng chứng — `eddsa-rdfc-2022`; a copy of the credential with its proof.

    Raises WrongKind for a key that is not Ed25519, CredentialUnreadable where a proof stands already, ContextUnknown.
    """
    if key.public.algorithm != "EdDSA":
        raise WrongKind(kind="Ed25519")
    if "proof" in credential:
        raise CredentialUnreadable(fault=Label(gettext_noop("it has a proof already")))
    proof: Json = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": instant(at),
        "verificationMethod": issuer.method,
        "proofPurpose": "assertionMethod",
    }
    options = {"@context": credential.get("@context"), **proof}
    hashes = hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(credential)).digest()
    return {**credential, "proof": {**proof, "proofValue": base58(key.sign(hashes))}}


def as_token(
    credential: Json, key: IssuerKey, issuer: IssuerIdentity, *, at: datetime, form: Form = "enveloped"
) -> str:
    """Gói thành mã VC-JWT — `enveloped` as VC 2.0 says; `claim` as in version 1.1, for wallets that know no other."""
    header = {"alg": key.public.algorithm, "kid": issuer.method, "typ": "vc+jwt" if form == "enveloped" else "JWT"}
    claims = {"iss": issuer.address, "jti": credential["id"], "nbf": int(at.timestamp())}
    body = {**credential, **claims} if form == "enveloped" else {**claims, "vc": credential}
    head, content = (b64url(json.dumps(part, ensure_ascii=False).encode()) for part in (header, body))
    signature = b64url(key.sign(f"{head}.{content}".encode()))
    return f"{head}.{content}.{signature}"
