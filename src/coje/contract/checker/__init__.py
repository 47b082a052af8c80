"""Rules on the text of a contract: each one a class, findings with file and line.

Nothing is ever raised about the content of a contract: `check` collects what its
rules find. `output` prints findings and the catalogue of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coje.contract.base import Path
from coje.contract.checker import budgets, scoring, structure, targets
from coje.contract.checker.base import Finding, Rule, Severity, Subject
from coje.contract.files import LoadedContract
from coje.contract.model import Contract

__all__ = ["RULES", "Finding", "Rule", "Severity", "check"]

RULES: tuple[type[Rule], ...] = tuple(
    sorted((*structure.RULES, *targets.RULES, *budgets.RULES, *scoring.RULES), key=lambda rule: rule.code)
)
"""Every rule, in the order of codes."""


def check(contract: LoadedContract | Contract) -> list[Finding]:
    """What the rules find in a contract, in the order of its files and lines (of its elements, without files)."""
    if isinstance(contract, Contract):
        order = {path: rank for rank, (path, _) in enumerate(contract.walk())}
        return sorted(_found(contract), key=lambda finding: (_nearest(finding.path, order), finding.code))
    placed = (replace(one, position=contract.position(one.path)) for one in _found(contract.contract))
    return sorted(placed, key=lambda finding: (finding.position, finding.code))


def _found(contract: Contract) -> Iterator[Finding]:
    subject = Subject(contract)
    for rule in RULES:
        for path, message in rule(subject).check():
            yield Finding(rule.code, rule.severity, path, subject.element_id(path), message)


def _nearest(path: Path, order: Mapping[Path, int]) -> int:
    while path not in order:
        path = path[:-1]
    return order[path]
