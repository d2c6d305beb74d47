"""PIN405: a marker that no environment within Requires-Python meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.support import condition, declared_pythons, shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.conditions import never, possible
from pinlint.source import Key
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.markers import Marker

    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, Workspace

EXPLANATION = """
No environment within the member's Requires-Python meets the marker of a requirement, so it is never installed.

Mostly the requirement was a backport for a Python that has been dropped since: `tomli; python_version < "3.11"` beside
`>=3.11`. A marker that contradicts itself is met by no environment either. Asked are the requirements that users of a
release meet: core and extras.

A marker is left alone where the answer depends on something that is not known, as `platform_release` is, and where the
member declares no Requires-Python, or one that cannot be read. So is a member that is not published.

The fix removes the requirement; it is the marker that may be wrong.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = [
                "click>=8",
                "tomli>=2; python_version < '3.11'",
            ]
        """,
        says="""
            core/pyproject.toml:7:5: PIN405 core requires tomli>=2 where python_version < '3.11', but accepts no such environment (>=3.11)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = [
                "click>=8",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each marker of a published requirement whether anything that its member accepts meets it."""
    for member in workspace.members:
        declared = member.requires_python
        if member.unpublished or not isinstance(declared, Declared):
            continue
        # One string may state a requirement for several extras, and is dead only if it is for each of them.
        by_string: dict[tuple[Place, str], list[Requirement]] = {}
        for requirement in member.published:
            by_string.setdefault((requirement.at, requirement.text), []).append(requirement)
        for first, *others in by_string.values():
            markers = [each.marker for each in (first, *others)]
            if all(marker is not None and _is_dead(member, marker) for marker in markers):
                asked, _, _ = first.text.partition(";")
                yield Finding(
                    first.at,
                    f"{member.label} requires {asked.strip()} where {condition(first)}, "
                    f"but accepts no such environment ({shown(declared)})",
                    member=member,
                    dependencies=(first.name,),
                    extra=None if others else first.scope.name,
                    related=(Related(declared.at, f"{member.label} requires Python {shown(declared)}"),),
                    subject=telling.shaped((first, *others)),
                    witness=_witness(member, first.marker),
                    fix=_fix((first, *others)),
                )


def _fix(requirements: tuple[Requirement, ...]) -> Fix | None:
    from pinlint.changes import Drop, Remove  # noqa: PLC0415 - only for what is found

    first, at = requirements[0], requirements[0].at
    change: Remove | Drop = Remove(at, first.text)
    if isinstance(at, Key) and at.keys[:2] == ("tool", "poetry") and "dependencies" in at.keys:
        # What an extra of poetry names has to be among its dependencies.
        if any(each.scope.kind is ScopeKind.EXTRA for each in requirements):
            return None
        change = Drop(Key(at.path, at.keys[: at.keys.index("dependencies") + 2]))
        if any(isinstance(key, int) for key in at.keys):
            return None
    return Fix(f"remove {first.text}", (change,), safe=False)


def _is_dead(member: Member, marker: Marker) -> bool:
    known = declared_pythons(member, marker)
    return known is not None and never(marker, *known)


def _witness(member: Member, marker: Marker | None) -> str | None:
    """A Python that meets the marker and that the member refuses; None where it is not the Python that fails."""
    known = declared_pythons(member, marker)
    if known is None:
        return None
    pythons, accepted = known
    python = pythons.witness(possible(marker, pythons), accepted)
    return f"Python {python}" if python else None


RULE = Rule("PIN405", "dead-marker", Level.WARNING, EXPLANATION, EXAMPLES, check)
