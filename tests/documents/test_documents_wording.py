"""Mẫu lời văn của cơ sở và người ký — versions are kept, the one used is noted, the layout stays, who may is asked."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from boiduong.engines.typesetting import Bullets, FactList, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.word_templates import ActiveTemplate, UnknownTag
from boiduong.foundation.documents import queries, services
from boiduong.foundation.documents.models import Document, WordTemplate
from boiduong.foundation.documents.rules import capacity_lines
from boiduong.foundation.files.rules import FileKindRefused
from boiduong.foundation.organizations.models import Institution
from boiduong.refusals import NotAllowed
from documents.test_documents_services import DAY, drafted
from world import AT, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def institution(world: World) -> Institution:
    return Institution.objects.get(unit=world.school)


def docx(*paragraphs: str, table: bool = False) -> bytes:
    word = Word()
    for text in paragraphs:
        lead, _, rest = text.partition("**")
        line = word.add_paragraph()
        if rest:
            line.add_run(lead).bold = True
            line.add_run(rest)
        else:
            line.add_run(text)
    if table:
        cells = word.add_table(rows=2, cols=2)
        for row, texts in zip(cells.rows, (("STT", "Tên"), ("1", "{{ co_quan }}")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def decision(world: World, **more: object) -> Document:
    """A decision with bases, two articles and a line of facts, by the school."""
    paper = Paper(
        issuer="Trường thử",
        code="QĐ-TCT",
        title="QUYẾT ĐỊNH",
        subject="Về việc thử",
        place="Buôn Ma Thuột",
        addressed_to=("Sở Nội vụ;", "Ban Tổ chức."),
        blocks=(
            Paragraph("Căn cứ một;", "basis"),
            FactList((("Có mặt:", "7 giờ 30"), ("Mang theo", ""))),
            Paragraph("Mở lớp.", "article", "Điều 1."),
            Paragraph("Thi hành.", "article", "Điều 2."),
        ),
        signature=Signature(("HIỆU TRƯỞNG",)),
    )
    front = Paper(issuer="Trường thử", title="DANH SÁCH", blocks=(Paragraph("Giữ nguyên."),))
    document = services.draft(
        kind="opening_decision", issuer=world.school, code="QĐ-TCT", subject="Về việc thử", papers=[front, paper],
        tags={"ten_khoa": "khóa bồi dưỡng thử"}, by=None, at=AT, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return services.lock(document, by=None, at=AT)


def test_the_words_of_a_template_take_the_place_of_ours(world: World, institution: Institution) -> None:
    records = world.users["records"]
    before = decision(world)
    content = docx(
        "Thực hiện {{ ten_khoa }} ({{ trich_yeu }}), có mặt lúc {{ co_mat }}, mang theo {{ mang_theo }}.",
        "- Gạch đầu dòng", "I. Đề mục**", "Lời dẫn**nội dung sau", "{{ cac_dieu }}",
        "{%p for dong in cac_can_cu %}", "{{ dong }}", "{%p endfor %}", table=True,
    )  # fmt: skip
    made = services.upload_template(
        institution, kind="opening_decision", content=content, name="qd.docx", by=records, at=AT
    )
    assert made.tags == ["cac_can_cu", "cac_dieu", "co_mat", "co_quan", "mang_theo", "ten_khoa", "trich_yeu"]
    assert queries.template_in_use(world.school.pk, "opening_decision") is None
    assert decision(world).template is None, "read, not yet in use"
    services.use_template(institution, kind="opening_decision", template=made, by=records, at=AT)
    after = decision(world)
    assert after.template == made
    front, paper = queries.papers_of(after)
    assert front.blocks == (Paragraph("Giữ nguyên."),), "a list in front keeps its words"
    assert paper.blocks[0] == Paragraph(
        "Thực hiện khóa bồi dưỡng thử (Về việc thử), có mặt lúc 7 giờ 30, mang theo ......."
    )
    assert Bullets(("Gạch đầu dòng",), "-") in paper.blocks
    assert Paragraph("nội dung sau", lead="Lời dẫn") in paper.blocks
    assert [b.lead for b in paper.blocks if isinstance(b, Paragraph) and b.lead.startswith("Điều")] == [
        "Điều 1.", "Điều 2.",
    ]  # fmt: skip
    [table] = [b for b in paper.blocks if isinstance(b, Table)]
    assert table.rows == (("1", "Trường thử"),)
    assert (paper.title, paper.place, paper.signature) == ("QUYẾT ĐỊNH", "Buôn Ma Thuột", Signature(("HIỆU TRƯỞNG",)))
    assert queries.papers_of(Document.objects.get(pk=before.pk))[1].blocks != paper.blocks, "old papers stay"
    services.give_number(after, issued_on=DAY, by=records, at=AT)
    assert queries.plain_papers(after)[1].blocks[0] == Paragraph("Căn cứ một;", "basis")
    services.use_template(institution, kind="opening_decision", template=None, by=records, at=AT)
    assert decision(world).template is None
    assert queries.uses_of(institution) == {"opening_decision": None}


def test_versions_are_kept_and_never_changed(world: World, institution: Institution) -> None:
    records = world.users["records"]
    for n in (1, 2):
        made = services.upload_template(
            institution, kind="call", content=docx(f"Lời {n} {{{{ noi_dung }}}}"), name="a.docx", by=records, at=AT
        )
        assert made.version == n
    assert [row.version for row in queries.versions_of(institution)] == [2, 1]
    for change in (
        lambda: WordTemplate.objects.update(version=9),
        lambda: WordTemplate.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert str(made) == "call 2"
    use = services.use_template(institution, kind="call", template=made, by=records, at=AT)
    assert str(use) == "call call 2"
    with pytest.raises(services.OtherInstitution):
        services.use_template(institution, kind="summons", template=made, by=records, at=AT)


def test_a_look_needs_a_real_paper(world: World, institution: Institution) -> None:
    records = world.users["records"]
    made = services.upload_template(
        institution,
        kind="opening_decision",
        content=docx("Lời riêng. {{ noi_dung }}"),
        name="a.docx",
        by=records,
        at=AT,
    )
    with pytest.raises(services.NoSampleYet):
        services.preview_template(made)
    decision(world)
    assert services.preview_template(made).startswith(b"%PDF")
    assert services.preview_template(made, word=True).startswith(b"PK")


def test_wrong_templates_are_refused(world: World, institution: Institution) -> None:
    records = world.users["records"]

    def send(content: bytes, kind: str = "call", by: str = "records") -> None:
        services.upload_template(institution, kind=kind, content=content, name="a.docx", by=world.users[by], at=AT)

    with pytest.raises(UnknownTag) as caught:
        send(docx("Dòng một", "Có {{ khong_co_the }}"))
    assert caught.value.facts == {"line": 2, "words": "Có {{ khong_co_the }}", "tag": "khong_co_the"}
    with pytest.raises(FileKindRefused):
        send(b"%PDF-1.7")
    with pytest.raises(services.NoWordingHere):
        send(docx("a"), kind="register")
    with pytest.raises(services.NoWordingHere):
        send(docx("a"), kind="khong-co")
    for name in ("officer", "manager", "authority", "clerk", "lecturer", "learner", "auditor", "stranger"):
        with pytest.raises(NotAllowed):
            send(docx("a"), by=name)
        with pytest.raises(NotAllowed):
            services.use_template(institution, kind="call", template=None, by=world.users[name], at=AT)
    assert not WordTemplate.objects.exists()
    assert records


def test_pages_of_templates(world: World, institution: Institution, client: Client) -> None:
    client.force_login(world.users["records"])
    decision(world)
    address = reverse("documents:templates")
    assert "cac_dieu" in client.get(address).content.decode()

    def send(content: bytes) -> object:
        sent = SimpleUploadedFile("a.docx", content)
        return client.post(address, {"institution": institution.pk, "kind": "opening_decision", "file": sent})

    wrong = send(docx("Dòng một", "{{ ten_khoa.__class__ }}"))
    assert wrong.status_code == 422  # type: ignore[attr-defined]
    assert "__class__" in wrong.content.decode()  # type: ignore[attr-defined]
    assert send(b"MZ").status_code == 422  # type: ignore[attr-defined]
    assert client.post(address, {}).status_code == 422
    assert send(docx("Riêng {{ ten_khoa }} {{ noi_dung }}")).status_code == 302  # type: ignore[attr-defined]
    made = WordTemplate.objects.get()
    page = reverse("documents:template", args=[made.pk])
    assert "ten_khoa" in client.get(page).content.decode()
    assert client.get(reverse("documents:template_preview", args=[made.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("documents:template_preview", args=[made.pk]), {"tep": "docx"}).content[:2] == b"PK"
    assert client.get(reverse("documents:template_file", args=[made.pk]))["Content-Disposition"].startswith("att")
    use = reverse("documents:template_use", args=[made.pk])
    assert client.post(use, {"viec": "dung"}).status_code == 302
    assert decision(world).template == made
    used = client.get(reverse("documents:document", args=[Document.objects.latest("pk").pk])).content.decode()
    assert "1" in used
    assert client.post(use, {"viec": "thoi"}).status_code == 302
    assert decision(world).template is None
    assert client.get(address).status_code == 200
    for name in ("officer", "auditor", "learner"):
        client.force_login(world.users[name])
        assert client.get(address).status_code == 404
        assert client.get(page).status_code == 404
        assert client.post(use).status_code == 404
    client.force_login(world.users["admin"])
    assert client.get(page).status_code == 200
    assert client.get(reverse("documents:template", args=[999999])).status_code == 404


HEAD, BODY = ("HIỆU TRƯỞNG",), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
PARTY = ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")


@pytest.mark.parametrize(
    ("head", "how", "post", "layout", "lines"),
    [
        (HEAD, "", "x", "state", HEAD),
        (HEAD, "kt", "", "state", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        (HEAD, "tl", "Trưởng phòng Đào tạo", "state", ("TL. HIỆU TRƯỞNG", "TRƯỞNG PHÒNG ĐÀO TẠO")),
        (HEAD, "tuq", "Trưởng khoa", "state", ("TUQ. HIỆU TRƯỞNG", "TRƯỞNG KHOA")),
        (HEAD, "q", "", "state", ("Q. HIỆU TRƯỞNG",)),
        (BODY, "kt", "", "state", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (BODY, "tl", "Chánh Văn phòng", "state", ("TL. ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG")),
        (BODY, "q", "", "state", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        (PARTY, "kt", "Phó Bí thư", "party", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
        (PARTY, "tl", "Chánh Văn phòng", "party", ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")),
        (("TRƯỞNG BAN",), "kt", "", "party", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        ((), "kt", "", "state", ()),
        (HEAD, "zz", "", "state", HEAD),
    ],
)
def test_capacity_lines(head: tuple[str, ...], how: str, post: str, layout: str, lines: tuple[str, ...]) -> None:
    assert capacity_lines(head, how=how, post=post, layout=layout) == lines


def test_who_signs_is_chosen_before_the_number(world: World, client: Client) -> None:
    records = world.users["records"]
    document = decision(world)
    services.choose_signer(document, how="kt", name="Nguyễn Văn An", by=records, at=AT)
    services.choose_signer(document, how="tl", post="Trưởng phòng", name="Lê Thị Bình", by=records, at=AT)
    fresh = Document.objects.get(pk=document.pk)
    assert (fresh.signed_as, fresh.signer_post, fresh.signer_name) == ("tl", "Trưởng phòng", "Lê Thị Bình")
    assert queries.papers_of(fresh)[1].signature == Signature(("TL. HIỆU TRƯỞNG", "TRƯỞNG PHÒNG"), "Lê Thị Bình")
    services.choose_signer(fresh, how="khong-co", by=records, at=AT)
    assert queries.papers_of(fresh)[1].signature == Signature(("HIỆU TRƯỞNG",), "")
    with pytest.raises(services.PostMissing):
        services.choose_signer(fresh, how="tuq", by=records, at=AT)
    with pytest.raises(NotAllowed):
        services.choose_signer(fresh, how="kt", by=world.users["officer"], at=AT)
    with pytest.raises(services.NobodySigns):
        services.choose_signer(drafted(world.school), how="kt", by=records, at=AT)
    client.force_login(records)  # type: ignore[arg-type]
    address = reverse("documents:signer", args=[document.pk])
    assert client.post(address, {"ky-how": "tl"}).status_code == 422
    assert client.post(address, {"ky-how": "kt", "ky-post": "", "ky-name": "Trần Văn C"}).status_code == 302
    page = client.get(reverse("documents:document", args=[document.pk])).content.decode()
    assert "Trần Văn C" in page
    assert client.post(address, {"ky-how": "khong-co"}).status_code == 422
    services.give_number(fresh, issued_on=DAY, by=records, at=AT)
    with pytest.raises(services.AlreadyNumbered):
        services.choose_signer(fresh, how="kt", by=records, at=AT)


def test_active_templates_are_refused(world: World, institution: Institution) -> None:
    import zipfile

    kept = io.BytesIO(docx("a"))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("word/_rels/x.xml.rels", '<R TargetMode="External"/>')
    with pytest.raises(ActiveTemplate):
        services.upload_template(
            institution, kind="call", content=kept.getvalue(), name="a.docx", by=world.users["records"], at=AT
        )


def test_headings_and_notes_come_back_as_such() -> None:
    from boiduong.engines.word_templates import Line
    from boiduong.foundation.documents.services.wording import _line

    assert _line(Line("I. Đề mục", "heading")) == Heading("I. Đề mục")
    assert _line(Line("Căn cứ Luật;", "note")) == Paragraph("Căn cứ Luật;", "basis")
    assert _line(Line("Ghi chú", "note")) == Paragraph("Ghi chú", "note")
    assert _line(Line("GIỮA", "center")) == Paragraph("GIỮA", "center")
