"""Thiết bị ký PKCS#11 — USB tokens, smart cards and HSMs through the maker's library."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from boiduong.engines.signing.refusals import CertificateMissing, KeyUnusable, TokenPinWrong, TokenUnavailable
from boiduong.refusals import Label, gettext_noop

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Khóa nằm ở đâu — the maker's library, the label of the token and of the key in it; configuration."""

    library: str
    token: str
    key: str


class TokenSigner:
    """Khóa trong thiết bị — one session, opened at once and kept; the key never leaves the device."""

    def __init__(
        self,
        place: TokenPlace,
        pin: str,
        *,
        certificate: x509.Certificate | None = None,
        chain: Sequence[x509.Certificate] = (),
    ) -> None:
        """Open the token; the certificate is read from it where none is given.

        Raises TokenUnavailable, TokenPinWrong, CertificateMissing.
        """
        self._pkcs11 = _library()
        self._session = self._asked(lambda: self._open(place, pin))
        self.chain = tuple(chain)
        try:
            self._key = self._asked(lambda: self._session.get_key(self._private, label=place.key))
            self.certificate = certificate or self._asked(lambda: self._stored_certificate(place.key))
        except KeyUnusable:
            self.close()
            raise

    @property
    def _private(self) -> Any:
        return self._pkcs11.ObjectClass.PRIVATE_KEY

    def sign(self, data: bytes) -> bytes:
        """Ký trong thiết bị — raises TokenUnavailable."""
        mechanisms = self._pkcs11.Mechanism
        if not isinstance(self.certificate.public_key(), ec.EllipticCurvePublicKey):
            return self._asked(lambda: bytes(self._key.sign(data, mechanism=mechanisms.SHA256_RSA_PKCS)))
        digest = hashlib.sha256(data).digest()
        plain = self._asked(lambda: bytes(self._key.sign(digest, mechanism=mechanisms.ECDSA)))
        half = len(plain) // 2
        return encode_dss_signature(int.from_bytes(plain[:half], "big"), int.from_bytes(plain[half:], "big"))

    def close(self) -> None:
        """Đóng phiên — the token may then be taken out."""
        self._asked(self._session.close)

    def _open(self, place: TokenPlace, pin: str) -> Any:  # the binding has no types
        token = self._pkcs11.lib(place.library).get_token(token_label=place.token)
        try:
            return token.open(user_pin=pin)
        except self._pkcs11.exceptions.UserAlreadyLoggedIn:  # a second session of this process shares the first login
            return token.open()

    def _stored_certificate(self, label: str) -> x509.Certificate:
        attribute = self._pkcs11.Attribute
        wanted = {attribute.CLASS: self._pkcs11.ObjectClass.CERTIFICATE, attribute.LABEL: label}
        for found in self._session.get_objects(wanted):
            return x509.load_der_x509_certificate(bytes(found[attribute.VALUE]))
        raise CertificateMissing

    def _asked(self, question: Callable[[], Answer]) -> Answer:
        """Ask the device; what it cannot do becomes a sentence."""
        faults = self._pkcs11.exceptions
        try:
            return question()
        except (faults.PinIncorrect, faults.PinInvalid, faults.PinLenRange) as error:
            raise TokenPinWrong from error
        except (faults.PKCS11Error, RuntimeError, ValueError) as error:
            raise TokenUnavailable(fault=type(error).__name__) from error


def _library() -> ModuleType:
    """The binding is not installed everywhere: schools without a token do not need it."""
    try:
        return importlib.import_module("pkcs11")
    except ImportError as error:
        raise TokenUnavailable(
            fault=Label(gettext_noop("the Python package python-pkcs11 is not installed"))
        ) from error
