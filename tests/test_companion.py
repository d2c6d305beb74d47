"""Files beside metadata are known by their names."""

from __future__ import annotations

import pytest

from pinlint.workspace.companion import _IMAGES, _LOCKS, _SETTINGS, PANTS, Companion, companion, likely


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("requirements.txt", True),
        ("requirements-dev.txt", True),
        ("dev-requirements.txt", True),
        ("test_requirements.in", True),
        ("Requirements.txt", True),
        ("a/constraints.txt", True),
        ("requirements/base.txt", True),
        ("a/constraints/base.in", True),
        ("requirements/README.md", False),
        ("requirements/old/base.txt", False),
        ("notes.txt", False),
        ("requirements.py", False),
        ("myrequirements.txt", False),
    ],
)
def test_requirements_files_are_named_so_or_lie_in_a_folder_that_is(path: str, *, expected: bool) -> None:
    assert (companion(path) is Companion.REQUIREMENTS) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("uv.lock", True),
        ("a/poetry.lock", True),
        ("pdm.lock", True),
        ("pylock.toml", True),
        ("pylock.dev.toml", True),
        ("pylock.a.b.toml", False),
        ("pylock.txt", False),
        ("Cargo.lock", False),
    ],
)
def test_locks_bear_the_names_that_their_tools_give_them(path: str, *, expected: bool) -> None:
    assert (companion(path) is Companion.LOCK) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tox.ini", True),
        ("a/.python-version", True),
        ("Dockerfile", True),
        ("Dockerfile.dev", True),
        ("dev.Dockerfile", True),
        ("Dockerfile.dockerignore", False),
        ("Dockerfiles", False),
        (".github/workflows/ci.yml", True),
        ("a/.github/workflows/ci.yaml", True),
        (".github/ci.yml", False),
        ("workflows/ci.yml", False),
        ("x.github/workflows/ci.yml", False),
        (".github/workflows/ci.json", False),
        ("pyproject.toml", False),
        ("setup.cfg", False),
    ],
)
def test_settings_of_tools_are_named_by_their_tools(path: str, *, expected: bool) -> None:
    assert (companion(path) is Companion.SETTINGS) is expected


def test_every_companion_is_a_likely_one() -> None:
    named = [*_LOCKS, *_SETTINGS, *_IMAGES, PANTS, "BUILD", "BUILD.pants", "a.txt", "a.in", "pylock.a.toml"]
    named += ["Dockerfile.dev", "dev.Dockerfile", "ci.yml", "ci.yaml"]
    assert likely(named) == named
    assert likely(["x.py", "README.md", "py.typed", "x.pyi", "LICENSE", "tasks.py"]) == []
