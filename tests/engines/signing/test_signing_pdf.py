"""Signing papers: what was printed stays byte for byte, and readers accept the signature."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from tests.engines.signing.conftest import NOW, YEAR, Authority

from boiduong.engines import signing
from boiduong.engines.signing import (
    FileSigner,
    PdfSigning,
    SignatureWish,
    TrustStore,
    VisibleMark,
    draw_mark,
    make_test_signer,
    verify,
)
from boiduong.engines.typesetting.coverage import FONT_FOLDER


def pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("kind", ["ec", "rsa", "test key"])
def test_signed_paper_keeps_its_bytes_and_poppler_accepts_it(
    authority: Authority, rsa_key: rsa.RSAPrivateKey, paper: bytes, tmp_path: Path, kind: str
) -> None:
    made = {
        "ec": lambda: authority.signer(),
        "rsa": lambda: authority.signer(key=rsa_key),
        "test key": lambda: make_test_signer("Trường", at=NOW),
    }
    signed = PdfSigning(made[kind]()).sign(paper, at=NOW)
    assert signed.startswith(paper)
    said = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Nov 22 2026" in said


def test_paper_stays_tagged_and_archival(signer: FileSigner, paper: bytes) -> None:
    """The marks of PDF/A-2a and PDF/UA-1 stay, and the field lies where both allow it: outside the page, printable."""
    before, after = (PdfReader(io.BytesIO(one)) for one in (paper, PdfSigning(signer).sign(paper, at=NOW)))
    assert after.trailer["/Root"]["/Metadata"].get_data() == before.trailer["/Root"]["/Metadata"].get_data()
    assert after.metadata == before.metadata
    assert b"pdfaid:conformance" in after.trailer["/Root"]["/Metadata"].get_data()
    field = after.pages[0]["/Annots"][-1].get_object()
    assert field["/F"] & 4
    assert not field["/F"] & 2
    assert all(abs(side) == 9999 for side in field["/Rect"])
    assert field["/TU"]


def test_words_of_the_signature_are_kept(signer: FileSigner, authority: Authority, paper: bytes) -> None:
    wish = SignatureWish(name="Trường", reason="Cấp chứng chỉ", place="Vinh", contact="tct@example.vn")
    (found,) = verify(PdfSigning(signer).sign(paper, at=NOW, wish=wish), trust=authority.trust(), at=NOW).signatures
    assert (found.reason, found.place, found.field, found.at) == ("Cấp chứng chỉ", "Vinh", "ChuKySo", NOW)


def test_visible_mark_stands_where_the_paper_has_room(signer: FileSigner, paper: bytes, tmp_path: Path) -> None:
    drawing = draw_mark(["Người ký: Nguyễn Văn Bình", "Ngày ký 22/11/2026"], width=60, height=14, fonts=FONT_FOLDER)
    assert drawing == draw_mark(
        ["Người ký: Nguyễn Văn Bình", "Ngày ký 22/11/2026"], width=60, height=14, fonts=FONT_FOLDER
    )
    wish = SignatureWish(mark=VisibleMark(1, 190, 160, 60, 14, drawing))
    signed = PdfSigning(signer).sign(paper, at=NOW, wish=wish)
    assert signed.startswith(paper)
    assert "Signature is Valid." in pdfsig(signed, tmp_path)
    box = ["-x", "540", "-y", "450", "-W", "180", "-H", "50", "-r", "72"]
    read = subprocess.run(["pdftotext", *box, str(tmp_path / "signed.pdf"), "-"], capture_output=True, text=True)
    assert "Người ký: Nguyễn Văn Bình" in read.stdout
    fonts = subprocess.run(["pdffonts", str(tmp_path / "signed.pdf")], capture_output=True, text=True).stdout
    assert all(" yes yes yes " in line for line in fonts.splitlines()[2:])


def test_visible_field_has_its_place_among_the_tags(signer: FileSigner, authority: Authority, paper: bytes) -> None:
    """PDF/UA-1, 7.18.4: a field on the page lies in a Form element; PDF/A: it has its own appearance."""
    blank = draw_mark([], width=30, height=10, fonts=FONT_FOLDER)
    wish = SignatureWish(reason="Cấp chứng chỉ", mark=VisibleMark(1, 10, 10, 30, 10, blank))
    signed = PdfSigning(signer).sign(paper, at=NOW, wish=wish)
    read = PdfReader(io.BytesIO(signed))
    field = read.pages[0]["/Annots"][-1].get_object()
    left, bottom, right, top = field["/Rect"]
    assert ((left, right), (bottom, top)) == ((28, 113), (539, 567))
    assert field["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
    assert field["/TU"] == "Cấp chứng chỉ"
    tree = read.trailer["/Root"]["/StructTreeRoot"]
    element = tree["/K"][0].get_object()["/K"][-1].get_object()
    assert (element["/S"], element["/K"]["/Obj"].get_object()["/T"]) == ("/Form", "ChuKySo")
    numbers = tree["/ParentTree"]["/Nums"]
    assert numbers[numbers.index(field["/StructParent"]) + 1].get_object() == element
    assert tree["/ParentTreeNextKey"] == field["/StructParent"] + 1
    second = SignatureWish(field="B", mark=VisibleMark(1, 50, 10, 30, 10, blank))
    both = PdfSigning(signer).sign(signed, at=NOW, wish=second)
    assert "/StructParent" not in PdfReader(io.BytesIO(both)).pages[0]["/Annots"][-1].get_object()
    assert verify(both, trust=authority.trust(), at=NOW).verdict == "valid"


@pytest.mark.parametrize(
    "mark",
    [
        VisibleMark(2, 10, 10, 30, 10, b""),
        VisibleMark(0, 10, 10, 30, 10, b""),
        VisibleMark(1, 280, 10, 30, 10, b""),
        VisibleMark(1, 10, 205, 30, 10, b""),
        VisibleMark(1, 10, 10, 0, 10, b""),
    ],
)
def test_mark_outside_the_page_refused(signer: FileSigner, paper: bytes, mark: VisibleMark) -> None:
    with pytest.raises(signing.MarkOutside, match=f"page {mark.page}"):
        PdfSigning(signer).sign(paper, at=NOW, wish=SignatureWish(mark=mark))


def test_mark_on_a_page_whose_size_stands_higher_up(signer: FileSigner) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    page["/Parent"].get_object()[NameObject("/MediaBox")] = page.pop("/MediaBox")
    out = io.BytesIO()
    writer.write(out)
    mark = VisibleMark(1, 10, 10, 30, 10, draw_mark(["Ký"], width=30, height=10, fonts=FONT_FOLDER))
    signed = PdfSigning(signer).sign(out.getvalue(), at=NOW, wish=SignatureWish(mark=mark))
    assert signed.startswith(out.getvalue())
    assert "/StructTreeRoot" not in PdfReader(io.BytesIO(signed)).trailer["/Root"]


def test_second_signature_and_closing(signer: FileSigner, authority: Authority, paper: bytes, tmp_path: Path) -> None:
    committee = PdfSigning(authority.signer("Ban Thường vụ Tỉnh ủy"))
    first = PdfSigning(signer).sign(paper, at=NOW)
    both = committee.sign(first, at=NOW, wish=SignatureWish(field="CapUy"))
    assert both.startswith(first)
    assert pdfsig(both, tmp_path).count("Signature is Valid.") == 2
    for wish in (SignatureWish(), SignatureWish(field="CapUy", closing=True)):
        with pytest.raises(signing.PdfLocked, match="further signature"):
            committee.sign(first, at=NOW, wish=wish)
    closed = PdfSigning(signer).sign(paper, at=NOW, wish=SignatureWish(closing=True))
    assert "Signature is Valid." in pdfsig(closed, tmp_path)
    with pytest.raises(signing.PdfLocked, match="an earlier signature closed it"):
        committee.sign(closed, at=NOW, wish=SignatureWish(field="CapUy"))


def test_encrypted_pdf_refused(signer: FileSigner, paper: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(paper))
    writer.encrypt("x", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(signing.PdfLocked, match="it is encrypted"):
        PdfSigning(signer).sign(out.getvalue(), at=NOW)
    with pytest.raises(signing.PdfUnreadable):
        verify(out.getvalue(), trust=TrustStore(), at=NOW)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a paper" * 100], ids=["nothing", "head only", "text"])
def test_what_is_no_pdf_refused(signer: FileSigner, data: bytes) -> None:
    with pytest.raises(signing.PdfUnreadable):
        PdfSigning(signer).sign(data, at=NOW)


def test_bad_key_refused_before_anything_is_issued(authority: Authority, paper: bytes) -> None:
    expired = PdfSigning(authority.signer(until=NOW - timedelta(days=1)))
    for act in (partial(expired.check, at=NOW), partial(expired.try_key, at=NOW), partial(expired.sign, paper, at=NOW)):
        with pytest.raises(signing.CertificateExpired):
            act()


def test_revoked_key_refused_where_the_list_is_given(authority: Authority) -> None:
    signer = authority.signer()
    trust = authority.trust(authority.crl((signer.certificate, NOW - timedelta(days=1))))
    with pytest.raises(signing.CertificateRevoked):
        PdfSigning(signer, evidence=trust).check(at=NOW)


def test_key_is_tried_without_a_paper(signer: FileSigner) -> None:
    PdfSigning(signer).try_key(at=NOW)


def test_timestamp_proves_the_time(
    signer: FileSigner, authority: Authority, tsa: Callable, paper: bytes, tmp_path: Path
) -> None:
    server = tsa(NOW + timedelta(seconds=5))
    stamped = PdfSigning(signer, timestamps=server)
    signed = stamped.sign(paper, at=NOW)
    stamped.sign(paper, at=NOW)
    assert server.asked == 3  # once for its size, then once a file
    assert "Signature is Valid." in pdfsig(signed, tmp_path)
    (found,) = verify(signed, trust=authority.trust(), at=NOW + timedelta(hours=1)).signatures
    assert found.stamped
    assert found.at == NOW + timedelta(seconds=5)
    late = verify(signed, trust=authority.trust(), at=NOW + 20 * YEAR)
    assert late.verdict == "valid"


def test_long_term_evidence_holds_twenty_years(
    authority: Authority, tsa: Callable, paper: bytes, tmp_path: Path
) -> None:
    """B-LT: certificates and revocation lists lie in the signed file, so the roots alone are enough later."""
    signer = authority.signer()
    signed = PdfSigning(signer, timestamps=tsa(), evidence=authority.trust(authority.crl())).sign(paper, at=NOW)
    assert signed.startswith(paper)
    assert "Total document signed" in pdfsig(signed, tmp_path)
    assert "/DSS" in PdfReader(io.BytesIO(signed)).trailer["/Root"]
    checked = verify(signed, trust=authority.trust(), at=NOW + 20 * YEAR)
    assert checked.verdict == "valid"
    assert checked.signatures[0].stamped


def test_long_term_evidence_needs_a_trusted_chain_and_fresh_lists(
    authority: Authority, tsa: Callable, paper: bytes
) -> None:
    for trust in (Authority.make("khác").trust(), authority.trust(), authority.trust(authority.crl(at=NOW - YEAR))):
        with pytest.raises(signing.CertificateUntrusted, match="trusted root"):
            PdfSigning(authority.signer(), timestamps=tsa(), evidence=trust).sign(paper, at=NOW)
