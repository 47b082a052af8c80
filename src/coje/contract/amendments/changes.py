"""The changes of an amendment, and what each makes of a contract.

A change names the element it touches by its id and says what was there before:
when that no longer matches, it is refused with both values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, get_args

from pydantic import Field, ValidationError, model_validator

from coje.contract.base import Element, ElementId, Path, Text
from coje.contract.model import Column, Contract
from coje.contract.refusals import sentence
from coje.contract.spelling import perhaps_meant
from coje.contract.terms import named, own_name
from coje.contract.yaml.writing import inline_text, written

_E = TypeVar("_E", bound=Element)


class ChangeError(ValueError):
    """A change does not apply; ``field`` is the part of the change that is at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class SetField(Element):
    """A field of an element takes another value; no value is the absence of one."""

    change: Literal["set"] = Field(title="Changement")
    element: ElementId = Field(title="Élément modifié")
    field: Text = Field(title="Champ", description="Pour une partie d'un champ, un point : targets.2026, period.end.")
    before: Any = Field(default=None, title="Valeur d'avant")
    after: Any = Field(default=None, title="Valeur d'après")

    def applied(self, contract: Contract) -> Contract:
        """The contract with the new value."""
        path = _path(contract, self.element, "element")
        element = contract.at(path)
        steps = self.field.split(".")
        if steps[0] not in type(element).model_fields:
            raise ChangeError("field", f"« {steps[0]} » n'est pas un champ de {_own(element)}")
        if steps == ["id"]:
            raise ChangeError("field", "un identifiant ne change pas : retirer l'élément et en ajouter un autre")
        if not self._starts_from(element, steps):
            raise ChangeError(
                "before",
                f"{named(element)}, « {self.field} » : l'avenant part de {_shown(self.before)}, "
                f"le contrat en vigueur dit {_shown(_value(element, steps))}",
            )
        return _with(contract, path, _edited(element, steps, self.after))

    def _starts_from(self, element: Element, steps: Sequence[str]) -> bool:
        try:
            return _edited(element, steps, self.before) == element
        except ChangeError as error:
            if error.field == "field":
                raise
            return False


class _Placed(Element):
    """What goes into a list: after another element, first, or else last."""

    after: ElementId | None = Field(default=None, title="Après", description="L'élément qui précède ; sinon, à la fin.")
    first: bool = Field(default=False, title="En tête")

    @model_validator(mode="after")
    def _has_one_place(self) -> _Placed:
        if self.first and self.after is not None:
            raise ValueError("« first » et « after » donnent deux places : n'en garder qu'une")
        return self

    def _put(self, contract: Contract, path: Path, collection: str, item: Element) -> Contract:
        parent = contract.at(path)
        items = getattr(parent, collection)
        rank = self._rank(items, parent)
        return _with(contract, path, parent.model_copy(update={collection: (*items[:rank], item, *items[rank:])}))

    def _rank(self, items: Sequence[Element], parent: Element) -> int:
        if self.after is None:
            return 0 if self.first else len(items)
        for rank, item in enumerate(items, start=1):
            if getattr(item, "id", None) == self.after:
                return rank
        raise ChangeError("after", f"« {self.after} » n'est pas dans cette liste de {_own(parent)}")


class AddElement(_Placed):
    """An element comes in, with all it holds."""

    change: Literal["add"] = Field(title="Changement")
    into: ElementId = Field(title="Dans", description="L'identifiant de l'élément, ou du contrat, qui le reçoit.")
    collection: Text = Field(title="Liste", description="Le champ qui le reçoit : actions, indicators, lines.")
    value: Any = Field(title="Élément ajouté")

    def applied(self, contract: Contract) -> Contract:
        """The contract with the new element."""
        path = _path(contract, self.into, "into")
        parent = contract.at(path)
        kind = _item_class(parent, self.collection)
        if kind is None:
            raise ChangeError("collection", f"« {self.collection} » n'est pas une liste d'éléments de {_own(parent)}")
        item = _validated(kind, self.value, "value")
        _check_ids_are_free(contract, item)
        return self._put(contract, path, self.collection, item)


class RemoveElement(Element):
    """An element goes, with all it holds."""

    change: Literal["remove"] = Field(title="Changement")
    element: ElementId = Field(title="Élément retiré")
    before: Text = Field(title="Son intitulé")

    def applied(self, contract: Contract) -> Contract:
        """The contract without the element."""
        path = _path_of_item(contract, self.element)
        name = own_name(contract.at(path))
        if name != self.before:
            raise ChangeError(
                "before",
                f"« {self.element} » : l'avenant retire {_shown(self.before)}, "
                f"le contrat en vigueur dit {_shown(name)}",
            )
        return _without(contract, path)


class MoveElement(_Placed):
    """An element changes parent, or rank under the same one."""

    change: Literal["move"] = Field(title="Changement")
    element: ElementId = Field(title="Élément déplacé")
    origin: ElementId = Field(title="Depuis", alias="from")
    to: ElementId = Field(title="Vers")

    def applied(self, contract: Contract) -> Contract:
        """The contract with the element at its new place."""
        path = _path_of_item(contract, self.element)
        element, parent = contract.at(path), contract.at(path[:-2])
        if getattr(parent, "id", None) != self.origin:
            raise ChangeError(
                "from",
                f"{named(element)} : l'avenant le prend dans {_shown(self.origin)}, "
                f"le contrat en vigueur le met dans {_shown(getattr(parent, 'id', None))}",
            )
        if _path(contract, self.to, "to")[: len(path)] == path:
            raise ChangeError("to", f"{named(element)} ne peut pas être mis dans ce qu'il contient")
        collection = str(path[-2])
        taken = _without(contract, path)
        destination = _path(taken, self.to, "to")
        if _item_class(taken.at(destination), collection) is not type(element):
            raise ChangeError("to", f"{named(taken.at(destination))} ne reçoit pas {named(element)}")
        return self._put(taken, destination, collection, element)


Change: TypeAlias = Annotated[SetField | AddElement | RemoveElement | MoveElement, Field(discriminator="change")]
"""A change of an amendment, told apart by ``change``: set, add, remove or move."""


def _path(contract: Contract, element_id: str, field: str) -> Path:
    if element_id == contract.id:
        return ()
    path = contract.paths.get(element_id)
    if path is None:
        meant = perhaps_meant(element_id, contract.paths.keys())
        raise ChangeError(field, f"l'élément « {element_id} » n'est pas dans le contrat en vigueur{meant}")
    return path


def _path_of_item(contract: Contract, element_id: str) -> Path:
    path = _path(contract, element_id, "element")
    if not path:
        raise ChangeError("element", "le contrat lui-même ne peut être ni retiré ni déplacé")
    return path


def _with(contract: Contract, path: Path, element: Element) -> Contract:
    """The contract with another element at a path."""
    changed = _replaced(contract, path, element)
    assert isinstance(changed, Contract)
    return changed


def _replaced(owner: Element, path: Path, element: Element) -> Element:
    if not path:
        return element
    name, position, *rest = path
    items = list(getattr(owner, str(name)))
    assert isinstance(position, int)
    items[position] = _replaced(items[position], tuple(rest), element)
    return owner.model_copy(update={str(name): tuple(items)})


def _without(contract: Contract, path: Path) -> Contract:
    name, position = str(path[-2]), path[-1]
    parent = contract.at(path[:-2])
    items = tuple(item for rank, item in enumerate(getattr(parent, name)) if rank != position)
    return _with(contract, path[:-2], parent.model_copy(update={name: items}))


def _edited(element: _E, steps: Sequence[str], value: object) -> _E:
    """The element with a value at a dotted field, read again whole."""
    if value is None and _value(element, steps) is None:
        return element
    plain = element.plain()
    place: Any = plain
    for step in steps[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else _part(place, step)
    if not isinstance(place, dict):
        raise ChangeError("field", f"« {'.'.join(steps)} » ne mène à rien dans {_own(element)}")
    if value is None:
        place.pop(steps[-1], None)
    else:
        place[steps[-1]] = value
    return _validated(type(element), plain, "after")


def _value(element: Element, steps: Sequence[str]) -> object:
    """The plain value at a dotted field; ``None`` when there is none."""
    value: object = element.model_dump()
    for step in steps:
        value = _part(value, step)
    return value


def _part(value: object, step: str) -> Any:
    """A field of a map, or the item of that id in a list."""
    if isinstance(value, dict):
        return value.get(step)
    items = value if isinstance(value, tuple) else ()
    return next((item for item in items if isinstance(item, dict) and item.get("id") == step), None)


def _item_class(parent: Element, collection: str) -> type[Element] | None:
    """The class of the elements of a list of a parent; ``None`` when the field is no such list."""
    field = type(parent).model_fields.get(collection)
    item = next(iter(get_args(field.annotation)), None) if field else None
    return item if isinstance(item, type) and issubclass(item, Element) else None


def _validated(kind: type[_E], value: object, field: str) -> _E:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        raise ChangeError(field, " ; ".join(map(sentence, error.errors(include_url=False)))) from error


def _check_ids_are_free(contract: Contract, item: Element) -> None:
    taken = {contract.id, *contract.paths}
    for _, part in item.walk():
        part_id = getattr(part, "id", None)
        if part_id is None or isinstance(part, Column):
            continue
        if part_id in taken:
            raise ChangeError("value", f"l'identifiant « {part_id} » est déjà pris")
        taken.add(part_id)


def _own(element: Element) -> str:
    """The element as the object of a sentence, without its name when it is the contract."""
    return "ce contrat" if isinstance(element, Contract) else named(element)


def _shown(value: object) -> str:
    """A value as its file would hold it."""
    return "rien" if value is None else f"« {inline_text(written(value))} »"
