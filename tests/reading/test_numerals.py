from decimal import Decimal

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coje.contract.numbers import NumberError, format_number, parse_number
from coje.reading.numerals import parse_distributions, parse_numerals

EXACT = st.decimals(-(10**15), 10**15, allow_nan=False, places=6)
BLANKS = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"])

NUMBER_LIKE = st.text("0123456789 ,.-+−\u00a0\u202f", min_size=1, max_size=12).map(str.strip)


def number(text: str, *, decimal_point: bool = False) -> Decimal | None:
    found: Decimal | None = parse_numerals(pl.Series([text]), decimal_point=decimal_point)["number"][0]
    return found


@given(EXACT, BLANKS)
def test_a_number_written_the_french_way_is_read_exactly(value: Decimal, blank: str) -> None:
    assert number(format_number(value, space=blank)) == value


@given(EXACT, st.sampled_from(["%", "€", "jours", "k€", "m2"]), st.sampled_from(["", " ", "\u202f"]))
def test_the_unit_behind_a_number_is_given_apart(value: Decimal, unit: str, blank: str) -> None:
    read = parse_numerals(pl.Series([f"{format_number(value)}{blank}{unit}"]))
    assert read.row(0) == (value, unit)


@given(
    st.text("0123456789 ,.-+−\u00a0\u202f", min_size=1, max_size=12).map(str.strip).filter(lambda text: text not in "-")
)
def test_every_number_of_a_contract_file_is_read_the_same_in_a_return(text: str) -> None:
    try:
        expected = parse_number(text)
    except NumberError:
        return
    assume(text != "-")
    assert number(text) == expected.quantize(Decimal("0.000001"))


@given(EXACT)
def test_the_texts_of_a_column_are_read_each_on_its_own(value: Decimal) -> None:
    texts = [format_number(value), "abc", None, f"{format_number(value)} %", ""]
    read = parse_numerals(pl.Series(texts, dtype=pl.String))
    assert read["number"].to_list() == [value, None, None, value, None]
    assert read["suffix"].to_list() == [None, None, None, "%", None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("- 90 000", "-90000"),
        ("−5", "-5"),
        ("+5", "5"),
        ("1.5", "1.5"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        ("12 345.678", "12345.678"),
        ("0,30000000000000004", "0.3"),
    ],
)
def test_other_ways_to_write_a_number_are_read(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", "abc", "12;5", "1,5,2", "1.234,5", "1,234.5", "1 2345", "12.5.3", "(5)", "١", "1e400", "9" * 40, "--5"],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", ["1.234", "-12.345", "123.456 €"])
def test_a_point_that_may_separate_thousands_is_read_only_where_points_are_decimal(text: str) -> None:
    assert number(text) is None
    assert number(text, decimal_point=True) == Decimal(text.removesuffix(" €"))


def test_a_distribution_is_read_in_the_order_of_its_values() -> None:
    read = parse_distributions(pl.Series(["10:5 3 : 120", None, "4:80\n3:1"]))
    assert read.to_list() == [
        [{"at": 3, "cases": 120}, {"at": 10, "cases": 5}],
        None,
        [{"at": 3, "cases": 1}, {"at": 4, "cases": 80}],
    ]


@pytest.mark.parametrize(
    "text", ["", "3", "3:", "3:1,4:2", "3:-1", "3:1 3:2", "99999999999:1", "3:9999999999999999999"]
)
def test_what_is_no_distribution_is_not_read(text: str) -> None:
    assert parse_distributions(pl.Series([text])).to_list() == [None]
