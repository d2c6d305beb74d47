"""PIN408: a requirement lacks a bound, a pin or a hash that is configured to be needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.specifiers import cap, floor, shape
from pinlint.source import Key
from pinlint.workspace.policy import deciding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.questions.demands import Demand
    from pinlint.workspace import Workspace
    from pinlint.workspace.policy import DependencyPolicy

EXPLANATION = """
A requirement lacks a bound, a pin or a hash that the configuration asks for.

`need` in a `[[dependencies]]` table lists what every requirement on the distributions it names has to have:
`"lower-bound"`, `"upper-bound"`, `"pin"` (one release only, as `==1.2` is and `==1.*` is not) or `"hash"`. Of several
tables that match a distribution the first decides.

Bounds and pins are asked of published requirements: core and extras. One that merely adds extras to a bounded one
(`click[fast]` beside `click>=8`) is fine. Hashes are asked of the lines of requirements files, since nothing else can
hold them, but not of `.in` files, which are the source of others, nor of constraints. What is required by URL or path
needs nothing, and the bounds of siblings are the business of their group.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click", "rich>=13"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["*"]
            need = ["lower-bound"]
        """,
        says="""
            core/pyproject.toml:4:17: PIN408 core requires click, which has no lower bound
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8.1", "rich>=13"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["*"]
            need = ["lower-bound"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask every requirement for what its policy needs."""
    if any(policy.need for policy in workspace.policies):
        yield from _lacking(workspace)
        yield from _without_hash(workspace)


def _lacking(workspace: Workspace) -> Iterator[Finding]:
    from pinlint.questions.demands import gather  # noqa: PLC0415 - only where a policy needs something

    for name, (policy, demands) in gather(workspace).items():
        lacking: dict[str, list[Demand]] = {}
        for demand in demands:
            if _lacks(policy, demand.specifiers):
                lacking.setdefault(demand.member.path, []).append(demand)
        for own in lacking.values():
            yield _finding(policy, name, own)


def _lacks(policy: DependencyPolicy, specifiers: SpecifierSet) -> list[str]:
    """What the set lacks of what is needed, in words."""
    found = []
    if "pin" in policy.need and shape(specifiers) != "exact":
        found.append("pin")
    if "lower-bound" in policy.need and floor(specifiers) is None:
        found.append("lower bound")
    if "upper-bound" in policy.need and cap(specifiers) is None:
        found.append("upper bound")
    return [f"no {what}" for what in found]


def _finding(policy: DependencyPolicy, name: NormalizedName, demands: list[Demand]) -> Finding:
    first, *others = demands
    lacks = " and ".join(_lacks(policy, first.specifiers))
    return Finding(
        first.requirement.at,
        f"{first.member.label} requires {first.requirement.text}, which has {lacks}",
        member=first.member,
        dependencies=(name,),
        related=(
            *(Related(each.requirement.at, f"{each.member.label} requires {each.requirement.text}") for each in others),
            _needed(policy, name),
        ),
        subject=telling.asked(each.requirement for each in demands),
    )


def _without_hash(workspace: Workspace) -> Iterator[Finding]:
    from pinlint.questions.hubs import all_lines  # noqa: PLC0415 - the same

    policies: dict[NormalizedName, DependencyPolicy | None] = {}
    for line in all_lines(workspace):
        installs = not (line.constraint or line.editable or line.url) and not line.at.path.endswith(".in")
        if line.name is None or not installs or line.hashes:
            continue
        if line.name not in policies:
            policies[line.name] = deciding(workspace.policies, line.name)
        policy = policies[line.name]
        if policy is not None and "hash" in policy.need:
            yield Finding(
                line.at,
                f"{line.at.path} has {line.text}, which has no hash",
                dependencies=(line.name,),
                related=(_needed(policy, line.name),),
            )


def _needed(policy: DependencyPolicy, name: NormalizedName) -> Related:
    at = Key(policy.at.path, (*policy.at.keys, "need"))
    return Related(at, f"{name} is configured to need {' and '.join(policy.need)}{policy.because}")


RULE = Rule("PIN408", "bound-missing", Level.WARNING, EXPLANATION, EXAMPLES, check)
