"""Ký cả lớp — many files with one key, on several processes where the key can be opened in each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType

from boiduong.engines.signing.pdf_signing import PdfSigning, SignatureWish

Opener = Callable[[], PdfSigning]
PART = 10  # files handed to a process at once: small enough that the last parts end together
_opened: list[PdfSigning] = []  # in a process of the pool: the key, opened once


class SigningPool:
    """Tổ ký — a key opened once in each process and kept for list after list; use it in a `with`.

    For several processes `opener` must be a module's function or a `functools.partial` of one; the processes start
    with the first list that is longer than `part`. A token takes one process. When the process that holds the pool
    is killed, those of the pool end by themselves.
    """

    def __init__(self, opener: Opener, *, processes: int = 1, part: int = PART) -> None:
        """Nothing is opened yet."""
        self._opener, self._processes, self._part = opener, processes, part
        self._here: PdfSigning | None = None
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> SigningPool:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: what was not begun is not signed."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def sign(self, pdfs: Sequence[bytes], *, at: datetime, wish: SignatureWish | None = None) -> Iterator[bytes]:
        """Ký một danh sách — signed files in the order given, as they come.

        Raises what `PdfSigning.sign` raises; files that came before are signed.
        """
        if self._processes <= 1 or len(pdfs) <= self._part:
            self._here = self._here or self._opener()
            for pdf in pdfs:
                yield self._here.sign(pdf, at=at, wish=wish)
            return
        parts = [pdfs[start : start + self._part] for start in range(0, len(pdfs), self._part)]
        for signed in self._processes_at_work().map(partial(sign_part, at=at, wish=wish), parts):
            yield from signed

    def _processes_at_work(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._processes, mp_context=get_context("spawn"), initializer=open_here, initargs=(self._opener,)
            )
        return self._pool


def sign_many(
    pdfs: Sequence[bytes],
    opener: Opener,
    *,
    at: datetime,
    wish: SignatureWish | None = None,
    processes: int = 1,
    part: int = PART,
) -> Iterator[bytes]:
    """Ký nhiều tệp — one list with a pool of its own; stop reading and the rest is not signed. Raises as the pool."""
    with SigningPool(opener, processes=processes, part=part) as pool:
        yield from pool.sign(pdfs, at=at, wish=wish)


def open_here(opener: Opener) -> None:
    """Mở khóa trong một tiến trình — what each process of a pool does first."""
    Thread(target=end_with_parent, daemon=True).start()
    _opened[:] = [opener()]


def sign_part(pdfs: Sequence[bytes], *, at: datetime, wish: SignatureWish | None) -> list[bytes]:
    """Ký một phần — what one process does with its share."""
    return [_opened[0].sign(pdf, at=at, wish=wish) for pdf in pdfs]


def end_with_parent() -> None:
    """Dừng theo tiến trình chính — a killed main process tells nobody; its pool would wait for ever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
