"""Questions to git about one repository: what a revision is and holds. Nothing is checked out, fetched or changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
"""No lock is taken, nothing is asked for or fetched, and an object is what its name says."""
_INHERITED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
"""Set while a hook runs; they would answer for another repository than the one that is asked about."""


class GitError(Exception):
    """Something git cannot answer; ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, link or submodule of a tree; ``path`` from its top with ``/``, ``size`` in bytes (0 for a submodule)."""

    path: str
    mode: str
    object_name: str
    size: int

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link; its target is its content."""
        return self.mode == "120000"

    @property
    def is_submodule(self) -> bool:
        """Whether it is the commit of another repository."""
        return self.mode == "160000"


class Git:
    """One repository, by its top folder."""

    def __init__(self, top: str) -> None:
        self.top = top
        self._reader: Popen[bytes] | None = None

    def commit(self, revision: str) -> str:
        """The object name of the commit that a revision means. Raises GitError."""
        wanted = f"{revision}^{{commit}}"
        problem = f"there is no revision {revision!r} in the git repository at {self.top}"
        try:
            said = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
        except GitError as error:
            raise GitError(f"{problem} ({error})" if str(error) else problem) from error
        if not said.isalnum():  # "^HEAD" is all that is not HEAD
            raise GitError(problem)
        return said

    def entries(self, commit: str) -> Iterator[Entry]:
        """Every file of a commit. Raises GitError."""
        for line in self._run("ls-tree", "-r", "-z", "--long", "--full-tree", commit).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if path:
                mode, _, object_name, size = head.decode().split()
                yield Entry(os.fsdecode(path), mode, object_name, int(size) if size.isdigit() else 0)

    def blob(self, object_name: str) -> bytes:
        """The content of a file. Raises GitError."""
        import subprocess  # noqa: PLC0415 - only a run that looks back needs it

        if self._reader is None:
            self._reader = subprocess.Popen(  # noqa: S603 - git, with words of our own
                self._command("cat-file", "--batch"),
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        asked, answered = self._reader.stdin, self._reader.stdout
        if asked is None or answered is None:
            raise TypeError("both ends are pipes")
        try:
            asked.write(f"{object_name}\n".encode())
            asked.flush()
            head = answered.readline().split()
        except OSError as error:
            raise GitError(f"git does not answer any more: {error}") from error
        if len(head) != 3 or head[1] != b"blob":
            raise GitError(f"the content of {object_name} is not in the git repository at {self.top}")
        data = answered.read(int(head[2]))
        answered.read(1)
        return data

    def close(self) -> None:
        """Let go of the process that reads."""
        if self._reader is not None:
            self._reader.kill()
            self._reader.communicate()
            self._reader = None

    def _command(self, *arguments: str) -> list[str]:
        # A monitor of the file system is a program of the repository's choosing.
        return ["git", "-C", self.top, "-c", "core.fsmonitor=false", *arguments]

    def _run(self, *arguments: str) -> bytes:
        import subprocess  # noqa: PLC0415 - only a run that looks back needs it

        command = self._command(*arguments)
        try:
            done = subprocess.run(  # noqa: S603 - git, and what is asked for stands behind --end-of-options
                command, env=_environment(), capture_output=True, check=False
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror or error}; install it") from error
        if done.returncode != 0:
            raise GitError(done.stderr.decode(errors="replace").strip().partition("\n")[0])
        return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _INHERITED} | _QUIET
