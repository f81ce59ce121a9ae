"""Ký từ xa — the key stays with a service; it gets a digest and gives back a signature."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from boiduong.engines.signing.posting import Post, PostFailed
from boiduong.engines.signing.refusals import SigningServiceFailed
from boiduong.refusals import Label, gettext_noop

SHA256 = "2.16.840.1.101.3.4.2.1"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
RSA_SHA256 = "1.2.840.113549.1.1.11"


@dataclass(frozen=True, slots=True)
class SignatureWanted:
    """Yêu cầu ký — the SHA-256 digest of `data`, and the algorithm as an object identifier."""

    digest: bytes
    data: bytes
    algorithm: str


class RemoteSigner:
    """Khóa ở nơi khác — `send` is a service or any function; what it returns is checked before it is used."""

    def __init__(
        self,
        certificate: x509.Certificate,
        send: Callable[[SignatureWanted], bytes],
        *,
        chain: Sequence[x509.Certificate] = (),
    ) -> None:
        """Keep the certificate and the way to the key; nothing is asked yet."""
        self.certificate = certificate
        self.chain = tuple(chain)
        self._send = send

    def sign(self, data: bytes) -> bytes:
        """Nhờ ký — raises SigningServiceFailed."""
        elliptic = isinstance(self.certificate.public_key(), ec.EllipticCurvePublicKey)
        algorithm = ECDSA_SHA256 if elliptic else RSA_SHA256
        return self._send(SignatureWanted(hashlib.sha256(data).digest(), data, algorithm))


@dataclass(frozen=True, slots=True)
class CloudSignatureService:
    """Dịch vụ ký số từ xa — `signatures/signHash` as in the Cloud Signature Consortium's interface, version 1.

    `authorize` gives the activation data (SAD) for one digest: a stored value, or a question to the key's owner.
    Only the digest leaves this machine.
    """

    post: Post
    credential: str
    authorize: Callable[[bytes], str]

    def __call__(self, wanted: SignatureWanted) -> bytes:
        """Gửi một bản tóm lược — raises SigningServiceFailed."""
        body = {
            "credentialID": self.credential,
            "SAD": self.authorize(wanted.digest),
            "hash": [base64.b64encode(wanted.digest).decode()],
            "hashAlgo": SHA256,
            "signAlgo": wanted.algorithm,
        }
        try:
            answer = json.loads(self.post.send(json.dumps(body).encode(), kind="application/json"))
            return base64.b64decode(answer["signatures"][0], validate=True)
        except PostFailed as error:
            raise SigningServiceFailed(fault=str(error)) from error
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise SigningServiceFailed(fault=Label(gettext_noop("no signature in the answer"))) from error
