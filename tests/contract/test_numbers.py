from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from coje.contract.numbers import NumberError, format_number, parse_number, round_half_up
from strategies import numbers


@given(numbers())
def test_a_formatted_number_reads_back_with_every_digit(value: Decimal) -> None:
    assert parse_number(format_number(value)).as_tuple() == value.as_tuple()


@given(numbers())
def test_a_signed_number_reads_back(value: Decimal) -> None:
    assert parse_number(format_number(value, signed=True)) == value


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_thousands_may_be_parted_by_any_space_of_print(space: str) -> None:
    assert parse_number(f"-1{space}104{space}509,50") == Decimal("-1104509.50")


@pytest.mark.parametrize("minus", ["-", "−", "- ", "−\u00a0"])
def test_a_minus_may_be_a_hyphen_or_the_sign_with_a_space_or_not(minus: str) -> None:
    assert parse_number(f"{minus}90 000") == Decimal(-90000)


@pytest.mark.parametrize("dash", ["-", "–", " - "])
def test_a_dash_alone_is_zero_as_in_printed_accounts(dash: str) -> None:
    assert parse_number(dash) == 0


@pytest.mark.parametrize("value", [23, Decimal("91.50")])
def test_a_number_is_kept_as_it_is(value: int | Decimal) -> None:
    assert parse_number(value) == value


@pytest.mark.parametrize(
    "text", ["", "douze", "1.5", "1,", ",5", "1 10", "1 1045", "12 34", "1,5,2", "2,.81", "1e3", "٣", "--1"]
)
def test_a_text_that_is_not_a_french_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NumberError, match="n'est pas un nombre : attendu des chiffres"):
        parse_number(text)


@pytest.mark.parametrize("value", ["9" * 21, "1,00000000000000000000", 10**20, Decimal("1E-21"), "9" * 5000])
def test_a_number_of_more_digits_than_anybody_counts_is_refused(value: object) -> None:
    with pytest.raises(NumberError, match="a plus de 20 chiffres") as refusal:
        parse_number(value)
    assert len(str(refusal.value)) < 100


def test_a_number_of_twenty_digits_is_read() -> None:
    assert parse_number("99 999 999 999 999 999,999") == Decimal("99999999999999999.999")


@pytest.mark.parametrize("value", [True, None, 1.5, [1]])
def test_what_is_not_written_as_a_number_is_refused(value: object) -> None:
    with pytest.raises(NumberError, match="n'est pas un nombre"):
        parse_number(value)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.005", 2, "1.01"),
        ("82.449", 1, "82.4"),
        ("7", 2, "7.00"),
        ("9" * 32, 6, "9" * 32),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), decimals) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"), [("-0.4", 0, "0"), ("-0", 0, "0"), ("-0.04", 1, "0.0"), ("-0.0000001", 2, "0.00")]
)
def test_what_rounds_to_zero_loses_its_sign(value: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), decimals)) == rounded
