"""Rules on the text of a contract: each one a class, findings with file and line.

Nothing is ever raised about the content of a contract: `check` collects what its
rules find. `output` prints findings and the catalogue of rules.
"""

from __future__ import annotations

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
    loaded = contract if isinstance(contract, LoadedContract) else None
    subject = Subject(loaded.contract if loaded else contract)  # type: ignore[arg-type]
    found = (
        Finding(
            rule.code, rule.severity, path, subject.element_id(path), message, loaded.position(path) if loaded else None
        )
        for rule in RULES
        for path, message in rule(subject).check()
    )
    order = {path: rank for rank, (path, _) in enumerate(subject.contract.walk())}
    return sorted(found, key=lambda finding: (_place(finding, order), finding.code))


def _place(finding: Finding, order: dict[Path, int]) -> tuple[object, ...]:
    if finding.position is not None:
        return (finding.position,)
    path = finding.path
    while path not in order:
        path = path[:-1]
    return (order[path],)
