"""Statuses must be told apart by everybody: by word, by shape, by colour, in grey."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import pytest

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.appraisal.calendar import FilingStatus
from coje.reports.palette import ADVANCE_ORDER, LOOKS, STATUS_ORDER, advance_badge, filing_badge, status_badge

READABLE = 4.5
"""Contrast asked of texts (RGAA, WCAG AA)."""


@pytest.mark.parametrize("family", [Status, Advance, FilingStatus])
def test_every_status_has_a_shape_of_its_own_in_its_family(family: type[StrEnum]) -> None:
    shapes = [LOOKS[status].shape for status in family]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("family", [Status, Advance, FilingStatus])
def test_every_status_has_a_surface_of_its_own_in_its_family(family: type[StrEnum]) -> None:
    surfaces = [LOOKS[status].surface for status in family]
    assert len(set(surfaces)) == len(surfaces)


@pytest.mark.parametrize("key", LOOKS)
def test_the_word_of_a_status_is_readable_on_its_tint(key: str) -> None:
    look = LOOKS[key]
    assert _contrast(look.ink, look.tint) >= READABLE
    assert _contrast(look.ink, "#ffffff") >= READABLE


def test_met_and_missed_differ_in_grey_too() -> None:
    light, dark = sorted((_luminance(LOOKS[one].surface) for one in (Status.MET, Status.MISSED)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 1.2


@pytest.mark.parametrize(("order", "family"), [(STATUS_ORDER, Status), (ADVANCE_ORDER, Advance)])
def test_a_bar_has_a_place_for_every_status(order: Sequence[StrEnum], family: type[StrEnum]) -> None:
    assert sorted(order) == sorted(family)


def test_badges_carry_french_words() -> None:
    assert status_badge(Status.NOT_ASSESSABLE).word == "non évaluable"
    assert advance_badge(Advance.LATE).word == "en retard"
    assert filing_badge(FilingStatus.FILED_LATE).word == "remis en retard"


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
