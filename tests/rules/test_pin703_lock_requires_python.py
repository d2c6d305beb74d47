from __future__ import annotations

import pytest

from pinlint_rules.pin703_lock_requires_python import RULE
from tests.rules.asking import found, project, related, said


def uv(python: str, *members: str, manifest: bool = True) -> str:
    """A uv.lock at the root; each member has a folder of its name."""
    listed = ", ".join(f'"{each}"' for each in members)
    named = f"[manifest]\nmembers = [{listed}]\n" if manifest else ""
    entries = (
        f'[[package]]\nname = "{each}"\nversion = "1.0"\nsource = {{ editable = "{each}" }}\n' for each in members
    )
    return f'-- uv.lock --\nversion = 1\nrequires-python = "{python}"\n{named}{"".join(entries)}'


def poetry(python: str) -> str:
    return f'-- app/poetry.lock --\npackage = []\n[metadata]\nlock-version = "2.1"\npython-versions = "{python}"\n'


@pytest.mark.parametrize(
    ("lock", "pythons"),
    [
        (">=3.10", (">=3.9", ">=3.10")),
        (">=3.10, <3.13", (">=3.9,<3.13", ">=3.10,<3.14")),
        (">=3.9, <4", ("~=3.9", ">=3.8")),
        (">=3.9, <3.13", (">=3.9,<3.14", ">=3.9,!=3.13.*")),
        (">=3.11, <3.12", ("==3.11.*", None)),
        (">=3.9, <3.13.0", (">=3.9,<3.13.0a1", ">=3.9")),
        (">=3.12", (None, None)),
    ],
)
def test_the_pythons_that_all_members_accept_are_right(lock: str, pythons: tuple[str | None, ...]) -> None:
    a, b = pythons
    assert not said(RULE, uv(lock, "a", "b"), project("a", python=a), project("b", python=b))


def test_a_python_that_a_member_refuses_is_reported_once_with_all_who_do() -> None:
    files = (project("a", python=">=3.11"), project("b", python=">=3.9"), project("c", python=">=3.10"))
    (finding,) = found(RULE, uv(">=3.9", "a", "b", "c"), *files)
    assert finding.finding.message == "uv.lock is for Python 3.10 (>=3.9), which a refuses (>=3.11)"
    assert related(finding) == [
        ("a/pyproject.toml", "a requires Python >=3.11"),
        ("c/pyproject.toml", "c requires Python >=3.10"),
    ]


def test_a_python_that_all_members_accept_and_the_lock_does_not_is_reported() -> None:
    files = (project("a", python=">=3.9"), project("b", python=">=3.10,<3.14"))
    assert said(RULE, uv(">=3.11, <3.14", "a", "b"), *files) == [
        "uv.lock:2:19: PIN703 uv.lock is not for Python 3.10 (>=3.11, <3.14), which its members accept"
    ]
    (line,) = said(RULE, uv(">=3.10, <3.13", "a", "b"), *files)
    assert "not for Python 3.13" in line


def test_a_member_that_was_not_read_may_be_why_the_lock_is_for_fewer() -> None:
    assert not said(RULE, uv(">=3.11", "a", "b"), project("a", python=">=3.9"))
    assert said(RULE, uv(">=3.8", "a", "b"), project("a", python=">=3.9"))


def test_a_member_of_another_name_or_place_is_not_the_one_that_is_locked() -> None:
    assert not said(RULE, uv(">=3.8", "a"), project("other", python=">=3.9", path="a"))
    assert not said(RULE, uv(">=3.8", "a"), project("a", python=">=3.9", path="elsewhere"))


def test_what_uv_does_not_read_is_not_compared() -> None:
    dynamic = 'dynamic = ["requires-python"]'
    setup = "-- a/setup.py --\nfrom setuptools import setup\nsetup(python_requires='>=3.12')"
    assert not said(RULE, uv(">=3.11", "a"), project("a", more=dynamic), setup)
    assert not said(RULE, uv(">=3.11", "a", "b"), project("a", more=dynamic), project("b", python=">=3.10"))


@pytest.mark.parametrize("python", ["?", "", "~~3"])
def test_a_lock_whose_pythons_are_unknown_is_left_alone(python: str) -> None:
    assert not said(RULE, uv(python, "a"), project("a", python=">=3.9"))


@pytest.mark.parametrize(("text", "reported"), [(">=3.9,<4.0", 0), ("^3.9", 0), (">=3.9, <4", 0), ("^3.10", 1)])
def test_poetry_spells_a_set_in_its_own_way(text: str, reported: int) -> None:
    own = '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"'
    table = '[tool.poetry]\nname = "app"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.9"'
    assert len(said(RULE, poetry(text), f"-- app/pyproject.toml --\n{table}\n{own}")) == reported


def test_poetry_locks_for_the_python_of_its_own_table_beside_the_project_table() -> None:
    more = '[tool.poetry.dependencies]\npython = ">=3.10,<3.13"'
    assert not said(RULE, poetry(">=3.10,<3.13"), project("app", python=">=3.9", more=more))
    assert said(RULE, poetry(">=3.9"), project("app", python=">=3.9", more=more)) == [
        "app/poetry.lock:4:19: PIN703 poetry.lock is for Python 3.9 (>=3.9), which app refuses (>=3.10,<3.13)"
    ]


def test_a_constraint_of_poetry_that_is_none_leaves_the_lock_alone() -> None:
    assert not said(
        RULE, poetry(">=3.10"), project("app", python=">=3.9", more='[tool.poetry.dependencies]\npython = "?"')
    )


@pytest.mark.parametrize(
    ("python", "reported"), [(">=3.12", False), (">=3.8", False), ("<3.9", True), ("==3.8.*", True)]
)
def test_other_locks_may_be_for_fewer_pythons_but_not_for_other_ones(python: str, reported: bool) -> None:  # noqa: FBT001 - a table of cases
    app = project("app", "click", python=">=3.9")
    pdm = f'-- app/pdm.lock --\n[metadata]\nlock_version = "4.5.0"\n[[metadata.targets]]\nrequires_python = "{python}"'
    pylock = (
        f'-- app/pylock.toml --\nlock-version = "1.0"\nrequires-python = "{python}"\ncreated-by = "x"\n'
        '[[packages]]\nname = "click"\nversion = "8.1"'
    )
    assert bool(said(RULE, pdm, app)) is reported
    assert bool(said(RULE, pylock, app)) is reported
