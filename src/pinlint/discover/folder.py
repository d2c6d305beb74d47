"""A folder during the walk: where it is, and all that its parents decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.discover import globs, paths
from pinlint.discover.gitignore import git_name

if TYPE_CHECKING:
    import os

    from pinlint.discover.gitignore import Ignored
    from pinlint.discover.importable import Project
    from pinlint.discover.places import Named

    Entries = dict[str, os.DirEntry[str]]

GIT = ".git"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to be visited."""

    real: str
    path: str
    git: str
    """From the top of the repository, as git compares it, with a trailing slash; empty at the top."""
    ignored: Ignored | None
    members: globs.State
    others: globs.State
    """Of the globs for folders that are no members whatever ``members`` says."""
    excluded: globs.State
    named: Named
    direct: bool = True
    beside: bool = True
    """Whether files in it speak of projects."""
    pants: bool = False
    """Whether BUILD files in it are those of Pants."""
    owner: Project | None = None
    depth: int = 0
    """Below the owner's folder."""
    counts: bool = True
    """Whether code in it is the owner's."""
    tests_of: tuple[Project, ...] = ()

    @property
    def may_be_member(self) -> bool:
        """Whether it is one of the folders in which members are looked for."""
        return globs.accepts(self.members) and not globs.accepts(self.others)

    def ignores(self, name: str, *, is_folder: bool = False) -> bool:
        """Whether git ignores something in it."""
        return self.ignored is not None and self.ignored.verdict(self.git + git_name(name), folder=is_folder)

    def excludes(self, name: str) -> bool:
        """Whether an exclude glob matches something in it."""
        return globs.accepts(globs.step(self.excluded, name))

    def shown(self, name: str) -> str:
        """The path of something in it as it is shown."""
        return paths.join(self.path, name)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one. A link to itself is neither."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file or a link to one."""
    try:
        return entry.is_file()
    except OSError:
        return False
