"""PIN006: two members have the same name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Workspace

EXPLANATION = """
Two members have the same name.

Names are compared as indexes compare them: case, and the choice between `.`, `-` and `_`, make no difference. Only one
of the two can be published, and a requirement on the name cannot tell them apart. Where their versions differ,
requirements are understood to mean the member they accept.

A source tree and the distributions built from it are one member. Members that are not published may share a name.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.0"
            -- legacy/pyproject.toml --
            [project]
            name = "Acme_Core"
            version = "0.9"
        """,
        says="""
            legacy/pyproject.toml:2:8: PIN006 Acme_Core 0.9 in legacy has the same name as acme-core 1.0 in core
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.0"
            -- legacy/pyproject.toml --
            [project]
            name = "acme-core-legacy"
            version = "0.9"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each name once, on the second of its bearers."""
    bearers: defaultdict[NormalizedName, list[Member]] = defaultdict(list)
    for member in workspace.members:
        if member.name is not None and not member.unpublished:
            bearers[member.name].append(member)
    for first, *others in bearers.values():
        if others:
            second = others[0]
            yield Finding(
                second.anchor,
                f"{_called(second)} has the same name as {_called(first)}",
                member=second,
                related=tuple(Related(each.anchor, _called(each)) for each in (first, *others[1:])),
                subject=telling.listed(each.path for each in others),
            )


def _called(member: Member) -> str:
    """Spelling, version where it is known, and place: what tells namesakes apart."""
    version = f" {shown(member.version)}" if isinstance(member.version, Declared) else ""
    return f"{member.label}{version} in {member.path}"


RULE = Rule("PIN006", "duplicate-member", Level.ERROR, EXPLANATION, EXAMPLES, check)
