"""So chữ — how much of a paper's text stands in the text layer of its scan."""

import re
import unicodedata
from collections import Counter

FEWEST_WORDS = 20


def words_of(text: str) -> Counter[str]:
    """Các từ — composed, in small letters, with how often each stands."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def share_found(paper: str, scan: str) -> float | None:
    """Phần chữ tìm thấy — 0 to 1 of the words of the paper; None where the scan has no text layer worth the name.

    A scanner that reads letters makes mistakes: whoever asks decides which share is enough.
    """
    there, wanted = words_of(scan), words_of(paper)
    if there.total() < FEWEST_WORDS or not wanted:
        return None
    return (wanted & there).total() / wanted.total()
