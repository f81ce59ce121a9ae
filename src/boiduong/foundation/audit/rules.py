"""Quy tắc chuỗi — how one audit row is chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64


def canonical(facts: Mapping[str, object]) -> bytes:
    """Dạng chuẩn — the same facts always give the same bytes."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def chain_hash(previous: str, facts: Mapping[str, object]) -> str:
    """Mã băm nối chuỗi — SHA-256 over the previous hash and the facts."""
    return hashlib.sha256(previous.encode() + canonical(facts)).hexdigest()


def digest(value: object) -> str:
    """Dấu vân tay — SHA-256 of any plain value; stands in the log where the value itself may not."""
    return hashlib.sha256(canonical({"value": value})).hexdigest()


def digest_reason(reason: str) -> str:
    """Dấu vân tay của lý do — empty for no reason."""
    return digest(reason) if reason else ""
