"""Statements to members: which file decides each field, and which finds are one and the same project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from pinlint.candidate import Candidate, Origin
from pinlint.source import Span
from pinlint.workspace import Declared, Field, Kind, Listing, Member, Statement, Unknown, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

_SETUP = (Kind.SETUP_PY, Kind.SETUP_CFG, Kind.PANTS)
_SOURCES = (Kind.PYPROJECT, *_SETUP)
_ORIGINS = tuple(Origin)
_SCALARS = ("title", "version", "requires_python", "license")
_CORE_METADATA = {
    "title": "name",
    "version": "version",
    "requires_python": "requires-python",
    "core": "requires-dist",
    "optional": "provides-extra",
    "extras": "provides-extra",
    "classifiers": "classifier",
    "license": "license",
}
"""Fields and the names by which ``Statement.dynamic`` hands them on."""
_SHOWN = frozenset(
    {"docs", "doc", "examples", "example", "demos", "demo", "samples", "sample", "tutorials", "tutorial"}
)
"""Folders whose projects are there to be read, unless somebody declares them members."""


@dataclass(frozen=True, slots=True)
class Project:
    """One candidate that turned out to be a project, with the statements of its files."""

    candidate: Candidate
    statements: tuple[Statement, ...]
    builder: str = "setuptools"
    redirected: bool = False
    copies: tuple[VersionCopy, ...] = ()

    @property
    def identity(self) -> tuple[str, Version | None]:
        """Name and version, as far as they are known."""
        title = _first(self, "title")
        version = _version(self)
        name = canonicalize_name(title.value) if isinstance(title, Declared) else self.candidate.path
        return name, version.value if isinstance(version, Declared) else None


def assemble(projects: Iterable[Project]) -> tuple[Member, ...]:
    """One member for each project; an sdist, a wheel and a tree of the same name and version are one."""
    return tuple(sorted((_member(finds) for finds in _together(projects)), key=lambda member: member.path))


def _together(projects: Iterable[Project]) -> Iterator[list[Project]]:
    """Finds that are one project. Two trees never are; built distributions of the same release always.

    A tree whose version is only made when it is built is one with its distributions where they are all of one release.
    """
    by_name: defaultdict[str, list[Project]] = defaultdict(list)
    for project in projects:
        by_name[project.identity[0]].append(project)
    for finds in by_name.values():
        trees = [find for find in finds if find.candidate.origin is Origin.TREE]
        releases: defaultdict[Version | None, list[Project]] = defaultdict(list)
        for find in sorted(finds, key=_authority):
            if find.candidate.origin is not Origin.TREE:
                releases[find.identity[1]].append(find)
        for tree in trees:
            version = tree.identity[1]
            if version is None and len(releases) == 1:
                version = next(iter(releases))
            yield [tree, *releases.pop(version, ())]
        yield from releases.values()


def _authority(project: Project) -> tuple[int, str]:
    """Sdists speak before wheels."""
    return _ORIGINS.index(project.candidate.origin), project.candidate.path


def _member(finds: list[Project]) -> Member:
    leading = finds[0]
    merged = Project(
        leading.candidate,
        tuple(statement for find in finds for statement in find.statements),
        leading.builder,
        leading.redirected,
    )
    values = {field: _first(merged, field) for field in _CORE_METADATA}
    values["version"] = _version(merged)
    title = values["title"]
    first = merged.statements[0]
    return Member(
        path=leading.candidate.path,
        name=canonicalize_name(title.value) if isinstance(title, Declared) else None,
        anchor=title.at if isinstance(title, Declared | Unknown) else Span(first.path, 0, 0),
        statements=merged.statements,
        copies=leading.copies,
        unpublished=_is_unpublished(merged, values["classifiers"]),
        groups=first.groups,
        group_names=first.group_names,
        build=first.build,
        **values,
    )


def _version(project: Project) -> Field[Version]:
    """The version; where setup files state none, whatever it is that setuptools then writes."""
    version: Field[Version] = _first(project, "version")
    first = project.statements[0]
    if version is None and first.kind in _SETUP and project.builder == "setuptools":
        return Unknown("stated nowhere, so that setuptools writes 0.0.0", Span(first.path, 0, 0))
    return version


def _first(project: Project, field: str) -> Any:  # noqa: ANN401 - every field has a type of its own
    """The value of the first statement that decides the field.

    Unknown if the only ones that speak of it do not know, or if built metadata is all there is and proves nothing.
    """
    if field == "requires_python" and (passed := _passed(project)) is not None:
        return passed
    fallback: Any = None
    for statement in _deciding(project, field):
        value = getattr(statement, field)
        if value is None:
            value = _unproven(project, statement, field)
        if isinstance(value, Unknown) or (isinstance(value, Listing) and not value.complete):
            # Why a setup file does not tell says more than that it was asked.
            asked = fallback is None or _CORE_METADATA[field] in project.statements[0].dynamic
            fallback = value if asked and (fallback is None or statement.kind in _SETUP) else fallback
        elif isinstance(value, Listing) and not value.items and statement.kind is Kind.SETUP_PY:
            # setuptools lets setup.cfg speak where setup.py passes something empty.
            fallback = fallback or getattr(_of_kind(project, Kind.SETUP_CFG), field, None) or value
        elif value is not None:
            return value
    return fallback


def _passed(project: Project) -> Field[SpecifierSet]:
    """The ``python_requires`` that setup.py passes: setuptools writes it whatever the project table says.

    None where it passes none that counts, or may do so only as it may pass anything.
    """
    setup = _of_kind(project, Kind.SETUP_PY)
    if setup is None or project.builder != "setuptools" or project.statements[0].kind is not Kind.PYPROJECT:
        return None
    passed = setup.requires_python
    if isinstance(passed, Declared):
        return passed if passed.value else None
    anything = {each.at for each in (setup.title, setup.version, setup.license) if isinstance(each, Unknown)}
    return passed if passed is not None and passed.at not in anything else None


def _unproven(project: Project, statement: Statement, field: str) -> Unknown | Listing[Any] | None:
    """What the absence of a field from PKG-INFO amounts to, where there are no sources to ask (PEP 643)."""
    if not statement.is_old or any(each.kind in _SOURCES for each in project.statements):
        return None
    reason = f"not in a PKG-INFO of Metadata-Version {statement.metadata_version}, which proves nothing"
    unknown = Unknown(reason, Span(statement.path, 0, 0))
    return unknown if field in _SCALARS else Listing((), (unknown,))


def _of_kind(project: Project, kind: Kind) -> Statement | None:
    return next((statement for statement in project.statements if statement.kind is kind), None)


def _deciding(project: Project, field: str) -> Iterator[Statement]:
    """The statements that have a say in the field, in their order of authority."""
    statements = project.statements
    leading = statements[0]
    if leading.kind is not Kind.PYPROJECT:
        yield from statements
        return
    # PEP 621: what the project table neither states nor calls dynamic is absent, whatever setup.py says.
    handed_on = _CORE_METADATA[field] in leading.dynamic
    for statement in statements:
        if statement.kind not in _SETUP or handed_on:
            yield statement


def _is_unpublished(project: Project, classifiers: Listing[Declared[str]] | None) -> bool:
    """Whether no release of it meets users: it says so, it shows something to readers, or nothing can be imported."""
    if any(statement.private for statement in project.statements):
        return True
    if project.candidate.origin is Origin.TREE:
        if not project.candidate.declared and _SHOWN.intersection(project.candidate.path.lower().split("/")):
            return True
        if all(statement.version is None for statement in project.statements):
            return True
    if any(each.value.strip().startswith("Private ::") for each in classifiers or ()):
        return True
    has_setup = any(statement.kind in {Kind.SETUP_PY, Kind.PANTS} for statement in project.statements)
    return not (project.candidate.importable or project.redirected or has_setup)
