from __future__ import annotations

from pinlint.testing import check, lines
from pinlint_rules.pin001_unreadable_file import RULE
from pinlint_rules.pin101_stale_internal_pin import RULE as STALE
from tests.rules.asking import project, said


def test_a_file_that_is_no_member_is_reported_as_long_as_it_is_broken() -> None:
    assert said(RULE, "-- broken/pyproject.toml --", "[project", "name = 1") == [
        (
            "broken/pyproject.toml:1:9: PIN001 pyproject.toml is not valid TOML: "
            "expected ']' at the end of a table declaration"
        )
    ]


def test_every_other_member_is_still_checked() -> None:
    files = (project("app", "core==2"), project("core"), "-- broken/pyproject.toml --\n[project\n")
    assert lines(check("\n".join(files), [RULE, STALE])).splitlines() == [
        "app/pyproject.toml:4:17: PIN101 app requires core==2, but core is 1.0",
        (
            "broken/pyproject.toml:1:9: PIN001 pyproject.toml is not valid TOML: "
            "expected ']' at the end of a table declaration"
        ),
    ]


def test_metadata_without_a_name_is_unreadable() -> None:
    assert said(RULE, "-- x-1.0/PKG-INFO --", "Version: 1.0") == [
        "x-1.0/PKG-INFO:1:1: PIN001 PKG-INFO has no Name field"
    ]


def test_a_file_that_can_be_read_is_fine_whatever_is_in_it() -> None:
    assert not said(RULE, project("no name at all!", "1 2 3", version="?", python="what"))
