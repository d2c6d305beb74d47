"""PIN205: a Requires-Python cuts inside a minor series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Rule
from pinlint.sets.pythons import traps
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.sets.pythons import Trap
    from pinlint.workspace import Workspace

EXPLANATION = """
A clause of Requires-Python cuts inside a minor series, in a way that nobody means.

`3.12` in a specifier is the release 3.12.0, not the series: `<=3.12` refuses 3.12.1, `>3.8` accepts 3.8.1, `==3.12`
accepts 3.12.0 alone, and `!=3.13` refuses 3.13.0 alone. What was meant is `<3.13`, `>=3.9`, `==3.12.*`, `!=3.13.*`.
Clauses that name a patch release (`>=3.10.4`, `!=3.9.7`) are deliberate and left alone, and so is a clause whose cut
another clause makes moot. The fix writes what was probably meant.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10,<=3.12"
        """,
        says="""
            core/pyproject.toml:4:19: PIN205 core requires Python >=3.10,<=3.12, but <=3.12 refuses 3.12.1
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10,<3.13"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for clauses that name a minor and mean one release of it."""
    for member in workspace.members:
        declared = member.requires_python
        if isinstance(declared, Declared):
            for trap in traps(declared.value):
                yield Finding(
                    declared.at,
                    f"{member.label} requires Python {shown(declared)}, but {trap.clause} {trap}",
                    member=member,
                    witness=f"Python {trap.release}",
                    fix=_fix(declared, trap),
                )


def _fix(declared: Declared[SpecifierSet], trap: Trap) -> Fix | None:
    """The clause about the whole series; None where it is not written as one."""
    from pinlint.changes import Replace  # noqa: PLC0415 - only for what is found
    from pinlint.questions.clauses import of_set  # noqa: PLC0415 - only for what is found

    same = [
        clause
        for clause in of_set(declared.text) or ()
        if trap.clause == f"{clause.operator}{clause.version}"
        or trap.clause == f"{clause.operator}{_plain(clause.version)}"
    ]
    if len(same) != 1:
        return None
    (clause,) = same
    *head, last = clause.version.split(".")
    # There is no Python 2.8.
    following = "3" if clause.version == "2.7" else ".".join((*head, str(int(last) + 1)))
    operator, version = {
        "<=": ("<", following),
        ">": (">=", following),
        "==": ("==", f"{clause.version}.*"),
        "!=": ("!=", f"{clause.version}.*"),
    }[clause.operator]
    changes = [Replace(declared.at, declared.text, version, clause.at, clause.end)]
    if operator != clause.operator:
        end = clause.start + len(clause.operator)
        changes.append(Replace(declared.at, declared.text, operator, clause.start, end))
    return Fix(f"write {operator}{version}", tuple(changes), safe=False)


def _plain(version: str) -> str | None:
    try:
        return str(Version(version))
    except InvalidVersion:
        return None


RULE = Rule("PIN205", "requires-python-trap", Level.WARNING, EXPLANATION, EXAMPLES, check)
