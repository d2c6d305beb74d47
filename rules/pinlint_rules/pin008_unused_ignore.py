"""PIN008: an ignore ignores nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Fix, Level, Rule
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace
    from pinlint.workspace.ignore import Ignore

EXPLANATION = """
An ignore, in a comment or in the configuration, ignores nothing.

What it hid is put right, or it never hid anything: its rule is misspelt, or it names none. Left in place it hides the
next disagreement of the same kind, which nobody decided to ignore. Of a comment that names several rules each is judged
by itself.

An ignore is judged only where every rule that it means is asked, opt-in rules that nobody opted for aside, so that
`--select` makes no ignore unused; where the whole root is read, without a file that cannot be; and where nothing else in
its table is said to match nothing (PIN010).
Comments in a distribution are about the workspace it was built from, and are not judged. An ignore whose last day is over
is PIN009.

The fix removes the ignore: the rule out of the comment, and with the last one that, or the table. It is unsafe where the rule
is misspelt.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "2.0"
            requires-python = ">=3.11"
            dependencies = [
                "core>=1",  # pinlint: ignore[PIN101] until core 2 is out
            ]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "2.0"  # pinlint: ignore
            requires-python = ">=3.11"
            -- pinlint.toml --
            [[ignores]]
            rule = "PIN201"
            reason = "nobody uses an old Python"
        """,
        says="""
            app/pyproject.toml:6:35: PIN008 the ignore of PIN101 ignores nothing
            core/pyproject.toml:3:18: PIN008 the comment names no rule in brackets, and ignores nothing
            pinlint.toml:2:8: PIN008 the ignore of PIN201 ignores nothing
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "2.0"
            requires-python = ">=3.11"
            dependencies = [
                "core>=1",
            ]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "2.0"
            requires-python = ">=3.11"
            -- pinlint.toml --
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report every ignore that cannot, or did not, ignore anything."""
    for ignore in workspace.ignores:
        if ignore.wrong is not None:
            yield Finding(ignore.at, ignore.wrong, workspace.stating(ignore.at.path), fix=_fix(ignore))
        elif ignore.idle:
            message = f"the ignore of {ignore.selector} ignores nothing"
            yield Finding(ignore.at, message, workspace.stating(ignore.at.path), fix=_fix(ignore))


def _fix(ignore: Ignore) -> Fix:
    from pinlint.changes import Drop, Unignore  # noqa: PLC0415 - only for what is found

    at = ignore.at
    if isinstance(at, Key):
        change: Drop | Unignore = Drop(Key(at.path, at.keys[:-1]))
    else:
        change = Unignore(at)
    return Fix(
        f"remove the ignore of {ignore.selector}" if ignore.selector else "remove the comment",
        (change,),
        safe=ignore.wrong is None or not ignore.selector,
    )


RULE = Rule("PIN008", "unused-ignore", Level.WARNING, EXPLANATION, EXAMPLES, check, last=True)
