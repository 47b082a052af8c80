"""The page that describes contract files, printed from their JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from coje.contract.model import Contract
from coje.contract.schema import schema

_INTRODUCTION = """\
# Les fichiers d'un contrat

*Page produite par `make generated` à partir du modèle : ne pas la modifier à la main.*

Un contrat est un dossier de fichiers YAML, lus ensemble comme un seul document. Chaque fichier porte quelques
champs du contrat ; les listes de plusieurs fichiers sont mises bout à bout.

| fichier | ce qu'il porte |
|---|---|
| `contrat.yaml` | l'identité : nature, période, dates, parties, signataires, sources, priorités et marqueurs |
| `axes/*.yaml` | `axes`, un axe par fichier : fiches, engagements, actions |
| `indicateurs.yaml` | `indicators` et leurs cibles |
| `fonds/*.yaml` | `funds`, un fonds par fichier, tel qu'imprimé |
| `obligations.yaml`, `clauses.yaml`, `partage-donnees.yaml`, `glossaire.yaml`, `baremes.yaml` | ce que leur nom dit |
| `avenants/*.yaml` | les avenants : ils ne font pas partie du texte signé, qu'ils modifient à leur date d'effet |
| `results/*.csv` | les résultats publiés, avec leur source et leur jour de publication |
| `findings.md` | les constats du contrôle que l'on garde, chacun expliqué |

Un nombre s'écrit `23`, `91.5`, `"82,50"` ou `"1 104 509"` ; une date `2025-03-15` ; une cible comme on la dit :
`"23 jours"`, `"82,5 %"`, `"> 10 000"`, `"45 %-55 %"`, `"-5 % par rapport à 2021"`, `"-0,5 % par an en moyenne"`,
`"au plus tard le 31/12/2025"`, `"85 % si …"`, `"neutralisé"`, `"à fixer avant le 31/03/2024"`, `ND`. Un identifiant est
en minuscules sans accent, avec des tirets, et unique dans le contrat. Une clé inconnue ou donnée deux fois est refusée.
`coje schema` donne à l'éditeur le schéma de ces fichiers ; `coje check` contrôle le texte.
"""


AMENDMENT_EXAMPLE = """\
id: avenant-1
title: Avenant n° 1
effective_on: 2025-07-01
signed_on: 2025-06-20
reason: Clause de revoyure du premier semestre 2025
signatories:
  - {party: etat, name: La directrice de la Sécurité sociale}
changes:
  - change: set
    element: delai-paiement-ij-maladie
    field: targets.2026
    before: 22 jours
    after: 23 jours
  - change: remove
    element: action-6-1-2-3
    before: Appliquer la directive NIS 2
  - change: move
    element: action-1-1-1-1
    from: engagement-1-1-1
    to: engagement-1-1-2
"""

_AMENDMENTS = f"""\
## Avenants

Un avenant est un fichier de `avenants/`. Chaque changement nomme l'élément qu'il touche et dit ce qui s'y trouvait
(`before`) : si le contrat en vigueur dit autre chose, l'avenant est refusé et les deux valeurs sont montrées. Sans
`signed_on`, c'est un projet : il n'entre pas en vigueur. `coje amend` l'essaie sans rien écrire.

```yaml
{AMENDMENT_EXAMPLE}```

| changement | ce qu'il fait | ce qu'il dit |
|---|---|---|
| `set` | donne une autre valeur à un champ | `element`, `field` (`targets.2026`, `name`…), `before`, `after` |
| `add` | ajoute un élément | `into` (l'élément ou le contrat), `collection`, `value`, et `after` ou `first` |
| `remove` | retire un élément | `element`, `before` (son intitulé) |
| `move` | déplace un élément | `element`, `from`, `to`, et `after` ou `first` |
"""

_HEAD = "| champ | ce que c'est | forme | requis |\n|---|---|---|---|"


def reference_page() -> str:
    """The whole page, in Markdown."""
    whole = schema()
    parts: dict[str, dict[str, Any]] = whole["$defs"]
    root = whole | {"title": "Contrat", "required": Contract.model_json_schema()["required"]}
    elements = [root, *(part for part in parts.values() if "properties" in part)]
    choices = [part for part in parts.values() if "enum" in part]
    return "\n".join(
        [
            _INTRODUCTION,
            *(_section(part, parts) for part in elements),
            "## Listes de choix\n",
            *(f"### {part['title']}\n\n{part['description']}\n" for part in choices),
            _AMENDMENTS,
        ]
    )


def _section(part: dict[str, Any], parts: dict[str, dict[str, Any]]) -> str:
    required = part.get("required", ())
    rows = [
        f"| `{name}` | {field.get('title', '')} | {_form(field, parts)} | {'oui' if name in required else ''} |"
        for name, field in part["properties"].items()
    ]
    return "\n".join([f"## {part['title']}", "", part["description"], "", _HEAD, *rows, ""])


def _form(field: dict[str, Any], parts: dict[str, dict[str, Any]]) -> str:
    """What may be written in a field, in a word; other elements and lists of choices as links."""
    if "$ref" in field:
        title = parts[field["$ref"].rpartition("/")[2]]["title"]
        return f"[{title}](#{_anchor(title)})"
    if "enum" in field:
        return " ou ".join(f"`{choice}`" for choice in field["enum"])
    if "anyOf" in field:
        kinds = dict.fromkeys(_form(one, parts) for one in field["anyOf"] if one.get("type") != "null")
        return " ou ".join(kinds)
    if field.get("type") == "array":
        return f"liste : {_form(field['items'], parts)}"
    return "couples clé : valeur" if field.get("type") == "object" else _word(field)


def _anchor(title: str) -> str:
    """The anchor of a heading, as readers of Markdown make it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _word(field: dict[str, Any]) -> str:
    words = {"string": "texte", "integer": "entier", "number": "nombre", "boolean": "`true` ou `false`"}
    if field.get("format") == "date":
        return "date"
    if field.get("pattern", "").startswith("^[a-z0-9]"):
        return "identifiant"
    kind = field.get("type", "string")
    return "nombre ou texte" if isinstance(kind, list) else words[kind]
