"""Nhớ lần cuối — what follows from a frozen problem alone is worked out once while that problem is at work."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
KEPT = 3


def remembered(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Nhớ lần cuối — the answer for the very same (not equal) arguments is given again; nobody may change it."""
    last: list[tuple[tuple[object, ...], Answer]] = []

    @wraps(function)
    def ask(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        asked = (*args, *(part for pair in sorted(kwargs.items()) for part in pair))
        for given, answer in tuple(last):
            if len(given) == len(asked) and all(one is other for one, other in zip(given, asked, strict=True)):
                return answer
        answer = function(*args, **kwargs)
        last[:] = [(asked, answer), *last[: KEPT - 1]]
        return answer

    return ask
