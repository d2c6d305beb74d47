"""Comparing is about meaning: nothing differs from itself, respelt is the same, and back is the mirror of forth."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.comparing import compare
from pinlint.comparing.minors import only
from pinlint.comparing.narrowing import judge
from pinlint.comparing.values import (
    Gap,
    LicenseChange,
    ListChange,
    ListingChange,
    MemberChange,
    PinChange,
    PythonChange,
    Relation,
    RequirementChange,
    VersionChange,
)
from pinlint.report import diff_json, diff_markdown, diff_text
from tests.compared import of_one, project, requiring, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("core", "app", "tool")
VERSIONS = st.sampled_from(["1.0", "1.1", "2.0rc1", ""])
PYTHONS = st.sampled_from(["", ">=3.9", ">=3.8,<3.13", "==3.11.*", ">=3.12", "<3"])
SPECIFIERS = st.sampled_from(["", "==1.0", "==1.1", ">=1", ">=1,<2", "~=1.0", "!=1.5", "==2.0rc1", "===odd"])
MARKERS = st.sampled_from(
    [
        "",
        "python_version < '3.11'",
        "python_version >= '3.11'",
        "sys_platform == 'win32'",
        "sys_platform != 'win32' and python_version >= '3.10'",
        "platform_release == '6'",
    ]
)
MIRROR = {
    Relation.NARROWED: Relation.WIDENED,
    Relation.WIDENED: Relation.NARROWED,
    Relation.ADDED: Relation.REMOVED,
    Relation.REMOVED: Relation.ADDED,
}


@st.composite
def requirements(draw: st.DrawFn) -> list[str]:
    parts = draw(
        st.lists(st.tuples(st.sampled_from([*NAMES, "a", "b[x]", "app[fast]"]), SPECIFIERS, MARKERS), max_size=4)
    )
    return [f"{name}{specifiers}{marker and f'; {marker}'}" for name, specifiers, marker in parts]


@st.composite
def members(draw: st.DrawFn, name: str) -> dict[str, object]:
    return {
        "name": name,
        "version": draw(VERSIONS),
        "python": draw(PYTHONS),
        "core": draw(requirements()),
        "extras": draw(st.dictionaries(st.sampled_from(["fast", "all"]), requirements(), max_size=2)),
        "classifiers": draw(st.lists(st.sampled_from(["A :: 1", "A :: 2", "B", "Private :: x"]), max_size=3)),
        "license": draw(st.sampled_from(["", "MIT", "BSD-3-Clause"])),
        "groups": draw(st.dictionaries(st.sampled_from(["dev", "docs"]), requirements(), max_size=1)),
        "build": draw(st.sampled_from([[], ["a>=1"], ["a>=2", "core==1.0"]])),
    }


STATES = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).flatmap(
    lambda names: st.tuples(*(members(name) for name in names))
)


def quoted(texts: Sequence[str]) -> str:
    return "[" + ", ".join(json.dumps(text) for text in texts) + "]"


def written(state: Sequence[dict[str, object]], respell: bool = False) -> str:  # noqa: FBT001, FBT002 - a switch
    """The state as text; respelt: other cases, spaces, orders and folders, and the same meaning."""
    spell = respelt if respell else lambda text: text
    order = reversed if respell else iter
    texts = []
    for member in order(list(state)):
        name = str(member["name"])
        lines = [f"-- {'other/' if respell else ''}{name}/pyproject.toml --", "[project]"]
        lines += [f'name = "{name.upper() if respell else name}"']
        version = str(member["version"])
        lines += [
            f'version = "{version}{".0" if respell and "rc" not in version else ""}"'
            if version
            else 'dynamic = ["version"]'
        ]
        if member["python"]:
            lines += [f'requires-python = "{spell(str(member["python"]))}"']
        if member["license"]:
            lines += [f'license = "{str(member["license"]).lower() if respell else member["license"]}"']
        lines += [f"classifiers = {quoted(list(order(list(member['classifiers']))))}"]  # type: ignore[call-overload]
        lines += [f"dependencies = {quoted([spell(each) for each in order(list(member['core']))])}"]  # type: ignore[call-overload]
        for table, field in (("project.optional-dependencies", "extras"), ("dependency-groups", "groups")):
            lines += [f"[{table}]"]
            for extra, requires in order(list(member[field].items())):  # type: ignore[attr-defined]
                listed = quoted([spell(each) for each in order(requires)])
                lines += [f"{extra.title() if respell else extra} = {listed}"]
        if member["build"]:
            lines += [f"[build-system]\nrequires = {quoted([spell(each) for each in order(member['build'])])}"]  # type: ignore[call-overload]
        texts.append("\n".join(lines) + "\n")
    return "".join(texts)


def respelt(text: str) -> str:
    """A requirement or specifier set, spelt otherwise."""
    head, semicolon, marker = text.partition(";")
    name = re.match(r"[a-z]*(?:\[[a-z]*\])?", head)
    assert name
    clauses = [re.sub(r"^([=<>!~]+)", r" \1 ", clause) for clause in head[name.end() :].split(",")]
    return name[0].upper() + ",".join(reversed(clauses)) + (f" {semicolon} ({marker.strip()})" if marker else "")


def mirrored(member: MemberChange) -> MemberChange:
    """What has to be said of the way back."""
    version = member.version
    return replace(
        member,
        old_path=member.new_path,
        new_path=member.old_path,
        published=True,
        was_private=member.is_private,
        is_private=member.was_private,
        version=version and VersionChange(version.new, version.old),
        old_version=member.new_version,
        new_version=member.old_version,
        python=member.python and back(member.python),
        requirements=tuple(back_requirement(each) for each in member.requirements),
        development=tuple(back_requirement(each) for each in member.development),
        pins=tuple(
            PinChange(each.dependent, each.dependency, each.scope, each.new, each.old, each.after, each.before)
            for each in member.pins
        ),
        extras=ListChange(member.extras.removed, member.extras.added),
        classifiers=ListChange(member.classifiers.removed, member.classifiers.added),
        license=member.license and LicenseChange(member.license.new, member.license.old, member.license.restated),
        listings=tuple(ListingChange(each.kind, each.field, not each.began) for each in member.listings),
        unknown=tuple(Gap(gap.field, gap.new, gap.old) for gap in member.unknown),
    )


def back(change: PythonChange) -> PythonChange:
    relation = MIRROR.get(change.relation, change.relation)
    return PythonChange(
        relation, change.new, change.old, change.gained, change.lost, change.gained_minors, change.lost_minors
    )


def back_requirement(change: RequirementChange) -> RequirementChange:
    return replace(
        change,
        relation=MIRROR.get(change.relation, change.relation),
        old=change.new,
        new=change.old,
        lost=change.gained,
        gained=change.lost,
        extras_added=change.extras_removed,
        extras_removed=change.extras_added,
    )


def plain(member: MemberChange) -> MemberChange:
    """Without what only one direction has: the step, and whether users had it before."""
    version = member.version
    return replace(member, published=True, version=version and VersionChange(version.old, version.new))


@settings(max_examples=25)
@given(STATES)
def test_a_state_and_itself_differ_in_nothing(state: Sequence[dict[str, object]]) -> None:
    one, same = workspace(written(state)), workspace(written(state))
    for other in (one, same):
        comparison = compare(one, other)
        assert comparison.changed == ()
        assert [move for move in comparison.moves if move.moved] == []
        assert judge(comparison).narrowings == ()
        assert diff_text.render(comparison, None, color=False) == ""


@settings(max_examples=40)
@given(STATES)
def test_a_state_that_is_respelt_and_reordered_is_the_same(state: Sequence[dict[str, object]]) -> None:
    comparison = compare(workspace(written(state)), workspace(written(state, respell=True)))
    assert comparison.changed == ()
    assert judge(comparison).narrowings == ()


@settings(max_examples=80)
@given(STATES, STATES)
def test_the_way_back_is_the_mirror_of_the_way_forth(
    old: Sequence[dict[str, object]], new: Sequence[dict[str, object]]
) -> None:
    one, other = workspace(written(old)), workspace(written(new))
    forth, way_back = compare(one, other), compare(other, one)
    assert [mirrored(member) for member in forth.members] == [plain(member) for member in way_back.members]
    assert [(move.source, move.target, move.moved, move.behind, move.apart) for move in forth.moves] == [
        (move.target, move.source, move.moved, move.apart, move.behind) for move in way_back.moves
    ]


PROBES = [
    {
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.0",
        "sys_platform": platform,
        "platform_release": release,
    }
    for minor in range(7, 14)
    for platform in ("linux", "win32")
    for release in ("6", "7")
]
RELEASES = [Version(text) for text in ("0.9", "1", "1.0", "1.1", "1.2", "1.5", "2.0rc1", "2", "3")]
LISTS = st.lists(st.tuples(SPECIFIERS.filter(lambda text: "odd" not in text), MARKERS), max_size=3).map(
    lambda parts: [f"a{specifiers}{marker and f'; {marker}'}" for specifiers, marker in parts]
)


def asked(requires: Sequence[str], environment: dict[str, str]) -> SpecifierSet | None:
    """What packaging says of the requirements in an environment; None where none applies."""
    parsed = [Requirement(text) for text in requires]
    found = [each.specifier for each in parsed if each.marker is None or each.marker.evaluate(environment)]
    return reduce(and_, found) if found else None


@settings(max_examples=80)
@given(LISTS, LISTS, PYTHONS, PYTHONS)
def test_a_change_is_told_exactly_where_packaging_sees_one(
    old: list[str], new: list[str], before: str, after: str
) -> None:
    changes = of_one(requiring(*old, python=before), requiring(*new, python=after)).requirements
    shared = not (SpecifierSet(before) & SpecifierSet(after)).is_unsatisfiable()
    for environment in PROBES:
        pythons = [SpecifierSet(text).contains(environment["python_full_version"]) for text in (before, after)]
        was, is_now = asked(old, environment), asked(new, environment)
        if (not all(pythons) and shared) or not any(pythons) or was is is_now is None:
            continue
        if was is None or is_now is None:
            relation = "added" if was is None else "removed"
            assert relation in {change.relation for change in changes}
            continue
        pre = any(each.prereleases for each in (was, is_now))
        for version in RELEASES:
            if version.is_prerelease and not pre:
                continue
            accepted = [each.contains(version, prereleases=True) for each in (was, is_now)]
            if accepted == [True, False]:
                assert any(change.lost is not None for change in changes), (environment, version)
            if accepted == [False, True]:
                assert any(change.gained is not None for change in changes), (environment, version)
    for change in changes:
        if change.lost is not None:
            assert any(
                was is not None
                and is_now is not None
                and was.contains(change.lost, prereleases=True)
                and not is_now.contains(change.lost, prereleases=True)
                for was, is_now in ((asked(old, each), asked(new, each)) for each in PROBES)
            )


@settings(max_examples=40)
@given(STATES, STATES)
def test_every_comparison_is_told_in_every_format(
    old: Sequence[dict[str, object]], new: Sequence[dict[str, object]]
) -> None:
    comparison = compare(workspace(written(old)), workspace(written(new)))
    verdict = judge(comparison)
    told = json.loads(diff_json.render(comparison, verdict, old="a", new="b"))
    assert [member["name"] for member in told["members"] if member["change"] != "none"] == [
        member.name for member in comparison.changed
    ]
    text = diff_text.render(comparison, verdict, color=False, verbose=True)
    assert bool(comparison.changed) <= bool(text)
    assert text.count("\n") == sum(line.isprintable() for line in text.split("\n")) - 1 or not text
    shown = diff_markdown.render(comparison, verdict, verbose=True)
    assert all(line.count("`") % 2 == 0 for line in shown.split("\n"))


CLAUSES = st.builds(
    "{}{}".format,
    st.sampled_from([">=", "<", "<=", ">", "==", "!=", "~="]),
    st.sampled_from(["2.7", "3.0", "3.3", "3.7", "3.8.1", "3.9", "3.9.0", "3.10.2", "3.12", "4.0"]),
) | st.sampled_from(["==3.*", "==3.9.*", "!=3.8.*", "!=3.9.7", "<4"])
SETS = st.none() | st.lists(CLAUSES, max_size=3).map(",".join).map(SpecifierSet)


@settings(max_examples=200)
@given(SETS, SETS)
def test_minors_are_lost_exactly_where_packaging_says_so(old: SpecifierSet | None, new: SpecifierSet | None) -> None:
    told = only(old, new)
    *_, last = ["", *told]
    bound = int(last.removesuffix("+").split(".")[1]) if last.startswith("3") and last.endswith("+") else None
    found = {each.removesuffix("+") for each in told}
    for x, y in [(2, minor) for minor in range(8)] + [(3, minor) for minor in range(16)]:
        mine, theirs = ([z for z in range(12) if each is None or each.contains(f"{x}.{y}.{z}")] for each in (old, new))
        whole = bool(mine) and not theirs
        assert whole == (f"{x}.{y}" in found or (x == 3 and bound is not None and y >= bound))
        parts = [each for each in found if each.startswith(f"{x}.{y}.")]
        assert bool(parts) == (not whole and bool({*mine} - {*theirs}))
        assert all(int(each.split(".")[2]) in {*mine} - {*theirs} for each in parts)


LINKED = st.fixed_dictionaries(
    {
        name: st.lists(
            st.sampled_from(["a>=1", "b", "b; os_name == 'nt'", *(f"app[{each}]" for each in "xyz")]), max_size=3
        )
        for name in "xyz"
    }
)


def reached(extras: dict[str, list[str]], asked: str, environment: dict[str, str]) -> set[str]:
    """What packaging says that asking for an extra brings in, over all that it collects."""
    names, found = [asked], set()
    for name in names:
        for each in map(Requirement, extras[name]):
            if each.marker is None or each.marker.evaluate(environment):
                names += [other for other in each.extras if other not in names]
                found |= {f"{each.name}{each.specifier}"} - {"app"}
    return found


@settings(max_examples=80)
@given(LINKED, LINKED)
def test_extras_that_collect_are_compared_by_what_they_bring_in(
    old: dict[str, list[str]], new: dict[str, list[str]]
) -> None:
    def text(extras: dict[str, list[str]]) -> str:
        lists = [f"{name} = {quoted(requires)}" for name, requires in extras.items()]
        return project("[project.optional-dependencies]", *lists)

    changes = of_one(text(old), text(new)).requirements
    for name in "xyz":
        linked = any("app" in each for each in (*old[name], *new[name]))
        if linked and sorted({*filter(is_link, old[name])}) == sorted({*filter(is_link, new[name])}):
            continue
        differs = any(
            reached(old, name, each) != reached(new, name, each) for each in ({"os_name": "nt"}, {"os_name": "posix"})
        )
        assert differs == any(change.scope.name == name for change in changes)


def is_link(requirement: str) -> bool:
    return requirement.startswith("app[")
