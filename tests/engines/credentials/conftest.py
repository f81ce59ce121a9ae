"""Keys and claims of one school, made for the run."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from boiduong.engines.credentials import KeptIssuerKey, KeyBook, KeyEntry, OfflineClaims, new_issuer_key

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
SCHOOL = "Trường Chính trị tỉnh Nghệ An"


@pytest.fixture(scope="session")
def key() -> KeptIssuerKey:
    return new_issuer_key()


@pytest.fixture(scope="session")
def ed_key() -> KeptIssuerKey:
    return new_issuer_key("EdDSA")


@pytest.fixture(scope="session")
def book(key: KeptIssuerKey, ed_key: KeptIssuerKey) -> KeyBook:
    return KeyBook(
        (
            KeyEntry(key.public, SCHOOL, date(2020, 1, 1), lists=True),
            KeyEntry(ed_key.public, "Ban Thường vụ Tỉnh ủy Nghệ An", date(2020, 1, 1), date(2030, 12, 31)),
        )
    )


@pytest.fixture(scope="session")
def claims() -> OfflineClaims:
    return OfflineClaims(
        title="Chứng chỉ",
        number="0042/2026/CC-TCT",
        name="Lô Thị Mai",
        course="Bồi dưỡng lãnh đạo, quản lý cấp xã",
        issued_on=date(2026, 11, 22),
        from_on=date(2026, 11, 3),
        to_on=date(2026, 11, 20),
    )
