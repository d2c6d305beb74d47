from __future__ import annotations

import pytest

from pinlint_rules.pin204_unsatisfiable_requires_python import RULE
from tests.rules.asking import project, said


@pytest.mark.parametrize(
    "python", [">=3.12,<3.11", ">3.12,<3.12.1", "==3.11.*,==3.12.*", ">=3.11,<3.12,!=3.11.*", "<0", ">=3.14a1,<3.14"]
)
def test_a_set_without_a_release_is_reported(python: str) -> None:
    assert said(RULE, project("core", python=python)) == [
        f"core/pyproject.toml:4:19: PIN204 core accepts no Python at all ({python})"
    ]


@pytest.mark.parametrize("python", [">=3.12,<=3.12", "==3.13.0rc1", "===3.12", "===pypy", "", ">=99", "<3"])
def test_a_set_with_a_release_is_fine(python: str) -> None:
    assert not said(RULE, project("core", python=python))


def test_a_value_of_several_lines_is_shown_on_one() -> None:
    cfg = "-- core/setup.cfg --\n[metadata]\nname = core\n[options]\npython_requires =\n    >=3.12,\n    <3.11"
    assert said(RULE, cfg) == ["core/setup.cfg:5:5: PIN204 core accepts no Python at all (>=3.12, <3.11)"]
