"""The catalogue of rules, and the page of each."""

from __future__ import annotations

import pytest

from coje.contract.checker import RULES, Rule
from coje.contract.checker.catalogue import explain


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_with_both_examples_and_what_the_bad_one_gives(rule: type[Rule]) -> None:
    page = explain(rule.code)
    assert page.startswith(f"{rule.code} ({rule.severity.label}) : {rule.title}\n")
    assert f"→ {rule.code} " in page
    for text in (rule.explanation, rule.repair, rule.bad.splitlines()[-1], rule.good.splitlines()[-1]):
        assert text in page


def test_a_code_is_explained_whatever_its_case() -> None:
    assert explain("c131") == explain("C131")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        explain("C999")
