"""No value that is read from the sources of a real sdist differs from what its build backend wrote."""

from __future__ import annotations

import sys

import pytest

from tests.truth.compare import FOLDER, sdists, table, verdicts

pytestmark = pytest.mark.truth


def test_no_value_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    found = sdists(FOLDER)
    # Nobody asks for it who has none; with none it would hold nothing to the truth, and be green.
    assert found, f"there are no sdists in {FOLDER}; PINLINT_SDISTS names another folder"
    with capsys.disabled():
        sys.stdout.write("\n".join(("", *table(FOLDER), "")))
    wrong = {
        f"{sdist.name} {name}": verdict.why
        for sdist in found
        for name, verdict in verdicts(sdist).items()
        if verdict.word == "wrong"
    }
    assert wrong == {}
