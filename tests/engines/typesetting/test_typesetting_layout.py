"""Papers keep the measures of Nghị định 30/2020 and of the Party layout, to the millimeter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from boiduong.engines.typesetting import (
    Annex,
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
)

Show = Callable[..., Any]


def near(expected: float, within: float = 0.6) -> Any:
    return pytest.approx(expected, abs=within)


class TestStateLayout:
    def test_margins(self, printed: Show, decision: Paper) -> None:
        sheet = printed(replace(decision, annexes=()))
        words = [word for word in sheet.words() if word.top < 270]
        assert min(word.left for word in words) >= 29.9
        assert max(word.right for word in words) == near(190)
        assert min(word.top for word in words) == near(20, within=1.5)

    def test_body_starts_one_centimeter_in(self, printed: Show, decision: Paper) -> None:
        sheet = printed(decision)
        assert sheet.word("Điều").left == near(40)
        assert sheet.word("Căn").left == near(40)

    def test_national_title_and_motto(self, printed: Show, decision: Paper) -> None:
        sheet = printed(decision)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in sheet.text()
        first, last = sheet.word("CỘNG"), sheet.word("NAM")
        assert first.top == near(last.top)
        motto = (sheet.word("Độc").left + sheet.word("phúc").right) / 2
        assert motto == near((first.left + last.right) / 2)

    def test_issuer_stands_left_over_its_number(self, printed: Show, decision: Paper) -> None:
        sheet = printed(decision)
        assert "TỈNH ỦY NGHỆ AN TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN" in sheet.text()
        number = sheet.word("12/QĐ-TCT")
        assert sheet.word("TRƯỜNG").top < number.top
        assert number.bottom == near(sheet.word("Vinh,").bottom, within=1.5)

    def test_title_is_centered(self, printed: Show, decision: Paper) -> None:
        sheet = printed(replace(decision, title="QUYẾTĐỊNH"))
        word = sheet.word("QUYẾTĐỊNH")
        assert (word.left + word.right) / 2 == near(110)

    def test_letter_has_its_subject_under_the_number(self, printed: Show, decision: Paper) -> None:
        letter = replace(decision, title="", subject="Về việc cử cán bộ", addressed_to=("Sở Nội vụ",))
        sheet = printed(letter)
        subject = sheet.word("V/v")
        assert sheet.word("12/QĐ-TCT").bottom < subject.bottom < sheet.word("Kính").top
        assert subject.right < 90
        assert "Kính gửi: Sở Nội vụ" in sheet.text()

    def test_letter_to_several_lists_them(self, printed: Show, decision: Paper) -> None:
        letter = replace(decision, title="", addressed_to=("Sở Nội vụ;", "Ban Tổ chức."))
        sheet = printed(letter)
        assert "Kính gửi: - Sở Nội vụ; - Ban Tổ chức." in sheet.text()

    def test_recipients_left_and_signature_right(self, printed: Show, decision: Paper) -> None:
        sheet = printed(decision)
        assert sheet.word("Nơi").left == near(30)
        assert sheet.word("KT.").left > 105
        assert sheet.word("Bình").top - sheet.word("PHÓ").bottom >= 20
        assert "- Như Điều 3; - Lưu: VT." in " ".join(
            word.text for word in sheet.words() if word.left < 80 and word.page == 1
        )

    def test_page_number_hidden_on_page_1_then_in_the_top_margin(self, printed: Show) -> None:
        sheet = printed(Paper(issuer="X", blocks=(Paragraph("a"), PageBreak(), Paragraph("b"))))
        tops = {word.page: word for word in sheet.words() if word.top < 15}
        assert tops.keys() == {2}
        assert tops[2].text == "2"
        assert (tops[2].left + tops[2].right) / 2 == near(110)

    def test_last_paragraph_stays_with_the_signature(self, printed: Show, decision: Paper) -> None:
        for lines in range(14, 26):
            blocks = tuple(Paragraph(f"Dòng{number}") for number in range(lines))
            sheet = printed(replace(decision, blocks=blocks, annexes=(), verify=""))
            assert (
                sheet.word("Bình", page=len(sheet.pages())).page
                == sheet.word(f"Dòng{lines - 1}", page=len(sheet.pages())).page
            )


class TestPartyLayout:
    @pytest.fixture
    def plan(self, decision: Paper) -> Paper:
        return replace(decision, layout="party", title="KẾ HOẠCH", number="47", code="KH/TU", place="Nghệ An")

    def test_head(self, printed: Show, plan: Paper) -> None:
        sheet = printed(plan)
        text = sheet.text()
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
        assert "CỘNG HÒA" not in text
        assert "TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN * Số 47-KH/TU" in " ".join(
            word.text for word in sheet.words() if word.right < 110 and word.top < 60 and word.page == 1
        )
        assert sheet.word("ĐẢNG").bottom < sheet.word("Nghệ").bottom < sheet.word("KẾ").top

    def test_right_margin_is_15(self, printed: Show, plan: Paper) -> None:
        sheet = printed(replace(plan, annexes=()))
        assert max(word.right for word in sheet.words()) == near(195)

    def test_subject_ends_in_five_hyphens(self, printed: Show, plan: Paper) -> None:
        assert "-----" in printed(plan).text()

    def test_letter(self, printed: Show, plan: Paper) -> None:
        sheet = printed(replace(plan, title="", subject="cử cán bộ"))
        assert sheet.word("V/v").right < 110


class TestMissingFacts:
    def test_number_and_date_are_dotted(self, printed: Show, decision: Paper) -> None:
        text = printed(replace(decision, number="", issued_on=None, year=2022)).text()
        assert "Số: ....../QĐ-TCT" in text
        assert "Vinh, ngày ...... tháng ...... năm 2022" in text

    def test_empty_fact_is_a_dotted_line(self, printed: Show) -> None:
        facts = FactList((("Họ và tên", ""), ("Ngày sinh:", "05/02/1980")))
        text = printed(Paper(issuer="X", blocks=(facts,))).text()
        assert "Họ và tên: ....................." in text
        assert "Ngày sinh: 05/02/1980" in text


class TestTables:
    columns = (
        Column("STT", 0.5, "center"),
        Column("Họ và tên", 3),
        Column("Nam", 1, group="Ngày sinh"),
        Column("Nữ", 1, group="Ngày sinh"),
        Column("Điểm", 1, "right"),
    )

    def test_600_rows_keep_every_row_and_repeat_the_heading(self, printed: Show) -> None:
        rows = tuple((str(n), f"Người {n}", "x", "", f"{n},0") for n in range(1, 601))
        annex = Annex("DANH SÁCH", "HỌC VIÊN", (Table(self.columns, rows),), landscape=True)
        pages = printed(Paper(issuer="X", title="T", annexes=(annex,))).pages()[1:]
        assert len(pages) > 10
        for page in pages:
            assert "Ngày sinh" in page
            assert "STT" in page
        found = [line.split()[0] for page in pages for line in page.splitlines() if "Người" in line]
        assert found == [row[0] for row in rows]

    def test_row_is_not_split_over_pages(self, printed: Show) -> None:
        rows = tuple((str(n), " ".join([f"tên{n}"] * 40), "", "", "") for n in range(1, 41))
        pages = printed(Paper(issuer="X", blocks=(Table(self.columns, rows),))).pages()
        for number in range(1, 41):
            counts = [page.split().count(f"tên{number}") for page in pages]
            assert sorted(counts)[-1] == 40, number

    def test_column_sides_and_total(self, printed: Show) -> None:
        table = Table(self.columns, (("1", "An", "", "", "8,0"),), total=("", "Cộng", "", "", "9,9"))
        sheet = printed(Paper(issuer="X", blocks=(table,)))
        assert sheet.word("8,0").right == near(sheet.word("9,9").right)
        assert sheet.word("8,0").right == near(189, within=1.2)
        assert sheet.word("An").left == near(sheet.word("Cộng").left)

    def test_caption_and_small_table(self, printed: Show) -> None:
        table = Table(self.columns[:2], (("1", "An"),), caption="Bảng 1", small=True)
        sheet = printed(Paper(issuer="X", blocks=(table,)))
        assert sheet.word("Bảng").bottom < sheet.word("STT").top
        assert sheet.word("An").bottom - sheet.word("An").top < 4

    @pytest.mark.parametrize(
        ("build", "fault"),
        [
            (lambda: Table((), ()), "at least one column"),
            (lambda: Table((Column("A"),), (("1", "2"),)), "row 1 has 2 cells for 1 columns"),
            (lambda: Table((Column("A"),), (("1",),), total=("1", "2")), "row 2 has 2 cells"),
            (lambda: Column("A", 0), "above 0"),
            (lambda: Column("A", float("nan")), "above 0"),
        ],
        ids=["no column", "row", "total", "zero width", "no width"],
    )
    def test_uneven_table_is_refused(self, build: Callable[[], object], fault: str) -> None:
        with pytest.raises(ValueError, match=fault):
            build()


class TestWholePaper:
    def test_annex_names_the_paper_it_belongs_to(self, printed: Show, decision: Paper) -> None:
        expected = "(Kèm theo Quyết định số 12/QĐ-TCT ngày 05 tháng 02 năm 2022 của Trường Chính trị tỉnh Nghệ An)"
        assert expected in printed(decision).text()

    def test_annex_signature_and_own_line(self, printed: Show, decision: Paper) -> None:
        annex = Annex("PHỤ LỤC I", attached_to="(Kèm theo Tờ trình)", signature=Signature(("NGƯỜI LẬP",), "An"))
        text = printed(replace(decision, annexes=(annex,))).text()
        assert "PHỤ LỤC I (Kèm theo Tờ trình) NGƯỜI LẬP An" in text

    def test_annex_is_landscape_behind_a_portrait_paper(self, printed: Show, decision: Paper) -> None:
        pages = printed(decision).reader.pages
        assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True]

    def test_sequence_restarts_page_numbers(self, printed: Show) -> None:
        long_paper = Paper(issuer="X", blocks=(Paragraph("a"), PageBreak(), Paragraph("b")))
        sheet = printed(long_paper, long_paper)
        numbers = [(word.page, word.text) for word in sheet.words() if word.top < 15]
        assert numbers == [(2, "2"), (4, "2")]

    def test_empty_sequence_is_refused(self, printed: Show) -> None:
        with pytest.raises(ValueError, match="at least one paper"):
            printed()

    def test_signers_stand_side_by_side(self, printed: Show) -> None:
        signers = tuple(Signature((name,), name.lower(), "Ký") for name in ("THƯKÝ", "GIÁMKHẢO", "CHỦTRÌ"))
        sheet = printed(Paper(issuer="X", title="BIÊN BẢN", signatures=signers))
        words = [sheet.word(name) for name in ("THƯKÝ", "GIÁMKHẢO", "CHỦTRÌ")]
        assert len({round(word.top) for word in words}) == 1
        assert [word.left for word in words] == sorted(word.left for word in words)
        assert sheet.word("thưký").top == near(sheet.word("chủtrì").top)

    @pytest.mark.parametrize(
        ("synthetic", "language", "line"),
        [
            (True, "vi", "Dữ liệu mẫu: người không có thật"),
            (True, "en", "Sample data: the people are not real"),
        ],
    )
    def test_synthetic_paper_says_so_on_every_page(
        self, printed: Show, decision: Paper, synthetic: bool, language: str, line: str
    ) -> None:
        sheet = printed(replace(decision, synthetic=synthetic, language=language))  # type: ignore[arg-type]
        assert all(line in page for page in sheet.pages())

    def test_real_paper_has_no_mark(self, printed: Show, decision: Paper) -> None:
        assert "mẫu" not in printed(replace(decision, synthetic=False)).text()

    def test_footer_verify_bullets_and_headings(self, printed: Show, decision: Paper) -> None:
        blocks = (Heading("I. MỤC ĐÍCH"), Bullets(("Một;", "Hai.")), Bullets(("Ba.",), "+"), Paragraph("g", "note"))
        paper = replace(decision, blocks=blocks, footer="Lưu 5 năm", verify="https://boiduong.example/v/9")
        text = printed(paper).text()
        assert "I. MỤC ĐÍCH - Một; - Hai. + Ba." in text
        assert "Lưu 5 năm" in text
        assert "Kiểm tra văn bản: https://boiduong.example/v/9" in text


class TestFile:
    def test_two_runs_give_equal_bytes(self, decision: Paper) -> None:
        from boiduong.engines.typesetting import Typesetter

        assert Typesetter().render(decision) == Typesetter().render(decision)

    def test_metadata_and_standards(self, printed: Show, decision: Paper) -> None:
        sheet = printed(decision)
        assert sheet.reader.metadata.title == "QUYẾT ĐỊNH Về việc mở lớp bồi dưỡng lãnh đạo cấp xã"
        assert sheet.reader.metadata.author == "TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN"
        assert sheet.reader.metadata.creation_date.date() == date(2022, 2, 5)
        assert sheet.reader.trailer["/Root"]["/Lang"] == "vi-VN"
        xmp = sheet.reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp

    def test_undated_paper_is_stamped_1970(self, printed: Show, decision: Paper) -> None:
        sheet = printed(replace(decision, issued_on=None))
        assert sheet.reader.metadata.creation_date.year == 1970

    def test_only_the_committed_face_is_used(self, printed: Show, decision: Paper) -> None:
        fonts = {
            str(font.get_object()["/BaseFont"]).split("+")[-1]
            for page in printed(decision).reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert {name.split("-")[0] for name in fonts} == {"Tinos"}
