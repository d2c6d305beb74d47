"""Whether a glob that excludes folders has anything to exclude."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING

from pinlint.discover import globs, names, repository
from pinlint.discover.gitignore import git_name

if TYPE_CHECKING:
    from pinlint.discover.gitignore import Ignored

_FOLDERS = 10_000
"""Folders that are listed at most; what is not found in them may be elsewhere."""


def is_idle(root: str, glob: str) -> bool:
    """Whether surely no file and no folder below a root matches the glob, nor is one to be expected.

    What tools make is not always there: what bears a name of outputs, environments and the like (``build/**``), and
    what git would ignore. ``**`` does not pass through hidden folders and other junk, where nobody looks for members.
    """
    if any(names.holds_no_members(part) for part in glob.strip().split("/") if part not in {"", "."}):
        return False
    around, git = repository.governing(root)
    waiting = deque([(root, git, around, globs.start((glob,)))])
    visited = 0
    while waiting:
        folder, git, outer, state = waiting.popleft()
        visited += 1
        if visited > _FOLDERS or globs.accepts(state):
            return False
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError:
            # There may be anything in it.
            return False
        listed = {entry.name for entry in entries}
        # A repository of its own starts anew.
        rules, git = (repository.exclude_file(folder), "") if ".git" in listed else (outer, git)
        if ".gitignore" in listed:
            rules = repository.below(folder, git, rules)
        if _expects(rules, git, state):
            return False
        for entry in entries:
            passed = names.is_junk(entry.name) or entry.is_symlink()
            following = globs.step(state, entry.name, deep=not passed)
            if globs.accepts(following):
                return False
            if following and _is_folder(entry):
                waiting.append((entry.path, f"{git}{git_name(entry.name)}/", rules, following))
    return True


def _expects(rules: Ignored | None, git: str, state: globs.State) -> bool:
    """Whether git would ignore something that matches, were it in this folder or below it."""
    return rules is not None and any(
        rules.verdict(git + git_name(path), folder=is_folder)
        for path in globs.following(state)
        for is_folder in (True, False)
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
