"""A configuration that says what a workspace does already: its groups with their policies, as text.

What a check finds stays what it was: a policy is written as firm as it can be without finding anything new.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.proposing.naming import declare
from pinlint.proposing.offers import agreed, completed, owned
from pinlint.proposing.policies import RULES, Settled, because, settle
from pinlint.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.utils import NormalizedName

    from pinlint.proposing.policies import Ask
    from pinlint.workspace import Group, Workspace

__all__ = ["RULES", "Proposal", "propose", "written"]

_NAMES = 12
"""Members that a comment names."""
_WIDTH = 100
"""Characters of a list that stays on one line."""
_SAYS = "# What the workspace does already, as pinlint init found it; what is not set is as it is by default."
_NO_GROUPS = (
    "# No members are released together, as their versions and pins show; what is not set is as it is by default."
)
_OFFERS = "# What is in a comment holds as well, and is checked once its # is taken out."
_REASON = "not found before pinlint init configured the group"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The tables for a workspace whose groups were inferred."""

    workspace: Workspace
    """With the groups as they are configured by the proposal."""
    settled: Settled
    agreed: tuple[NormalizedName, ...]
    """Distributions outside of the workspace that all who require them require alike."""


def propose(workspace: Workspace, ask: Ask) -> Proposal:
    """The tables for a workspace without a configuration; ``ask`` says what `RULES` find in it under other groups."""
    settled = settle(workspace, declare(workspace), ask)
    return Proposal(settled.workspace, settled, agreed(workspace))


def written(proposal: Proposal, *, shared: bool) -> str:
    """The proposal as a text: in a file that is ``shared`` with other tools, below ``[tool.pinlint]``."""
    above = "tool.pinlint." if shared else ""
    body: list[str] = []
    for group in proposal.workspace.groups:
        if not group.inferred:
            body += [f"[[{above}groups]]", *_group(proposal, group), ""]
    for code, member in proposal.settled.ignored:
        body += [f"[[{above}ignores]]", f'rule = "{code}"', f"member = {json.dumps(member)}"]
        body += [f"reason = {json.dumps(_REASON)}", ""]
    if proposal.agreed:
        body += [*_dependencies(proposal, above), ""]
    grouped = any(not group.inferred for group in proposal.workspace.groups)
    if grouped:
        body += _others(proposal.workspace)
    offers = [_OFFERS] if any(line.startswith(("# owns", "# complete", "# [[")) for line in body) else []
    lines = [*(["[tool.pinlint]"] if shared else []), _SAYS if grouped else _NO_GROUPS, *offers, "", *body]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _group(proposal: Proposal, group: Group) -> Iterator[str]:
    table = next(each for each in proposal.settled.tables if each.name == group.name)
    reasons = because(proposal.workspace, group)
    yield f"name = {json.dumps(group.name)}"
    yield from _list("members", table.members, f"# {reasons['members']}")
    yield f"version = {json.dumps(group.policy.version)}  # {reasons['version']}"
    yield f"internal-pins = {json.dumps(group.policy.internal_pins)}  # {reasons['internal-pins']}"
    yield f"requires-python = {json.dumps(group.policy.requires_python)}  # {reasons['requires-python']}"
    yield f"classifiers = {json.dumps(group.policy.classifiers)}  # {reasons['classifiers']}"
    if globs := owned(proposal.workspace, table):
        yield f"# owns = {json.dumps(list(globs))}  # all that is required by such a name is a member"
    if hubs := completed(group):
        yield f"# complete = {json.dumps(list(hubs))}  # names every other member"


def _dependencies(proposal: Proposal, above: str) -> Iterator[str]:
    yield f"# [[{above}dependencies]]"
    for line in _list("names", proposal.agreed, "# all who require them require the same versions"):
        yield f"# {line}"
    yield '# specifiers = "same"'


def _list(key: str, values: Iterable[str], comment: str) -> Iterator[str]:
    """A list on one line, or on one for each value."""
    texts = [json.dumps(value) for value in values]
    line = f"{key} = [{', '.join(texts)}]"
    if len(line) <= _WIDTH:
        yield f"{line}  {comment}"
        return
    yield f"{key} = [  {comment}"
    yield from (f"    {text}," for text in texts)
    yield "]"


def _others(workspace: Workspace) -> Iterator[str]:
    """The members of no group, in a comment."""
    taken = {id(member) for group in workspace.groups if not group.inferred for member in group.members}
    rest = [member for member in workspace.members if id(member) not in taken]
    if rest:
        more = f" and {len(rest) - _NAMES} more" if len(rest) > _NAMES else ""
        yield f"# In no group: {', '.join(plain(member.label) for member in rest[:_NAMES])}{more}"
