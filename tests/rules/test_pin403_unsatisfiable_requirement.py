from __future__ import annotations

import pytest

from pinlint_rules.pin403_unsatisfiable_requirement import RULE
from tests.rules.asking import project, said


@pytest.mark.parametrize(
    "clauses", ["==1,==2", ">=2,<2", ">1,<1.0.post0", "~=1.4,<1", "==1.*,!=1.*", "==1.0,!=1.0", ">=1a1,<1"]
)
def test_a_set_without_a_version_is_reported(clauses: str) -> None:
    assert said(RULE, project("core", f"click{clauses}")) == [
        f"core/pyproject.toml:4:17: PIN403 core requires click{clauses}, which accepts no version"
    ]


@pytest.mark.parametrize(
    "clauses", ["", ">=2,<=2", "==1.0rc1", ">1.0.post1,<1.0.post5", "<0.1", "===odd,==1", ">=1,<1.1,!=1.0"]
)
def test_a_set_with_a_version_is_fine(clauses: str) -> None:
    assert not said(RULE, project("core", f"click{clauses}"))


def test_extras_are_asked_and_groups_and_build_requirements_are_not() -> None:
    bad = "click>=2,<1"
    more = f'[dependency-groups]\ntest = ["{bad}"]\n[build-system]\nrequires = ["{bad}"]'
    assert not said(RULE, project("core", more=more))
    assert len(said(RULE, project("core", extras=f'x = ["{bad}"]'))) == 1


def test_one_string_for_two_extras_is_one_finding() -> None:
    built = (
        "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: app\nVersion: 1.0\n"
        'Requires-Dist: core>2,<1; extra == "a" or extra == "b"\nProvides-Extra: a\nProvides-Extra: b'
    )
    assert len(said(RULE, built)) == 1
