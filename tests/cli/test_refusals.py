"""What is mistyped or cannot be read is told in French, without a traceback, with its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import CNAM, ROOT, Run
from coje.cli import show as show_module

ALIAS = ROOT / "tests" / "contract" / "broken" / "alias"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chow"], "la commande « chow » n'existe pas. Vouliez-vous dire 'show' ?"),
        (["show"], "il manque l'argument 'CONTRAT'"),
        (["show", "nulle-part"], "Dossier introuvable : « nulle-part »."),
        (["show", CNAM / "contrat.yaml"], "Dossier attendu"),
        (["show", CNAM, "--form"], "l'option « --form » n'existe pas. Vouliez-vous dire '--format' ?"),
        (["show", CNAM, "--format", "xml"], "« xml » n'est pas admis ; choisir parmi 'text', 'json'."),
        (["show", CNAM, "un", "deux"], "argument en trop : deux"),
        (["appraise", CNAM, "--as-of", "15/13/2025"], "« 15/13/2025 » n'est pas une date ; attendu 2025-03-15"),
        (["appraise", CNAM, "--year", "deux"], "« deux » n'est pas un nombre entier ; attendu par exemple 2025."),
        (["appraise", CNAM, "--year", "2031"], "l'année 2031 est hors de la période du contrat (2023-2027)"),
        (["explain", CNAM, "62"], "le contrat n'a pas d'indicateur, d'action ni d'engagement « 62 »"),
    ],
)
def test_a_mistyped_command_is_explained(run: Run, words: list[object], said: str) -> None:
    refused = run(*words)

    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())
    assert "Pour de l'aide : coje" in refused.stderr or "Utilisation" not in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize("command", ["show", "appraise"])
def test_a_broken_contract_is_refused_with_file_and_line(run: Run, command: str) -> None:
    refused = run(command, ALIAS)

    assert refused.exit_code == 1
    assert "indicateurs.yaml:6:13 l'ancre YAML « &jours » n'est pas admise" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_defect_says_so_and_how_to_report_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show_module, "load", lambda *_, **__: 1 / 0)

    defect = run("show", CNAM)

    assert defect.exit_code == 3
    assert "Erreur inattendue (ZeroDivisionError : division by zero)" in defect.stderr
    assert "--debug" in defect.stderr


def test_a_defect_shows_its_trace_only_under_debug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show_module, "load", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run("show", CNAM, "--debug")


def test_a_file_that_cannot_be_read_is_no_defect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "contrat.yaml")

    monkeypatch.setattr(show_module, "load", unreadable)

    refused = run("show", CNAM)

    assert (refused.exit_code, refused.stderr) == (1, "contrat.yaml : les droits manquent\n")


def coje(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real program, in its own process."""
    command = [sys.executable, "-c", "from coje.cli.main import run; run()", *map(str, words)]
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return subprocess.run(command, capture_output=True, encoding=encoding, env=os.environ | environment, check=False)


@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "de_DE.UTF-8"])
def test_the_program_speaks_french_in_every_session(language: str) -> None:
    helped = coje("--help", LC_ALL=language, LANGUAGE="de")

    assert helped.returncode == 0
    assert helped.stdout.startswith("Utilisation : coje")


def test_a_terminal_of_another_time_breaks_nothing(ledger: Path) -> None:
    shown = coje("appraise", CNAM, "--ledger", ledger, "--as-of", "2025-03-15", PYTHONIOENCODING="latin-1")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "? atteint" in shown.stdout


def test_a_reader_that_stops_reading_breaks_nothing() -> None:
    program = f"{sys.executable} -c 'from coje.cli.main import run; run()'"

    shown = subprocess.run(
        f"{program} show {CNAM} --format json | head -1", shell=True, capture_output=True, text=True, check=True
    )

    assert (shown.stdout, shown.stderr) == ("{\n", "")


def test_the_program_says_its_version() -> None:
    assert coje("--version").stdout.startswith("coje 0.")


def test_the_program_ends_with_the_code_of_the_refusal() -> None:
    refused = coje("show", ALIAS)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr


def test_help_does_not_wait_for_the_heavy_libraries() -> None:
    loaded = "import sys; sys.argv = ['coje', '--help']; from coje.cli.main import commands\n"
    loaded += "commands.main(standalone_mode=False); print('polars' in sys.modules, 'pydantic' in sys.modules)"

    helped = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert helped.stdout.splitlines()[-1] == "False False"
