"""What every rule shares: how severe it is, what it looks at, what it yields."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Generic, TypeAlias, TypeVar

from coje.contract.base import Element, Path
from coje.contract.model import Contract, Term
from coje.contract.yaml.nodes import Position

E = TypeVar("E", bound=Element)

Remark: TypeAlias = tuple[Path, str]
"""What a rule has to say: where, and the French sentence."""


class Severity(StrEnum):
    """How much a finding matters to who signs the contract."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word that users read."""
        return {"error": "erreur", "warning": "avertissement", "info": "remarque"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule found. ``element`` is the id of the nearest element that has one.

    ``position`` is ``None`` when the contract does not come from files.
    """

    code: str
    severity: Severity
    path: Path
    element: str
    message: str
    position: Position | None = None


class Subject:
    """A contract, with its elements by class for rules to look at."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    @cached_property
    def _by_kind(self) -> dict[type[Element], list[tuple[Path, Element]]]:
        found: dict[type[Element], list[tuple[Path, Element]]] = {}
        for path, element in self.contract.walk():
            found.setdefault(type(element), []).append((path, element))
        return found

    def all(self, kind: type[E]) -> list[tuple[Path, E]]:
        """Every element of that class with its path, in document order."""
        return [(path, element) for path, element in self._by_kind.get(kind, ()) if isinstance(element, kind)]

    def element_id(self, path: Path) -> str:
        """The id of the nearest element at or above a path that has one; a term of the glossary is its own."""
        name = self.contract.id
        at: object = self.contract
        for step in path:
            at = at[step] if isinstance(step, int) and isinstance(at, tuple) else getattr(at, str(step), None)
            name = at.term if isinstance(at, Term) else getattr(at, "id", name)
        return name


class Rule(ABC):
    """Something that must hold in a contract. Its class attributes are its page in the catalogue.

    ``bad`` and ``good`` are YAML fragments that complete the reference contract
    of `coje.contract.checker.examples`: the first breaks this rule and no other.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    title: ClassVar[str]
    explanation: ClassVar[str]
    repair: ClassVar[str]
    bad: ClassVar[str]
    good: ClassVar[str]

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.contract = subject.contract

    @abstractmethod
    def check(self) -> Iterator[Remark]:
        """Where the rule does not hold, and why."""


class ElementRule(Rule, Generic[E]):
    """A rule that looks at the elements of one class, one after the other."""

    kind: type[E]

    def check(self) -> Iterator[Remark]:
        """What `look` says of each element, addressed from the root."""
        for path, element in self.subject.all(self.kind):
            for where, message in self.look(element):
                yield (*path, *where), message

    @abstractmethod
    def look(self, element: E) -> Iterator[Remark]:
        """What is wrong in this element; paths are counted from it."""
