from __future__ import annotations

import pytest

from pinlint.metadata import locks
from pinlint.metadata.raw import Malformed
from pinlint.workspace.locked import LockKind
from tests.metadata.lock_texts import read, said

NAMES = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml")
WRONG = ("3", "true", "1.5", "''", "'?'", "'a b'", "[]", "[3]", "['?']", "[[]]", "{}", "{x = 3}", "2020-01-01", "[{}]")
FIELDS = (
    *("name", "version", "source", "marker", "markers", "resolution-markers", "dependencies", "optional-dependencies"),
    *("dev-dependencies", "groups", "category", "python-versions", "requires_python", "requires-python", "extras"),
    *("path", "url", "git", "vcs", "directory", "archive", "index", "develop"),
)
TOP = (
    *("package", "packages", "manifest", "metadata", "requires-python", "environments", "supported-markers"),
    *("manifest.members", "manifest.overrides", "manifest.constraints", "metadata.targets", "metadata.python-versions"),
    *("metadata.requires_python", "metadata.lock_version", "version", "lock-version"),
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("uv.lock", LockKind.UV),
        ("a/b/poetry.lock", LockKind.POETRY),
        ("pdm.lock", LockKind.PDM),
        ("pylock.toml", LockKind.PYLOCK),
        ("pylock.dev.toml", LockKind.PYLOCK),
        ("pylock.a.b.toml", None),
        ("pylock..toml", None),
        ("Cargo.lock", None),
        ("pyproject.toml", None),
    ],
)
def test_the_name_of_a_file_tells_its_dialect(path: str, kind: LockKind | None) -> None:
    assert locks.kind(path) is kind


@pytest.mark.parametrize("path", NAMES)
@pytest.mark.parametrize("wrong", WRONG)
def test_values_of_wrong_types_are_unknown_and_never_an_error(path: str, wrong: str) -> None:
    array = "packages" if path == "pylock.toml" else "package"
    for field in FIELDS:
        name = "" if field == "name" else "name = 'x'\n"
        good = f"[[{array}]]\nname = 'y'\nversion = '1.0'\n"
        lock = read(path, f"[[{array}]]\n{name}{field} = {wrong}\n{good}")
        assert (lock.packages[-1].name, said(lock.packages[-1].version)) == ("y", "1.0")
    for field in TOP:
        read(path, f"{field} = {wrong}\n")


@pytest.mark.parametrize("path", NAMES)
def test_an_entry_without_a_name_is_noted(path: str) -> None:
    array = "packages" if path == "pylock.toml" else "package"
    lock = read(path, f"[[{array}]]\nversion = '1.0'\n[[{array}]]\nname = '!'\n")
    assert lock.packages == ()
    assert [each.reason for each in lock.unknown] == ["has no name", "has a name that is no name of a distribution"]


@pytest.mark.parametrize("path", NAMES)
def test_versions_and_markers_that_no_standard_knows_are_unknown(path: str) -> None:
    array = "packages" if path == "pylock.toml" else "package"
    marker = {"uv.lock": "resolution-markers = ['?']", "poetry.lock": "markers = '?'"}.get(path, "marker = '?'")
    lock = read(path, f"[[{array}]]\nname = 'x'\nversion = 'one'\n{marker}\n")
    (locked,) = lock.packages
    assert str(said(locked.version)).startswith("? version is not a PEP 440 version")
    assert str(said(locked.marker)).startswith("? ")


@pytest.mark.parametrize("path", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "[",
        "a = 1\na = 2",
        f"a = {'[' * 100_000}",
        f"a = {'9' * 5_000}",
        "\0",
        f"{'a.' * 10_000}b = 1",
    ],
    ids=["open", "twice", "deep", "long", "nul", "dotted"],
)
def test_what_is_no_toml_is_malformed(path: str, text: str) -> None:
    with pytest.raises(Malformed):
        read(path, text)


@pytest.mark.parametrize("path", NAMES)
def test_large_locks_are_read(path: str) -> None:
    array = "packages" if path == "pylock.toml" else "package"
    count = 5_000
    text = "".join(f'[[{array}]]\nname = "d{number}"\nversion = "1.{number % 50}"\n' for number in range(count))
    lock = read(path, text)
    assert len(lock.packages) == count
    assert lock.packages[-1].at.keys == (array, count - 1)
