"""The page that describes contract files shows an amendment that applies to the bundled COG."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from coje.contract.amendments import AMENDMENT_FOLDER, in_force, load_amendments
from coje.contract.files import load
from coje.contract.reference import AMENDMENT_EXAMPLE, reference_page

COG = Path(__file__).parents[2] / "contracts" / "cnam-2023-2027"


def test_the_amendment_shown_applies_to_the_cog(tmp_path: Path) -> None:
    folder = tmp_path / AMENDMENT_FOLDER
    folder.mkdir()
    (folder / "avenant-1.yaml").write_text(AMENDMENT_EXAMPLE, encoding="utf-8")
    amended = in_force(load(COG).contract, load_amendments(tmp_path), date(2025, 7, 1))
    indicator = amended.indicator("delai-paiement-ij-maladie")
    assert [str(target) for target in indicator.targets.values()][3] == "23 jours"
    assert "action-6-1-2-3" not in amended.paths


def test_every_link_of_the_page_leads_to_a_heading() -> None:
    page = reference_page()
    headings = {line.lstrip("# ").lower() for line in page.splitlines() if line.startswith("##")}
    anchors = {"".join(c for c in one if c.isalnum() or c in " -").replace(" ", "-") for one in headings}
    links = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert links
    assert links <= anchors
