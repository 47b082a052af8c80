from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coje.network.bodies import Body, BodyType, Network
from coje.network.files import NetworkFileError, load_network

MERGER = """\
national: cnam
bodies:
  - {id: cpam-nord, name: CPAM du Nord, type: cpam, department: "59", size: 430000, closed_on: 2024-07-01}
  - {id: cpam-sud, name: CPAM du Sud, type: cpam, size: 1.5, simulated: true, closed_on: 2024-07-01}
  - {id: cpam-tout, name: CPAM de tout, type: cpam, region: Corse, opened_on: 2024-07-01}
"""
TWO = "national: cnam\nbodies:\n  - {id: a, name: A, type: cpam}\n"


def read(folder: Path, text: str) -> Network:
    file = folder / "reseau.yaml"
    file.write_text(text)
    return load_network(file)


def refusal(folder: Path, text: str) -> list[str]:
    """What is said of a file, without its folder."""
    with pytest.raises(NetworkFileError) as error:
        read(folder, text)
    return [str(problem).removeprefix(f"{folder}/") for problem in error.value.problems]


def test_a_network_is_read_with_its_bodies_in_order(tmp_path: Path) -> None:
    network = read(tmp_path, MERGER)
    assert network.national == "cnam"
    assert network.bodies[:2] == (
        Body("cpam-nord", "CPAM du Nord", BodyType.CPAM, department="59", closed_on=date(2024, 7, 1), size=430_000.0),
        Body("cpam-sud", "CPAM du Sud", BodyType.CPAM, closed_on=date(2024, 7, 1), size=1.5, simulated=True),
    )


def test_a_merger_is_written_with_dates_of_existence(tmp_path: Path) -> None:
    june, july = date(2024, 6, 1), date(2024, 7, 1)
    bodies = read(tmp_path, MERGER).bodies
    assert [body.id for body in bodies if body.is_open_during(june, july)] == ["cpam-nord", "cpam-sud"]
    assert [body.id for body in bodies if body.is_open_during(july, date(2024, 8, 1))] == ["cpam-tout"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{id: b, name: B}", "le champ « type » manque"),
        ("{id: b, name: B, type: banque}", "« type » : « banque » n'est pas admis ; choisir parmi cpam, ccss"),
        ("{id: b, name: B, type: cpam, ville: Lille}", "le champ « ville » n'existe pas ici"),
        ("{id: CPAM B, name: B, type: cpam}", "« id » : « CPAM B » n'a pas la forme attendue"),
        ("{id: b, name: B, type: cpam, department: 1}", "« department » : attendu un texte, reçu « 1 »"),
        ('{id: b, name: B, type: cpam, department: "1"}', "« 1 » n'est pas le code d'un département"),
        ("{id: b, name: B, type: cpam, size: grand}", "« size » : attendu un nombre, reçu « grand »"),
        ("{id: b, name: B, type: cpam, size: 0}", "« size » doit être supérieur à 0"),
        ("{id: b, name: B, type: cpam, opened_on: 2024}", "« opened_on » : attendu une date"),
        ("{id: b, name: B, type: cpam, opened_on: 2024-02-01, closed_on: 2024-01-01}", "ferme le 01/01/2024"),
        ("{id: a, name: B, type: cpam}", "« a » est donné deux fois"),
        ("{id: cnam, name: B, type: cpam}", "« cnam » est donné deux fois"),
    ],
)
def test_a_bad_body_is_refused_at_its_line(tmp_path: Path, line: str, expected: str) -> None:
    (told,) = refusal(tmp_path, f"{TWO}  - {line}\n")
    assert told.startswith("reseau.yaml:4:")
    assert expected in told


def test_every_bad_body_is_listed_at_once(tmp_path: Path) -> None:
    told = refusal(tmp_path, f"{TWO}  - {{id: b, type: cpam}}\n  - {{id: c, name: C, type: caisse}}\n")
    assert [problem.split(":")[1] for problem in told] == ["4", "5"]


@pytest.mark.parametrize("text", ["", "- cpam\n", "national: cnam\n"])
def test_a_file_that_is_not_a_network_is_refused(tmp_path: Path, text: str) -> None:
    (told,) = refusal(tmp_path, text)
    assert "bodies" in told


def test_a_broken_file_is_refused_at_its_line(tmp_path: Path) -> None:
    (told,) = refusal(tmp_path, "national: cnam\nnational: cnaf\nbodies: []\n")
    assert told.startswith("reseau.yaml:2:1 la clé « national » est donnée deux fois")


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match="ne peut pas être lu"):
        load_network(tmp_path / "nulle-part.yaml")
