"""What tools are told of distributions in TOML files, beside the metadata: constraints, overrides, environments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from pinlint.metadata import toml_tables
from pinlint.metadata.backends.poetry_dependencies import entries, known
from pinlint.metadata.project_file import ProjectFile, named
from pinlint.metadata.raw import Malformed
from pinlint.metadata.requirements import Invalid, parse_parts, parse_specifiers
from pinlint.questions.clauses import Parts, of_requirement, of_set, spelled
from pinlint.source import Key, Unreadable
from pinlint.workspace import CORE, Requirement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.source import Place, Source

NAMES = ("uv.toml", "hatch.toml", "pixi.toml")
"""Files of tools that are no metadata, and hold such tables."""

_PYPROJECT = "pyproject.toml"
_POETRY = ("tool", "poetry")
_ELSEWHERE = ("poetry", "pinlint")
"""Tables of tools that are read in another way."""
_BY_NAME = frozenset({"overrides", "pypi-dependencies"})
"""Tables of pdm and pixi that give a set of versions to each name."""
_SOURCES = ("tool", "uv", "sources")

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One requirement, or where one distribution is taken from."""

    name: NormalizedName
    text: str
    at: Place
    parts: Parts | None
    specifiers: SpecifierSet | None = None
    url: str | None = None


class _Nowhere:
    """No files: what is read of tables needs none."""

    def read(self, path: str) -> bytes:
        """Raise Unreadable."""
        raise Unreadable(f"{path} is not asked for")

    def exists(self, path: str) -> bool:  # noqa: ARG002 - a protocol
        """Whether there is such a file."""
        return False

    def folder(self, path: str) -> bool | None:  # noqa: ARG002 - a protocol
        """Nothing is known of folders."""
        return None


NOWHERE = _Nowhere()


def read(source: Source, names: Collection[NormalizedName]) -> Iterator[Told]:
    """What a file tells of these distributions; nothing if it is no such file, or cannot be parsed."""
    name = source.path.rpartition("/")[2]
    if name != _PYPROJECT and name not in NAMES:
        return
    try:
        tables = toml_tables.load(source)
    except Malformed:
        return
    file = ProjectFile(source.path, tables, NOWHERE)
    yield from _walked(file, names)
    yield from _of_poetry(file)
    yield from _sources(file)


def _walked(file: ProjectFile, names: Collection[NormalizedName]) -> Iterator[Told]:
    """The elements of arrays that are requirements, and the tables that give sets of versions to names."""
    tools = file.table("tool") if file.path.endswith(_PYPROJECT) else file.tables
    start: Keys = ("tool",) if tools is not file.tables else ()
    waiting: list[tuple[Keys, Any]] = [((*start, key), tools[key]) for key in tools if key not in _ELSEWHERE]
    while waiting:
        keys, value = waiting.pop()
        if isinstance(value, str):
            if isinstance(keys[-1], int) and named(value) in names:
                yield from _requirement(value, Key(file.path, keys))
        elif isinstance(value, list):
            waiting += (((*keys, index), each) for index, each in enumerate(value))
        elif isinstance(value, dict):
            waiting += (((*keys, key), each) for key, each in value.items())
            if keys[-1] in _BY_NAME:
                yield from _by_name(value, file.path, keys)


def _requirement(text: str, at: Key) -> Iterator[Told]:
    try:
        name, _, specifiers, _, url = parse_parts(text.strip())
    except Invalid:
        return
    yield Told(name, text.strip(), at, of_requirement(text.strip()), specifiers, url)


def _by_name(table: dict[str, Any], path: str, keys: Keys) -> Iterator[Told]:
    for name, value in table.items():
        inner = ("version",) if isinstance(value, dict) else ()
        text = value.get("version") if isinstance(value, dict) else value
        if not isinstance(text, str):
            continue
        clauses = of_set(text, poetry=True) or ()
        try:
            specifiers = parse_specifiers(",".join(f"{each.operator or '=='}{each.version}" for each in clauses))
        except Invalid:
            continue
        parts = Parts(text, None, None, clauses, None)
        yield Told(canonicalize_name(name), f"{name} = {text}", Key(path, (*keys, name, *inner)), parts, specifiers)


def _of_poetry(file: ProjectFile) -> Iterator[Told]:
    """Every entry of poetry's dependency tables, be it published or only locked."""
    groups = [(*_POETRY, "group", name, "dependencies") for name in file.table(*_POETRY, "group")]
    for keys in ((*_POETRY, "dependencies"), (*_POETRY, "dev-dependencies"), *groups):
        for declared in known(entries(file, *keys)):
            try:
                name, extras, specifiers, marker, url = parse_parts(declared.value.strip())
            except Invalid:
                continue
            written = Requirement(name, declared.text, declared.at, extras, specifiers, marker, url, CORE)
            yield Told(name, declared.text, declared.at, spelled(written), specifiers, url)


def _sources(file: ProjectFile) -> Iterator[Told]:
    """Where uv takes distributions from, as far as a release may be named there."""
    for name, value in file.table(*_SOURCES).items():
        for index, each in enumerate(value if isinstance(value, list) else [value]):
            inner = (name, index) if isinstance(value, list) else (name,)
            for key in ("tag", "rev", "branch", "url") if isinstance(each, dict) else ():
                if isinstance(each.get(key), str):
                    at = Key(file.path, (*_SOURCES, *inner, key))
                    shown = f'{name} = {{ {key} = "{each[key]}" }}'
                    yield Told(canonicalize_name(name), shown, at, None, url=each[key])
