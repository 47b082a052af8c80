"""A small contract, a network of three bodies, and rows of records, for tests that read like sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from coje.contract.model import Contract
from coje.network.bodies import Body, Network
from coje.records.frames import FILINGS, MEASURES, PROGRESS, Records
from coje.records.periods import parse_period

RECORDED_AT = datetime(2025, 2, 1, 10, tzinfo=UTC)
NETWORK = Network("caisse", tuple(Body(id_, id_.capitalize(), "cpam") for id_ in ("ain", "aisne", "allier")))

RATE = {
    "id": "taux",
    "number": "1",
    "name": "Taux de dossiers traités à temps",
    "orientation": "fiche-1",
    "unit": "%",
    "sense": "up",
    "decimals": 1,
    "frequency": "quarterly",
    "aggregation": {"over_bodies": "ratio", "over_time": "ratio", "scale": 100},
    "definition": "Dossiers traités à temps sur dossiers reçus.",
    "clause": "Annexe 5, n° 1",
    "targets": {"2024": "80 %", "2025": "85 %"},
}


def contract(*indicators: Mapping[str, Any], **fields: Any) -> Contract:
    """A contract of 2024-2025 with one axis, one sheet, one commitment of the fund and one of the State."""
    document = {
        "id": "essai-2024-2025",
        "kind": "cog",
        "title": "Contrat d'essai",
        "period": {"start": "2024-01-01", "end": "2026-01-01"},
        "parties": [
            {"id": "etat", "name": "État", "role": "state"},
            {"id": "caisse", "name": "Caisse nationale", "role": "fund"},
        ],
        "axes": [
            {
                "id": "axe-1",
                "number": "1",
                "title": "Servir",
                "orientations": [
                    {
                        "id": "fiche-1",
                        "number": "1.1",
                        "title": "Payer vite",
                        "commitments": [
                            {
                                "id": "engagement-1",
                                "title": "Payer en moins de vingt jours",
                                "by": "fund",
                                "actions": [
                                    {"id": "action-1", "title": "Outiller", "due_years": [2024]},
                                    {"id": "action-2", "title": "Former", "due_years": [2024, 2025]},
                                ],
                            },
                            {"id": "etat-1", "title": "Simplifier", "by": "state", "due_years": [2025]},
                        ],
                    }
                ],
            }
        ],
        "indicators": list(indicators or (RATE,)),
    }
    return Contract.model_validate(document | fields)


def records(
    *measures: Mapping[str, Any], progress: list[Mapping[str, Any]] | None = None, filings: Any = None
) -> Records:
    """Records from short rows, recorded at `RECORDED_AT` by default."""
    return Records(
        _frame(MEASURES, [_measure(row) for row in measures]),
        _frame(PROGRESS, [_stamped(row) | {"on": row.get("on", date(2024, 12, 1))} for row in progress or []]),
        _frame(FILINGS, [_stamped(row) for row in filings or []]),
    )


def measure(body: str = "ain", period: str = "2024-T1", *, indicator: str = "taux", **values: Any) -> dict[str, Any]:
    """One measure: ``numerator``, ``denominator``, ``value``, ``recorded_at``…"""
    return {"indicator": indicator, "body": body, "period": period, **values}


def progress(status: str = "done", element: str = "action-1", **values: Any) -> dict[str, Any]:
    """Where an action stands: ``due_year``, ``on``, ``evidence``…"""
    return {"element": element, "status": status, **values}


def filing(document: str = "bilan", **values: Any) -> dict[str, Any]:
    """A document handed in for the yearly obligation: ``due_on``, ``filed_on``…"""
    return {"obligation": "bilan-annuel", "document": document, **values}


def at(text: str) -> datetime:
    """A moment from ``2025-03-15 10:00`` (UTC)."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _measure(row: Mapping[str, Any]) -> dict[str, Any]:
    span = parse_period(row["period"])
    exact = {
        name: Decimal(str(row[name])) for name in ("value", "numerator", "denominator") if row.get(name) is not None
    }
    return _stamped(row) | exact | {"start": span.start, "end": span.end, "provisional": row.get("provisional", False)}


def _stamped(row: Mapping[str, Any]) -> dict[str, Any]:
    stamp = {"simulated": False, "recorded_at": RECORDED_AT, "recorded_by": "essai", "source": "essai"}
    return stamp | dict(row)


def _frame(schema: pl.Schema, rows: list[dict[str, Any]]) -> pl.DataFrame:
    columns = {name: [row.get(name) for row in rows] for name in schema}
    return pl.DataFrame(columns, schema=schema)
