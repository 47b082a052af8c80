"""`coje amend`: tried first, then put among the files; nothing signed is ever edited."""

from __future__ import annotations

import json
from pathlib import Path

from cli.amended import amended, copied, draft
from cli.conftest import CNAM, Run
from coje.contract.amendments import load_amendments


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_amendment_is_tried_without_writing_anything(run: Run, tmp_path: Path) -> None:
    folder, file = copied(tmp_path), draft(tmp_path)
    before = contents(folder)

    tried = run("amend", folder, file)

    assert tried.exit_code == 0
    assert "la cible 2026 passe de « 19 jours » à « 17 jours »" in " ".join(tried.stdout.split())
    assert "projet, non signé" in tried.stdout
    assert tried.stdout.endswith("Rien n'est écrit : --write ou --sign JOUR le verse au dossier.\n")
    assert contents(folder) == before


def test_what_the_rules_find_because_of_it_goes_to_standard_error(run: Run, tmp_path: Path) -> None:
    tried = run("amend", CNAM, draft(tmp_path, after=21))

    assert tried.exit_code == 0
    assert tried.stderr.startswith("C131 delai-instruction-c2s : ")
    assert len(tried.stderr.splitlines()) == 1


def test_a_change_that_starts_from_another_value_is_refused_with_both(run: Run, tmp_path: Path) -> None:
    folder, file = copied(tmp_path), draft(tmp_path, before=18)

    refused = run("amend", folder, file, "--write")

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"{file}:10:13 Avenant n° 1, changement 1 : ")
    assert "« 18 jours »" in refused.stderr
    assert "« 19 jours »" in refused.stderr
    assert not (folder / "avenants").exists()


def test_a_draft_is_copied_as_it_is(run: Run, tmp_path: Path) -> None:
    folder, file = copied(tmp_path), draft(tmp_path)

    written = run("amend", folder, file, "--write")

    assert f"Avenant versé au dossier : {folder}/avenants/projet.yaml" in written.stdout
    assert (folder / "avenants" / "projet.yaml").read_bytes() == file.read_bytes()
    assert load_amendments(folder)[0].signed_on is None


def test_a_signed_amendment_keeps_its_text_and_gains_its_date(run: Run, tmp_path: Path) -> None:
    folder, file = copied(tmp_path), draft(tmp_path)
    signed = contents(folder)

    run("amend", folder, file, "--sign", "30/06/2025")

    assert (folder / "avenants" / "projet.yaml").read_text() == file.read_text() + "signed_on: 2025-06-30\n"
    assert contents(folder).items() >= signed.items()
    assert "2026   17" in run("show", folder, "1").stdout.replace("\u00a0", " ")
    assert "2026   19" in run("show", folder, "1", "--as-of", "2025-06-30").stdout.replace("\u00a0", " ")


def test_an_amendment_is_not_signed_twice(run: Run, tmp_path: Path) -> None:
    folder, file = copied(tmp_path), draft(tmp_path, more="signed_on: 2025-06-30\n")

    refused = run("amend", folder, file, "--sign", "2025-07-02")

    assert refused.exit_code == 1
    assert "cet avenant est déjà signé, le 30/06/2025" in refused.stderr


def test_an_amendment_takes_neither_the_file_nor_the_id_of_another(run: Run, tmp_path: Path) -> None:
    folder = amended(tmp_path, signed_on="2025-06-30")
    before = contents(folder)

    same_file = run("amend", folder, draft(tmp_path), "--write")
    same_id = run("amend", folder, draft(tmp_path, "autre.yaml"), "--write")

    assert "ce fichier existe déjà" in same_file.stderr
    assert "l'identifiant « avenant-1 » est déjà celui de" in same_id.stderr
    assert (same_file.exit_code, same_id.exit_code) == (1, 1)
    assert contents(folder) == before


def test_a_draft_already_among_the_files_can_be_signed_there(run: Run, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "avenants").mkdir()
    file = draft(folder / "avenants")

    assert run("amend", folder, file, "--sign", "2025-06-30").exit_code == 0
    assert str(load_amendments(folder)[0].signed_on) == "2025-06-30"


def test_a_broken_amendment_is_refused_with_its_line(run: Run, tmp_path: Path) -> None:
    refused = run("amend", CNAM, draft(tmp_path, more="couleur: vert\n"))

    assert refused.exit_code == 1
    assert "projet.yaml:12:" in refused.stderr
    assert "le champ « couleur » n'existe pas ici" in refused.stderr


def test_machines_get_the_differences_and_the_findings(run: Run, tmp_path: Path) -> None:
    data = json.loads(run("amend", CNAM, draft(tmp_path, after=21), "--format", "json").stdout)

    assert [(one["field"], one["after"]) for one in data["differences"]] == [("targets.2026", "21 jours")]
    assert [finding["code"] for finding in data["findings"]] == ["C131"]
    assert (data["effective_on"], data["written"]) == ("2025-07-01", None)
