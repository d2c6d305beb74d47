"""The git repository around a folder, as far as it says what to ignore."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH118, PTH120, PTH206

from __future__ import annotations

import os

from pinlint.discover import names
from pinlint.discover.files import read_regular
from pinlint.discover.gitignore import Ignored, Patterns, git_name
from pinlint.source import Unreadable

_LIMIT = 1024 * 1024
_GITIGNORE = ".gitignore"


def top_of(folder: str) -> str | None:
    """The nearest folder with a ``.git``, ``folder`` itself included."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def governing(folder: str) -> tuple[Ignored | None, str]:
    """What governs a named folder from above, and its path from the top of that (with a trailing slash, or empty).

    Nothing does where the folder itself is ignored or junk: whoever names it wants it read.
    """
    top = top_of(folder)
    if top is None or top == folder:
        return None, ""
    parts = os.path.relpath(folder, top).split(os.sep)
    rules = below(top, "", exclude_file(top))
    here, path = top, ""
    for part in parts:
        inner = path + git_name(part)
        if names.holds_no_members(part) or (rules is not None and rules.verdict(inner, folder=True)):
            return None, ""
        here, path = os.path.join(here, part), inner + "/"
        if here != folder:
            rules = below(here, path, rules)
    return rules, path


def ignores(folder: str) -> bool:
    """Whether git ignores a folder, be it there or not, or one that it lies in."""
    top = top_of(folder)
    if top is None or top == folder:
        return False
    here, path, rules = top, "", exclude_file(top)
    for part in os.path.relpath(folder, top).split(os.sep):
        rules = below(here, path, rules)
        here, path = os.path.join(here, part), path + git_name(part)
        if rules is not None and rules.verdict(path, folder=True):
            return True
        path += "/"
    return False


def exclude_file(top: str) -> Ignored | None:
    """The repository's own ``.git/info/exclude``."""
    return _read(os.path.join(top, ".git", "info", "exclude"), "", None)


def below(folder: str, path: str, outer: Ignored | None) -> Ignored | None:
    """What governs the entries of a folder, given what governs itself."""
    return _read(os.path.join(folder, _GITIGNORE), path, outer)


def _read(file: str, base: str, outer: Ignored | None) -> Ignored | None:
    try:
        return Ignored(Patterns(read_regular(file, _LIMIT)), base, outer)
    except Unreadable:
        # git, too, takes an ignore file that it cannot read for one that says nothing.
        return outer
