import pytest
from rich.text import Text

from coje.cli.printing import details, show

SENTENCE = (
    "L'indicateur n° 3 « Taux de contrôle » : la cible 2009 passe de « 30 % » à « 1\u202f250\u00a0€ » ; la série "
    "continue-t-elle ? Sans doute : à vérifier !"
)


@pytest.mark.parametrize("width", [30, 41, 52, 63])
@pytest.mark.parametrize("part", [Text(SENTENCE), details([("•", SENTENCE)])], ids=["text", "table"])
def test_no_line_is_cut_where_french_does_not(
    width: int, part: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    show([part])  # type: ignore[list-item]
    lines = [line.strip(" •") for line in capsys.readouterr().out.splitlines()]
    assert len(lines) > 1
    assert not [
        line for line in lines if line.startswith(tuple("»:;?!%€")) or line.endswith(("«", "n°", "1", "1\u202f"))
    ]
    assert " ".join(lines) == SENTENCE
