"""Amendments (*avenants*): what was agreed later, without touching the signed files.

An amendment is a file of ``avenants/``. The contract in force on a day is the
signed one with every signed amendment effective by that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path as FilePath

from pydantic import Field, PrivateAttr, ValidationError

from coje.contract.amendments.changes import Change, ChangeError
from coje.contract.base import Day, Element, ElementId, Path, Text
from coje.contract.files import ContractFileError
from coje.contract.model import Contract, Signatory
from coje.contract.refusals import refusals, sentence
from coje.contract.yaml.nodes import Position, Problem, Tree, nearest, read_tree
from coje.contract.yaml.writing import block_text, written

AMENDMENT_FOLDER = "avenants"


class AmendmentError(ValueError):
    """An amendment does not apply to a contract; ``position`` is the place in its file, when it has one."""

    def __init__(self, message: str, position: Position | None) -> None:
        super().__init__(f"{position} {message}" if position else message)
        self.position = position


class Amendment(Element):
    """A dated list of changes to a contract, in force from its effective date once signed."""

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé", description="Il devient la version du contrat : « Avenant n° 1 ».")
    effective_on: Day = Field(title="Date d'effet")
    signed_on: Day | None = Field(
        default=None, title="Date de signature", description="Absente tant que c'est un projet."
    )
    reason: Text = Field(title="Motif")
    signatories: tuple[Signatory, ...] = Field(default=(), title="Signataires")
    changes: tuple[Change, ...] = Field(title="Changements")

    _positions: Mapping[Path, Position] = PrivateAttr(default_factory=dict)

    @classmethod
    def read(cls, tree: Tree, file: FilePath) -> Amendment:
        """The amendment that a file holds; raises `ContractFileError`."""
        if tree.problems:
            raise ContractFileError(tree.problems)
        try:
            amendment = cls.model_validate(tree.values)
        except ValidationError as error:
            raise ContractFileError(refusals(error, tree, file)) from error
        amendment._positions = tree.positions
        return amendment

    def position(self, path: Path) -> Position | None:
        """The place of a path in the file; ``None`` when the amendment was not read from one."""
        return nearest(self._positions, path, self._positions[()].file) if self._positions else None

    def is_in_force(self, day: date) -> bool:
        """Whether it is signed, and effective by that day."""
        return self.signed_on is not None and self.effective_on <= day


def load_amendments(folder: FilePath | str) -> tuple[Amendment, ...]:
    """Every amendment of a contract folder, drafts included, in order of effect; raises `ContractFileError`."""
    amendments: list[Amendment] = []
    problems: list[Problem] = []
    for file in sorted((FilePath(folder) / AMENDMENT_FOLDER).glob("*.yaml")):
        try:
            amendments.append(Amendment.read(read_tree(file), file))
        except ContractFileError as error:
            problems.extend(error.problems)
    problems.extend(_repeated(amendments))
    if problems:
        raise ContractFileError(problems)
    return tuple(sorted(amendments, key=_order))


def amendment_text(amendment: Amendment) -> str:
    """The amendment as its file holds it."""
    return block_text(written(amendment.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True)))


def apply(contract: Contract, amendment: Amendment) -> Contract:
    """The contract as amended, its ``version`` named after the amendment; raises `AmendmentError`."""
    amended = contract
    for rank, change in enumerate(amendment.changes):
        try:
            amended = change.applied(amended)
        except ChangeError as error:
            message = f"{amendment.title}, changement {rank + 1} : {error}"
            raise AmendmentError(message, amendment.position(("changes", rank, error.field))) from error
    try:
        return Contract.model_validate(amended.plain() | {"version": amendment.title})
    except ValidationError as error:
        sentences = " ; ".join(map(sentence, error.errors(include_url=False)))
        raise AmendmentError(f"{amendment.title} : {sentences}", amendment.position(())) from error


def in_force(contract: Contract, amendments: Iterable[Amendment], day: date) -> Contract:
    """The contract with every signed amendment effective by that day, in order; raises `AmendmentError`."""
    for amendment in sorted(amendments, key=_order):
        if amendment.is_in_force(day):
            contract = apply(contract, amendment)
    return contract


def _order(amendment: Amendment) -> tuple[date, str]:
    return amendment.effective_on, amendment.id


def _repeated(amendments: Iterable[Amendment]) -> Iterable[Problem]:
    known: set[str] = set()
    for amendment in amendments:
        position = amendment.position(("id",))
        if amendment.id in known and position is not None:
            yield Problem(position, f"l'identifiant d'avenant « {amendment.id} » est déjà pris")
        known.add(amendment.id)
