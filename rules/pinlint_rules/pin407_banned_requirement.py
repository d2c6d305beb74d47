"""PIN407: a distribution that is banned is required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.support import written
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.source import Key
from pinlint.workspace.policy import deciding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.policy import DependencyPolicy
    from pinlint.workspace.requested import Requested

EXPLANATION = """
A requirement is on a distribution that the configuration bans.

`banned = true` in a `[[dependencies]]` table, or the reason instead of `true`, bans what its `names` match; of several
tables that match the first decides. Asked are published requirements, core and extras, and the lines of requirements
files; dependency groups and build requirements are not. A member may be banned like any other distribution. There is one finding for each member,
and one for each line of a requirements file.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            testing = ["nose>=1.3"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["nose"]
            banned = true
            reason = "it does not run on Python 3.10"
        """,
        says="""
            core/pyproject.toml:5:12: PIN407 core requires nose>=1.3, but nose is banned: it does not run on Python 3.10
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            testing = ["pytest>=8"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["nose"]
            banned = true
            reason = "it does not run on Python 3.10"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up every requirement among the bans."""
    if any(policy.banned for policy in workspace.policies):
        from pinlint.questions.hubs import all_lines  # noqa: PLC0415 - only where there is a ban

        lines = all_lines(workspace)
        bans = _bans(workspace, lines)
        for member in workspace.members:
            banned: dict[NormalizedName, list[Requirement]] = {}
            for requirement in member.published:
                if requirement.name != member.name and requirement.name in bans:
                    banned.setdefault(requirement.name, []).append(requirement)
            yield from (_required(bans[name], member, requirements) for name, requirements in banned.items())
        for line in lines:
            if line.name is not None and line.name in bans:
                policy = bans[line.name]
                yield Finding(
                    line.at,
                    f"{line.at.path} has {line.text}, but {line.name} is banned{policy.because}",
                    dependencies=(line.name,),
                    related=(_configured(policy, line.name),),
                )


def _bans(workspace: Workspace, lines: Iterable[Requested]) -> dict[NormalizedName, DependencyPolicy]:
    """The names that are required and banned."""
    names = {requirement.name for member in workspace.members for requirement in member.published}
    names |= {line.name for line in lines if line.name is not None}
    found = ((name, deciding(workspace.policies, name)) for name in names)
    return {name: policy for name, policy in found if policy is not None and policy.banned}


def _required(policy: DependencyPolicy, member: Member, requirements: list[Requirement]) -> Finding:
    first = requirements[0]
    _, *others = written(requirements)
    return Finding(
        first.at,
        f"{member.label} requires {first.text}, but {first.name} is banned{policy.because}",
        member=member,
        dependencies=(first.name,),
        related=(
            *(Related(at, f"{member.label} requires {text}") for at, text in others),
            _configured(policy, first.name),
        ),
        subject=telling.asked(requirements),
    )


def _configured(policy: DependencyPolicy, name: NormalizedName) -> Related:
    return Related(Key(policy.at.path, (*policy.at.keys, "banned")), f"{name} is banned")


RULE = Rule("PIN407", "banned-requirement", Level.ERROR, EXPLANATION, EXAMPLES, check)
