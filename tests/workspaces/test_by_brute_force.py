"""Rules held against a count over every Python and platform of a small grid: what disagrees is found, and nothing else.

The grid tells apart all that the drawn sets, markers and classifiers tell apart, and knows nothing of how rules reason.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import pinlint_rules
from pinlint.testing import check, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    Found = tuple[str, str, str]

CODES = ("PIN101", "PIN201", "PIN203", "PIN204", "PIN301", "PIN302", "PIN403", "PIN405")
RULES = tuple(rule for rule in pinlint_rules.load() if rule.code in CODES)

MINORS = range(8, 15)
PATCHES = (0, 1, 4, 9)
PYTHONS = [f"3.{minor}.{patch}" for minor, patch in product((*range(MINORS.start), *MINORS, 99), PATCHES)]
PLATFORMS = (("linux", "posix", "Linux"), ("win32", "nt", "Windows"))
NAMES = ("a", "b", "c", "d")
VERSIONS = ("1.0", "1.1", "1.2rc1", "2.0", "2.1.dev3")
EMPTY = ("==2.0,!=2.0", ">=1,<1")
"""Sets that accept no version."""
SETS = ("", "==1.0", "==1.*", ">=1.1", "<2", "~=1.0", "!=1.1", ">=1.2rc1", *EMPTY, ">=2,<3", "!=2.*")
REQUIRED = (
    None,
    ">=3.9",
    ">=3.10",
    ">=3.11",
    ">=3.10,<3.13",
    ">=3.9,<4",
    "~=3.10",
    ">=3.11.4",
    ">=3.12,<3.11",
    "==3.12.*",
)
MARKERS = (
    None,
    None,
    "python_version >= '3.11'",
    "python_version < '3.10'",
    "sys_platform == 'win32'",
    "python_full_version < '3.11.4'",
    "python_version < '3.11' or os_name == 'nt'",
    "python_version >= '3.10' and platform_system != 'Windows'",
    "python_version < '3.9'",
)


@cache
def holds(clauses: str, version: str) -> bool:
    """Whether a set accepts a version, be it a pre-release or not."""
    return SpecifierSet(clauses).contains(Version(version), prereleases=True)


@dataclass(frozen=True)
class Project:
    """A member: its requirements as name, set and marker; those of its one extra likewise."""

    name: str
    version: str
    python: str | None
    core: tuple[tuple[str, str, str | None], ...]
    extra: tuple[tuple[str, str, str | None], ...]
    minors: tuple[int, ...]

    def accepts(self, python: str) -> bool:
        return self.python is None or holds(self.python, python)


def requirements(names: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, str, str | None], ...]]:
    one = st.tuples(st.sampled_from(names), st.sampled_from(SETS), st.sampled_from(MARKERS))
    return st.lists(one, max_size=2, unique_by=lambda each: each[0]).map(tuple)


@st.composite
def workspaces(draw: st.DrawFn) -> dict[str, Project]:
    """Members that require each other and one that is none."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    projects = {}
    for name in names:
        others = (*(other for other in names if other != name), "click")
        core, extra = draw(requirements(others)), draw(requirements(others))
        taken = {other for other, _, _ in core}
        projects[name] = Project(
            name,
            draw(st.sampled_from(VERSIONS)),
            draw(st.sampled_from(REQUIRED)),
            core,
            # One requirement for each pair, so that each finding is about one.
            tuple(each for each in extra if each[0] not in taken),
            tuple(draw(st.lists(st.sampled_from(MINORS), max_size=4, unique=True))),
        )
    return projects


def written(projects: dict[str, Project]) -> str:
    def listed(values: tuple[tuple[str, str, str | None], ...]) -> str:
        texts = [f"{name}{clauses}{f'; {marker}' if marker else ''}" for name, clauses, marker in values]
        return json.dumps(texts)

    files = []
    for project in projects.values():
        python = "" if project.python is None else f"requires-python = {json.dumps(project.python)}\n"
        classifiers = json.dumps([f"Programming Language :: Python :: 3.{minor}" for minor in project.minors])
        files.append(
            f"-- {project.name}/pyproject.toml --\n[project]\nname = {json.dumps(project.name)}\n"
            f"version = {json.dumps(project.version)}\n{python}classifiers = {classifiers}\n"
            f"dependencies = {listed(project.core)}\n[project.optional-dependencies]\nx = {listed(project.extra)}"
        )
    return "\n".join(files)


@cache
def meets(marker: str | None, python: str) -> bool:
    """Whether some platform meets the marker on a Python."""
    if marker is None:
        return True
    return any(
        Marker(marker).evaluate(
            {
                "python_version": python.rpartition(".")[0],
                "python_full_version": python,
                "sys_platform": platform,
                "os_name": name,
                "platform_system": system,
            }
        )
        for platform, name, system in PLATFORMS
    )


def claims(project: Project, python: str) -> bool:
    """Whether a member means to support a Python that is newer than those of its sibling."""
    capped = project.python is not None and not project.accepts("3.99.9")
    return capped or int(python.split(".")[1]) in project.minors


def stale(project: Project, sibling: Project, clauses: str, marker: str | None) -> bool:
    if holds(clauses, sibling.version):
        return False
    # What asks for an older release where the present one could not be installed is fine.
    both = [python for python in PYTHONS if project.accepts(python) and sibling.accepts(python)]
    return marker is None or not both or any(meets(marker, python) for python in both)


def refused(project: Project, sibling: Project, clauses: str, marker: str | None) -> bool:
    theirs = [number for number, python in enumerate(PYTHONS) if sibling.accepts(python)]
    spoken_of = holds(clauses, sibling.version)
    if not theirs or (not spoken_of and not stale(project, sibling, clauses, marker)):
        return False
    return any(
        project.accepts(python)
        and meets(marker, python)
        and not sibling.accepts(python)
        and (number < theirs[-1] or claims(project, python))
        for number, python in enumerate(PYTHONS)
    )


def accepts_some(project: Project, minor: int) -> bool:
    return any(project.accepts(f"3.{minor}.{patch}") for patch in PATCHES)


def lacking(project: Project) -> bool:
    """Whether a minor between those with a classifier, at the floor or below the cap, has none."""
    accepted = [minor for minor in (*range(MINORS.stop), 99) if accepts_some(project, minor)]
    if project.python is None or not project.minors or not accepted:
        return False
    last = max((accepted[0], *project.minors)) if 99 in accepted else accepted[-1]
    return any(minor not in project.minors for minor in accepted if minor <= last)


def about_requirements(projects: dict[str, Project], project: Project) -> Iterator[Found]:
    accepted = [python for python in PYTHONS if project.accepts(python)]
    for other, clauses, marker in project.core + project.extra:
        sibling = projects.get(other)
        if sibling is not None and stale(project, sibling, clauses, marker):
            yield "PIN101", project.name, other
        if sibling is not None and refused(project, sibling, clauses, marker):
            yield "PIN201", project.name, ""
        if clauses in EMPTY:
            yield "PIN403", project.name, other
        if project.python is not None and accepted and not any(meets(marker, python) for python in accepted):
            yield "PIN405", project.name, other


def about_pythons(project: Project) -> Iterator[Found]:
    if not any(map(project.accepts, PYTHONS)):
        yield "PIN204", project.name, ""
    elif not all(accepts_some(project, minor) for minor in project.minors):
        yield "PIN301", project.name, ""
    if lacking(project):
        yield "PIN302", project.name, ""


def expected(projects: dict[str, Project]) -> set[Found]:
    """Of every finding the rule, the member, and what it requires where the finding is about that."""
    found: set[Found] = set()
    for project in projects.values():
        found.update(about_requirements(projects, project), about_pythons(project))
        # Where a sibling declares one that is the finding.
        if project.python is None and ("PIN201", project.name, "") not in found:
            found.add(("PIN203", project.name, ""))
    return found


@given(workspaces())
@settings(max_examples=60, deadline=None)
def test_what_a_grid_of_environments_shows_is_found_and_nothing_else(projects: dict[str, Project]) -> None:
    outcome = check(written(projects), RULES)
    about = {"PIN101", "PIN403", "PIN405"}
    found = {
        (
            each.rule.code,
            (each.finding.member.name or "") if each.finding.member else "",
            each.finding.dependencies[0] if each.rule.code in about else "",
        )
        for each in outcome.findings
    }
    assert found == expected(projects), lines(outcome)
