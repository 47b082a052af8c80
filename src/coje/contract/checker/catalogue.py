"""The pages of the rules: one for ``explain``, all of them for ``docs/regles.md``.

What an example gives is found by running the rules on it, never written by hand.
"""

from __future__ import annotations

from coje.contract.checker import RULES, Rule, check
from coje.contract.checker.examples import REFERENCE, completed

FAMILIES = {"structure": "Structure", "targets": "Indicateurs et cibles", "budgets": "Budgets", "scoring": "Barèmes"}
"""Names of the families of rules, by package."""

_INTRODUCTION = """\
# Règles du contrôle

*Page produite par `make generated` à partir des règles : ne pas la modifier à la main.*

Le contrôle relit un contrat comme un correcteur : il ne juge pas ce qui a été convenu, il montre ce qui se contredit,
ce qui manque et ce que personne ne pourra suivre. Chaque règle a un code stable et une gravité :

- **erreur** : le contrat se contredit, ou un calcul qui en dépend sera faux ;
- **avertissement** : quelque chose manque ou paraît faux, et quelqu'un doit le vérifier ;
- **remarque** : un fait à connaître, qu'il n'y a pas forcément lieu de corriger.

Une observation que l'on garde, parce que l'erreur est dans le texte signé, s'explique dans le fichier `findings.md` du
contrat.
"""

_REFERENCE = f"""\
## Le contrat des exemples

Les exemples complètent ce petit contrat, où le contrôle ne trouve rien. Un élément de même identifiant est complété
champ par champ ; un autre s'ajoute ; une liste sans identifiants remplace la précédente.

```yaml
{REFERENCE}```
"""


def rule(code: str) -> type[Rule]:
    """The rule of that code; ``KeyError`` when there is none."""
    return {rule.code: rule for rule in RULES}[code.upper()]


def explain(code: str) -> str:
    """What a rule looks at, why and how to repair, with its examples; ``KeyError`` for an unknown code."""
    found = rule(code)
    return "\n".join(
        (
            f"{found.code} ({found.severity.label}) : {found.title}",
            "",
            found.explanation,
            "",
            f"Que faire : {found.repair}",
            "",
            "À éviter :",
            "",
            _indented(found.bad),
            f"  → {_message(found)}",
            "",
            "Correct :",
            "",
            _indented(found.good),
        )
    )


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _message(rule: type[Rule]) -> str:
    finding = check(completed(rule.bad))[0]
    return f"{finding.code} {finding.element} : {finding.message}"


def catalogue() -> str:
    """Every rule, as Markdown."""
    families = (_family(package, name) for package, name in FAMILIES.items())
    return "\n".join((_INTRODUCTION, _summary(), *families, _REFERENCE))


def _summary() -> str:
    rows = (f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity.label} | {rule.title} |\n" for rule in RULES)
    return f"| Code | Gravité | Règle |\n|---|---|---|\n{''.join(rows)}"


def _family(package: str, name: str) -> str:
    rules = [rule for rule in RULES if f".checker.{package}." in f"{rule.__module__}."]
    return "\n".join((f"## {name}\n", *map(_page, rules)))


def _page(rule: type[Rule]) -> str:
    return f"""\
### {rule.code}

**{rule.title}** ({rule.severity.label}). {rule.explanation}

*Que faire.* {rule.repair}

À éviter :

```yaml
{rule.bad}```

> {_message(rule)}

Correct :

```yaml
{rule.good}```
"""
