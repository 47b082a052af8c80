"""What a careful reader must know of the data: what is partial, provisional, left out, doubtful in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Status
from coje.appraisal.wording import SIMULATED
from coje.contract.base import Element
from coje.reports.indicators import IndicatorRow
from coje.reports.promises import reference
from coje.reports.published import set_aside, sources_of_results

ASSESSMENT = "Non évalué"
PARTIAL = "Donnée partielle"
PROVISIONAL = "Donnée provisoire"
PUBLISHED = "Donnée publiée"
UNUSED = "Donnée non utilisée"
ASSUMPTION = "Hypothèse retenue"
TEXT = "Texte du contrat"
MEANS = "Texte du contrat : moyens et données"
KINDS = (ASSESSMENT, PARTIAL, PROVISIONAL, PUBLISHED, UNUSED, ASSUMPTION, TEXT, MEANS)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on one element; ``year`` is 0 when it holds for every year, ``records`` counts what it is about."""

    kind: str
    reference: str
    subject: str
    year: int
    text: str
    records: int = 0


def notes(appraisal: Appraisal, rows: tuple[IndicatorRow, ...]) -> tuple[Note, ...]:
    """Every remark, by kind, in the order of the text."""
    found = [note for row in rows for note in _of_indicator(row)]
    if appraisal.is_simulated:
        found += _published(appraisal, rows)
    found += [Note(ASSUMPTION, "", "Cibles sous condition", 0, f"Tenu pour vrai : {one}.") for one in appraisal.held]
    found += _of_text(appraisal)
    return tuple(sorted(found, key=lambda note: KINDS.index(note.kind)))


def _of_indicator(row: IndicatorRow) -> Iterator[Note]:
    def note(kind: str, text: str, records: int = 0) -> Note:
        return Note(kind, f"n° {row.number}", row.name, row.now.year, text, records)

    if row.now.badge.key in {Status.NOT_ASSESSABLE, Status.NOT_MEASURED}:
        yield note(ASSESSMENT, f"{row.now.badge.word} : {row.reason or 'sans motif'}.")
    if row.now.is_partial:
        yield note(PARTIAL, " ".join(_gaps(row)) or "Des données attendues manquent.")
    if row.now.is_provisional:
        yield note(PROVISIONAL, "Au moins un des enregistrements du résultat est provisoire.")
    for reason, count in row.unused:
        yield note(UNUSED, f"{reason[0].upper()}{reason[1:]}.", count)


def _published(appraisal: Appraisal, rows: tuple[IndicatorRow, ...]) -> Iterator[Note]:
    """Real figures, where most are simulated."""
    sources, by_id = sources_of_results(appraisal), {row.id: row for row in rows}
    for row in rows:
        for point in row.points:
            source = sources.get((row.id, point.year))
            if source and not point.is_simulated and point.result.value is not None:
                text = f"Résultat réel : {point.result.text}. Source : {source}."
                yield Note(PUBLISHED, f"n° {row.number}", row.name, point.year, text)
    for one in set_aside(appraisal):
        about = by_id.get(one.indicator)
        if about:
            yield Note(UNUSED, f"n° {about.number}", about.name, 0, one.text, one.records)


def _gaps(row: IndicatorRow) -> list[str]:
    """The notes of the explanation that say what is missing, year by year."""
    return [text for text in row.notes if text[:4].isdigit()]


def _of_text(appraisal: Appraisal) -> Iterator[Note]:
    """The doubts written in the contract; those of an element without a name are its owner's."""
    contract = appraisal.contract
    for path, element in contract.walk():
        text = getattr(element, "source_note", None)
        if text:
            named = element if hasattr(element, "id") else contract.at(path[:-1])
            kind = MEANS if path[0] in {"funds", "data_sharing"} else TEXT
            yield Note(kind, _reference(named), _subject(named), 0, text)


def _reference(element: Element) -> str:
    number = getattr(element, "number", None)
    return f"n° {number}" if number else reference(getattr(element, "id", ""))


def _subject(element: Element) -> str:
    return str(getattr(element, "title", None) or getattr(element, "name", None) or "")


def general_remarks(appraisal: Appraisal) -> tuple[str, ...]:
    """What holds for the whole report."""
    if not appraisal.is_simulated:
        return ()
    return (f"{SIMULATED} : elles servent d'exemple et ne décrivent aucun organisme réel.",)
