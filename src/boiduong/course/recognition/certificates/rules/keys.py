"""Nơi để khóa — what an installation says of its keys: whose they are, where they lie, how they are opened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from boiduong.refusals import Label, Refusal, gettext_noop

# How the public page shows the name on a paper.
NAMES_SHOWN = {
    "full": gettext_noop("the whole name"),
    "initials": gettext_noop("initials and the given name"),
    "none": gettext_noop("no name"),
}
# QR codes and lists of revocations; Open Badges.
KEY_USES = {"qr": gettext_noop("QR codes"), "badge": gettext_noop("Open Badges")}
KINDS_OF_KEY: Mapping[str, tuple[str, ...]] = {
    "file": ("file",),
    "pem": ("file", "certificates"),
    "token": ("library", "token", "label"),
    "service": ("address", "credential", "certificates"),
}


class KeysUnreadable(Refusal):
    """Tệp khai báo khóa sai."""

    text = gettext_noop("The file that says where the keys are cannot be used: %(fault)s.")


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Nơi để một khóa — paths are relative to the folder of the file; a secret is "env:NAME" or "file:PATH".

    `issuer` is a code or a name of the unit; `fingerprint` the SHA-256 of the certificate that is expected, where
    somebody wants to be sure of it; `timestamps` the address of a timestamp authority.
    """

    issuer: str
    kind: str = "file"
    file: str = ""
    certificates: str = ""
    password: str = ""
    library: str = ""
    token: str = ""
    label: str = ""
    address: str = ""
    credential: str = ""
    fingerprint: str = ""
    timestamps: str = ""
    roots: str = ""
    revocations: tuple[str, ...] = ()

    def of(self, names: frozenset[str]) -> bool:
        """Khóa của nơi cấp này — `names` are its codes and names in small letters."""
        return self.issuer.casefold() in names


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Các khóa đã khai báo — for PDF signatures, for QR codes, for badges."""

    signing: tuple[KeyPlace, ...] = ()
    qr: tuple[KeyPlace, ...] = ()
    badge: tuple[KeyPlace, ...] = ()


def read_places(text: str) -> KeyPlaces:
    """Đọc tệp khai báo (TOML) — raises KeysUnreadable."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KeysUnreadable(fault=str(error)) from error
    parts = {field.name for field in fields(KeyPlaces)}
    if not set(said) <= parts:
        raise KeysUnreadable(fault=f"[[{min(set(said) - parts)}]]")
    return KeyPlaces(**{part: tuple(_place(part, one) for one in _tables(part, said)) for part in parts})


def _tables(part: str, said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    tables = said.get(part, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise KeysUnreadable(fault=f"[[{part}]]")
    return tables


def _place(part: str, said: Mapping[str, Any]) -> KeyPlace:
    names = {field.name for field in fields(KeyPlace)}
    for name, value in said.items():
        right = isinstance(value, list) and all(isinstance(one, str) for one in value)
        right = right if name == "revocations" else isinstance(value, str)
        if name not in names or not right:
            raise KeysUnreadable(fault=f"[[{part}]] {name}")
    place = KeyPlace(**{"issuer": "", **said, "revocations": tuple(said.get("revocations", ()))})
    kinds = KINDS_OF_KEY if part == "signing" else {"file": ("file",)}
    if place.kind not in kinds:
        raise KeysUnreadable(fault=f"[[{part}]] kind = {place.kind!r}")
    for name in ("issuer", *kinds[place.kind]):
        if not getattr(place, name).strip():
            raise KeysUnreadable(fault=Label(gettext_noop("a key without issuer or file")))
    return place
