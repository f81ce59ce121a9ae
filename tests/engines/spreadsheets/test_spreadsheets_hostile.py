"""Files that nobody should send, and that somebody will."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boiduong.engines.spreadsheets import Column, Limits, Problem, ReadResult, UnreadableFile, read_table
from boiduong.engines.spreadsheets.reading import guarded
from boiduong.engines.spreadsheets.unreadable import _SENTENCES

TEMPLATE = (Column("Tên"), Column("Số", kind="int"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHARED = "<si><t>Số</t></si>"


def parts(rows: str = "", shared: str = SHARED, prolog: str = "") -> dict[str, str]:
    """The least a workbook needs; rows follow the heading row."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{HEADER}{rows}'
        "</sheetData></worksheet>",
    }


def packed(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def read(content: bytes, limits: Limits | None = None) -> ReadResult:
    return read_table(content, template=TEMPLATE, limits=limits)


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(content, limits)
    assert refused.value.vi.endswith(".")
    assert refused.value.en.endswith(".")
    return refused.value.code


def with_bytes(files: dict[str, str], change: bytes, to: bytes) -> bytes:
    content = packed(files)
    assert change in content
    return content.replace(change, to)


def test_read_table_reads_the_least_workbook() -> None:
    rows = '<row><c t="inlineStr"><is><t>An</t></is></c><c><v>8</v></c></row>'
    result = read(packed(parts(rows)))
    assert [dict(row.cells) for row in result.rows] == [{"Tên": "An", "Số": 8}]


def test_read_table_tells_an_error_cell() -> None:
    result = read(packed(parts('<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>')))
    assert result.problems == (Problem(2, "Số", "cell_error", {"found": "#N/A"}),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"%PDF-1.7", "not_spreadsheet", id="PDF"),
        pytest.param("Tên;Số\nAn;8".encode(), "not_spreadsheet", id="CSV"),
        pytest.param(COMPOUND + b"\0" * 600, "old_format", id="XLS"),
        pytest.param(
            COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "password",
            id="locked",
        ),
        pytest.param(b"PK\x03\x04", "broken", id="only the magic"),
        pytest.param(packed(parts())[:-30], "broken", id="cut"),
        pytest.param(packed({"word/document.xml": "<w/>"}), "not_spreadsheet", id="Word"),
        pytest.param(packed(parts() | {"xl/vbaProject.bin": "x"}), "macro", id="macro"),
        pytest.param(packed(parts() | {"XL/VBAPROJECT.BIN": "x"}), "macro", id="macro in capitals"),
        pytest.param(packed(parts() | {"xl/macrosheets/sheet1.xml": "<x/>"}), "macro", id="old macro sheet"),
        pytest.param(packed(parts() | {"XL/Workbook.xml": "<x/>"}), "broken", id="two parts of one name"),
        pytest.param(packed(parts() | {"xl/workbook.xml": "<workbook"}), "broken", id="cut XML"),
        pytest.param(packed(parts() | {"xl/workbook.xml": "<workbook/>"}), "no_header", id="no sheets"),
        pytest.param(packed(parts(prolog='<!DOCTYPE a [<!ENTITY b "c">]>')), "broken", id="entities"),
        pytest.param(packed(parts('<row r="x"><c><v>1</v></c></row>')), "broken", id="row number"),
        pytest.param(packed(parts('<row r="2"><c r="A2" t="s"><v>y</v></c></row>')), "broken", id="text no."),
        pytest.param(packed(parts('<row r="2"><c r="A2" t="s"><v>9</v></c></row>')), "broken", id="no text"),
        pytest.param(packed(parts(prolog='<?xml version="1.0" encoding="x-y"?>')), "broken", id="encoding"),
    ],
)
def test_read_table_refuses(content: bytes, code: str) -> None:
    assert refusal(content) == code


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', id="far corner"),
        pytest.param('<row r="2"><c r="xfd2"><v>1</v></c></row>', id="small letters"),
        pytest.param('<row r="1048576"><c><v>1</v></c></row>', id="far row without cell reference"),
        pytest.param('<row r="2"><c r="A999999999"><v>1</v></c></row>', id="cell contradicts row"),
        pytest.param('<row r="2"><c r="&#88;FD2"><v>1</v></c></row>', id="escaped letter"),
        pytest.param('<x:row xmlns:x="y" r="90000"><x:c><x:v>1</x:v></x:c></x:row>', id="other namespace"),
        pytest.param("<row>" + "<c><v>1</v></c>" * 300 + "</row>", id="many cells"),
    ],
)
def test_read_table_refuses_cells_that_would_fill_the_memory(rows: str) -> None:
    assert refusal(packed(parts(rows))) == "too_large"


def test_read_table_does_not_mind_an_empty_cell_far_away() -> None:
    rows = '<row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert len(read(packed(parts(rows))).rows) == 1


def test_read_table_refuses_one_long_text_in_all_cells() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 5000))
    assert refusal(packed(parts(rows, shared=f"<si><t>{'a' * 30_000}</t></si>"))) == "too_large"


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(Limits(content=100), id="bytes sent"),
        pytest.param(Limits(entries=3), id="entries"),
        pytest.param(Limits(unpacked=500), id="bytes unpacked"),
        pytest.param(Limits(cells=1), id="cells"),
        pytest.param(Limits(text=1), id="text"),
        pytest.param(Limits(columns=1), id="columns"),
        pytest.param(Limits(rows=0), id="rows"),
    ],
)
def test_read_table_keeps_to_its_limits(limits: Limits) -> None:
    assert refusal(packed(parts()), limits) == "too_large"


def test_read_table_refuses_a_bomb_that_hides_its_size() -> None:
    files = parts() | {"xl/styles.xml": "<a>" + " " * 3_000_000 + "</a>"}
    honest = packed(files)
    size = len(files["xl/styles.xml"]).to_bytes(4, "little")
    assert refusal(honest, Limits(unpacked=1_000_000)) == "too_large"
    assert refusal(honest.replace(size, (10).to_bytes(4, "little")), Limits(unpacked=1_000_000)) in (
        "broken",
        "too_large",
    )


def test_read_table_refuses_an_entry_with_a_password() -> None:
    content = bytearray(packed(parts()))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == "password"


def test_read_table_refuses_damaged_compression() -> None:
    content = bytearray(packed(parts()))
    start = content.index(b"xl/workbook.xml") + len("xl/workbook.xml")
    content[start : start + 20] = b"\xff" * 20
    assert refusal(bytes(content)) == "broken"


def test_read_table_ignores_pictures_and_parts_without_name() -> None:
    assert read(packed(parts() | {"xl/media/image1.png": "\x89PNG", "xl/printer.bin": "x"})).rows == ()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_read_table_raises_only_unreadable_file_for_any_bytes(content: bytes, as_zip: bool) -> None:
    with pytest.raises(UnreadableFile):
        read(b"PK\x03\x04" + content if as_zip else content)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_read_table_survives_any_damage_to_a_workbook(data: st.DataObject) -> None:
    content = bytearray(packed(parts('<row r="2"><c r="B2"><v>8</v></c></row>')))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content))
    except UnreadableFile as refused:
        assert refused.code in _SENTENCES


XML_BITS = st.sampled_from(
    [
        *("<row>", '<row r="0">', "</row>", '<c r="A2">', '<c r="0">', '<c t="s">', '<c t="d">'),
        *('<c t="b">', '<c s="9">', "</c>", "<v>", "</v>", "<is>", "</is>", "<t>", "</t>"),
        *("<f>A1</f>", "1", "-1", "1e999", "2025-13-45"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(XML_BITS, max_size=14))
def test_read_table_survives_any_rows(bits: list[str]) -> None:
    try:
        read(packed(parts("".join(bits))))
    except UnreadableFile as refused:
        assert refused.code in _SENTENCES


def test_guarded_turns_a_panic_of_the_reader_into_unreadable_file() -> None:
    class PanicException(BaseException):
        """Stands for what compiled code throws."""

    def panic() -> None:
        raise PanicException

    with pytest.raises(UnreadableFile) as refused:
        guarded(panic)
    assert refused.value.code == "broken"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_guarded_lets_people_stop_the_program(stop: type[BaseException]) -> None:
    def interrupted() -> None:
        raise stop

    with pytest.raises(stop):
        guarded(interrupted)


def test_unreadable_file_takes_only_known_codes() -> None:
    with pytest.raises(KeyError):
        UnreadableFile("something")


def test_crc_of_the_archive_is_checked() -> None:
    text = parts()["xl/workbook.xml"].encode()
    wrong = with_bytes(parts(), zlib.crc32(text).to_bytes(4, "little"), b"\x01\x02\x03\x04")
    assert refusal(wrong) == "broken"
