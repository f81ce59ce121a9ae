"""Số và chữ số — numbers, money and marks in figures and in words."""

from decimal import ROUND_HALF_UP, Context, Decimal

Number = int | float | Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_NO_BREAK = "\u00a0"
_BILLION = 1_000_000_000
_SEPARATORS = str.maketrans(",.", ".,")
_EVERY_DIGIT = Context(prec=400)


def number(value: Number, places: int | None = None) -> str:
    """Số — "1.960", "6,5"; a dot groups thousands, a comma starts the decimals.

    With `places` the value is rounded half up and keeps its zeros ("7,00"); without, it is
    written as exactly as it is given. Raises ValueError for infinity and not-a-number.
    """
    exact = _exact(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EVERY_DIGIT)
    figures = f"{exact if exact else abs(exact):,f}"
    if places is None and "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    return figures.translate(_SEPARATORS)


def percent(value: Number, places: int | None = None) -> str:
    """Phần trăm — "21 %" for the value 21, joined by a no-break space."""
    return f"{number(value, places)}{_NO_BREAK}%"


def money(amount_vnd: int) -> str:
    """Số tiền — "2.000.000 đồng", joined by a no-break space."""
    return f"{number(amount_vnd)}{_NO_BREAK}đồng"


def money_words(amount_vnd: int) -> str:
    """Số tiền bằng chữ — "Hai triệu đồng", with a capital as on receipts."""
    words = f"{number_words(amount_vnd)} đồng"
    return words[0].upper() + words[1:]


def number_words(value: int, *, four: str = "tư", zero_ten: str = "linh") -> str:
    """Số đọc thành chữ — 105 is "một trăm linh năm", 21 "hai mươi mốt", 24 "hai mươi tư".

    `four` is the reading of 4 after a ten ("bốn" where the office prefers it), `zero_ten` the
    word for an empty ten ("lẻ" in the South).
    """
    if value < 0:
        return f"âm {number_words(-value, four=four, zero_ten=zero_ten)}"
    if value == 0:
        return _DIGITS[0]
    return " ".join(_spoken(value, led=False, four=four, zero_ten=zero_ten))


def score_words(score: Number) -> str:
    """Điểm bằng chữ — 6.5 is "sáu phẩy năm", 7 "bảy", 6.25 "sáu phẩy hai mươi lăm".

    Raises ValueError for a negative score, infinity and not-a-number.
    """
    exact = _exact(score)
    if exact < 0:
        raise ValueError(f"a score is not negative: {score}")
    whole, _, decimals = f"{exact:f}".partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return number_words(int(whole))
    zeros = len(decimals) - len(decimals.lstrip("0"))
    tail = [_DIGITS[0]] * zeros + [number_words(int(decimals))]
    return f"{number_words(int(whole))} phẩy {' '.join(tail)}"


def _exact(value: Number) -> Decimal:
    """The number as people see it: through its shortest text, not its binary form."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a number to write: {value}")
    return exact


def _spoken(value: int, *, led: bool, four: str, zero_ten: str) -> list[str]:
    """Words of a positive number; `led` means that a higher group was read before it."""
    words: list[str] = []
    if value >= _BILLION:
        words += [*_spoken(value // _BILLION, led=led, four=four, zero_ten=zero_ten), "tỷ"]
        led = True
    for size, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group = value % _BILLION // size % 1000
        if group:
            words += _group(group, led=led, four=four, zero_ten=zero_ten)
            words += [name] if name else []
            led = True
    return words


def _group(value: int, *, led: bool, four: str, zero_ten: str) -> list[str]:
    """Words of 1 to 999; after a higher group the empty hundred is read too."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or led else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append(zero_ten)
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 4 and tens > 1:
        words.append(four)
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return words
