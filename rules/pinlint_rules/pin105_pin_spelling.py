"""PIN105: a version is spelled in two ways, or written with white space around it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.graph import by_pair
from pinlint.questions import telling
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.source import Key
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Member, Requirement, Workspace

    Pin = tuple[Dependency, Declared[Version]]

EXPLANATION = """
A pin on a sibling spells the sibling's version in another way, or a version or requirement has white space around it.

`24.03.0rc3` and `24.3.0rc3` are the same version (PEP 440), and build backends strip white space. But whoever searches
for the version, or replaces it for the next release, finds only one of the spellings. Only `==` pins on members of the
workspace are compared, since `===` accepts one spelling only; all spellings in one member are one finding, and so is all
white space. The fixes keep what is accepted.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "24.03.0"
            dependencies = ["core==24.3.0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "24.03.0"
        """,
        says="""
            app/pyproject.toml:4:17: PIN105 app requires core==24.3.0, but core spells that version 24.03.0
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "24.03.0"
            dependencies = ["core==24.03.0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "24.03.0"
        """,
    ),
)

_EXACT = frozenset({"==", "=", ""})
"""Operators of a pin; the last two are poetry's."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare pins with versions as texts, and look around both for white space."""
    pins: defaultdict[Member, list[Pin]] = defaultdict(list)
    for edges in by_pair(workspace.dependencies):
        found = [pin for edge in edges if (pin := _other_spelling(edge))]
        pins[edges[0].dependent] += found
    for member in workspace.members:
        if pins[member]:
            yield _spelled(member, pins[member])
        version = member.version
        if isinstance(version, Declared) and version.text != version.text.strip():
            yield _spaced(member, version)
        padded = {requirement.at: requirement for requirement in member.requirements if requirement.padded}
        if padded:
            yield _padded(member, tuple(padded.values()))


def _other_spelling(edge: Dependency) -> Pin | None:
    """The pin of the requirement, with the version of the sibling, where they are one version in two spellings."""
    requirement, version = edge.requirement, edge.dependency.version
    if requirement.templated or requirement.url is not None or not isinstance(version, Declared):
        return None
    at = requirement.at
    if "==" not in requirement.text and not (isinstance(at, Key) and at.keys[:2] == ("tool", "poetry")):
        return None
    from pinlint.questions import clauses  # noqa: PLC0415 - only where there are pins

    theirs, parts = shown(version), clauses.spelled(requirement)
    for clause in parts.clauses if parts else ():
        # What a build appends to the version is in its value, and not in what is written.
        same = clause.operator in _EXACT and _parsed(clause.version) == version.value == _parsed(theirs)
        if same and clause.version != theirs:
            return edge, version
    return None


def _parsed(text: str) -> Version | None:
    try:
        return Version(text) if len(text) < 1000 else None
    except InvalidVersion:
        return None


def _spelled(member: Member, every: list[Pin]) -> Finding:
    # Of several pins on one sibling the first speaks for all.
    pins = list({edge.dependency: (edge, version) for edge, version in reversed(every)}.values())[::-1]
    edge, version = pins[0]
    more = f", and {len(pins) - 1} more pins likewise" if len(pins) > 2 else ""
    if len(pins) == 2:
        more = f", and its pin on {pins[1][0].dependency.label} likewise"
    return Finding(
        edge.requirement.at,
        f"{member.label} requires {edge.requirement.text}, "
        f"but {edge.dependency.label} spells that version {shown(version)}{more}",
        member=member,
        dependencies=tuple(sorted({each.requirement.name for each, _ in pins})),
        related=(
            *(Related(each.requirement.at, f"{member.label} requires {each.requirement.text}") for each, _ in pins[1:]),
            *(Related(theirs.at, f"{each.dependency.label} is {shown(theirs)}") for each, theirs in pins),
        ),
        subject=telling.shaped(each.requirement for each, _ in every),
        fix=_fix(every),
    )


def _fix(pins: list[Pin]) -> Fix | None:
    """The spelling of the sibling in every pin."""
    from pinlint.questions import clauses  # noqa: PLC0415 - only for what is found
    from pinlint.questions.fitting import written  # noqa: PLC0415 - only for what is found

    places = {(edge.requirement.at, edge.requirement.text): (edge.requirement, version) for edge, version in pins}
    fitted = []
    for requirement, version in places.values():
        parts = clauses.spelled(requirement)
        theirs = shown(version)
        same = [
            (clause.at, clause.end, theirs)
            for clause in (parts.clauses if parts else ())
            if clause.version != theirs and _parsed(clause.version) == version.value and clause.operator in _EXACT
        ]
        if parts is None or not same:
            return None
        fitted.append(written(requirement, parts, same))
    more = f" and {len(fitted) - 1} more" if len(fitted) > 1 else ""
    return Fix(f"write {fitted[0].text}{more}", tuple(each for fix in fitted for each in fix.changes), safe=True)


def _spaced(member: Member, version: Declared[Version]) -> Finding:
    from pinlint.changes import Strip  # noqa: PLC0415 - only for what is found

    message = f"{member.label} has white space around its version {version.text!r}"
    fix = Fix(f"write {shown(version)}", (Strip(version.at, version.text),), safe=True)
    return Finding(version.at, message, member=member, subject="white space", fix=fix)


def _padded(member: Member, requirements: tuple[Requirement, ...]) -> Finding:
    from pinlint.changes import Strip  # noqa: PLC0415 - only for what is found

    first, *others = requirements
    more = f" and {len(others)} more" if others else ""
    return Finding(
        first.at,
        f"{member.label} has white space around the requirement {first.text}{more}",
        member=member,
        dependencies=tuple(sorted({each.name for each in requirements})),
        related=tuple(Related(each.at, f"{member.label} requires {each.text}") for each in others),
        subject=telling.listed(("white space", *telling.shaped(requirements).splitlines())),
        fix=Fix("remove the white space", tuple(Strip(each.at, each.text) for each in requirements), safe=True),
    )


RULE = Rule("PIN105", "pin-spelling", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
