"""What pydantic refuses, said in French with what was expected and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coje.contract.base import excerpt
from coje.contract.yaml.nodes import Problem, Tree, nearest

_SENTENCES = {
    "missing": "le champ « {field} » manque",
    "extra_forbidden": "le champ « {field} » n'existe pas ici : vérifier son orthographe",
    "unexpected_keyword_argument": "le champ « {field} » n'existe pas ici : vérifier son orthographe",
    "string_type": "« {field} » : attendu un texte, reçu {input} (mettre un nombre ou une date entre guillemets)",
    "string_too_short": "« {field} » est vide",
    "string_too_long": "« {field} » est trop long (au plus {max_length} caractères)",
    "string_pattern_mismatch": "« {field} » : {input} n'a pas la forme attendue (minuscules sans accent, chiffres "
    "et tirets : delai-instruction-c2s)",
    "int_type": "« {field} » : attendu un nombre entier, reçu {input}",
    "int_parsing": "« {field} » : attendu un nombre entier, reçu {input}",
    "int_from_float": "« {field} » : attendu un nombre entier, reçu {input}",
    "float_type": "« {field} » : attendu un nombre, reçu {input}",
    "float_parsing": "« {field} » : attendu un nombre, reçu {input}",
    "finite_number": "« {field} » : attendu un nombre, reçu {input}",
    "bool_type": "« {field} » : attendu true ou false, reçu {input}",
    "bool_parsing": "« {field} » : attendu true ou false, reçu {input}",
    "enum": "« {field} » : {input} n'est pas admis ; choisir parmi {expected}",
    "literal_error": "« {field} » : {input} n'est pas admis ; choisir parmi {expected}",
    "union_tag_not_found": "le champ « {discriminator} » manque",
    "union_tag_invalid": "« {discriminator} » : « {tag} » n'est pas admis ; choisir parmi {expected_tags}",
    "date_type": "« {field} » : attendu une date (2025-03-15), reçu {input}",
    "date_parsing": "« {field} » : attendu une date (2025-03-15), reçu {input}",
    "date_from_datetime_parsing": "« {field} » : attendu une date (2025-03-15), reçu {input}",
    "date_from_datetime_inexact": "« {field} » : attendu une date sans heure (2025-03-15), reçu {input}",
    "tuple_type": "« {field} » : attendu une liste, reçu {input}",
    "mapping_type": "« {field} » : attendu des couples clé : valeur, reçu {input}",
    "dict_type": "« {field} » : attendu des couples clé : valeur, reçu {input}",
    "model_type": "« {field} » : attendu un élément avec ses champs, reçu {input}",
    "model_attributes_type": "« {field} » : attendu un élément avec ses champs, reçu {input}",
    "greater_than": "« {field} » doit être supérieur à {gt}, reçu {input}",
    "greater_than_equal": "« {field} » doit être au moins {ge}, reçu {input}",
    "less_than": "« {field} » doit être inférieur à {lt}, reçu {input}",
    "less_than_equal": "« {field} » doit être au plus {le}, reçu {input}",
}


def refusals(error: ValidationError, tree: Tree, otherwise: FilePath) -> Iterator[Problem]:
    """Why values read from files were refused, each with its place (``otherwise`` when it has none)."""
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if step != "[key]")
        yield Problem(nearest(tree.positions, path, otherwise), sentence(detail))


def sentence(detail: ErrorDetails) -> str:
    """One French sentence for one pydantic error."""
    steps = [step for step in detail["loc"] if isinstance(step, str) and step != "[key]"]
    context = dict(detail.get("ctx", {}))
    if detail["type"] == "value_error":
        return str(context["error"])
    template = _SENTENCES.get(detail["type"], "« {field} » : {message}")
    words = {
        "field": steps[-1] if steps else "contrat",
        "input": _shown(detail["input"]),
        "message": detail["msg"],
        **context,
    }
    for key in words.keys() & {"expected", "expected_tags", "discriminator"}:
        words[key] = str(words[key]).replace("'", "").replace(" or ", " ou ")
    return template.format(**words)


def _shown(value: object) -> str:
    if value is None:
        return "rien"
    if isinstance(value, dict):
        return "des couples clé : valeur"
    if isinstance(value, list | tuple):
        return "une liste"
    return f"« {excerpt(value)} »"
