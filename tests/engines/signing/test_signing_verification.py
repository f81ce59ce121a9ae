"""Looking at signed files: whose, when, how much of the file, and what was done to it since."""

from __future__ import annotations

import contextlib
import io
import resource
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSigner
from tests.engines.signing.conftest import NOW, Authority

from boiduong.engines import signing
from boiduong.engines.signing import FileSigner, PdfSigning, SignatureWish, TrustStore, pdf_signing, verify
from boiduong.engines.signing.changes import ABOUT, FORM, LOOSE, NOTES, OTHER, PAGES, SIGNATURE
from boiduong.refusals import Label


@pytest.fixture(scope="module")
def signed(signer: FileSigner, paper: bytes) -> bytes:
    return PdfSigning(signer).sign(paper, at=NOW)


def appended(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """The file with one more revision, as somebody else's tool would write it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def overpaint(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    stream = writer.add_object(generic.StreamObject(stream_data=b"q 1 0 0 rg 0 0 500 500 re f Q"))
    page = page.get_object()
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), stream])
    writer.update_container(page)


def replace_content(writer: IncrementalPdfFileWriter) -> None:
    """The shadow attack "replace": the object of the content is written anew under its own number."""
    page = writer.root["/Pages"]["/Kids"][0]
    content = page["/Contents"]
    content._data = b"BT ET"
    content._encoded_data = None
    writer.mark_update(page.raw_get("/Contents").reference)


def note(writer: IncrementalPdfFileWriter) -> None:
    box = generic.ArrayObject([generic.FloatObject(side) for side in (0, 0, 300, 300)])
    made = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Square"), pdf_name("/Rect"): box}
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"].append(writer.add_object(made))
    writer.update_container(page["/Annots"])


def subject(writer: IncrementalPdfFileWriter) -> None:
    info = writer.prev.trailer["/Info"]
    info["/Subject"] = generic.pdf_string("khác")
    writer.mark_update(writer.prev.trailer.raw_get("/Info").reference)


def button(writer: IncrementalPdfFileWriter) -> None:
    made = generic.DictionaryObject({pdf_name("/FT"): pdf_name("/Btn"), pdf_name("/T"): generic.pdf_string("nút")})
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(made))
    writer.update_container(form["/Fields"])


def attachment(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(generic.StreamObject(stream_data=b"MZ"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (overpaint, {PAGES, OTHER}),
        (replace_content, {PAGES}),
        (note, {NOTES}),
        (subject, {ABOUT}),
        (button, {FORM}),
        (attachment, {OTHER}),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_change_after_signing_found_and_named(
    authority: Authority, signed: bytes, change: Callable[..., object], said: set[Label]
) -> None:
    result = verify(appended(signed, change), trust=authority.trust(), at=NOW)
    (found,) = result.signatures
    assert result.verdict == "altered"
    assert found.intact  # the signed bytes are still there: only the file grew
    assert not found.whole
    assert set(found.later) & said
    assert set(found.later) <= said | {ABOUT, NOTES}


def test_whole_paper_signed_by_a_trusted_school(authority: Authority, signed: bytes) -> None:
    result = verify(signed, trust=authority.trust(), at=NOW + timedelta(days=1))
    (found,) = result.signatures
    assert result.verdict == "valid"
    assert result.revisions == 2
    assert (found.whole, found.later, found.allowed, found.stamped) == (True, (), True, False)
    assert found.signer.subject == "Trường Chính trị tỉnh Nghệ An"
    assert (found.trust, found.root, found.at) == ("trusted", "CA của phép thử", NOW)


def test_paper_without_signature(paper: bytes) -> None:
    result = verify(paper, trust=TrustStore(), at=NOW)
    assert (result.verdict, result.signatures, result.revisions) == ("unsigned", (), 1)


@pytest.mark.parametrize("where", [1000, 20_000, 40_000])
def test_one_changed_byte_is_found(authority: Authority, signed: bytes, where: int) -> None:
    spoiled = bytearray(signed)
    spoiled[where] ^= 1
    with contextlib.suppress(signing.PdfUnreadable):
        assert verify(bytes(spoiled), trust=authority.trust(), at=NOW).verdict == "broken"


def test_loose_bytes_at_the_end_are_found(authority: Authority, signed: bytes) -> None:
    result = verify(signed + b"\n<script>", trust=authority.trust(), at=NOW)
    assert result.verdict == "altered"
    assert result.signatures[0].later == (LOOSE,)


def test_signature_of_a_stranger_is_named_but_not_trusted(authority: Authority, signed: bytes) -> None:
    for trust in (TrustStore(), Authority.make("CA của phép thử").trust()):
        result = verify(signed, trust=trust, at=NOW)
        assert result.verdict == "untrusted"
        assert (result.signatures[0].trust, result.signatures[0].root) == ("unknown", "")


def test_second_signature_answers_for_its_addition(authority: Authority, signed: bytes) -> None:
    both = PdfSigning(authority.signer("Tỉnh ủy")).sign(signed, at=NOW, wish=SignatureWish(field="CapUy"))
    result = verify(both, trust=authority.trust(), at=NOW)
    assert result.verdict == "valid"
    first, second = result.signatures
    assert SIGNATURE in first.later
    assert (first.whole, second.whole, second.signer.subject) == (False, True, "Tỉnh ủy")


def test_stranger_who_signs_as_well_is_seen(authority: Authority, signed: bytes) -> None:
    stranger = PdfSigning(Authority.make("khác").signer("Người lạ"))
    result = verify(stranger.sign(signed, at=NOW, wish=SignatureWish(field="B")), trust=authority.trust(), at=NOW)
    assert result.verdict == "untrusted"
    assert [one.trust for one in result.signatures] == ["trusted", "unknown"]


def test_empty_field_after_the_last_signature_is_nobodys(authority: Authority, signed: bytes) -> None:
    """A field that nobody signed may carry a drawing over the page."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    added = appended(signed, lambda writer: append_signature_field(writer, SigFieldSpec("X", box=(10, 10, 200, 90))))
    assert verify(added, trust=authority.trust(), at=NOW).verdict == "altered"


def test_closed_paper_takes_no_change(signer: FileSigner, authority: Authority, paper: bytes) -> None:
    closed = PdfSigning(signer).sign(paper, at=NOW, wish=SignatureWish(closing=True))
    assert verify(closed, trust=authority.trust(), at=NOW).verdict == "valid"
    assert verify(appended(closed, button), trust=authority.trust(), at=NOW).verdict == "altered"


def test_signature_put_into_a_closed_paper_by_force(
    signer: FileSigner, authority: Authority, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Software that does not ask whether the paper is closed: the school's own signature says that it was."""
    closed = PdfSigning(signer).sign(paper, at=NOW, wish=SignatureWish(closing=True))
    monkeypatch.setattr(PdfSigner, "_enforce_certification_constraints", lambda *_: None)
    monkeypatch.setattr(pdf_signing, "_check_open", lambda *_: None)
    forced = PdfSigning(authority.signer("Tỉnh ủy")).sign(closed, at=NOW, wish=SignatureWish(field="B"))
    result = verify(forced, trust=authority.trust(), at=NOW)
    assert result.verdict == "altered"
    assert [one.allowed for one in result.signatures] == [False, True]


def test_file_too_large_refused() -> None:
    with pytest.raises(signing.PdfUnreadable):
        verify(b"%PDF-1.7" + bytes(21 * 1024 * 1024), trust=TrustStore(), at=NOW)


def test_file_with_too_many_revisions_refused(authority: Authority, signed: bytes) -> None:
    grown = signed
    for _ in range(39):
        grown = appended(grown, attachment)
    with pytest.raises(signing.PdfUnreadable):
        verify(grown, trust=authority.trust(), at=NOW)


def test_page_tree_in_a_circle(authority: Authority, signed: bytes) -> None:
    def circle(writer: IncrementalPdfFileWriter) -> None:
        kids = writer.root["/Pages"]["/Kids"]
        kids.append(writer.root.raw_get("/Pages"))
        kids.append(generic.NullObject())
        kids.append(writer.add_object(generic.NumberObject(1)))
        writer.update_container(kids)

    with contextlib.suppress(signing.PdfUnreadable):
        assert verify(appended(signed, circle), trust=authority.trust(), at=NOW).verdict in {"altered", "broken"}


def test_deep_nesting_ends(authority: Authority, signed: bytes) -> None:
    def nest(writer: IncrementalPdfFileWriter) -> None:
        deep = generic.ArrayObject()
        for _ in range(200):
            deep = generic.ArrayObject([deep])
        writer.root["/AcroForm"]["/Deep"] = deep
        writer.update_container(writer.root["/AcroForm"])

    assert verify(appended(signed, nest), trust=authority.trust(), at=NOW).verdict == "altered"


def test_decompression_bomb_refused() -> None:
    """Zeros packed twice, sixty-four megabytes in a few hundred bytes: refused by size before it is unpacked."""
    once = zlib.compressobj(9)
    packed = b"".join(once.compress(bytes(1 << 20)) for _ in range(64)) + once.flush()
    body = zlib.compress(packed, 9)
    head = b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 2/W[1 2 1]/Filter[/FlateDecode/FlateDecode]/Root 1 0 R/Length "
    bomb = head + b"%d>>stream\n" % len(body) + body + b"\nendstream endobj\nstartxref\n9\n%%EOF"
    assert len(bomb) < 2_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(signing.PdfUnreadable) as caught:
        verify(bomb, trust=TrustStore(), at=NOW)
    assert "Decode" in type(caught.value.__cause__).__name__
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_spoiled_file_never_passes_and_never_crashes(authority: Authority, signed: bytes, data: st.DataObject) -> None:
    """Any byte changed inside the signed part, or any cut: broken, altered or unreadable, never valid."""
    cut = data.draw(st.booleans())
    if cut:
        spoiled = signed[: data.draw(st.integers(0, len(signed) - 8))]
    else:
        where = data.draw(st.integers(0, len(signed) - 1))
        spoiled = signed[:where] + bytes([signed[where] ^ data.draw(st.integers(1, 255))]) + signed[where + 1 :]
    try:
        result = verify(spoiled, trust=authority.trust(), at=NOW)
    except signing.PdfUnreadable:
        return
    if result.verdict == "valid":  # only the padding of the signature's own container is outside what is signed
        start = signed.index(b"/Contents <") if b"/Contents <" in signed else signed.rindex(b"/ByteRange")
        assert not cut
        assert where >= start


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_unreadable_or_unsigned(data: bytes) -> None:
    with contextlib.suppress(signing.PdfUnreadable):
        assert verify(b"%PDF-1.7\n" + data, trust=TrustStore(), at=NOW).verdict == "unsigned"
