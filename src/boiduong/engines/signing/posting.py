"""Gửi ra ngoài — one POST to a fixed address, with limits; nothing is followed and nothing is retried."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class PostFailed(Exception):  # noqa: N818 - turned into a refusal by who asked
    """Gửi không được — the reason in English, without the body of any answer."""


@dataclass(frozen=True, slots=True)
class Post:
    """Địa chỉ gửi — https only, except for this machine itself; raises ValueError for any other address."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 15.0
    largest_answer: int = 256 * 1024

    def __post_init__(self) -> None:
        """Refuse an address that would send a digest or a token in the clear."""
        parts = urlsplit(self.address)
        local = parts.scheme == "http" and parts.hostname in _LOOPBACK
        if not parts.hostname or (parts.scheme != "https" and not local):
            message = f"an https address is needed, not {self.address!r}"
            raise ValueError(message)

    def send(self, body: bytes, *, kind: str) -> bytes:
        """Gửi — the body of a 200 answer. Raises PostFailed."""
        parts = urlsplit(self.address)
        connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = connect(parts.hostname or "", parts.port, timeout=self.seconds)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", path, body, {**self.headers, "Content-Type": kind})
            answer = connection.getresponse()
            read = answer.read(self.largest_answer + 1)
        except (OSError, http.client.HTTPException) as error:
            raise PostFailed(type(error).__name__) from error
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise PostFailed(f"status {answer.status}")
        if len(read) > self.largest_answer:
            raise PostFailed("the answer is too long")
        return read
