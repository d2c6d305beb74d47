"""PIN106: a requirement asks a member for an extra that the member does not provide."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.questions import telling
from pinlint.questions.support import present, written
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.questions.fitting import Fitted
    from pinlint.workspace import Dependency, Member, Requirement, Workspace

EXPLANATION = """
A requirement asks a member for an extra that the member does not provide.

Installers warn at most and install the member without what the extra should have brought. Names of extras are compared
in normalised form (`Async_IO` is `async-io`). A member that asks itself for an extra, to collect others, is asked too.
There is one finding for each dependent, sibling and set of such extras. The fix writes the name that is spelled most alike.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core[asnyc]"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            async = ["anyio"]
            http = ["httpx"]
        """,
        says="""
            app/pyproject.toml:4:17: PIN106 app asks core for the extra asnyc, but core provides async, http
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core[async]"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            async = ["anyio"]
            http = ["httpx"]
        """,
    ),
)


_WORD = re.compile(r"[^,\s]+")
_LISTED = re.compile(r" extras = \[([^\[\]]*)\]")
"""Extras in a table of poetry's."""
_QUOTED = re.compile(r'"([^"]*)"')


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up the extras of every internal requirement, and of those on the member itself."""
    found: defaultdict[tuple[Member, Member, tuple[str, ...]], list[Requirement]] = defaultdict(list)
    for dependent, dependency, requirement in chain(map(_ends, present(workspace)), _to_themselves(workspace)):
        provided = _provided(dependency)
        if provided is not None and requirement.url is None and not requirement.extras <= provided:
            missing = tuple(sorted(requirement.extras - provided))
            found[dependent, dependency, missing].append(requirement)
    for (dependent, dependency, names), requirements in found.items():
        yield _finding(dependent, dependency, names, requirements)


def _ends(edge: Dependency) -> tuple[Member, Member, Requirement]:
    return edge.dependent, edge.dependency, edge.requirement


def _to_themselves(workspace: Workspace) -> Iterator[tuple[Member, Member, Requirement]]:
    for member in workspace.members:
        for requirement in member.requirements:
            if member.name is not None and requirement.name == member.name:
                yield member, member, requirement


def _provided(member: Member) -> frozenset[NormalizedName] | None:
    """The extras of the member; None where not all of them are known."""
    if member.extras is None:
        return frozenset()
    return frozenset(extra.value for extra in member.extras) if member.extras.complete else None


def _finding(dependent: Member, dependency: Member, missing: tuple[str, ...], asking: list[Requirement]) -> Finding:
    provided = ", ".join(sorted(_provided(dependency) or ())) or "none"
    extras = [*(dependency.extras or ())]
    (at, _), *others = written(asking)
    return Finding(
        at,
        f"{dependent.label} asks {dependency.label} for the {'extras' if len(missing) > 1 else 'extra'} "
        f"{', '.join(missing)}, but {dependency.label} provides {provided}",
        member=dependent,
        dependencies=(asking[0].name,),
        related=(
            Related(extras[0].at if extras else dependency.anchor, f"{dependency.label} provides {provided}"),
            *(Related(at, f"{dependent.label} requires {text}") for at, text in others),
        ),
        subject=telling.listed(f"{each.scope.kind} {each.scope.name} {name}" for each in asking for name in missing),
        fix=_fix(dependency, missing, asking),
    )


def _fix(dependency: Member, missing: tuple[str, ...], asking: list[Requirement]) -> Fix | None:
    """The nearest extras in the place of those that are missing; None where one is not near to any."""
    # Only where an extra is missing.
    from difflib import get_close_matches  # noqa: PLC0415 - see above

    from pinlint.questions import clauses, fitting  # noqa: PLC0415 - only for what is found

    provided = sorted(_provided(dependency) or ())
    nearest = {name: get_close_matches(name, provided, n=1) for name in missing}
    changes = []
    for requirement in {(each.at, each.text): each for each in asking}.values():
        if (in_poetry := _in_poetry(requirement, nearest)) is not None:
            changes.append(in_poetry)
            continue
        parts = clauses.spelled(requirement)
        if parts is None or parts.extras is None or not all(nearest.values()):
            return None
        start, end = parts.extras
        found = [
            (start + word.start(), start + word.end(), nearest[name][0])
            for word in _WORD.finditer(parts.text[start:end])
            if (name := canonicalize_name(word.group())) in nearest
        ]
        if any(new in requirement.extras for _, _, new in found):
            return None
        changes.append(fitting.written(requirement, parts, found))
    more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    return Fix(f"write {changes[0].text}{more}", tuple(each for fix in changes for each in fix.changes), safe=False)


def _in_poetry(requirement: Requirement, nearest: Mapping[str, Sequence[str]]) -> Fitted | None:
    """The requirement with other extras in the list that poetry has for them; None where it is written otherwise."""
    from pinlint.changes import Replace  # noqa: PLC0415 - only for what is found
    from pinlint.questions.fitting import Fitted  # noqa: PLC0415 - with it

    at, text = requirement.at, requirement.text
    listed = _LISTED.search(text)
    if not isinstance(at, Key) or at.keys[:2] != ("tool", "poetry") or at.keys[-1] != "version" or listed is None:
        return None
    changes = []
    for index, word in enumerate(_QUOTED.findall(listed[1])):
        new = next(iter(nearest.get(canonicalize_name(word), ())), None)
        if new is not None and new not in requirement.extras:
            changes.append(Replace(Key(at.path, (*at.keys[:-1], "extras", index)), word, new))
            text = text.replace(f'"{word}"', f'"{new}"')
    return Fitted(tuple(changes), text) if len(changes) == len(nearest) else None


RULE = Rule("PIN106", "undeclared-extra", Level.ERROR, EXPLANATION, EXAMPLES, check)
