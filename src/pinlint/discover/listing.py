"""Files that the configuration names by globs."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH118

from __future__ import annotations

import os

from pinlint.discover import globs, names, paths

_FOLDERS = 100_000
"""Folders that are listed at most."""


def matching(root: str, *patterns: str) -> tuple[str, ...]:
    """The regular files below a root that one of the globs matches, as shown and in order.

    ``**`` does not pass through hidden folders and other junk; links are not followed.
    """
    waiting = [("", globs.start(patterns))]
    found: list[str] = []
    visited = 0
    while waiting and visited < _FOLDERS:
        folder, state = waiting.pop()
        visited += 1
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                listed = list(entries)
        except OSError:
            continue
        for entry in listed:
            is_folder = entry.is_dir(follow_symlinks=False)
            following = globs.step(state, entry.name, deep=not (is_folder and names.is_junk(entry.name)))
            path = f"{folder}/{entry.name}" if folder else entry.name
            if is_folder and following:
                waiting.append((path, following))
            elif globs.accepts(following) and entry.is_file(follow_symlinks=False):
                found.append(paths.show(path))
    return tuple(sorted(found))
