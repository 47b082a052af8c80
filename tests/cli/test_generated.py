"""Generated files are up to date: `make generated` rewrites them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coje.cli.generated import ROOT, contents

CONTENTS = contents()


@pytest.mark.parametrize("file", CONTENTS, ids=lambda file: file.name)
def test_a_generated_file_is_up_to_date(file: Path) -> None:
    assert file.read_bytes() == CONTENTS[file], f"make generated ({file.relative_to(ROOT)})"
