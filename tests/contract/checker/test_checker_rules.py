"""Every rule: its page in the catalogue, and its two examples."""

from __future__ import annotations

import re

import pytest

from coje.contract.checker import RULES, Rule, check
from coje.contract.checker.examples import completed

FAMILIES = {
    "structure": range(101, 121),
    "targets": range(121, 161),
    "budgets": range(161, 181),
    "scoring": range(181, 200),
}

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def codes(fragment: str) -> set[str]:
    return {finding.code for finding in check(completed(fragment))}


def test_the_reference_contract_has_no_finding() -> None:
    assert check(completed("{}")) == []


@every_rule
def test_the_bad_example_breaks_this_rule_and_no_other(rule: type[Rule]) -> None:
    assert codes(rule.bad) == {rule.code}


@every_rule
def test_the_good_example_breaks_no_rule(rule: type[Rule]) -> None:
    assert codes(rule.good) == set()


@every_rule
def test_the_examples_differ(rule: type[Rule]) -> None:
    assert rule.bad != rule.good


@every_rule
def test_the_rule_has_a_page_in_french_and_a_docstring(rule: type[Rule]) -> None:
    assert rule.__doc__
    assert rule.title[0].isupper() or rule.title.startswith("«")
    assert not rule.title.endswith(".")
    for text in (rule.explanation, rule.repair):
        assert text.endswith((".", ")"))
        assert "  " not in text


@every_rule
def test_the_code_is_in_the_range_of_its_family(rule: type[Rule]) -> None:
    family = rule.__module__.split(".")[3]
    assert re.fullmatch(r"C\d{3}", rule.code)
    assert int(rule.code[1:]) in FAMILIES[family]


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_every_concrete_rule_is_registered() -> None:
    assert set(RULES) == set(concrete(Rule))


def concrete(rule: type[Rule]) -> list[type[Rule]]:
    below = [found for sub in rule.__subclasses__() for found in concrete(sub)]
    return below if getattr(rule.check, "__isabstractmethod__", False) or not hasattr(rule, "code") else [rule, *below]
