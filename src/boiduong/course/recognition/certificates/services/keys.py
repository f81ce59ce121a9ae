"""Khóa của nơi cấp — opened where the installation says they lie, and tried before anything is numbered."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError

from boiduong.course.recognition.certificates.models import CodeKey, CredentialSpec
from boiduong.course.recognition.certificates.queries import code_key, names_of, usable_on
from boiduong.course.recognition.certificates.rules import KEY_USES, KeyPlace, KeyPlaces, KeysUnreadable, read_places
from boiduong.engines.credentials import IssuerKey, IssuerPublicKey, issuer_key_from_pem, issuer_key_of_seed
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Label, Refusal, gettext_noop

if TYPE_CHECKING:  # importing the engine takes a second: it is imported where a paper is signed
    from boiduong.engines.signing import Opening, PdfSigning

TEST_NAME = "KHÓA THỬ: "
TESTS_SINCE = date(2000, 1, 1)  # rehearsals live in any year


class KeyOpenToOthers(Refusal):
    """Tệp khóa cho người khác đọc."""

    text = gettext_noop("Other people of this machine can read the key file %(file)s. Give it mode 600.")


class KeyOfAnother(Refusal):
    """Khóa không phải khóa đã khai báo."""

    text = gettext_noop("The certificate of %(subject)s is not the one that was expected for this issuer.")


class KeyNotInBook(Refusal):
    """Khóa mã QR chưa có trong sổ khóa."""

    text = gettext_noop(
        "The QR key of %(issuer)s is not in the key book, or is not in use on %(day)s. Put it into the book first."
    )


@dataclass(frozen=True)
class Keys:
    """Khóa dùng cho một lần cấp — for the signature, the QR code and the check code; `test` in rehearsals.

    Without `opening` papers are not signed here, without `qr` the QR code is the address alone.
    """

    secret: bytes
    opening: Opening | None = None
    qr: IssuerKey | None = None
    test: bool = False


def keys_for(spec: CredentialSpec, *, issued_on: date, at: datetime) -> Keys:
    """Khóa để cấp một loại giấy — those of the issuer; a rehearsal gets test keys and never a real one.

    Raises KeysUnreadable, KeyOpenToOthers, KeyOfAnother, KeyNotInBook, any KeyUnusable of the signing engine,
    IssuerKeyUnreadable.
    """
    issuer = spec.issuer
    assert issuer is not None, "asked only for a spec with an issuer"  # noqa: S101
    if spec.course.synthetic:
        return trial_keys(issuer, issued_on=issued_on, at=at)
    opening = signing_key(issuer, on=issued_on, at=at)
    return Keys(check_secret(), opening, qr_key(issuer, on=issued_on))


def trial_keys(issuer: Unit, *, issued_on: date, at: datetime) -> Keys:
    """Khóa thử — the signing key made on the spot and forgotten, the QR key drawn from this machine's secret."""
    from boiduong.engines.signing import Opening, make_test_signer

    name = name_on(issuer, issued_on)
    signer = make_test_signer(name, at=at)
    key = trial_code_key(TEST_NAME + name)
    for use in KEY_USES:
        public = trial_code_key(TEST_NAME + name, use).public
        enter_trial_key(issuer, public, text=TEST_NAME + name, at=at, use=use)
    return Keys(check_secret(), Opening(signer.key_file(os.urandom(16).hex())), key, test=True)


def trial_code_key(text: str, use: str = "qr") -> IssuerKey:
    """Khóa mã của chạy thử — the same for the same name on the same machine: a rehearsal must repeat itself."""
    seed = hmac.digest(settings.SECRET_KEY.encode(), f"{use}\0{text}".encode(), "sha256")
    return issuer_key_of_seed(seed, "EdDSA" if use == "badge" else "ES256")


def enter_trial_key(issuer: Unit, key: IssuerPublicKey, *, text: str, at: datetime, use: str = "qr") -> CodeKey:
    """Ghi khóa thử vào sổ khóa — once; it signs lists, because a trial has no other key."""
    mine = CodeKey.objects.filter(number=key.number.hex())
    made = CodeKey(
        issuer=issuer, use=use, number=key.number.hex(), jwk=key.jwk(), issuer_text=text[:300],
        since=TESTS_SINCE, lists=use == "qr", test=True, added_at=at,
    )  # fmt: skip
    if not mine.exists():
        try:
            with acting(None, "certificates.enter_trial_key", at=at) as act:
                made.save(force_insert=True)
                act.record(made, after={"issuer": issuer.pk, "number": made.number, "test": True})
        except IntegrityError:  # a second process entered it at the same moment
            pass
    return mine.get()


def check_secret() -> bytes:
    """Bí mật của mã kiểm tra — its own where one is set, else drawn from the secret of the installation."""
    own = settings.CHECK_CODE_SECRET or settings.SECRET_KEY
    return hmac.digest(own.encode(), b"boiduong: ma kiem tra", "sha256")


def key_places() -> KeyPlaces:
    """Nơi để khóa theo khai báo — empty where the file does not exist. Raises KeysUnreadable."""
    try:
        return read_places(settings.KEYS_FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return KeyPlaces()
    except (OSError, UnicodeDecodeError) as error:
        raise KeysUnreadable(fault=type(error).__name__) from error


def trusted_roots() -> bytes:
    """Các gốc được tin — those named beside the keys, as one PEM text; empty where none is named."""
    return b"\n".join(_file(place.roots) for place in key_places().signing if place.roots)


def signing_key(issuer: Unit, *, on: date, at: datetime) -> Opening | None:
    """Khóa ký PDF của nơi cấp — opened and tried; None where none is set. Raises as `keys_for`."""
    names = names_of(issuer, on)
    place = next((one for one in key_places().signing if one.of(names)), None)
    if place is None:
        return None
    opening = _opening(place)
    try:
        signing = opening()
    except ValueError as error:  # an address that would send a digest in the clear
        raise KeysUnreadable(fault=str(error)) from error
    _is_expected(signing, place)
    signing.try_key(at=at)
    return opening


def qr_key(issuer: Unit, *, on: date, use: str = "qr") -> IssuerKey | None:
    """Khóa mã của nơi cấp — None where none is set; it must stand in the key book. Raises as `keys_for`."""
    key = secret_code_key(issuer, on=on, use=use)
    if key is not None:
        row = code_key(key.public.number)
        if row is None or row.issuer_id != issuer.pk or not usable_on(row, on):
            raise KeyNotInBook(issuer=name_on(issuer, on), day=date_short(on))
    return key


def secret_code_key(issuer: Unit, *, on: date, use: str) -> IssuerKey | None:
    """Khóa bí mật đã khai báo — for QR codes or badges, whether in the book or not. Raises as `keys_for`."""
    names = names_of(issuer, on)
    places = key_places().badge if use == "badge" else key_places().qr
    place = next((one for one in places if one.of(names)), None)
    if place is None:
        return None
    return issuer_key_from_pem(_key_file(place.file), _password(place.password))


def _opening(place: KeyPlace) -> Opening:
    from boiduong.engines import signing

    password = _password(place.password)
    made: dict[str, Callable[[], object]] = {
        "file": lambda: signing.KeyFile(_key_file(place.file), password),
        "pem": lambda: signing.PemKey(_key_file(place.file), _file(place.certificates), password),
        "token": lambda: signing.TokenKey(signing.TokenPlace(place.library, place.token, place.label), password or ""),
        "service": lambda: signing.ServiceKey(
            place.address, place.credential, _file(place.certificates), password or ""
        ),
    }
    roots = _file(place.roots) if place.roots else b""
    return signing.Opening(
        made[place.kind](),  # type: ignore[arg-type]  # each of them can be opened
        timestamps=place.timestamps,
        roots=roots,
        revocations=tuple(_file(one) for one in place.revocations),
    )


def _is_expected(signing: PdfSigning, place: KeyPlace) -> None:
    wanted = place.fingerprint.replace(":", "").replace(" ", "").lower()
    if wanted and not hmac.compare_digest(signing.facts.fingerprint, wanted):
        raise KeyOfAnother(subject=signing.facts.subject)


def _path(name: str) -> Path:
    return settings.KEYS_FILE.parent / name


def _file(name: str) -> bytes:
    try:
        return _path(name).read_bytes()
    except OSError as error:
        raise KeysUnreadable(fault=f"{name}: {type(error).__name__}") from error


def _key_file(name: str) -> bytes:
    """A secret: nobody else may be able to read it."""
    content = _file(name)
    if _path(name).stat().st_mode & 0o077:
        raise KeyOpenToOthers(file=name)
    return content


def _password(word: str) -> str | None:
    """ "env:NAME" or "file:PATH"; never the password itself. Raises KeysUnreadable."""
    if not word:
        return None
    where, _, name = word.partition(":")
    if where == "file":
        return _key_file(name).decode("utf-8", "replace").strip()
    found = os.environ.get(name) if where == "env" else None
    if found is None:
        raise KeysUnreadable(fault=Label(gettext_noop("a password is missing: write env:NAME or file:PATH")))
    return found
