import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.reading.csv_files import read_csv_sheet
from coje.reading.problems import ReturnError

HEADER = "indicateur;organisme;période;valeur;commentaire"
TEXT = f"{HEADER}\nprejudices;cpam-ain;2024-01;1,5;« élevé », 12 €\n"


def rows(content: bytes) -> list[tuple[str | None, ...]]:
    return read_csv_sheet(content, "retour.csv").rows.rows()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_that_spreadsheets_write_are_told_apart(encoding: str) -> None:
    assert rows(TEXT.encode(encoding)) == [tuple(line.split(";")) for line in TEXT.splitlines()]


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_the_separator_is_told_from_the_header(separator: str) -> None:
    content = f"a{separator}b{separator}c\n1{separator}{separator}x y\n"
    assert rows(content.encode()) == [("a", "b", "c"), ("1", None, "x y")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_of_every_system_are_read(end: str) -> None:
    assert rows(f"a;b{end}1;2{end}3;4".encode()) == [("a", "b"), ("1", "2"), ("3", "4")]


def test_blank_lines_are_kept_so_that_rows_keep_their_number() -> None:
    assert rows(b"a;b\n1;2\n\n;\n3\n") == [("a", "b"), ("1", "2"), (None, None), (None, None), ("3", None)]


def test_a_quoted_cell_holds_separators_line_breaks_and_quotes() -> None:
    assert rows(b'a;b\n"x;y\nz";"dit ""oui"""\n') == [("a", "b"), ("x;y\nz", 'dit "oui"')]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_quoted_text_comes_back(cells: list[tuple[str, str]]) -> None:
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
    found = rows(("a;b\n" + "".join(f"{line}\n" for line in lines)).encode())
    assert [tuple(cell or "" for cell in row) for row in found[1:]] == cells


def test_every_row_that_is_too_long_is_listed() -> None:
    content = b"a,b\n1,2\n1,2,5\n3,4\n6,7,8,9\n"
    with pytest.raises(ReturnError) as refusal:
        rows(content)
    assert refusal.value.cells.select("row", "text").rows() == [(3, "1,2,5"), (5, "6,7,8,9")]
    assert "une virgule décimale dans un fichier séparé par des virgules ?" in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "la première ligne est vide"),
        (b"\n1;2\n", "la première ligne est vide"),
        (b"a;b\n1;\xff\x81\n", "ni UTF-8, ni Windows-1252"),
        (b"a;b\n1;\0\n", "ce n'est ni un fichier CSV, ni un classeur XLSX"),
        (b'a;b\n1;"x\n3;4\n', "guillemets mal placés ou jamais refermés"),
        (b'a;b\n1;"x\n3;4\n5;"y\n6;7\n', "guillemet"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ReturnError, match=reason) as refusal:
        rows(content)
    assert refusal.value.cells.is_empty()


def test_a_quote_that_swallows_the_rows_after_it_is_refused() -> None:
    content = b'a;b;c\n1;2;"oubli\n3;4;x\n5;6;fin"\n7;8;y\n'
    with pytest.raises(ReturnError, match="guillemet jamais refermé ligne 2"):
        rows(content)
