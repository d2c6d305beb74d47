from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

import pytest

from pinlint.questions import support
from pinlint.testing import check
from tests.rules.asking import UNPUBLISHED, project

if TYPE_CHECKING:
    from pinlint.workspace import Workspace


def workspace(*files: str) -> Workspace:
    return check("\n".join(files), []).workspace


def refused(*files: str) -> list[tuple[str, str, list[str]]]:
    found = workspace(*files)
    pythons = support.pool(found)
    return [
        (refusal.dependent.label, refusal.direction, [pythons.witness(mask) or "" for _, mask in refusal.edges])
        for refusal in support.refusals(found)
    ]


def present(*files: str) -> list[str]:
    return [edge.requirement.text for edge in support.present(workspace(*files))]


@pytest.mark.parametrize(
    ("requirement", "version", "refuses"),
    [
        ("core==1.0", "1.0", False),
        ("core<1.0", "1.0", True),
        ("core>=1.0", "1.1rc1", False),
        ("core @ https://example.org/core.tar.gz", "1.0", False),
        ("core==2", None, False),
    ],
)
def test_a_requirement_refuses_only_what_it_surely_does(requirement: str, version: str | None, refuses: bool) -> None:  # noqa: FBT001 - a column of a table
    (edge,) = workspace(project("app", requirement), project("core", version=version)).dependencies
    assert support.refuses(edge) is refuses


def test_a_requirement_for_where_the_sibling_cannot_be_is_not_about_its_present_release() -> None:
    split = ('core<2; python_version < "3.9"', 'core>=2; python_version >= "3.9"')
    app = project("app", *split, python=">=3.8")
    assert present(app, project("core", version="2.1", python=">=3.9")) == [split[1]]
    assert present(app, project("core", version="2.1", python=">=3.8")) == [*split]
    assert present(app, project("core", version="2.1", more='dynamic = ["requires-python"]')) == [*split]


def test_a_requirement_that_accepts_the_sibling_is_about_it_wherever_it_applies() -> None:
    app = project("app", 'core; python_version < "3.9"', python=">=3.8")
    assert len(present(app, project("core", python=">=3.9"))) == 1
    assert refused(app, project("core", python=">=3.9")) == [("app", "low", ["3.8"])]


def test_each_direction_is_told_apart() -> None:
    app = project("app", "core", python=">=3.9,<3.14")
    assert refused(app, project("core", python=">=3.10,<3.13,!=3.11.*")) == [
        ("app", "low", ["3.9"]),
        ("app", "high", ["3.13"]),
        ("app", "inside", ["3.11"]),
    ]


def test_edges_of_one_direction_are_together() -> None:
    files = (project("app", "a", "b", python=">=3.9"), project("a", python=">=3.10"), project("b", python=">=3.10"))
    assert refused(*files) == [("app", "low", ["3.9", "3.9"])]


def test_absent_accepts_everything_and_unknown_is_not_asked() -> None:
    core = project("core", python=">=3.9")
    assert [direction for _, direction, _ in refused(project("app", "core"), core)] == ["low"]
    assert refused(project("app", "core", more='dynamic = ["requires-python"]'), core) == []
    assert refused(project("app", "core", more=UNPUBLISHED), core) == []


def test_a_pool_of_a_workspace_is_made_once() -> None:
    found = workspace(project("app", python=">=3.9"))
    assert support.pool(found) is support.pool(found)
    assert support.refusals(found) is support.refusals(found)


def test_one_place_is_written_once() -> None:
    built = (
        "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: app\nVersion: 1.0\n"
        'Requires-Dist: core>1; extra == "a" or extra == "b"\nRequires-Dist: core\nProvides-Extra: a\nProvides-Extra: b'
    )
    requirements = workspace(built).members[0].requirements
    assert len(requirements) == 3
    assert [text for _, text in support.written(requirements)] == ["core", 'core>1; extra == "a" or extra == "b"']


def test_what_is_computed_of_a_workspace_lives_as_long_as_it_does_beside_others() -> None:
    calls: list[int] = []

    @support.once
    def counted(found: Workspace) -> int:
        calls.append(len(found.members))
        return len(found.members)

    one, two = workspace(project("app")), workspace(project("app"), project("core"))
    assert [counted(one), counted(two), counted(one), counted(two)] == [1, 2, 1, 2]
    assert calls == [1, 2]
    gone = ref(two)
    del two
    assert gone() is None
    assert counted(one) == 1
