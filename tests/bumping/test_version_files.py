"""Which files hold nothing but the version of a member, and whose it is."""

from __future__ import annotations

from pinlint.bumping.version_files import beside, theirs
from pinlint.testing import check

PROJECT = "-- {path}/pyproject.toml --\n[project]\nname = '{name}'\nversion = '1.4.2'\n"
MEMBERS = check(
    PROJECT.format(path="core", name="acme-core") + PROJECT.format(path="core/tool", name="acme-tool"), ()
).workspace.members


def owned(*files: tuple[str, str], moving: tuple[str, ...] = ("acme-core", "acme-tool")) -> dict[str, list[str]]:
    """The members that the files are copies of, by their paths."""
    of = [each for each in MEMBERS if each.name in moving]
    found = beside(of, MEMBERS, {path: text.encode() for path, text in files})
    copies = {path: [copy.version.at.path for copy in copies] for path, copies in found.copies.items()}
    assert sorted(found.sources) == sorted(path for each in copies.values() for path in each)
    return copies


def test_a_file_is_of_the_innermost_member_around_it() -> None:
    assert owned(("core/VERSION", "1.4.2"), ("core/tool/src/VERSION", "1.4.2\n")) == {
        "core": ["core/VERSION"],
        "core/tool": ["core/tool/src/VERSION"],
    }


def test_a_file_of_a_member_that_stays_is_of_nobody_else() -> None:
    assert owned(("core/tool/VERSION", "1.4.2"), moving=("acme-core",)) == {}


def test_a_file_in_the_folder_of_nobody_is_of_nobody() -> None:
    assert owned(("VERSION", "1.4.2"), ("corex/VERSION", "1.4.2")) == {}


def test_what_says_another_version_or_none_is_no_copy() -> None:
    assert owned(("core/VERSION", "1.4.1"), ("core/VERSION.txt", "1.4.2 is it"), ("core/version.txt", "")) == {}


def test_a_long_file_is_not_looked_at() -> None:
    assert owned(("core/VERSION", "1.4.2" + "\n" * 200)) == {}


def test_a_version_is_looked_for_in_the_folder_and_the_import_packages_of_a_member() -> None:
    ours = ["VERSION", "acme_core/VERSION", "src/acme/core/version.txt", "ai/backend/test/VERSION", "src/build/VERSION"]
    others = [
        "acme/core/VERSION",
        "src/acme_core/data/VERSION",
        "tests/VERSION",
        "src/_vendor/x/VERSION",
        "docs/VERSION",
        "ai/docs/VERSION",
    ]
    there = {
        "core/acme/setup.py",
        "core/src/build/__init__.py",
        "core/ai/backend/test/__init__.py",
        "core/src/_vendor/__init__.py",
    }
    found = [f"core/{path}" for path in (*ours, *others)] + ["VERSION", "corex/VERSION", "core/tool/VERSION"]
    assert list(theirs(found, MEMBERS, there.__contains__)) == [
        *(f"core/{path}" for path in ours[:-1]),
        "core/tool/VERSION",
    ]
    (build,) = check(PROJECT.format(path="core", name="build"), ()).workspace.members
    assert list(theirs(["core/src/build/VERSION"], [build], there.__contains__)) == ["core/src/build/VERSION"]
