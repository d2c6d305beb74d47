"""A configuration that says what a workspace does already: its groups with their policies, as text."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from os.path import commonprefix
from typing import TYPE_CHECKING

from pinlint.config import GroupTable
from pinlint.configured import groups
from pinlint.questions.classifiers import pythons
from pinlint.questions.support import pool
from pinlint.report.text import counted, plain
from pinlint.source import Key
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from pinlint.workspace import Group, Member, Workspace

_SHARE = 0.8
"""Of those that could follow a policy: what makes it theirs. It is that of groups that are inferred."""
_PINS = ("exact", "compatible", "minimum")
"""Policies on internal pins, the firmest first."""
_NAMES = 12
"""Members that a comment names."""


@dataclass(frozen=True, slots=True)
class _Policy:
    """The word of a policy, and who follows it."""

    word: str
    because: str


def propose(workspace: Workspace, *, shared: bool) -> str:
    """The tables for a workspace whose groups are inferred; in a file that is ``shared``, below ``[tool.pinlint]``."""
    above = "tool.pinlint." if shared else ""
    lines = ["[tool.pinlint]"] if shared else []
    lines += [
        "# What the workspace does already, as pinlint init found it; what is not set is as it is by default.",
        "",
    ]
    names: dict[str, None] = {}
    for group in workspace.groups:
        name = _free(_stem(group) or "lockstep", names)
        lines += [f"[[{above}groups]]", *_table(workspace, group, name), ""]
    lines += _others(workspace)
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _table(workspace: Workspace, group: Group, name: str) -> Iterator[str]:
    yield f"name = {json.dumps(name)}"
    if globs := _globs(group, workspace):
        yield f"members = {json.dumps(list(globs))}  # {counted(len(group.members), 'member')}"
    else:
        yield "members = ["
        yield from (f"    {json.dumps(member)}," for member in _names(group.members))
        yield "]"
    yield f'version = "lockstep"  # all of them are at {group.version}'
    policies = {
        "internal-pins": _pins(workspace, group),
        "requires-python": _pythons(workspace, group),
        "classifiers": _classifiers(group),
    }
    for key, policy in policies.items():
        yield f"{key} = {json.dumps(policy.word)}  # {policy.because}"


def _pins(workspace: Workspace, group: Group) -> _Policy:
    """The firmest policy that nearly all requirements between the members follow."""
    of = 0
    for word in _PINS:
        table = GroupTable("", tuple(_names(group.members)), Key("", ()), internal_pins=word)
        share = groups.resolve(group.members, workspace.dependencies, [table])[0].pins
        of = share.of
        if share.of and share.number >= _SHARE * share.of:
            return _Policy(word, f"{share.number} of {counted(share.of, 'requirement')} between them")
    return _Policy("any", "they require each other in different ways" if of else "they do not require each other")


def _pythons(workspace: Workspace, group: Group) -> _Policy:
    known = pool(workspace)
    declared = [each.requires_python for each in group.members if isinstance(each.requires_python, Declared)]
    return _shared("compatible", [known.mask(each.value) for each in declared], "Requires-Python")


def _classifiers(group: Group) -> _Policy:
    listed = [frozenset(pythons(member)) for member in group.members]
    return _shared("any", [each for each in listed if each], "classifiers for Python")


def _shared(otherwise: str, values: Sequence[Hashable], what: str) -> _Policy:
    """``same`` where nearly all values are."""
    common = max(Counter(values).values(), default=0)
    if not values:
        return _Policy(otherwise, f"none has {what}")
    word = "same" if common >= _SHARE * len(values) else otherwise
    return _Policy(word, f"{common} of {counted(len(values), 'member')} with {what} have the same")


def _others(workspace: Workspace) -> Iterator[str]:
    """The members of no group, in a comment."""
    taken = {id(member) for group in workspace.groups for member in group.members}
    rest = [member for member in workspace.members if id(member) not in taken]
    if rest:
        more = f" and {len(rest) - _NAMES} more" if len(rest) > _NAMES else ""
        yield f"# In no group: {', '.join(plain(member.label) for member in rest[:_NAMES])}{more}"


def _stem(group: Group) -> str:
    """What the names of the members begin with, up to a hyphen; empty where that is nothing."""
    names = _names(group.members)
    start = commonprefix(names)  # noqa: RUF071 - of characters is what a glob needs
    return start if start in names else start[: max(start.rfind("-"), 0)]


def _globs(group: Group, workspace: Workspace) -> tuple[str, ...]:
    """Globs that match these members and no others; none where what their names begin with does not part them."""
    names, stem = _names(group.members), _stem(group)
    globs = (*((stem,) if stem in names else ()), f"{stem}-*") if stem else ("*",)
    matching = [each for each in _names(workspace.members) if any(fnmatchcase(each, glob) for glob in globs)]
    return globs if sorted(matching) == sorted(names) else ()


def _names(members: Iterable[Member]) -> list[NormalizedName]:
    return [member.name for member in members if member.name is not None]


def _free(name: str, taken: dict[str, None]) -> str:
    """The name, or the next one of its kind that is free; it is taken from then on."""
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken[found] = None
    return found
