"""Ký cả lớp — many files with one key, on several processes where the key can be opened in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context

from boiduong.engines.signing.pdf_signing import PdfSigning, SignatureWish


def sign_many(
    pdfs: Sequence[bytes],
    opener: Callable[[], PdfSigning],
    *,
    at: datetime,
    wish: SignatureWish | None = None,
    processes: int = 1,
    part: int = 25,
) -> Iterator[bytes]:
    """Ký nhiều tệp — signed files in the order given, as they come; stop reading and the rest is not signed.

    `opener` opens the key: once here, or once for each `part` of files in each process. For several processes it
    must be a module's function or a `functools.partial` of one. A token takes one process. Raises what
    `PdfSigning.sign` raises; files that came before are signed.
    """
    if processes <= 1 or len(pdfs) <= part:
        signing = opener()
        for pdf in pdfs:
            yield signing.sign(pdf, at=at, wish=wish)
        return
    parts = [pdfs[start : start + part] for start in range(0, len(pdfs), part)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for signed in pool.map(partial(sign_part, opener=opener, at=at, wish=wish), parts):
                yield from signed
        finally:
            pool.shutdown(cancel_futures=True)


def sign_part(
    pdfs: Sequence[bytes], *, opener: Callable[[], PdfSigning], at: datetime, wish: SignatureWish | None
) -> list[bytes]:
    """Ký một phần — what one process does with its share."""
    signing = opener()
    return [signing.sign(pdf, at=at, wish=wish) for pdf in pdfs]
