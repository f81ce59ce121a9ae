"""Dấu thời gian — a third party states when a signature was there (RFC 3161)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from boiduong.engines.signing.posting import Post, PostFailed
from boiduong.engines.signing.refusals import TimestampFailed
from boiduong.refusals import Label, gettext_noop


class TimestampAuthority(Protocol):
    """Tổ chức cấp dấu thời gian — a request in DER gives an answer in DER; raises TimestampFailed."""

    def __call__(self, request: bytes) -> bytes:
        """Xin một dấu thời gian."""
        ...


@dataclass(frozen=True, slots=True)
class HttpTimestampAuthority:
    """Dấu thời gian qua mạng."""

    post: Post

    def __call__(self, request: bytes) -> bytes:
        """Gửi yêu cầu — raises TimestampFailed."""
        try:
            return self.post.send(request, kind="application/timestamp-query")
        except PostFailed as error:
            raise TimestampFailed(fault=str(error)) from error


class Stamper(TimeStamper):
    """Cầu nối — lets the PDF library ask an authority of ours; made once and reused, it remembers sizes."""

    def __init__(self, authority: TimestampAuthority) -> None:
        """Wrap one authority."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """One question, one answer that stamps this very digest. Raises TimestampFailed."""
        answer = self._authority(req.dump())
        try:
            read = tsp.TimeStampResp.load(answer, strict=True)
            granted = read["status"]["status"].native == "granted"
            stamped = granted and read["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
            fits = stamped and stamped["message_imprint"].native == req["message_imprint"].native
            fits = fits and stamped["nonce"].native == req["nonce"].native
        except (ValueError, TypeError, KeyError) as error:
            raise TimestampFailed(fault=Label(gettext_noop("the answer cannot be read"))) from error
        if not fits:
            raise TimestampFailed(fault=Label(gettext_noop("it refused, or stamped something else")))
        return read
