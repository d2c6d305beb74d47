from __future__ import annotations

import pytest

from pinlint_rules.pin003_invalid_version import RULE
from pinlint_rules.pin101_stale_internal_pin import RULE as STALE
from tests.rules.asking import project, said


@pytest.mark.parametrize("version", ["1.x", "", "one", "1.0-final-2", "==1.0", "1.0 1.1"])
def test_what_pep_440_refuses_is_reported(version: str) -> None:
    assert said(RULE, project("core", version=version)) == [
        f"core/pyproject.toml:3:11: PIN003 {version!r} is not a PEP 440 version"
    ]


@pytest.mark.parametrize("version", ["1", "v1.0", "2!1.0", "1.0-1", "24.03.0.rc3", "1.0+local.7", " 1.0 "])
def test_versions_in_any_legal_spelling_are_fine(version: str) -> None:
    assert not said(RULE, project("core", version=version))


def test_pins_on_the_member_are_not_compared_with_it() -> None:
    assert not said(STALE, project("app", "core==1.0"), project("core", version="1.x"))


def test_a_dynamic_version_is_unknown_and_not_invalid() -> None:
    assert not said(RULE, project("core", version=None, more='dynamic = ["version"]'))
