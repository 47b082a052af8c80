"""Rules on the structure of a contract: references, duplicates, promises that nobody could follow."""

from coje.contract.checker.base import Rule
from coje.contract.checker.structure import calendar, duplicates, parties, promises, references

RULES: tuple[type[Rule], ...] = (
    *references.RULES,
    *duplicates.RULES,
    *promises.RULES,
    *calendar.RULES,
    *parties.RULES,
)
