"""Biên dịch — numba where it can be had, with its cache in a writable folder; plain Python where it cannot."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def cache_folder() -> str:
    """Thư mục tạm — where compiled code is kept: NUMBA_CACHE_DIR, the user's cache, else a temporary folder."""
    stated = os.environ.get("NUMBA_CACHE_DIR")
    usual = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    for base in (stated, usual, tempfile.gettempdir()):
        if base is None:
            continue
        folder = Path(base) / "boiduong-numba" / _sources()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return tempfile.mkdtemp(prefix="boiduong-numba-")


def _sources() -> str:
    """A mark of this code: numba does not see that a function called from another file has changed."""
    engine = Path(__file__).parents[1]
    files = sorted([*engine.glob("search/*.py"), *engine.glob("itc2007/*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _compiler() -> Callable[[Callable[..., object]], Callable[..., object]] | None:
    if os.environ.get("BOIDUONG_PLAIN_SEARCH"):
        return None
    try:
        import numba
    except ImportError:
        return None
    setattr(numba.config, "CACHE_DIR", cache_folder())  # noqa: B010 - the settings are made at run time
    decorate: Callable[[Callable[..., object]], Callable[..., object]] = numba.njit(cache=True, nogil=True)
    return decorate


_COMPILER = _compiler()
COMPILED = _COMPILER is not None


def fast(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Hàm nhanh — the function compiled to machine code, or itself."""
    if _COMPILER is None:
        return function
    return _COMPILER(function)  # type: ignore[return-value]
