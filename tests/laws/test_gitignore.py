"""What pinlint takes for ignored is what git takes for ignored."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinlint.discover.gitignore import Ignored, Patterns, git_name

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("a", "b", "ab", "aab", "c", "-", " ", "a ", "é", "!a", "#a", "*", "[a", "]", "a\\", "1", "a\r")
SHALLOW = ("a", "b", "ab", "c", "é", "-")
PIECES = st.sampled_from(
    [
        *("a", "b", "ab", "c", "é", "1", "-", "]", " ", "\\ ", "!", "#", "\r"),
        *("*", "*", "**", "**", "***", "/", "/", "/", "/", "?", "\\a", "\\*", "\\", "\\/"),
        *("[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[a", "[[a]", "[a\\]b]", "[b-a]", "[a-]", "[--0]", "[/]", "[a-\\c]"),
        *("[[:alpha:]]", "[[:digit:]b]", "[![:space:]]", "[[:foo:]]", "[[:]"),
    ]
)
LINES = st.lists(PIECES, min_size=1, max_size=6).map("".join)
FILES = st.lists(LINES, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """A repository three levels deep: every name once as a file's and once as a folder's where that matters."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", root], check=True)
    paths: list[str] = []
    for name in NAMES:
        (root / name).mkdir()
        paths.append(f"{name}/")
        for inner in SHALLOW:
            (root / name / inner).mkdir()
            paths.append(f"{name}/{inner}/")
            for leaf in ("a", "b", "ab", "1"):
                (root / name / inner / leaf).touch()
                paths.append(f"{name}/{inner}/{leaf}")
        for leaf in set(NAMES) - set(SHALLOW):
            (root / name / leaf).touch()
            paths.append(f"{name}/{leaf}")
    return root, tuple(paths)


def ignored_by_git(root: Path, paths: tuple[str, ...]) -> set[str]:
    asked = b"\0".join(os.fsencode(path.rstrip("/")) for path in paths)
    command = ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"]
    answer = subprocess.run(command, cwd=root, input=asked, capture_output=True, check=False)
    assert answer.returncode in {0, 1}, answer.stderr
    return {os.fsdecode(path) for path in answer.stdout.split(b"\0") if path}


def ignored_by_pinlint(rules: Ignored, paths: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for path in paths:  # parents come before what is in them
        name = path.rstrip("/")
        if name.rpartition("/")[0] in found or rules.verdict(git_name(name), folder=path.endswith("/")):
            found.add(name)
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=FILES, nested=st.none() | FILES, bom=st.booleans(), last=st.sampled_from(["", "\n", "\r\n"]))
def test_every_path_is_ignored_by_both_or_by_none(
    tree: tuple[Path, tuple[str, ...]],
    lines: list[str],
    nested: list[str] | None,
    bom: bool,  # noqa: FBT001 - a drawn value
    last: str,
) -> None:
    root, paths = tree
    outer = (b"\xef\xbb\xbf" if bom else b"") + ("\n".join(lines) + last).encode()
    (root / ".gitignore").write_bytes(outer)
    rules = Ignored(Patterns(outer), "")
    inner_file = root / "a" / ".gitignore"
    inner_file.unlink(missing_ok=True)
    asked = paths
    if nested is not None:
        inner = "\n".join(nested).encode()
        inner_file.write_bytes(inner)
        rules = Ignored(Patterns(inner), "a/", rules)
        asked = tuple(path for path in paths if path.startswith("a/") and path != "a/")
        if Ignored(Patterns(outer), "").verdict("a", folder=True):
            return
    assert ignored_by_pinlint(rules, asked) == ignored_by_git(root, asked)


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 100 + "b", "**/" + "*a/**/" * 60 + "b", "[a-z]*" * 100 + "!", "a?" * 50 + "**" + "/a" * 50],
)
def test_no_pattern_takes_more_than_a_moment(pattern: str) -> None:
    rules = Ignored(Patterns(pattern.encode()), "")
    # Matching that tries every way to share the name among the stars would never come back.
    assert not rules.verdict("a" * 250, folder=False)
    assert not rules.verdict("/".join(["aa"] * 1000), folder=False)
