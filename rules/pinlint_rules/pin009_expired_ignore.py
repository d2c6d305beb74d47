"""PIN009: the last day of an ignore is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
The last day of an ignore is over.

An ignore in the configuration may say until when it holds. From the day after that it ignores nothing: the findings that
it hid come back, and this one says why.
"""

EXAMPLES = (
    Example(
        before="""
            -- legacy/pyproject.toml --
            [project]
            name = "acme-legacy"
            version = "1.0"
            requires-python = ">3.8"
            -- pinlint.toml --
            [[ignores]]
            rule = "PIN205"
            member = "acme-legacy"
            reason = "frozen until the 3.0 release"
            until = 2025-03-01
        """,
        says="""
            pinlint.toml:5:9: PIN009 the ignore of PIN205 ended on 2025-03-01: frozen until the 3.0 release
        """,
        after="""
            -- legacy/pyproject.toml --
            [project]
            name = "acme-legacy"
            version = "1.0"
            requires-python = ">=3.9"
            -- pinlint.toml --
            exclude = ["examples"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report every ignore whose last day is over."""
    for ignore in workspace.ignores:
        if ignore.expired and ignore.until is not None:
            message = f"the ignore of {ignore.selector} ended on {ignore.until.text}: {ignore.reason}"
            yield Finding(ignore.until.at, message)


RULE = Rule("PIN009", "expired-ignore", Level.WARNING, EXPLANATION, EXAMPLES, check, last=True)
