"""A group that is moved is, to the byte, what it would have been at its new version, in every dialect and layout."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version

import pinlint_rules
from pinlint import bumping
from pinlint.bumping import leaving, tables, version_files
from pinlint.bumping.rewriting import rewritten, standing
from pinlint.sets.specifiers import accepts
from pinlint.testing import lines
from pinlint.workspace import Declared
from tests.laws.dialects import checked, differing, layouts, written
from tests.laws.layouts import Layout, Needed, Project

if TYPE_CHECKING:
    from pinlint.bumping.leaving import Left
    from pinlint.bumping.rewriting import Refusal
    from pinlint.engine import Outcome
    from tests.laws.layouts import Files

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)
NAMES = ("acme-a", "acme-b", "acme-c")
CONFIG = "[[groups]]\nname = 'acme'\nmembers = ['acme-*']\ninternal-pins = 'any'\n"
RICH = Needed("rich", ">=13", 'os_name != "nt"')

PLAIN = (
    "7",
    "1.4",
    "2.0",
    "1.4.2",
    "2.0.0",
    "1.4.2.5",
    "1.5.0rc1",
    "1.5.0.dev2",
    "1.5.0.post1",
    "2.0rc1.dev3",
    "1!2.1.4",
)
PADDED = ("24.03.1", "24.09.0rc3", "25.01.2", "25.01.0")
"""Calendar versions, with zeros in front."""
VERSIONS = st.one_of(st.tuples(*[st.sampled_from(PLAIN)] * 2), st.tuples(*[st.sampled_from(PADDED)] * 2))


@dataclass(frozen=True)
class Pin:
    """A pin on a version, as a function of it; ``alike`` ones need versions of as many components."""

    form: str
    step: int = 0
    """The component that its cap raises."""
    length: int = 1
    """The components of its cap."""
    alike: bool = False

    def of(self, version: str) -> str:
        release = (*Version(version).release, 0, 0, 0, 0)
        epoch = f"{Version(version).epoch}!" if Version(version).epoch else ""
        cap = (*release[: self.step], release[self.step] + 1, 0, 0, 0, 0)[: self.length]
        return self.form.format(v=version, n=Version(version), cap=epoch + ".".join(map(str, cap)))

    def fits(self, old: str, new: str) -> bool:
        return not self.alike or (count(old) == count(new) > 1)


def count(version: str) -> int:
    """How many components a version is written with."""
    return len(Version(version).release)


PINS = (
    Pin("=={v}"),
    Pin(">={v}"),
    Pin("== {v}"),
    Pin("~={v}", alike=True),
    Pin("==={n}"),
    Pin("<{cap},>={v}"),
    Pin(">={v},<{cap}"),
    Pin(">={v},<{cap}", length=3),
    Pin(">={v}, <{cap}", length=2),
    Pin(">={v},<{cap}", step=1, length=2, alike=True),
    Pin(">={v},<{cap}.dev0", step=1, length=3, alike=True),
    Pin(">={v},!=0.1"),
    Pin(">=0.1"),
    Pin(""),
)


@dataclass(frozen=True)
class Family:
    """Members that name each other by pins, with the layouts they are written in."""

    pins: tuple[tuple[tuple[str, Pin], ...], ...]
    layouts: tuple[Layout, ...]
    beside: bool
    """There are files that no metadata comes from: constraints, what uv is told, and the version alone."""

    def files(self, version: str, cited: str) -> Files:
        """The family at a version; CITATION.cff names another one."""
        projects = [self.project(number, version) for number in range(len(NAMES))]
        found = written(projects, self.layouts, CONFIG)
        for project in projects:
            path = f"{project.name}/CITATION.cff"
            if path in found:
                found[path] = found[path].replace(f'version: "{version}"', f'version: "{cited}"')
        if self.beside:
            found["acme-a/VERSION"] = f"{version}\n"
            found["constraints.txt"] = "rich==13.1\n" + "".join(f"{name}=={version}  # it\n" for name in NAMES)
            found["pyproject.toml"] = f"[tool.uv]\nconstraint-dependencies = ['acme-a>={version}', 'rich']\n"
        return found

    def project(self, number: int, version: str) -> Project:
        needed = [Needed(name, pin.of(version)) for name, pin in self.pins[number]]
        later = [Needed(name, f"=={version}") for name in NAMES[number + 1 :]]
        return Project(
            NAMES[number],
            version,
            core=(RICH, *needed),
            optional=(("all", tuple(later)),) if later else (),
            groups=(("dev", tuple(needed)), ("more", (Needed("attrs"), *later))),
            build=tuple(needed),
        )


@st.composite
def families(draw: st.DrawFn, old: str, new: str) -> Family:
    fitting = [pin for pin in PINS if pin.fits(old, new)]
    pins = [[(name, draw(st.sampled_from(fitting))) for name in NAMES[:number]] for number in range(len(NAMES))]
    return Family(tuple(map(tuple, pins)), tuple(draw(layouts()) for _ in NAMES), draw(st.booleans()))


@dataclass(frozen=True)
class Moved:
    """What a move comes to."""

    files: Files
    before: Outcome
    after: Outcome
    refused: tuple[Refusal, ...]
    left: tuple[Left, ...]


def bumped(files: Files, version: str) -> Moved:
    """The files of a group that is moved to a version, as the command does it."""
    before = checked(files, RULES)
    (group,) = before.workspace.groups
    small = {path: text.encode() for path, text in files.items()}
    copies = version_files.beside(
        group.members,
        before.workspace.members,
        {path: text for path, text in small.items() if path.endswith(version_files.NAMES)},
    )
    tools = version_files.decoded({path: text for path, text in small.items() if path.endswith(tables.NAMES)})
    plan = bumping.plan(before.workspace, group, version, copies.copies, tools.values())
    sources, refused = rewritten(plan.changes, {**copies.sources, **tools, **before.workspace.sources})
    moved = {**files, **{path: "\ufeff" * source.bom + source.text for path, source in sources.items()}}
    after = checked(moved, RULES)
    left = leaving.requirements(
        plan,
        (before.workspace, tools.values()),
        (after.workspace, [sources.get(path, source) for path, source in tools.items()]),
        refused,
    )
    return Moved(
        moved,
        before,
        after,
        standing(refused, before.workspace, after.workspace),
        (*leaving.copies(plan, copies.copies), *left),
    )


def found(outcome: Outcome) -> Counter[tuple[str, str | None]]:
    return Counter(
        (each.rule.code, each.finding.member.name if each.finding.member else None) for each in outcome.findings
    )


@given(st.data(), VERSIONS)
@settings(max_examples=80, deadline=None)
def test_a_moved_family_is_what_it_would_have_been_at_its_new_version(
    data: st.DataObject, versions: tuple[str, str]
) -> None:
    old, new = versions
    family = data.draw(families(old, new))
    # CITATION.cff names the last release, or the next one.
    releases = [each for each in versions if not Version(each).is_prerelease]
    cited = {each: each if each in releases else (*releases, "0.9")[0] for each in versions}
    # One outside of the group follows nowhere that it does not have to.
    project = f'[project]\nname = "plug"\nversion = "3"\ndependencies = ["acme-a>={min(versions, key=Version)}"]\n'
    plug = {"plug/pyproject.toml": f'{project}requires-python = ">=3.9"\n'}
    before, after = (family.files(each, cited[each]) | plug for each in versions)
    moved = bumped(before, new)
    assert (moved.refused, moved.left) == ((), ())
    assert differing(moved.files, after) == []
    assert found(moved.after) == found(moved.before), lines(moved.after)
    for member in moved.after.workspace.members:
        assert isinstance(member.version, Declared)
        assert member.version.value == Version("3" if member.name == "plug" else new)
        assert all(accepts(each.specifiers, Version(new)) for each in member.requirements if each.name in NAMES)
    assert differing(bumped(after, old).files, before) == []


ANY = (
    *(each.form for each in PINS if "{cap}" not in each.form),
    "~={m}",
    "=={m}.*",
    "=={M}.*",
    ">={m}",
    ">={m},<{up}",
    ">={m},<{next}",
    ">={M},<{up}",
    ">={v},<{next}",
    ">={v},<{up}.0.dev0",
    "~={m}.0",
    "<={v}",
    "<{up}",
    ">0.1,<99",
    ">={v}.dev0",
    ">={v},!={m}.99",
    ">={v}, == {M}.*",
    # They are stale, and stay so.
    "==0.1",
    "<0.1",
)
"""Clauses on a version of three components, with its first two, or the first one alone, and what comes next to them."""


def clauses(form: str, version: str) -> str:
    major, minor, *_ = Version(version).release
    return form.format(v=version, n=version, m=f"{major}.{minor}", M=major, up=major + 1, next=f"{major}.{minor + 1}")


@st.composite
def workspaces(draw: st.DrawFn, version: str) -> Files:
    """Members that require each other in any way."""
    projects = []
    for number, name in enumerate(NAMES):
        core, extra, group = (
            tuple(Needed(each, clauses(draw(st.sampled_from(ANY)), version)) for each in NAMES[:number])
            for _ in range(3)
        )
        rest = tuple(Needed(each, clauses(draw(st.sampled_from(ANY)), version)) for each in NAMES[number + 1 :])
        optional = (("all", rest),) if rest else ()
        projects.append(
            Project(name, version, core=(RICH, *core), optional=optional, groups=(("dev", group),), build=extra)
        )
    return written(projects, [draw(layouts()) for _ in NAMES], CONFIG)


OLD = ("0.9.4", "1.4.0", "1.4.2")
NEW = ("1.4.7", "1.5.0", "1.5.0rc1", "1.5.3", "1.5.3.post1", "1.6.1.dev3", "2.0.0", "2.1.4", "2.1.4.1", "2.3.1")
"""They are higher: on the way down the floor of a range may be above where that leads."""


@given(st.data(), st.sampled_from(OLD), st.sampled_from(NEW))
@settings(max_examples=60, deadline=None)
def test_what_is_found_after_a_move_was_found_before(data: st.DataObject, old: str, new: str) -> None:
    files = data.draw(workspaces(old))
    moved = bumped(files, new)
    assert moved.refused == ()
    assert [each.why for each in moved.left if not each.stale] == []
    versions = [member.version for member in moved.after.workspace.members]
    assert [str(each.value) for each in versions if isinstance(each, Declared)] == [new] * len(NAMES)
    # `<=1.4.2` becomes `<=1.5.0rc1`, and refuses the 1.5.0 that follows.
    assert {code for code, _ in found(moved.after) - found(moved.before)} <= (
        {"PIN104"} if Version(new).is_prerelease else set()
    )
    assert found(moved.before) - found(moved.after) == Counter()


@given(
    st.data(),
    st.sampled_from(("0.9.4", "1.4.2")),
    st.sampled_from(("1.4.7", "1.5.3", "2.1.4", "2.1.4.1", "2.3.1", "v1.4.7", "1.04.7")),
)
@settings(max_examples=60, deadline=None)
def test_there_and_back_is_nothing_between_versions_that_begin_no_line(data: st.DataObject, old: str, new: str) -> None:
    # `~=1.5.0` on 1.5.0 may be that version, or the line 1.5.
    files = data.draw(workspaces(old))
    assert differing(bumped(bumped(files, new).files, old).files, files) == []
