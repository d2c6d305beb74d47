from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

from pinlint.questions.closures import conflicts
from pinlint.questions.closures.needs import Sets
from pinlint.testing import check

SETS = [
    "<2",
    ">=2",
    ">=1,<3",
    "==1.*",
    "!=1.*",
    "==2.5",
    "!=2.5,>=2,<3",
    ">=2.5,<2.6",
    ">=3",
    ">=1.5,<1.7",
    "!=1.5.*",
    "!=1.6.*",
    "",
]
MARKERS = [
    "",
    "python_version < '3.9'",
    "python_version >= '3.9'",
    "sys_platform == 'win32'",
    "sys_platform != 'win32'",
]
PYTHONS = ["", ">=3.8", ">=3.9", "<3.9"]
# What the markers and the Requires-Python above tell apart.
ENVIRONMENTS = [(python, platform) for python in ("3.8", "3.9") for platform in ("linux", "win32")]
NAMES = ["a", "b", "c", "d", "e"]
EXTRA = "x"

Node = tuple[str, str]


@dataclass
class Project:
    """A member: what it requires, by core ("") and extra, as (name, extras asked, set, marker)."""

    python: str
    requires: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)


def requirement(name: str, extra: str, specifiers: str, marker: str) -> str:
    return f"{name}{f'[{extra}]' if extra else ''}{specifiers}{f'; {marker}' if marker else ''}"


def text(members: dict[str, Project], paths: dict[str, str] | None = None) -> str:
    files = []
    for name, member in members.items():
        lists = {scope: [requirement(*each) for each in each_scope] for scope, each_scope in member.requires.items()}
        python = f'requires-python = "{member.python}"\n' if member.python else ""
        files.append(
            f"-- {paths[name] if paths else name}/pyproject.toml --\n"
            f'[project]\nname = "{name}"\nversion = "1.0"\n{python}'
            f"dependencies = {lists['']}\n[project.optional-dependencies]\n{EXTRA} = {lists[EXTRA]}\n"
        )
    return "\n".join(files)


@st.composite
def workspaces(draw: st.DrawFn) -> dict[str, Project]:
    names = NAMES[: draw(st.integers(1, 5))]
    markers = st.sampled_from(MARKERS + [""] * 4)
    members = {}
    for name in names:
        siblings = [each for each in names if each != name]
        requires: dict[str, list[tuple[str, str, str, str]]] = {}
        for scope in ("", EXTRA):
            asked = draw(st.lists(st.sampled_from(siblings), unique=True, max_size=3)) if siblings else []
            pins = ["==1.0", "==1.0", ">=1", "", "==2.0"]
            edges = [
                (each, draw(st.sampled_from(["", "", EXTRA])), draw(st.sampled_from(pins)), draw(markers))
                for each in asked
            ]
            # Each distribution once in a list: two in one list are another rule's.
            outside = draw(st.lists(st.sampled_from(["y", "z"]), unique=True, max_size=2))
            edges += [(each, "", draw(st.sampled_from(SETS)), draw(markers)) for each in outside]
            requires[scope] = edges
        members[name] = Project(draw(st.sampled_from(PYTHONS)), requires)
    return members


@lru_cache(maxsize=1024)
def meets(marker: str, python: str, platform: str) -> bool:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform}
    return not marker or Marker(marker).evaluate(environment)


@lru_cache(maxsize=4096)
def empty(*specifiers: str) -> bool:
    """The oracle: whether the sets accept none of the versions that tell them apart."""
    versions = ["0", "1.0", "1.5", "1.6", "1.7", "2.0", "2.1", "2.5", "2.5.1", "2.6", "3.0", "4"]
    return not any(all(SpecifierSet(each).contains(version) for each in specifiers) for version in versions)


def closure(
    members: dict[str, Project], start: Node, python: str, platform: str, *, exact: bool
) -> dict[Node, list[tuple[str, str]]]:
    """The oracle: every node that is brought in, with the names and sets it asks for, in one environment."""
    found: dict[Node, list[tuple[str, str]]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        name, scope = node
        member = members[name]
        if node in found:
            continue
        found[node] = []
        if member.python and not SpecifierSet(member.python).contains(f"{python}.0"):
            continue
        if scope:
            waiting.append((name, ""))
        for other, extra, specifiers, marker in member.requires[scope]:
            if not meets(marker, python, platform):
                continue
            if other not in members:
                if specifiers:
                    found[node].append((other, specifiers))
            elif specifiers == "==1.0" or (specifiers != "==2.0" and not exact):
                waiting += [(other, ""), *([(other, extra)] if extra else [])]
    return found


def clashing(members: dict[str, Project], start: Node, *, exact: bool) -> set[str]:
    """The distributions that the closure of a node cannot have in some environment."""
    found = set()
    for python, platform in ENVIRONMENTS:
        brought = closure(members, start, python, platform, exact=exact)
        for name in ("y", "z"):
            asked = {specifiers for own in brought.values() for other, specifiers in own if other == name}
            if asked and empty(*sorted(asked)):
                found.add(name)
    return found


def reached(members: dict[str, Project], start: Node) -> set[Node]:
    """Every node that is brought in, whatever the environment."""
    return {
        node
        for python, platform in ENVIRONMENTS
        for node in closure(anywhere(members), start, python, platform, exact=False)
    }


def anywhere(members: dict[str, Project]) -> dict[str, Project]:
    return {
        name: Project(
            "", {scope: [(*each[:3], "") for each in requires] for scope, requires in member.requires.items()}
        )
        for name, member in members.items()
    }


@settings(max_examples=100, deadline=None)
@given(workspaces())
def test_what_is_reported_clashes_there(members: dict[str, Project]) -> None:
    found = [clash for each in conflicts(check(text(members), []).workspace) for clash in each.clashes]
    told = {(clash.member.label, clash.extra, clash.name) for clash in found}
    assert len(told) == len(found)
    for clash in found:
        sets = [str(each.specifiers) for each in clash.requirements]
        # They clash, and any of them left out the others do not.
        assert empty(*sets)
        assert not any(empty(*some) for some in combinations(sets, len(sets) - 1))
        for path in clash.paths:
            assert path[0][0] is clash.member
            assert all(requirement.name == member.name for (_, requirement), (member, _) in pairwise(path))
            assert path[-1][1].name == clash.name
        assert clash.name in clashing(members, (clash.member.label, clash.extra or ""), exact=clash.exact)
        assert clash.extra is None or not clash.exact


@settings(max_examples=100, deadline=None)
@given(workspaces())
def test_what_clashes_is_reported_there_or_where_it_comes_from(members: dict[str, Project]) -> None:
    found = [clash for each in conflicts(check(text(members), []).workspace) for clash in each.clashes]
    for name in members:
        for start, exact in (((name, ""), True), ((name, ""), False), ((name, EXTRA), False)):
            for other in clashing(members, start, exact=exact):
                places = {
                    (clash.member.label, clash.extra or "")
                    for clash in found
                    if clash.name == other and (clash.exact or not exact)
                }
                assert places & reached(members, start)


def told(members: dict[str, Project], paths: dict[str, str]) -> list[list[tuple[object, ...]]]:
    """Every conflict with its clashes in their order, without places."""
    return [
        [
            (
                clash.member.label,
                clash.extra,
                clash.name,
                frozenset(
                    tuple((member.label, requirement.text) for member, requirement in path) for path in clash.paths
                ),
                clash.environment,
                clash.exact,
            )
            for clash in conflict.clashes
        ]
        for conflict in conflicts(check(text(members, paths), []).workspace)
    ]


@settings(max_examples=100, deadline=None)
@given(workspaces(), st.data())
def test_neither_paths_nor_the_order_of_what_is_written_change_what_is_told(
    members: dict[str, Project], data: st.DataObject
) -> None:
    paths = dict(zip(members, data.draw(st.permutations(list(members))), strict=True))
    shuffled = {
        name: Project(
            member.python,
            {scope: data.draw(st.permutations(requires)) for scope, requires in member.requires.items()},
        )
        for name, member in members.items()
    }
    assert told(members, {name: name for name in members}) == told(shuffled, paths)


VERSIONS = ["0.9", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.1.dev1", "1.1", "1.1.post2", "2.0"]
CLAUSES = [
    f"{operator}{version}{star}"
    for operator in ("<", "<=", ">", ">=", "==", "!=", "~=")
    for version in VERSIONS
    for star in ("", ".*")
    if not star or (operator in {"==", "!="} and version.replace(".", "").isdigit())
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3).map(",".join), min_size=1, max_size=5))
def test_sets_clash_exactly_where_they_meet_in_nothing(texts: list[str]) -> None:
    sets = Sets.of(each for each in map(SpecifierSet, texts) if not each.is_unsatisfiable())
    everything = (1 << len(sets.numbers)) - 1
    for some in range(1, everything + 1):
        assert sets.clash(some) == sets.meet(some).is_empty
    minimal = sets.minimal([1 << number for number in range(len(sets.numbers))])
    assert bool(minimal) == sets.clash(everything)
    assert not any(sets.clash(minimal & ~(1 << number)) for number in range(len(sets.numbers)) if minimal >> number & 1)
