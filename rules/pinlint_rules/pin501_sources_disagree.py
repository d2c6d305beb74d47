"""PIN501: two files of one member state different things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinlint.questions import telling
from pinlint.questions.support import pool
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.changes import Replace
    from pinlint.questions.agreement import Difference, Disagreement
    from pinlint.workspace import Field, Member, Statement, Workspace

EXPLANATION = """
One member states a field in two places that differ.

The files that state metadata have an order of authority: pyproject.toml, setup.py, setup.cfg, requires.txt in the
egg-info, PKG-INFO, METADATA. Each field is compared with the first of them that states it: names in normalised form,
versions by value, specifier sets and markers by what they accept, lists without regard to their order.

A field that pyproject.toml, setup.py or setup.cfg does not mention is not stated there. A field that is merely absent
from the PKG-INFO of an sdist with a Metadata-Version below 2.2 proves little, and is a warning. Generated files that
lie about in a source tree without a PKG-INFO are leftovers and not read.

The fix writes the name, the version or Requires-Python as the leading file states it; lists are left to their author.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.1"
            -- core/setup.cfg --
            [metadata]
            name = core
            version = 1.0
        """,
        says="""
            core/setup.cfg:3:11: PIN501 core has the version 1.0 in setup.cfg, but 1.1 in pyproject.toml
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.1"
            -- core/setup.cfg --
            [metadata]
            name = core
            version = 1.1
        """,
    ),
    Example(
        before="""
            -- core-1.0/PKG-INFO --
            Metadata-Version: 2.1
            Name: core
            Version: 1.0
            -- core-1.0/core.egg-info/requires.txt --
            click>=8
            rich
        """,
        says="""
            core-1.0/PKG-INFO:2:7: PIN501 core has no Requires-Dist in PKG-INFO, but 2 in requires.txt
        """,
        after="""
            -- core-1.0/PKG-INFO --
            Metadata-Version: 2.1
            Name: core
            Version: 1.0
            Requires-Dist: click>=8
            Requires-Dist: rich
            -- core-1.0/core.egg-info/requires.txt --
            click>=8
            rich
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the statements of each member; one finding for each field, on the first file that differs."""
    stated = [member for member in workspace.members if len(member.statements) > 1]
    if stated:
        from pinlint.questions.agreement import disagreements  # noqa: PLC0415 - for members with several statements

        for member in stated:
            for disagreement in disagreements(member, pool(workspace)):
                yield _finding(member, disagreement)


def _finding(member: Member, disagreement: Disagreement) -> Finding:
    leading = disagreement.leading
    first, *others = disagreement.differences
    contrast = f", {first.contrast}" if first.contrast else ""
    return Finding(
        first.at,
        f"{member.label} has {first.says} in {_named(first.statement, leading)}{contrast}, "
        f"but {first.leading_says} in {_named(leading, first.statement)}",
        member=member,
        related=(
            Related(first.leading_at, f"{first.leading_says} in {_named(leading, first.statement)}"),
            *(Related(each.at, f"{each.says} in {_named(each.statement, leading)}") for each in others),
        ),
        witness=first.witness,
        subject=telling.listed(
            f"{disagreement.field} {each.statement.path} {telling.unversioned(each.says)}"
            for each in disagreement.differences
        ),
        level=Level.WARNING if all(each.unproven for each in disagreement.differences) else None,
        fix=_fix(disagreement),
    )


def _fix(disagreement: Disagreement) -> Fix | None:
    """What the leading file states, in the others; None where that is no single value."""
    changes = [_change(disagreement.leading, each) for each in disagreement.differences]
    if None in changes:
        return None
    texts = [change.text for change in changes if change is not None]
    return Fix(f"write {texts[0]}", tuple(change for change in changes if change is not None), safe=True)


def _change(leading: Statement, difference: Difference) -> Replace | None:
    from pinlint.changes import Replace  # noqa: PLC0415 - only for what is found
    from pinlint.questions import fitting, supporting  # noqa: PLC0415 - only for what is found

    other = difference.statement
    fields: tuple[tuple[Field[Any], Field[Any], Callable[[Any], str]], ...] = (
        (leading.version, other.version, fitting.spelled),
        (leading.requires_python, other.requires_python, supporting.stated),
        (leading.title, other.title, lambda declared: declared.text.strip()),
    )
    places = difference.leading_at, difference.at
    for ours, theirs, text in fields:
        if not isinstance(ours, Declared) or not isinstance(theirs, Declared) or (ours.at, theirs.at) != places:
            continue
        if ours.text.strip() != theirs.text.strip():
            if theirs is other.version:
                return fitting.restated(theirs, text(ours))
            return Replace(theirs.at, theirs.text, text(ours))
    return None


def _named(statement: Statement, other: Statement) -> str:
    """The kind of file, or its path where both are of one kind."""
    return statement.path if statement.kind is other.kind else statement.kind.value


RULE = Rule("PIN501", "sources-disagree", Level.ERROR, EXPLANATION, EXAMPLES, check)
