"""PIN404: one list of requirements names a distribution twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.lists import in_one_list
from pinlint.questions.support import common_environment
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.conditions import equivalent
from pinlint.sets.specifiers import are_disjoint, is_subset, is_unsatisfiable, witness
from pinlint.source import Key
from pinlint.workspace import Kind, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.changes import Change
    from pinlint.source import Place, Source
    from pinlint.workspace import Member, Requirement, Scope, Workspace

    Pair = tuple[Requirement, Requirement]

EXPLANATION = """
One list of requirements names the same distribution, with the same extras, twice for the same environments.

Mostly a line was added where there was one already, and whoever raises the bound of the first does not see the second.
Where the two accept no version together, in an environment that meets the markers of both, it is an error: nobody can
install the member there.

Asked are the requirements that users of a release meet, core and extras, and only within one list as it is written:
what a build puts together from several files or lists may name a distribution several times. Different extras add up,
and a bound for some environments beside a general one narrows it: both are left alone.

The fix keeps the narrowest of those that mean the same environments, and accepts what all of them together did. Of equal
ones the one that a comment explains stays. It is unsafe where a comment goes with a requirement, or where pre-releases
were admitted by one of those that go; it is refused where a comment above would come to explain something else.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = [
                "click>=8",
                "rich",
                "click>=8.1",
            ]
        """,
        says="""
            core/pyproject.toml:7:5: PIN404 core requires click>=8 and click>=8.1 in one list, of which only the first accepts click 8
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = [
                "rich",
                "click>=8.1",
            ]
        """,
    ),
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = [
                "click<8; python_version < '3.10'",
                "click>=8.1",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN404 core requires click<8; python_version < '3.10' and click>=8.1 in one list, which have no version in common on Python 3.9
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = [
                "click<8; python_version < '3.10'",
                "click>=8.1; python_version >= '3.10'",
            ]
        """,
    ),
)

_BUILT = frozenset({Kind.REQUIRES_TXT, Kind.PKG_INFO, Kind.METADATA})
_ALIKE = 50
"""Requirements on one distribution in one list that are looked at."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the published requirements of each member on the same distribution, list by list."""
    for member in workspace.members:
        by_name: defaultdict[tuple[NormalizedName, Scope], list[Requirement]] = defaultdict(list)
        for requirement in member.published:
            if requirement.url is None and not requirement.templated:
                by_name[requirement.name, requirement.scope].append(requirement)
        built = {statement.path for statement in member.statements if statement.kind in _BUILT}
        # A list that several extras share is one list.
        told: set[Place] = set()
        for alike in by_name.values():
            if len(alike) > 1:
                pairs = [pair for pair in combinations(alike[:_ALIKE], 2) if in_one_list(workspace.sources, *pair)]
                finding = _clash(member, pairs) or _repeated(
                    member, [pair for pair in pairs if pair[0].at.path not in built], workspace.sources
                )
                if finding is not None and finding.at not in told:
                    told.add(finding.at)
                    yield replace(finding, subject=telling.shaped(each for pair in pairs for each in pair))


def _clash(member: Member, pairs: Iterable[Pair]) -> Finding | None:
    """The first two that accept no version together where both apply."""
    for first, second in pairs:
        if are_disjoint(first.specifiers, second.specifiers) and not _impossible(first, second):
            environment = common_environment([member], [first.marker, second.marker])
            if environment is not None:
                where = f" on {environment}" if environment else ""
                return _finding(
                    member, first, second, f"which have no version in common{where}", Level.ERROR, environment
                )
    return None


def _impossible(*requirements: Requirement) -> bool:
    """Whether one of them accepts nothing by itself."""
    return any(is_unsatisfiable(each.specifiers) for each in requirements)


def _repeated(member: Member, pairs: Sequence[Pair], sources: Mapping[str, Source]) -> Finding | None:
    """The first two with the same extras that apply in the same environments; its fix is for all such."""
    same = [(one, other) for one, other in pairs if one.extras == other.extras and equivalent(one.marker, other.marker)]
    if not same:
        return None
    (first, second), fix = same[0], _fix(same, sources)
    if first.text == second.text:
        return replace(_finding(member, first, second), fix=fix)
    for one, other, which in ((first, second, "first"), (second, first, "second")):
        version = witness(one.specifiers, other.specifiers)
        if version is not None:
            shown = f"{first.name} {version}"
            contrast = f"of which only the {which} accepts {shown}"
            return replace(_finding(member, first, second, contrast, witness=shown), fix=fix)
    contrast = "which mean the same"
    if _admits([first]) != _admits([second]):
        contrast = f"of which only the {'first' if _admits([first]) else 'second'} admits pre-releases"
    return replace(_finding(member, first, second, contrast), fix=fix)


def _admits(requirements: Iterable[Requirement]) -> bool:
    """Whether installers take pre-releases for them, which is so where one of them names one (PEP 440)."""
    return any(each.specifiers.prereleases for each in requirements)


def _fix(pairs: Sequence[Pair], sources: Mapping[str, Source]) -> Fix | None:
    """Of those that belong together all go but one that no other narrows; None where there is none."""
    from pinlint.questions.remarks import is_explained  # noqa: PLC0415 - only for what is found

    together: list[list[Requirement]] = []
    for first, second in pairs:
        known = next((each for each in together if first in each), None)
        if known is None:
            together.append([first, second])
        elif second not in known:
            known.append(second)
    gone, safe = [], True
    for alike in together:
        narrowest = [each for each in alike if all(is_subset(each.specifiers, other.specifiers) for other in alike)]
        # What `===` accepts is compared with nothing.
        if not narrowest or any("===" in str(each.specifiers) for each in alike):
            return None
        admitted = _admits(alike)
        kept = max(narrowest, key=lambda each: (_admits([each]) == admitted, is_explained(sources, _element(each.at))))
        others = [each for each in alike if each is not kept]
        explained = any(is_explained(sources, _element(each.at)) for each in others)
        safe = safe and _admits([kept]) == admitted and not explained
        gone += others
    title = f"remove {gone[0].text}" + (f" and {len(gone) - 1} more" if len(gone) > 1 else "")
    return Fix(title, tuple(map(_removal, gone)), safe=safe)


def _removal(requirement: Requirement) -> Change:
    """The change after which the requirement is not in its list; in poetry's table it is a key."""
    from pinlint.changes import Drop, Remove  # noqa: PLC0415 - only for what is found

    at = _element(requirement.at)
    if isinstance(at, Key) and at.keys[:2] == ("tool", "poetry") and not any(isinstance(key, int) for key in at.keys):
        return Drop(Key(at.path, at.keys[: at.keys.index("dependencies") + 2]))
    return Remove(at, requirement.text)


def _element(at: Place) -> Place:
    """The element of the list that a requirement is; of several constraints of poetry a table."""
    if isinstance(at, Key) and at.keys[:2] == ("tool", "poetry") and at.keys[-1] == "version":
        return Key(at.path, at.keys[:-1])
    return at


def _finding(  # noqa: PLR0913, PLR0917 - two requirements, and what there is to say of them
    member: Member,
    first: Requirement,
    second: Requirement,
    contrast: str = "",
    level: Level | None = None,
    witness: str | None = None,
) -> Finding:
    scope = second.scope
    where = f"in the extra {scope.name}" if scope.kind is ScopeKind.EXTRA else "in one list"
    if contrast:
        said = f"{member.label} requires {first.text} and {second.text} {where}, {contrast}"
    else:
        said = f"{member.label} requires {first.text} twice {where}"
    return Finding(
        second.at,
        said,
        member=member,
        dependencies=(second.name,),
        extra=scope.name,
        related=(Related(first.at, f"{member.label} requires {first.text}"),),
        witness=witness or None,
        level=level,
    )


RULE = Rule("PIN404", "duplicate-requirement", Level.WARNING, EXPLANATION, EXAMPLES, check)
