from __future__ import annotations

import pytest

from pinlint_rules.pin005_invalid_requires_python import RULE
from pinlint_rules.pin203_missing_requires_python import RULE as MISSING
from tests.rules.asking import project, said


@pytest.mark.parametrize("python", ["3.11", "3.11+", ">=3.11 <4", ">=3.x", "^3.11"])
def test_what_is_no_specifier_set_is_reported(python: str) -> None:
    (line,) = said(RULE, project("core", python=python))
    assert line.startswith(f"core/pyproject.toml:4:19: PIN005 {python!r} is not a set of version specifiers: ")


@pytest.mark.parametrize("python", [">=3.11", " >= 3.11 , < 4 ", "==3.11.*", "~=3.11", ""])
def test_specifier_sets_are_fine(python: str) -> None:
    assert not said(RULE, project("core", python=python))


def test_what_cannot_be_read_is_not_missing() -> None:
    assert not said(MISSING, project("core", python="3.11"))
