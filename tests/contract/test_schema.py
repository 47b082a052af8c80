from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from coje.contract import model
from coje.contract.files import document_files
from coje.contract.model import Contract
from coje.contract.saving import standard_layout
from coje.contract.schema import schema
from coje.contract.terms import NOUNS, WORDS
from coje.contract.yaml.nodes import read_tree, tree_of
from coje.contract.yaml.writing import block_text, written
from strategies import contracts, fewer

CONTRACTS = Path(__file__).parents[2] / "contracts"
FILES = [file for folder in sorted(CONTRACTS.iterdir()) for file in document_files(folder)]

VALIDATOR = Draft202012Validator(schema())


def refusals(text: str) -> list[str]:
    """Where the schema refuses a file, as dotted paths."""
    values = tree_of(text, Path("fichier.yaml")).values
    return [".".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(values)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CONTRACTS).as_posix())
def test_every_bundled_file_is_valid_on_its_own(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(read_tree(file).values)] == []


@fewer
@given(contracts())
def test_every_file_that_is_written_is_valid_on_its_own(contract: Contract) -> None:
    for fields in standard_layout(written(contract.plain())).values():
        assert refusals(block_text(fields)) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("titel: Convention", ""),
        ("signed_on: [2023]", "signed_on"),
        ("indicators: {}", "indicators"),
        ("indicators: [{id: Délai, number: '1', name: Délai}]", "indicators.0.id"),
        ("indicators: [{id: delai, number: 1, name: Délai}]", "indicators.0.number"),
        ("indicators: [{id: delai, name: Délai}]", "indicators.0"),
        ("indicators: [{id: d, number: '1', name: D, sense: hausse}]", "indicators.0.sense"),
        ("indicators: [{id: d, number: '1', name: D, targets: {fin: 23 jours}}]", "indicators.0.targets"),
        ("indicators: [{id: d, number: '1', name: D, targets: {2023: [23]}}]", "indicators.0.targets.2023"),
    ],
)
def test_an_editor_shows_a_mistake_where_it_is(text: str, path: str) -> None:
    assert refusals(text) == [path]


def test_every_definition_is_described_in_french_rather_than_by_its_docstring() -> None:
    for name, definition in schema()["$defs"].items():
        kind = getattr(model, name)
        french = [NOUNS[kind].description] if kind in NOUNS else WORDS[kind].values()
        assert definition["title"][0].isupper()
        assert all(words in definition["description"] for words in french)


def test_every_field_has_a_title_of_ours() -> None:
    for kind in NOUNS:
        assert [name for name, field in kind.model_fields.items() if not field.title] == []
