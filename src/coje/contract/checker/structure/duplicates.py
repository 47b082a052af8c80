"""Names, numbers and texts that should be given once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from coje.contract.base import Element, Path
from coje.contract.checker.base import Remark, Rule, Severity, Subject
from coje.contract.model import (
    Action,
    Axis,
    Clause,
    Column,
    Commitment,
    DataSharing,
    Fund,
    FundLine,
    Grouping,
    Indicator,
    Obligation,
    Orientation,
    Party,
    Term,
)
from coje.contract.terms import named


class _Text(NamedTuple):
    """A text that should be said once among those of the same scope."""

    path: Path
    element: Element
    words: str
    scope: tuple[object, ...]


class _Said(NamedTuple):
    """A field of a class of elements whose texts should differ within a scope."""

    kind: type[Element]
    field: str
    scope: Callable[[Any, Path], object]


def _everywhere(_element: Any, _path: Path) -> object:
    return None


def _same_parent(_element: Any, path: Path) -> object:
    return path[:-1]


_SAID = (
    _Said(Party, "name", _everywhere),
    _Said(Axis, "title", _everywhere),
    _Said(Orientation, "title", _everywhere),
    _Said(Commitment, "title", lambda commitment, _: commitment.by),
    _Said(Action, "title", _everywhere),
    _Said(Grouping, "title", lambda grouping, _: grouping.kind),
    _Said(Indicator, "name", _everywhere),
    _Said(FundLine, "name", _same_parent),
    _Said(DataSharing, "title", _everywhere),
    _Said(DataSharing, "description", _everywhere),
    _Said(Obligation, "title", lambda obligation, _: obligation.fund),
    _Said(Clause, "title", _everywhere),
    _Said(Term, "term", _everywhere),
)


def _texts(subject: Subject) -> dict[tuple[object, ...], list[_Text]]:
    scopes: dict[tuple[object, ...], list[_Text]] = {}
    for said in _SAID:
        for path, element in subject.all(said.kind):
            text = getattr(element, said.field)
            if text is not None:
                scope = (said.kind, said.field, said.scope(element, path))
                scopes.setdefault(scope, []).append(_Text((*path, said.field), element, folded(text), scope))
    return scopes


_ACCENTS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"\w+|[%+]")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Lower-case words without accents or punctuation: what a reader takes for the same text.

    >>> folded("Élargir l’accès au « DMP » !")
    'elargir l acces au dmp'
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return " ".join(_WORDS.findall(plain))


def _first_said(texts: Iterable[_Text]) -> dict[str, _Text]:
    first: dict[str, _Text] = {}
    for text in texts:
        first.setdefault(text.words, text)
    return first


class DuplicatedId(Rule):
    """An id names one element of the contract."""

    code = "C102"
    severity = Severity.ERROR
    title = "Identifiant en double"
    explanation = (
        "Deux éléments portent le même identifiant. Un résultat, un avenant ou une observation qui le cite ne saurait "
        "plus duquel il parle."
    )
    repair = "Donner un autre identifiant à l'un des deux."
    bad = """\
parties:
  - {id: ars, name: Agences régionales de santé, role: other}
  - {id: ars, name: Agence du numérique en santé, role: other}
"""
    good = """\
parties:
  - {id: ars, name: Agences régionales de santé, role: other}
  - {id: ans, name: Agence du numérique en santé, role: other}
"""

    def check(self) -> Iterator[Remark]:
        """Ids in the whole document, the contract's among them; those of columns are their fund's own."""
        first: dict[object, Element] = {}
        for path, element in self.contract.walk():
            name = getattr(element, "id", None)
            if name is None:
                continue
            key = (path[:2], name) if isinstance(element, Column) else name
            taken_by = first.setdefault(key, element)
            if taken_by is not element:
                yield (*path, "id"), f"l'identifiant « {name} » est déjà pris par {named(taken_by)}"


class DuplicatedNumber(Rule):
    """A printed number is that of one axis, one orientation, one indicator."""

    code = "C103"
    severity = Severity.WARNING
    title = "Numéro en double"
    explanation = (
        "Deux axes, deux orientations, deux indicateurs ou deux fonds portent le même numéro ou le même sigle. C'est "
        "par ce numéro que les services en parlent : un tableau de résultats rangé par numéro mêlerait les deux."
    )
    repair = "Renuméroter l'un des deux, ou signaler l'erreur de la source dans « source_note »."
    bad = """\
indicators:
  - {id: taux-satisfaction, number: "1"}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, number: "2"}
"""

    def check(self) -> Iterator[Remark]:
        """Numbers within each family."""
        for kind, field in ((Axis, "number"), (Orientation, "number"), (Indicator, "number"), (Fund, "code")):
            first: dict[str, str] = {}
            for path, element in self.subject.all(kind):
                number, name = getattr(element, field), self.subject.element_id(path)
                if first.setdefault(number, name) != name:
                    yield (*path, field), f"le numéro « {number} » est déjà celui de {first[number]}"


class SameText(Rule):
    """Two rows of the same kind say different things."""

    code = "C104"
    severity = Severity.WARNING
    title = "Deux lignes de même texte"
    explanation = (
        "Deux lignes de même nature portent le même texte, aux majuscules, aux accents et à la ponctuation près. Ou "
        "bien l'une est une copie oubliée, et elle serait comptée deux fois ; ou bien le texte de l'une manque."
    )
    repair = "Supprimer la copie, fusionner les deux lignes, ou rétablir le texte de l'une d'elles."
    bad = """\
obligations:
  - {id: bilan-social, title: Bilan annuel, rrule: FREQ=YEARLY, starts_on: 2024-06-01, owner: caisse}
"""
    good = """\
obligations:
  - {id: bilan-social, title: Bilan social, rrule: FREQ=YEARLY, starts_on: 2024-06-01, owner: caisse}
"""

    def check(self) -> Iterator[Remark]:
        """Each text already said in its scope."""
        for texts in _texts(self.subject).values():
            first = _first_said(texts)
            for text in texts:
                if first[text.words] is not text:
                    yield text.path, f"même texte que {self._other(first[text.words], text)}"

    def _other(self, earlier: _Text, later: _Text) -> str:
        name = self.subject.element_id(earlier.path)
        return name if name != self.subject.element_id(later.path) else "celui d'une ligne précédente"


class NearlySameText(SameText):
    """Two rows of the same kind differ by more than a typing error."""

    code = "C105"
    title = "Deux lignes presque identiques"
    explanation = (
        "Deux lignes de même nature ne diffèrent que d'une lettre ou d'un pluriel. C'est d'ordinaire la même ligne, "
        "recopiée ailleurs : elle serait comptée deux fois."
    )
    repair = "Supprimer l'une des deux lignes, ou rendre leurs textes distincts."
    bad = """\
obligations:
  - {id: bilan-social, title: Bilan anuel, rrule: FREQ=YEARLY, starts_on: 2024-06-01, owner: caisse}
"""

    def check(self) -> Iterator[Remark]:
        """Pairs of distinct texts, of two words or more, that are one typing error apart, word by word."""
        for texts in _texts(self.subject).values():
            distinct = [text for text in _first_said(texts).values() if " " in text.words]
            for earlier, later in _near_pairs([text.words for text in distinct]):
                yield (
                    distinct[later].path,
                    f"presque le même texte que {self._other(distinct[earlier], distinct[later])}",
                )


def _near_pairs(texts: list[str]) -> Iterator[tuple[int, int]]:
    comparable: dict[tuple[str | None, ...], list[int]] = {}
    for later, text in enumerate(texts):
        others = comparable.setdefault(tuple(None if _is_long(word) else word for word in text.split()), [])
        yield from ((earlier, later) for earlier in others if is_nearly(text, texts[earlier]))
        others.append(later)


def is_nearly(one: str, other: str) -> bool:
    """Whether two texts have the same words, give or take one typed letter in the long ones.

    >>> is_nearly("delai moyen de paiement", "delais moyens de paiement")
    True
    >>> is_nearly("echanges avec la cnaf", "echanges avec la cnav")
    False
    """
    words, others = one.split(), other.split()
    return len(words) == len(others) and all(map(_is_typo, words, others))


def _is_typo(left: str, right: str) -> bool:
    return left == right or (_is_long(left) and _is_long(right) and OSA.distance(left, right, score_cutoff=1) <= 1)


def _is_long(word: str) -> bool:
    """Whether a letter more or less may be a typing error: short words and numbers tell texts apart."""
    return len(word) >= 5 and word.isalpha()


RULES: tuple[type[Rule], ...] = (DuplicatedId, DuplicatedNumber, SameText, NearlySameText)
