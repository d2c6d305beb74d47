"""Files that are no metadata and still speak of the projects beside them: requirements files and locks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.source import Span, Unreadable, decode
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.companion import Companion, companion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.source import Files
    from pinlint.workspace.locked import Lock
    from pinlint.workspace.requested import RequirementsFile


@dataclass(frozen=True, slots=True)
class Companions:
    """What such files say, as far as they can be read."""

    requested: tuple[RequirementsFile, ...] = ()
    locks: tuple[Lock, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(paths: Iterable[str], files: Files) -> Companions:
    """Read each by its dialect, which its name tells; what cannot be read is a problem.

    Settings of tools are passed over.
    """
    requested: list[RequirementsFile] = []
    locks: list[Lock] = []
    problems: list[Problem] = []
    for path in paths:
        name = path.rpartition("/")[2]
        try:
            kind = companion(path)
            if kind is Companion.REQUIREMENTS:
                from pinlint.metadata import requirements_file  # noqa: PLC0415 - only where there is one

                requested.append(requirements_file.read(path, files))
            elif kind is Companion.LOCK:
                from pinlint.metadata import locks as dialects  # noqa: PLC0415 - only where there is one

                locks.append(dialects.read(decode(path, files.read(path))))
        except Malformed as error:
            problems.append(Problem(ProblemKind.FILE, error.at, f"{name} {error.message}"))
        except (Unreadable, UnicodeDecodeError) as error:
            problems.append(Problem(ProblemKind.FILE, Span(path, 0, 0), f"{name} cannot be read: {error}"))
    return Companions(tuple(requested), tuple(locks), tuple(problems))
