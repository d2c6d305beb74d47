"""PIN401: what a member brings in asks for versions of one distribution that do not exist together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.closures import conflicts
from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.questions.closures import Clash, Conflict, Path
    from pinlint.source import Place
    from pinlint.workspace import Member, Workspace

EXPLANATION = """
A member and the siblings it requires, together, ask for versions of an external distribution that have none in common.

Each of the requirements can be met, all of them cannot: the member cannot be installed. The closure of a member is what
its core requires, the cores of those siblings, the extras that are asked of them, and so on; the markers on each way and
the Requires-Python of each member along it count. The finding names requirements of which none can be left out without
the others having a version in common, and the shortest way to each of them. It is reported where it arises, and not
again for all who require that member; clashes that share a requirement are one finding, for which the error with the
shortest ways speaks, and of several the first by name.

Only requirements that accept the sibling's present version are followed. Where a way leads over a requirement that would
accept another release of the sibling as well, or through an extra of the member, the finding is a warning. Nothing is said
where a clash depends on what is not known: `===`, a URL, a version that the build fills in. Two requirements in one list
are PIN404, one that accepts nothing is PIN403.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core==1.0", "click<8"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8.1"]
        """,
        says="""
            app/pyproject.toml:4:30: PIN401 app requires click<8 and through core click>=8.1, which have no version in common
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core==1.0", "click<9"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8.1"]
        """,
    ),
)

_OUTLIER = 3
"""Different clashes over one requirement from which on that requirement is the one to look at."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for clashes in the closures of all members and of their extras."""
    for conflict in conflicts(workspace):
        yield _finding(conflict)


def _finding(conflict: Conflict) -> Finding:
    first, *others = conflict.clashes
    shared = _shared(conflict)
    paths = first.paths
    if shared is None:
        member, at, extra = first.member, paths[0][0][1].at, first.extra
        said = (
            f"{_who(first)} requires {_enumerated([_asked(path) for path in paths])}, which have no version in common"
        )
    else:
        member, requirement = shared[-1]
        at, extra = requirement.at, None
        rest = _enumerated([_asked(path) for path in paths if path is not shared])
        also = rest if member is first.member else f"{_who(first)} {rest}"
        said = f"{member.label} requires {requirement.text} and {also}, which have no version in common"
    likewise = {clash.member: None for clash in others if clash.member is not first.member}
    related: dict[Place, Related] = {}
    for clash in conflict.clashes:
        for step in _steps(clash):
            related.setdefault(step.at, step)
    related.pop(at, None)
    return Finding(
        at,
        f"{said}{f' on {first.environment}' if first.environment else ''}{_likewise(list(likewise))}",
        member=member,
        dependencies=(first.name,),
        extra=extra,
        related=tuple(related.values()),
        witness=first.environment or None,
        level=None if first.exact else Level.WARNING,
    )


def _shared(conflict: Conflict) -> Path | None:
    """The way to the requirement that many different ones clash with."""
    different = {frozenset(requirement.at for requirement in clash.requirements) for clash in conflict.clashes}
    if len(different) < _OUTLIER:
        return None
    common = frozenset.intersection(*different)
    return next((path for path in conflict.clashes[0].paths if path[-1][1].at in common), None)


def _who(clash: Clash) -> str:
    return clash.member.label if clash.extra is None else f"{clash.member.label}[{clash.extra}]"


def _asked(path: Path) -> str:
    """``click<8``; ``through web and core click>=8.1``."""
    *_, (_, requirement) = path
    through = _enumerated([member.label for member, _ in path[1:]])
    return f"through {through} {requirement.text}" if through else requirement.text


def _enumerated(texts: list[str]) -> str:
    *head, last = texts or [""]
    return f"{', '.join(head)} and {last}" if head else last


def _likewise(members: list[Member]) -> str:
    if len(members) > 1:
        return f"; likewise {len(members)} more members"
    return f"; likewise {members[0].label}" if members else ""


def _steps(clash: Clash) -> Iterator[Related]:
    """Every requirement on the ways of the clash, those that clash first."""
    for *_, (member, requirement) in clash.paths:
        yield Related(requirement.at, f"{member.label} requires {requirement.text}")
    for path in clash.paths:
        for member, requirement in path[:-1]:
            yield Related(requirement.at, f"{member.label} requires {requirement.text}")


RULE = Rule("PIN401", "closure-conflict", Level.ERROR, EXPLANATION, EXAMPLES, check)
