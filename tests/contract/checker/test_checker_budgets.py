"""Rules on funds, beyond their examples: the arithmetic of printed tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from checker_fragments import fund, messages

from coje.contract.checker.budgets.table import Table
from coje.contract.checker.examples import completed
from coje.contract.model import FundLine


def table(fragment: str) -> Table:
    return Table(completed(fragment).funds[1])


def line(name: str, amounts: str, more: str = "") -> str:
    return f"{{id: autre-{name}, name: {name}, nature: evaluative, amounts: {{{amounts}}}{more}}}"


def one_year(total: str, *parts: str, unit: str = "unit: MEUR, decimals: 1") -> str:
    """A fund whose total names its parts, all printed in 2023 only."""
    rows = [line(f"l{rank}", f'2023: "{amount}"') for rank, amount in enumerate(parts)]
    names = ", ".join(f"autre-l{rank}" for rank in range(len(parts)))
    rows.append(line("total", f'2023: "{total}"', f", kind: total, adds: [{names}]"))
    return fund("\n    ".join(unit.split(", ")), f"[{', '.join(rows)}]")


def test_a_gap_that_rounding_explains_is_not_a_finding() -> None:
    assert messages(one_year("10,2", "3,3", "3,3", "3,4"), "C161") == []
    assert messages(one_year("10,1", "3,3", "3,3", "3,3", "0,3"), "C161") == []


def test_a_gap_larger_than_rounding_is_a_finding() -> None:
    assert messages(one_year("10,3", "3,3", "3,3", "3,4"), "C161") == [
        "« total », 2023 : 10,3 M€ imprimés, mais la somme de ses lignes est 10 M€ (écart de +0,3 M€)"
    ]


@pytest.mark.parametrize(
    ("unit", "tolerance"),
    [
        ("unit: EUR", "0"),
        ("unit: kEUR", "2"),
        ("unit: kEUR, decimals: 1", "0.2"),
        ("unit: kEUR, decimals: 3", "0"),
        ("unit: MEUR, decimals: 1", "0.2"),
        ("unit: MEUR, decimals: 6", "0"),
    ],
)
def test_rounding_is_tolerated_only_in_amounts_that_are_rounded(unit: str, tolerance: str) -> None:
    decimals = int(unit.partition("decimals: ")[2] or 0)
    amount = str(Decimal(1) + Decimal(1).scaleb(-decimals)).replace(".", ",")
    assert table(one_year("9", amount, "2", "3", unit=unit)).tolerance("2023", 3) == Decimal(tolerance)


def test_the_precision_is_that_printed_in_the_column() -> None:
    """A column printed with one decimal in a fund that has two tolerates what one decimal explains."""
    rows = [line("a", '2023: "1,2", 2024: "1,21"'), line("b", '2023: "1,2", 2024: "1,21"')]
    rows.append(line("total", '2023: "2,5", 2024: "2,5"', ", kind: total, adds: [autre-a, autre-b]"))
    found = messages(fund("unit: MEUR\n    decimals: 2", f"[{', '.join(rows)}]"), "C161")
    assert [message.split(" :")[0] for message in found] == ["« total », 2024"]


def test_lines_subtracted_count_negatively() -> None:
    rows = [line("brut", "2023: 100"), line("recettes", "2023: 30")]
    rows.append(line("net", "2023: 70", ", kind: total, adds: [autre-brut], subtracts: [autre-recettes]"))
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_revenue_printed_as_negative_is_added() -> None:
    rows = [line("brut", "2023: 100"), line("recettes", '2023: "- 30"')]
    rows.append(line("net", "2023: 70", ", kind: total, adds: [autre-brut, autre-recettes]"))
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_a_blank_cell_is_nothing_in_a_sum() -> None:
    rows = [line("a", "2023: 100"), line("b", "2024: 5")]
    rows.append(line("total", "2023: 100, 2024: 5", ", kind: total, adds: [autre-a, autre-b]"))
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_a_total_of_blank_cells_is_not_compared() -> None:
    rows = [line("a", "2024: 100"), line("total", "2023: 15, 2024: 100", ", kind: total, adds: [autre-a]")]
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_a_blank_total_over_the_period_is_that_of_its_years() -> None:
    rows = [line("a", "2023: 1, 2024: 2, cumul: 3"), line("b", "2023: 10, 2024: 20")]
    rows.append(line("total", "2023: 11, 2024: 22, cumul: 33", ", kind: total, adds: [autre-a, autre-b]"))
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_a_heading_counts_for_its_lines() -> None:
    heading = f"{{id: autre-h, name: h, kind: heading, lines: [{line('a', '2023: 4')}, {line('b', '2023: 6')}]}}"
    rows = [heading, line("total", "2023: 11", ", kind: total, adds: [autre-h]")]
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == [
        "« total », 2023 : 11 € imprimés, mais la somme de ses lignes est 10 € (écart de +1 €)"
    ]


def test_a_subtotal_among_the_lines_is_not_counted_twice() -> None:
    subtotal = line("s", "2023: 10", ", kind: subtotal, adds: [autre-a, autre-b]")
    inside = f"[{line('a', '2023: 4')}, {line('b', '2023: 6')}, {subtotal}, {line('c', '2023: 5')}]"
    rows = [line("total", "2023: 15", f", kind: total, lines: {inside}")]
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161") == []


def test_a_gap_that_is_one_of_the_lines_says_which() -> None:
    found = messages(one_year("7", "3", "4", "12", unit="unit: EUR"), "C161")
    assert found[0].endswith("(écart de -12 €) ; l'écart est le montant de « l2 »")


def test_a_total_that_adds_up_another_run_says_which() -> None:
    rows = [line(name, f"2023: {amount}") for name, amount in (("a", 7), ("b", 20), ("c", 300))]
    rows.append(line("total", "2023: 320", ", kind: total, adds: [autre-a, autre-b]"))
    found = messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C161")
    assert found[0].endswith("c'est en revanche la somme des lignes de « b » à « c »")


def test_a_total_over_the_period_may_differ_from_its_years_by_rounding_only() -> None:
    years = '2023: "1,1", 2024: "1,1", 2025: "1,1", 2026: "1,1", cumul: '
    lines = (line("juste", f'{years}"4,6"'), line("fausse", f'{years}"4,7"'))
    assert messages(fund("unit: MEUR\n    decimals: 1", f"[{', '.join(lines)}]"), "C162") == [
        "« fausse », Cumul : 4,7 M€ imprimés, mais la somme des années est 4,4 M€ (écart de +0,3 M€)"
    ]


SUBTOTALS = "2023: {0}, 2024: {0}"


def subtotal(*rows: tuple[str, str, int]) -> list[str]:
    """What is said of subtotals in a flat list of (name, kind, amount)."""
    lines = [line(name, SUBTOTALS.format(amount), f", kind: {kind}") for name, kind, amount in rows]
    return messages(fund("unit: EUR", f"[{', '.join(lines)}]"), "C165")


def test_a_subtotal_may_add_the_last_lines_only() -> None:
    assert subtotal(("a", "line", 1), ("b", "line", 20), ("c", "line", 300), ("s", "subtotal", 320)) == []


def test_a_total_may_add_subtotals() -> None:
    first = (("a", "line", 1), ("b", "line", 20), ("s", "subtotal", 21))
    second = (("c", "line", 300), ("d", "line", 4000), ("t", "subtotal", 4300))
    assert subtotal(*first, *second, ("total", "total", 4321)) == []


def test_a_total_may_add_a_subtotal_and_the_lines_after_it() -> None:
    first = (("a", "line", 1), ("b", "line", 20), ("s", "subtotal", 21))
    assert subtotal(*first, ("c", "line", 300), ("total", "total", 321)) == []


def test_a_subtotal_of_no_run_is_found() -> None:
    assert subtotal(("a", "line", 1), ("b", "line", 20), ("s", "subtotal", 22)) == [
        "« s » n'est la somme d'aucune suite de lignes imprimées avant lui"
    ]


def test_a_subtotal_that_fits_but_for_a_year_says_which() -> None:
    rows = [line("a", "2023: 1, 2024: 2"), line("b", "2023: 10, 2024: 20")]
    rows.append(line("s", "2023: 11, 2024: 23", ", kind: subtotal"))
    assert messages(fund("unit: EUR", f"[{', '.join(rows)}]"), "C165") == [
        "« s » serait la somme des lignes de « a » à « b », sauf en 2024 (écart de +1 €)"
    ]


def test_a_subtotal_may_add_hundreds_of_lines() -> None:
    rows = [line(f"r{rank}", f"2023: {rank}") for rank in range(1, 301)]
    whole = line("whole", "2023: 45150", ", kind: subtotal")
    assert messages(fund("unit: EUR", f"[{', '.join([*rows, whole])}]"), "C165") == []


def test_a_total_printed_alone_is_not_judged() -> None:
    assert subtotal(("s", "total", 130)) == []


def test_parts_may_be_less_than_the_whole() -> None:
    parts = f", of_which: true, lines: [{line('a', '2023: 3')}, {line('b', '2023: 4')}]"
    assert messages(fund("unit: EUR", f"[{line('tout', '2023: 10', parts)}]"), "C164") == []
    assert messages(fund("unit: EUR", f"[{line('tout', '2023: 10', parts)}]"), "C161") == []


BARE = "{id: autre-a, name: Travaux, amounts: {2023: 1}}"


def test_a_fund_that_gives_no_nature_is_said_so_once() -> None:
    lines = f"[{BARE}, {BARE.replace('autre-a, name: Travaux', 'autre-b, name: Achats')}]"
    assert messages(fund("unit: EUR", lines), "C166") == [
        "le fonds AU ne dit d'aucune de ses lignes si elle est limitative ou évaluative"
    ]


@pytest.mark.parametrize(
    "revenue",
    [
        "{id: autre-r, name: Recettes propres, amounts: {2023: 1}}",
        '{id: autre-r, name: Atténuations, amounts: {2023: "- 5"}}',
        "{id: autre-h, name: TOTAL RECETTES, kind: total, adds: [autre-r], amounts: {2023: 1}},"
        " {id: autre-r, name: Taxes affectées, amounts: {2023: 1}}",
        "{id: autre-h, name: PRODUITS, kind: heading,"
        " lines: [{id: autre-r, name: Taxes affectées, amounts: {2023: 1}}]}",
        "{id: autre-n, name: Net, kind: total, subtracts: [autre-r], amounts: {2023: 1}},"
        " {id: autre-r, name: Autres ressources, amounts: {2023: 1}}",
    ],
)
def test_revenue_is_neither_binding_nor_indicative(revenue: str) -> None:
    assert messages(fund("unit: EUR", f"[{line('a', '2023: 1')}, {revenue}]"), "C166") == []


def test_the_nature_and_the_group_of_a_heading_are_those_of_its_lines() -> None:
    heading = f"{{id: autre-h, name: h, kind: heading, nature: limitative, fungibility: g, lines: [{BARE}]}}"
    fields = "unit: EUR\n    groups: [{id: g, name: Groupe}]"
    assert messages(fund(fields, f"[{heading}]"), "C166") == []
    assert messages(fund(fields, f"[{heading}]"), "C167") == []


def test_a_fund_without_groups_asks_for_none() -> None:
    assert messages(fund("unit: EUR", f"[{line('a', '2023: 1').replace('evaluative', 'limitative')}]"), "C167") == []


def test_a_line_blank_in_every_year_is_said_so() -> None:
    assert messages(fund("unit: EUR", "[{id: autre-a, name: Travaux, nature: evaluative}]"), "C168") == [
        "« Travaux » n'a pas de montant : aucune année du contrat"
    ]


def test_headings_have_no_amount_to_miss() -> None:
    heading = f"{{id: autre-h, name: h, kind: heading, lines: [{line('a', 'cumul: 4')}]}}"
    assert [message.split(" n'a")[0] for message in messages(fund("unit: EUR", f"[{heading}]"), "C168")] == ["« a »"]


def test_a_year_column_out_of_the_contract_is_found() -> None:
    fragment = fund("unit: EUR").replace('{id: "2026", title: "2026"}', '{id: "2027", title: Année 2027}')
    assert messages(fragment, "C169") == [
        "le fonds AU n'a pas de colonne pour 2026",
        "la colonne « Année 2027 » (2027) n'est pas une année du contrat",
    ]


def test_a_variation_from_another_column_says_which() -> None:
    fragment = """\
funds:
  - id: fonds
    columns: [{id: variation, title: De 2023 à 2026}]
"""
    assert messages(fragment, "C171") == [
        "« Dépenses », De 2023 à 2026 : +30 % imprimés, +8 % calculés ; c'est l'évolution depuis « Exécution 2022 »"
    ]


@pytest.mark.parametrize("title", ["Variation", "Variation 2019-2026", "Variation 2023-2024-2026"])
def test_a_variation_whose_years_are_not_known_is_not_judged(title: str) -> None:
    fragment = f"funds: [{{id: fonds, columns: [{{id: variation, title: {title}}}]}}]"
    assert messages(fragment, "C171") == []


def test_a_variation_from_zero_is_not_judged() -> None:
    fragment = "funds: [{id: fonds, lines: [{id: fonds-recettes, amounts: {2022: 0, variation: 12}}]}]"
    assert messages(fragment, "C171") == []


PAST = """\
funds:
  - id: fonds
    columns:
      - {{id: passe, title: Total 2018-2022, kind: reference}}
      - {{id: moyenne, title: Moyenne 2018-2022, kind: reference}}
    lines:
      - {{id: fonds-recettes, amounts: {{passe: "{total}", moyenne: "{mean}"}}}}
"""


@pytest.mark.parametrize(
    ("total", "mean"), [("100", "20"), ("101", "20"), ("15 791,14", "3 158,228"), ("5 925 371", "1 185,074")]
)
def test_a_mean_is_right_to_its_last_digit_and_whatever_its_comma(total: str, mean: str) -> None:
    assert messages(PAST.format(total=total, mean=mean), "C176") == []


def test_a_mean_over_fewer_years_is_said_so() -> None:
    found = messages(PAST.format(total="338 114,711", mean="84 528,678"), "C176")
    assert found[0].endswith("sur 5 ans font 67 622,942 € ; c'est la moyenne sur 4 ans")


@pytest.mark.parametrize("years", ["2022-2018", "2022-2021", "2022"])
def test_a_mean_over_years_that_do_not_follow_each_other_is_not_judged(years: str) -> None:
    assert messages(PAST.format(total="100", mean="7").replace("2018-2022", years), "C176") == []


def test_zeros_do_not_make_other_amounts_look_large() -> None:
    amounts = "2023: 0, 2024: 0, 2025: 0, 2026: 600, cumul: 600"
    assert messages(fund("unit: EUR", f"[{line('a', amounts)}]"), "C173") == []


def test_an_amount_is_printed_without_useless_zeros() -> None:
    shown = table(fund("unit: kEUR"))
    assert shown.text(Decimal("-20.000")) == "-20 k€"
    assert shown.text(Decimal("1200")) == "1 200 k€"


def test_a_total_that_names_itself_is_compared_without_end() -> None:
    fragment = fund("unit: EUR", "[{id: autre-a, name: a, kind: total, adds: [autre-a], amounts: {2023: 5}}]")
    assert messages(fragment, "C161") == []
    assert isinstance(table(fragment).fund.lines[0], FundLine)
