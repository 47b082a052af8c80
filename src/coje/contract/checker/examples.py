"""The reference contract: small, without a finding, and completed by the examples of the rules."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML

from coje.contract.model import Contract

REFERENCE = """\
id: contrat-exemple
kind: cog
title: Convention d'exemple 2023-2026
period: {start: 2023-01-01, end: 2027-01-01}
voted_on: 2022-12-01
signed_on: 2022-12-15
parties:
  - {id: etat, name: État, role: state}
  - {id: caisse, name: Caisse nationale, role: fund}
signatories:
  - {party: etat, name: Le ministre}
  - {party: caisse, name: La directrice générale}
axes:
  - id: axe-1
    number: "1"
    title: Améliorer le service
    orientations:
      - id: fiche-1-1
        number: "1.1"
        title: Réduire les délais
        commitments:
          - id: engagement-1
            title: Payer plus vite
            by: fund
            actions:
              - id: action-1
                title: Ouvrir le portail de paiement
                due_years: [2024]
                deliverable: Portail ouvert
                owner: caisse
          - id: etat-1
            title: Alléger la réglementation
            by: state
            due_years: [2024]
indicators:
  - id: delai-paiement
    number: "1"
    name: Délai moyen de paiement
    orientation: fiche-1-1
    unit: jour
    sense: down
    definition: Jours entre la demande complète et le paiement
    aggregation: {over_bodies: mean, over_time: mean}
    baseline: {year: 2022, value: 25}
    targets: {2023: 22 jours, 2024: 20 jours, 2025: 18 jours, 2026: 16 jours}
  - id: taux-satisfaction
    number: "2"
    name: Taux de satisfaction des assurés
    orientation: fiche-1-1
    unit: "%"
    sense: up
    definition: Part des réponses « satisfait » ou « très satisfait »
    aggregation: {over_bodies: ratio, over_time: ratio, scale: 100}
    baseline: {year: 2022, value: 79}
    targets: {2023: 80 %, 2024: 82 %, 2025: 84 %, 2026: 85 %}
funds:
  - id: fonds
    code: FE
    name: Fonds d'exemple
    unit: EUR
    columns:
      - {id: "2022", title: Exécution 2022, kind: reference}
      - {id: "2023", title: "2023"}
      - {id: "2024", title: "2024"}
      - {id: "2025", title: "2025"}
      - {id: "2026", title: "2026"}
      - {id: total, title: Total 2023-2026, kind: period-total}
      - {id: variation, title: Variation 2022-2026 en %, kind: variation}
    groups:
      - {id: fonctionnement, name: Dépenses de fonctionnement}
    lines:
      - id: fonds-depenses
        name: Dépenses
        kind: total
        nature: limitative
        amounts: {2022: 250, 2023: 300, 2024: 310, 2025: 320, 2026: 325, total: 1255, variation: 30}
        lines:
          - id: fonds-personnel
            name: Personnel
            fungibility: fonctionnement
            amounts: {2022: 160, 2023: 200, 2024: 205, 2025: 210, 2026: 213, total: 828}
          - id: fonds-achats
            name: Achats
            fungibility: fonctionnement
            amounts: {2022: 90, 2023: 100, 2024: 105, 2025: 110, 2026: 112, total: 427}
      - id: fonds-recettes
        name: Recettes
        amounts: {2022: 20, 2023: 20, 2024: 20, 2025: 20, 2026: 20, total: 80}
      - id: fonds-net
        name: Dépenses nettes
        kind: total
        amounts: {2022: 230, 2023: 280, 2024: 290, 2025: 300, 2026: 305, total: 1175}
        adds: [fonds-depenses]
        subtracts: [fonds-recettes]
data_sharing:
  - id: partage-iban
    purpose: Simplification
    title: Échanger les coordonnées bancaires
    producers: [Caisse nationale]
    consumers: [État]
    due: Fin 2024
    due_years: [2024]
obligations:
  - id: bilan-annuel
    title: Bilan annuel
    rrule: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15
    starts_on: 2024-03-15
    about: 1
    owner: caisse
    recipients: [etat]
scoring:
  - id: bareme-2024
    title: Barème 2024
    year: 2024
    total_points: 100
    items:
      - {id: points-delai, name: Délai de paiement, indicator: delai-paiement, sense: down, unit: jour,
         target: 20 jours, threshold: 25 jours, points: 60}
      - {id: points-satisfaction, name: Satisfaction, indicator: taux-satisfaction, sense: up, unit: "%",
         target: 82 %, threshold: 75 %, points: 40}
"""


def completed(fragment: str) -> Contract:
    """The reference contract completed by an example.

    An element with a known id is completed, field by field; another is added; a
    list without ids replaces the one it completes, and so does an empty one.

    >>> completed("title: Autre titre").title
    'Autre titre'
    """
    return Contract.model_validate(_merged(_read(REFERENCE), _read(fragment)))


def _read(text: str) -> Any:
    return _with_text_keys(YAML(typ="safe", pure=False).load(text))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def _merged(base: Any, more: Any) -> Any:
    if isinstance(base, dict) and isinstance(more, dict):
        return base | {key: _merged(base.get(key), value) for key, value in more.items()}
    return _merged_elements(base, more) if _has_ids(base) and _has_ids(more) else more


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def _merged_elements(base: list[Any], more: list[Any]) -> list[Any]:
    completions = {item["id"]: item for item in more}
    known = {item["id"] for item in base}
    return [_merged(item, completions.get(item["id"], {})) for item in base] + [
        item for item in more if item["id"] not in known
    ]
