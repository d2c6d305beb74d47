from __future__ import annotations

import json

import pytest

from pinlint.report import list_json, list_text
from pinlint.testing import check
from pinlint.workspace import Share
from tests.rules.asking import project


def listed(*files: str) -> list[str]:
    """The lines below the table."""
    text = list_text.render(check("\n".join(files), []).workspace, color=False)
    return text.partition("\n\n")[2].splitlines()


def config(*rows: str) -> str:
    return "\n".join(("-- pinlint.toml --", "[[groups]]", 'name = "acme"', 'members = ["*"]', *rows))


MEMBERS = (
    project("core", python=">=3.11"),
    project("a", "core==1.0", python=">=3.11"),
    project("b", "core==1.0", "a==1.0", python=">=3.11,<4"),
    project("c", "core==1.0", "a==1", "b>=1.0"),
)


def test_an_inferred_group_is_listed_with_its_policies_and_who_follows_them() -> None:
    assert listed(*MEMBERS) == [
        "inferred group 1.0: 4 members at 1.0",
        "  version = lockstep",
        "  internal-pins = exact, inferred, followed by 5 of 6 requirements (83 %)",
        "  requires-python = same, followed by 2 of 3 members (67 %)",
        "  classifiers = same",
    ]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (("internal-pins = 'minimum'",), "  internal-pins = minimum, followed by 6 of 6 requirements (100 %)"),
        (("internal-pins = 'compatible'",), "  internal-pins = compatible, followed by 5 of 6 requirements (83 %)"),
        (("internal-pins = 'any'",), "  internal-pins = any, 5 of 6 requirements exact (83 %)"),
        ((), "  internal-pins = exact, inferred, followed by 5 of 6 requirements (83 %)"),
        (("version = 'independent'",), "  requires-python = compatible, followed by 2 of 3 members (67 %)"),
    ],
)
def test_a_configured_group_says_what_is_configured(rows: tuple[str, ...], line: str) -> None:
    assert line in listed(*MEMBERS, config(*rows))


def test_a_group_without_internal_requirements_has_no_share() -> None:
    assert listed(project("a"), project("b", version="2"), config()) == [
        "group acme: 2 members",
        "  version = lockstep",
        "  internal-pins = any, inferred",
        "  requires-python = same",
        "  classifiers = same",
    ]


def test_json_lists_the_groups_with_numbers() -> None:
    (group,) = json.loads(list_json.render(check("\n".join(MEMBERS), []).workspace, color=False))["groups"]
    assert (group["name"], group["inferred"], group["version"]) == ("1.0", True, "1.0")
    assert group["members"] == ["a", "b", "c", "core"]
    assert group["policy"]["internal_pins"] == "exact"
    assert group["followed"] == {
        "internal_pins": {"number": 5, "of": 6},
        "requires_python": {"number": 2, "of": 3},
    }


@pytest.mark.parametrize(
    ("number", "of", "percent"), [(0, 0, None), (0, 9, 0), (1, 999, 1), (41, 42, 98), (998, 999, 99), (9, 9, 100)]
)
def test_only_all_are_a_hundred_percent_and_only_none_are_zero(number: int, of: int, percent: int | None) -> None:
    assert Share(number, of).percent == percent
