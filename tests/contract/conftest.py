from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "contrat.yaml": """\
id: exemple
kind: cog
title: Convention d'exemple
period: {start: 2023-01-01, end: 2028-01-01}
parties:
  - id: etat
    name: État
    role: state
""",
    "axes/axe-1.yaml": """\
# Premier axe
axes:
  - id: axe-1
    number: "1"
    title: Accueillir
    orientations:
      - id: fiche-1
        number: "1.1"
        title: Répondre vite
        commitments:
          - id: engagement-1
            title: Tenir les délais
            by: fund
            actions:
              - {id: action-1, title: Suivre les stocks, due_years: [2023, 2024]}
""",
    "axes/axe-2.yaml": """\
axes:
  - id: axe-2
    number: "2"
    title: Soigner
""",
    "indicateurs.yaml": """\
# Annexe 5
indicators:

  - id: delai
    number: "1"
    name: Délai de traitement
    decimals: 0  # la valeur par défaut, écrite quand même
    definition: >-
      Nombre de jours du dépôt de la demande
      à la décision.
    targets:
      2023: "23 jours"  # imprimé « 23 »
      2024: 22 jours
      # 2025 et suivantes : voir l'avenant

  # Les deux suivants vont ensemble.
  - id: satisfaction
    number: '2'
    name: Taux de satisfaction
    targets: {2023: "82,50%", 2024: 84 %}

  # Ajouté en négociation
  - id: ecart
    number: "3"
    name: Écart entre caisses
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path
