"""The synthesis as an inspector would write it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.appraisal.synthesis import IndicatorCounts, Rollup
from coje.appraisal.wording import NO_BREAK_SPACE
from coje.reports.cells import whole
from coje.reports.phrases import agreed, counted, listed, long_date
from coje.reports.summaries import Summary


def contract_sentence(total: Summary, year: int, day: date) -> str:
    """Where the contract stands, in three sentences at most."""
    facts = tuple(_facts(total, year)) or ("le contrat ne porte ni indicateur ni action",)
    return _sentences(f"À la date du {long_date(day)}, {facts[0]}", *facts[1:])


def part_sentence(part: Summary, year: int) -> str:
    """Where an axis, a sheet or a theme stands."""
    return _sentences(*_facts(part, year)) or "Ni indicateur ni action."


def _sentences(*facts: str) -> str:
    return " ".join(f"{fact[0].upper()}{fact[1:]}." for fact in facts)


def _facts(part: Summary, year: int) -> Iterator[str]:
    if part.indicators.total:
        yield _targets_fact(part, year)
    if part.actions.total:
        yield _actions_fact(part)
    if part.state_commitments.total:
        yield _state_fact(part)


def _targets_fact(part: Summary, year: int) -> str:
    bar = part.indicators
    met, decided = bar.count(Status.MET), bar.count(Status.MET) + bar.count(Status.MISSED)
    unassessed = bar.count(Status.NOT_MEASURED) + bar.count(Status.NOT_ASSESSABLE)
    if not decided:
        return _none_of(bar.total, "indicateur", "", "n'a", f"encore pu être évalué pour {year}", article="aucun")
    if met:
        what = f"{counted(decided, 'indicateur évalué')} pour {year}"
        verb = agreed(met, "a atteint sa cible", "ont atteint leur cible")
        text = f"{_out_of(met, what, decided)} {verb} ({part.share_met.text})"
    else:
        text = _none_of(decided, "indicateur évalué", f" pour {year}", "n'a", "atteint sa cible", article="aucun")
    if unassessed:
        others = agreed(unassessed, "autre n'a pas pu être évalué", "autres n'ont pas pu être évalués")
        text += f" ; {whole(unassessed)} {others}"
    return text


def _actions_fact(part: Summary) -> str:
    bar = part.actions
    done, late, kept = bar.count(Advance.DONE), bar.count(Advance.LATE), bar.total - bar.count(Advance.ABANDONED)
    noun = "action" if kept == bar.total else "action maintenue"
    if not kept:
        return "toutes les actions sont abandonnées"
    if done:
        verb = agreed(done, "est réalisée", "sont réalisées")
        text = f"{_out_of(done, counted(kept, noun), kept)} {verb} ({part.share_done.text})"
    else:
        text = _none_of(kept, noun, "", "n'est", "réalisée")
    return f"{text} et {whole(late)} {agreed(late, 'est', 'sont')} en retard" if late else text


def _state_fact(part: Summary) -> str:
    bar = part.state_commitments
    done, kept = bar.count(Advance.DONE), bar.total - bar.count(Advance.ABANDONED)
    what = counted(kept, "engagement" if kept == bar.total else "engagement maintenu")
    if kept < 2:
        return "l'État a tenu son engagement" if done else "l'État n'a pas encore tenu son engagement"
    return f"l'État a tenu {whole(done)} de ses {what}" if done else f"l'État n'a tenu aucun de ses {what}"


def _none_of(total: int, noun: str, rest: str, auxiliary: str, participle: str, *, article: str = "aucune") -> str:
    """``aucune des 12 actions n'est réalisée``, or ``l'unique action n'est pas réalisée``."""
    if total == 1:
        return f"l'unique {noun}{rest} {auxiliary} pas {participle}"
    return f"{article} des {counted(total, noun)}{rest} {auxiliary} {participle}"


def _out_of(part: int, what: str, total: int) -> str:
    """``14 des 55 indicateurs``, ``1 sur 1 indicateur``."""
    return f"{whole(part)} {'des' if total > 1 else 'sur'}{NO_BREAK_SPACE}{what}"


def remarks(rollup: Rollup) -> tuple[str, ...]:
    """What must be known to read the shares: targets met beforehand, fragile figures, silence on actions."""
    return tuple(_remarks(rollup.indicators)) + tuple(_silence(rollup))


def _remarks(indicators: IndicatorCounts) -> Iterator[str]:
    early, partial = indicators.already_met, indicators.partial
    if early:
        what = counted(indicators.by_status[Status.MET], "cible atteinte")
        verb = agreed(early, "était déjà satisfaite", "étaient déjà satisfaites")
        yield f"{_out_of(early, what, indicators.by_status[Status.MET])} {verb} par le résultat de l'année précédente."
    if partial:
        what = counted(indicators.decided, "résultat jugé")
        verb = agreed(partial, "est partiel", "sont partiels")
        yield f"{_out_of(partial, what, indicators.decided)} {verb} : des retours d'organismes manquent."
    if indicators.not_assessed:
        reasons = [f"{reason} ({whole(count)})" for reason, count in indicators.reasons.items()]
        verb = agreed(indicators.not_assessed, "n'a pas pu être évalué", "n'ont pas pu être évalués")
        yield f"{counted(indicators.not_assessed, 'indicateur')} {verb} : {listed(reasons)}."


def _silence(rollup: Rollup) -> Iterator[str]:
    silent, late = rollup.actions.unreported, rollup.actions.by_advance[Advance.LATE]
    if silent:
        verb = agreed(silent, "n'a fait l'objet", "n'ont fait l'objet")
        yield f"{_out_of(silent, counted(late, 'action en retard'), late)} {verb} d'aucun compte rendu."
