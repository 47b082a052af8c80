from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coje.contract.amendments import Amendment, apply
from coje.contract.amendments.changes import SetField
from coje.contract.amendments.drafting import changes_between
from coje.contract.model import Contract
from strategies import contracts, fewer

Fields = dict[str, Any]


def amended(old: Contract, new: Contract) -> Contract:
    """The old version, with the amendment drafted from what differs."""
    draft = Amendment(
        id="avenant",
        title=new.version,
        effective_on=date(2025, 1, 1),
        reason="Revoyure",
        changes=changes_between(old, new),
    )
    return apply(old, draft)


def redistributed(random: Random, parents: list[Fields], key: str) -> list[Fields]:
    """Deal the children of some parents again among them, in another order, one in ten being dropped."""
    items = [item for parent in parents for item in parent.pop(key, ())]
    random.shuffle(items)
    left = [item for item in items if random.random() < 0.9]
    for item in left:
        random.choice(parents).setdefault(key, []).append(item)
    return left


def replanted(random: Random, fund: Fields) -> None:
    """Hang the lines of a fund again, at other depths."""
    lines = list(rows(fund["lines"]))
    random.shuffle(lines)
    fund["lines"] = []
    hooks = [fund]
    for line in lines:
        line.pop("lines", None)
        random.choice(hooks).setdefault("lines", []).append(line)
        hooks.append(line)


def rows(lines: Iterable[Fields]) -> Iterable[Fields]:
    for line in lines:
        yield line
        yield from rows(line.get("lines", ()))


def reorganised(contract: Contract, random: Random) -> Contract:
    """The same elements at other places, some of them gone."""
    plain = contract.plain()
    axes = list(plain.pop("axes", ()))
    random.shuffle(axes)
    if axes:
        redistributed(
            random, redistributed(random, redistributed(random, axes, "orientations"), "commitments"), "actions"
        )
    funds = list(plain.pop("funds", ()))
    for fund in funds:
        replanted(random, fund)
    return Contract.model_validate(plain | {"axes": axes, "funds": funds})


@fewer
@given(contracts(), contracts())
def test_the_drafted_amendment_leads_from_any_version_to_any_other(old: Contract, new: Contract) -> None:
    assert amended(old, new) == new


@fewer
@given(contracts(), contracts(), st.randoms(use_true_random=True))
def test_the_drafted_amendment_follows_elements_that_move(old: Contract, other: Contract, random: Random) -> None:
    for new in (reorganised(old, random), reorganised(other, random)):
        assert amended(old, new) == new


@given(contracts())
def test_nothing_is_drafted_when_nothing_differs(contract: Contract) -> None:
    assert changes_between(contract, contract) == ()


@given(contracts())
def test_the_name_of_the_version_is_left_to_the_amendment(contract: Contract) -> None:
    assert changes_between(contract, contract.model_copy(update={"version": "Avenant n° 1"})) == ()


@given(contracts(), st.text("abc", min_size=1))
def test_a_draft_says_no_more_than_what_changed(contract: Contract, title: str) -> None:
    changed = contract.model_copy(update={"title": f"Convention {title}"})
    (change,) = changes_between(contract, changed)
    assert change == SetField(
        change="set", element=contract.id, field="title", before=contract.title, after=f"Convention {title}"
    )
