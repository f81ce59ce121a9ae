"""Xem tệp lạ — text and signatures of a PDF from anybody, read in a process of its own that cannot do harm."""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime

import pypdfium2

from boiduong.engines.signing.keys import certificates_from_pem
from boiduong.engines.signing.refusals import PdfUnreadable
from boiduong.engines.signing.trust import TrustStore
from boiduong.engines.signing.verification import MOST_REVISIONS, Trust, verify

LONGEST_TEXT = 20_000
MOST_PAGES = 4  # a certificate has one
CPU_SECONDS, WALL_SECONDS = 8, 20
MEMORY = 1024 * 1024 * 1024  # address space: the PDF library maps much that it never touches
END = b"%%EOF"


@dataclass(frozen=True, slots=True)
class SeenSignature:
    """Chữ ký nhìn thấy — whose, when (claimed, or proven where `stamped`), over unchanged bytes, trusted or not."""

    subject: str
    organization: str
    at: str
    stamped: bool
    intact: bool
    allowed: bool
    trust: Trust
    test: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """Kết quả xem tệp — the text of its first pages and its signatures."""

    text: str
    signatures: tuple[SeenSignature, ...]


def revisions(pdf: bytes) -> dict[str, int]:
    """Các phần đầu của tệp — SHA-256 of every beginning that is itself a whole PDF, and its length in bytes.

    What somebody added after an issued paper leaves the beginning as it was.
    """
    found: dict[str, int] = {}
    digest, done, place = hashlib.sha256(), 0, pdf.find(END)
    while place >= 0 and len(found) < 3 * MOST_REVISIONS:
        for end in (place + len(END), place + len(END) + 1, place + len(END) + 2):
            if done < end <= len(pdf):
                digest.update(pdf[done:end])
                done = end
                found[digest.hexdigest()] = end
        place = pdf.find(END, place + len(END))
    return found


def inspect(pdf: bytes, *, roots: bytes, at: datetime) -> Inspection:
    """Xem tệp — `roots` in PEM, may be empty; `at` is now. Raises PdfUnreadable, also for what takes too long."""
    question = json.dumps({"at": at.isoformat(), "roots": roots.decode()}).encode() + b"\n" + pdf
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=question, capture_output=True, timeout=WALL_SECONDS, check=True
        )
        said = json.loads(done.stdout)
        return Inspection(said["text"], tuple(SeenSignature(**one) for one in said["signatures"]))
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError) as error:
        raise PdfUnreadable from error


def answer(question: bytes) -> dict[str, object]:
    """Trả lời trong tiến trình riêng — raises PdfUnreadable."""
    head, _, pdf = question.partition(b"\n")
    said = json.loads(head)
    seen = signatures_of(pdf, roots=said["roots"].encode(), at=datetime.fromisoformat(said["at"]))
    return {"text": text_of(pdf), "signatures": [asdict(one) for one in seen]}


def text_of(pdf: bytes) -> str:
    """Chữ trên các trang đầu — raises PdfUnreadable."""
    try:
        opened = pypdfium2.PdfDocument(pdf)
        pages = [opened[number].get_textpage().get_text_bounded() for number in range(min(len(opened), MOST_PAGES))]
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PdfUnreadable from error
    return "\n".join(pages)[:LONGEST_TEXT].encode("utf-8", "replace").decode()


def signatures_of(pdf: bytes, *, roots: bytes, at: datetime) -> tuple[SeenSignature, ...]:
    """Các chữ ký — read here: for files of our own; strangers' go through `inspect`. Raises PdfUnreadable."""
    trust = TrustStore(certificates_from_pem(roots) if roots.strip() else ())
    return tuple(
        SeenSignature(
            subject=one.signer.subject,
            organization=one.signer.organization,
            at=one.at.isoformat() if one.at else "",
            stamped=one.stamped,
            intact=one.intact,
            allowed=one.allowed,
            trust=one.trust,
            test=one.signer.test,
        )
        for one in verify(pdf, trust=trust, at=at).signatures
    )


def main() -> None:
    """Tiến trình riêng — limits first, then the file; nothing is written but the answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Standard output is a pipe, so the limit on files does not touch it.
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
