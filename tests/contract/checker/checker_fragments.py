"""What the checker says of the reference contract completed by a fragment."""

from __future__ import annotations

from coje.contract.checker import check
from coje.contract.checker.examples import completed


def messages(fragment: str, code: str) -> list[str]:
    """The messages of one rule."""
    return [finding.message for finding in check(completed(fragment)) if finding.code == code]


def indicator(fields: str) -> str:
    """A fragment that completes the indicator of the reference contract that must go down, in days."""
    return f"indicators:\n  - {{id: delai-paiement, {fields}}}\n"


def rate(fields: str) -> str:
    """A fragment that completes the indicator of the reference contract that must go up, in percent."""
    return f"indicators:\n  - {{id: taux-satisfaction, {fields}}}\n"


def fund(fields: str, lines: str = "[]") -> str:
    """A fragment with a second fund, in the years of the reference contract and with a total over them."""
    return f"""\
funds:
  - id: autre
    code: AU
    name: Autre fonds
    {fields}
    columns:
      - {{id: "2023", title: "2023"}}
      - {{id: "2024", title: "2024"}}
      - {{id: "2025", title: "2025"}}
      - {{id: "2026", title: "2026"}}
      - {{id: cumul, title: Cumul, kind: period-total}}
    lines: {lines}
"""
