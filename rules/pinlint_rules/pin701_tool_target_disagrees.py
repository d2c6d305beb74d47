"""PIN701: a tool rewrites or analyses code for a Python that Requires-Python does not begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.questions import governed
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.source import Key
from pinlint.workspace import Declared
from pinlint.workspace.targets import Use
from pinlint.workspace.targets import shown as name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.changes import Change
    from pinlint.sets.pythons import Release
    from pinlint.workspace import Member, Workspace
    from pinlint.workspace.targets import Python, Target

EXPLANATION = """
A tool is set to an older Python than any its projects accept, or rewrites code for a newer one than they promise.

Requires-Python is raised in one place, and the settings of tools stay behind: `target-version` of ruff and of black
(its lowest entry), `python_version` of mypy, `pythonVersion` of pyright, `py-version` of pylint, `--py39-plus` of
pyupgrade. A linter that looks for an older Python than there is keeps quiet about what could be simpler by now. One
that rewrites code for a newer Python (ruff, black, pyupgrade) writes what does not run on the oldest one promised.
ruff and black take the Python from `requires-python` in the same file where they are told none.

A setting may be for every member in its folder and below. It is too old only if it is older than what each of them
accepts, so that nothing is said where one of them accepts it, or has no Requires-Python that can be read. It is too new
only for members that have no nearer settings of the same tool, and not for members below a setting that leaves files
out. Settings that are not written as they are, as those of an extended file, are not followed.

The fix writes the oldest Python that is accepted, or, where the tool takes that from the same file, drops the setting.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            [tool.mypy]
            python_version = "3.9"
            [tool.ruff]
            line-length = 120
            target-version = "py312"
        """,
        says="""
            core/pyproject.toml:6:18: PIN701 mypy python_version names Python 3.9, but core requires Python >=3.10
            core/pyproject.toml:9:18: PIN701 ruff target-version rewrites code for Python 3.12, but core accepts \
Python 3.10 (>=3.10)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            [tool.mypy]
            python_version = "3.10"
            [tool.ruff]
            line-length = 120
        """,
    ),
)

_INFERRING = frozenset({"ruff", "black"})
_DIGITS = re.compile(r"(py)[0-9]{2,}|[0-9]+\.[0-9]+(?:\.[0-9]+)?")
_OLDEST = {"ruff": (3, 7)}
"""The oldest Python that a tool can be set to: it cannot be set right for an older one."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare every Python that a tool rewrites or analyses code for with the floors of the members it may be for."""
    for target in workspace.targets:
        if target.use is not Use.RUNS and (finding := _too_old(workspace, target) or _too_new(workspace, target)):
            yield finding


def _too_old(workspace: Workspace, target: Target) -> Finding | None:
    """The finding that the Python is older than any that the members accept."""
    for python in target.pythons:
        members = governed.members(workspace, target)
        if members and len(python.value) > 1 and all(_is_below(python.value, member) for member in members):
            name = name_of(python.value)
            return Finding(
                python.at,
                f"{target.label} names Python {name}, but {governed.requiring(members)}",
                member=members[0] if len(members) == 1 else None,
                related=_related(members),
                witness=f"Python {name}",
                fix=_fix(target, members),
            )
    return None


def _too_new(workspace: Workspace, target: Target) -> Finding | None:
    """The finding that code is rewritten for a newer Python than the oldest that a member accepts."""
    if target.use is not Use.REWRITES:
        return None
    for python in target.pythons:
        above = [
            (floor, member)
            for member in governed.nearest(workspace, target)
            if (floor := governed.floor(member)) is not None and floor[:2] < python.value[:2]
            if not target.narrowed or member.path == target.folder
        ]
        if above and len(python.value) > 1 and python.value != _OLDEST.get(target.tool):
            floor, member = min(above, key=lambda each: each[0])
            declared = member.requires_python
            oldest = name_of(floor[:2] if floor[2] == 0 else floor)
            accepting = f" ({shown(declared)})" if isinstance(declared, Declared) else ""
            return Finding(
                python.at,
                f"{target.label} rewrites code for Python {name_of(python.value)}, but {member.label} accepts "
                f"Python {oldest}{accepting}",
                member=member,
                related=_related([member]),
                witness=f"Python {oldest}",
                fix=_fix(target, [each for _, each in above]),
            )
    return None


def _fix(target: Target, members: Sequence[Member]) -> Fix | None:
    """The oldest Python that the members accept."""
    from pinlint.changes import Drop, Replace  # noqa: PLC0415 - only for what is found

    floors = [floor for member in members if (floor := governed.floor(member)) is not None]
    if len(target.pythons.items) != 1 or not floors:
        return None
    (python,), wanted = target.pythons.items, max(min(floors)[:2], _OLDEST.get(target.tool, (0, 0)))
    if not _DIGITS.search(python.text):
        return None
    text = _DIGITS.sub(lambda found: f"py{wanted[0]}{wanted[1]}" if found[1] else name_of(wanted), python.text, count=1)
    change: Change = Replace(python.at, python.text, text)
    title = f"write {text}"
    if target.tool in _INFERRING and isinstance(python.at, Key):
        if _is_inferred(target, members, min(floors)):
            keys = python.at.keys
            change = Drop(Key(python.at.path, keys[: keys.index("target-version") + 1]))
            title = f"drop {target.setting}, which {target.tool} takes from requires-python"
        elif isinstance(python.at.keys[-1], int):
            # Another of the list would be the lowest then.
            return None
    return Fix(title, (change,), safe=True)


def _is_inferred(target: Target, members: Sequence[Member], floor: Release) -> bool:
    """Whether the tool, told nothing, finds that floor in the same file."""
    places = {
        member.requires_python.at: governed.floor(member)
        for member in members
        if isinstance(member.requires_python, Declared)
    }
    return places.get(Key(target.path, ("project", "requires-python"))) == floor


def _is_below(python: Python, member: Member) -> bool:
    floor = governed.floor(member)
    return floor is not None and python[:2] < floor[:2]


def _related(members: Sequence[Member]) -> tuple[Related, ...]:
    return tuple(
        Related(member.requires_python.at, f"{member.label} requires Python {shown(member.requires_python)}")
        for member in members[: governed.NAMED]
        if isinstance(member.requires_python, Declared)
    )


RULE = Rule("PIN701", "tool-target-disagrees", Level.WARNING, EXPLANATION, EXAMPLES, check)
