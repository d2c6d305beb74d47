"""The tables of pyproject.toml that tell uv, pdm and poetry where distributions come from, and what to override."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.locks.entry import Entry
from pinlint.metadata.project_file import named, strings
from pinlint.metadata.requirements import Invalid, parse_specifiers
from pinlint.workspace import Declared, Field, Unknown
from pinlint.workspace.resolver import Redirect, RedirectKind, Resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.metadata.project_file import ProjectFile

_OVERRIDES = ("override-dependencies", "exclude-dependencies")


def read(file: ProjectFile) -> Resolver | None:
    """What the file tells uv, pdm and poetry; None where it tells them nothing.

    What has a wrong type is passed over: they refuse such a file themselves.
    """
    uv, python = file.table("tool", "uv"), _python(file)
    if not uv and not file.table("tool", "pdm") and python is None:
        return None
    root = Entry(file.path, uv, ("tool", "uv"))
    workspace = root.inner("workspace")
    return Resolver(
        path=file.path,
        redirects=tuple(_redirects(root)),
        members=tuple(text.value for text in workspace.texts("members")) if isinstance(workspace, Entry) else None,
        exclude=tuple(text.value for text in workspace.texts("exclude")) if isinstance(workspace, Entry) else (),
        managed=uv.get("managed") is not False,
        indexed=None if uv.get("no-sources") is True else root.names("no-sources-package"),
        overridden=frozenset((*_overridden(root), *_overridden_by_pdm(file))),
        python=python,
    )


def _redirects(uv: Entry) -> Iterator[Redirect]:
    """One table for a name, or an array of them."""
    sources = uv.section("sources")
    for name, value in sources.table.items():
        several = value if isinstance(value, list) else [value]
        for index, table in enumerate(several):
            if isinstance(table, dict):
                keys = (name, index) if isinstance(value, list) else (name,)
                yield _redirect(name, sources.below(table, *keys))


def _redirect(name: str, entry: Entry) -> Redirect:
    extra, group = entry.text("extra"), entry.text("group")
    return Redirect(
        name=canonicalize_name(name),
        text=name,
        at=entry.at(),
        kind=_kind(entry),
        extra=canonicalize_name(extra.value) if isinstance(extra, Declared) else None,
        group=canonicalize_name(group.value) if isinstance(group, Declared) else None,
    )


def _kind(entry: Entry) -> RedirectKind | Unknown:
    kinds = [kind for kind in RedirectKind if kind in entry.table]
    if len(kinds) != 1:
        return entry.unknown("not one kind of source")
    # Later releases may name another workspace by its path.
    if kinds[0] is RedirectKind.WORKSPACE and entry.table["workspace"] is not True:
        return entry.unknown("another workspace than this one", "workspace")
    return kinds[0]


def _overridden(uv: Entry) -> Iterator[NormalizedName]:
    """What is overridden or excluded is either a requirement or a table that names it."""
    for key in _OVERRIDES:
        for item in uv.array(key):
            text = item.get("name") if isinstance(item, dict) else item
            if isinstance(text, str):
                yield canonicalize_name(named(text))


def _overridden_by_pdm(file: ProjectFile) -> Iterator[NormalizedName]:
    tables = (file.table("tool", "pdm", "resolution", "overrides"), file.table("tool", "pdm", "overrides"))
    yield from (canonicalize_name(name) for table in tables for name in table)
    excludes = file.table("tool", "pdm", "resolution").get("excludes")
    yield from (canonicalize_name(name) for name in strings(excludes))


def _python(file: ProjectFile) -> Field[SpecifierSet]:
    """The key ``python`` of poetry's dependencies; without a project table it is Requires-Python itself."""
    text = file.string("tool", "poetry", "dependencies", "python") if "project" in file.tables else None
    if not isinstance(text, Declared):
        return text
    from pinlint.metadata.backends.poetry_constraints import Refused, Undecided  # noqa: PLC0415 - few projects say so
    from pinlint.metadata.backends.poetry_words import requires_python  # noqa: PLC0415

    try:
        return Declared(parse_specifiers(requires_python(text.value)), text.text, text.at)
    except (Refused, Undecided, Invalid):
        return Unknown("a constraint that cannot be written as version specifiers", text.at)
