"""Tools that are set up in TOML: in pyproject.toml, or in a file of their own."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from pinlint.metadata import toml_positions
from pinlint.metadata.targets import tox, versions
from pinlint.metadata.targets.pythons import Pythons, only
from pinlint.source import Key, Span
from pinlint.workspace.targets import TABLES, Target, Use
from pinlint.workspace.values import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.source import Place, Source
    from pinlint.workspace.targets import Python
    from pinlint.workspace.values import Declared

Table = dict[str, Any]

_PASSED_BY = frozenset({"exclude", "extend-exclude", "force-exclude", "include", "extend-include"})
_MOST = 100
"""Selectors of builds to skip."""
_BUILD = re.compile(r"((?:cp|pp)[23][0-9]{1,2}t?)-(.*)")
_BRACES = re.compile(r"([^{}\s]*+)\{([0-9t,]*+)\}(-[^{}\s]*+)")


def read(tools: Table, source: Source) -> Iterator[Target]:
    """What the tables below ``[tool]`` of a pyproject.toml set."""
    for name in sorted(TABLES.intersection(tools)):
        table = tools[name]
        if not isinstance(table, dict):
            continue
        keys = ("tool", name)
        match name:
            case "ruff":
                yield ruff(table, source.path, *keys)
            case "black":
                yield _black(table, source.path, *keys)
            case "mypy":
                yield _analyser("mypy", "python_version", table, source.path, *keys)
            case "pylint":
                yield from pylint(table, source.path, *keys)
            case "tox":
                yield from tox.read_toml(table, source.path, *keys)
                yield from _legacy_tox(table, source)
            case "cibuildwheel":
                yield from _cibuildwheel(table, source.path, *keys)
            case "hatch":
                yield from _hatch(table, source.path, *keys)
            case _:
                yield _analyser(name, "pythonVersion", table, source.path, *keys)


def ruff(table: Table, path: str, *keys: str) -> Target:
    """``target-version`` of ruff, which rewrites code."""
    return Target(
        tool="ruff",
        setting="target-version",
        use=Use.REWRITES,
        path=path,
        folder=_folder(path),
        pythons=_value(table, "target-version", versions.tag, path, *keys),
        narrowed=not _PASSED_BY.isdisjoint(table),
    )


def pylint(table: Table, path: str, *keys: str) -> Iterator[Target]:
    """``py-version`` of pylint, in any section."""
    sections = {(*keys, name): section for name, section in table.items() if isinstance(section, dict)}
    for at, section in ((keys, table), *sections.items()):
        if "py-version" in section:
            yield _analyser("pylint", "py-version", section, path, *at)


def _black(table: Table, path: str, *keys: str) -> Target:
    """The lowest ``target-version`` of black: what it writes has to run there."""
    listed = table.get("target-version")
    found = Pythons()
    for number, text in enumerate(listed if isinstance(listed, list) else ()):
        python = versions.tag(text) if isinstance(text, str) else None
        found.add(python, str(text), Key(path, (*keys, "target-version", number)))
    lowest = sorted(found.items, key=lambda each: each.value)[:1]
    return Target(
        tool="black",
        setting="target-version",
        use=Use.REWRITES,
        path=path,
        folder=_folder(path),
        pythons=Listing(() if found.unknown else tuple(lowest), tuple(found.unknown)),
        narrowed=not _PASSED_BY.isdisjoint(table),
    )


def _analyser(tool: str, setting: str, table: Table, path: str, *keys: str) -> Target:
    return Target(
        tool=tool,
        setting=setting,
        use=Use.ANALYSES,
        path=path,
        folder=_folder(path),
        pythons=_value(table, setting, versions.dotted, path, *keys),
    )


def _value(
    table: Table, setting: str, parse: Callable[[str], Python | None], path: str, *keys: str
) -> Listing[Declared[Python]]:
    """One string, or the number that TOML makes of ``3.9`` without quotes; nothing where it is not set."""
    value = table.get(setting)
    if value is None:
        return Listing()
    python = parse(str(value)) if isinstance(value, str | float) else None
    return only(python, str(value), Key(path, (*keys, setting)))


def _legacy_tox(table: Table, source: Source) -> Iterator[Target]:
    """The text of a tox.ini as a string."""
    text = table.get("legacy_tox_ini")
    if not isinstance(text, str):
        return
    keys = ("tool", "tox", "legacy_tox_ini")

    def place(start: int, end: int) -> Place:
        node, _ = toml_positions.find(source.text, keys)
        first, last = (toml_positions.string_offset(source.text, node.start, node.end, at) for at in (start, end))
        return Key(source.path, keys) if first is None or last is None else Span(source.path, first, last)

    yield from tox.read_ini(text, source.path, place)


def _cibuildwheel(table: Table, path: str, *keys: str) -> Iterator[Target]:
    """``build`` of cibuildwheel; ``skip`` takes away what is not meant to be built."""
    # With a Requires-Python of its own it does not ask the project's.
    if "build" not in table or "project-requires-python" in table:
        return
    build, skip = ((each if isinstance(each, list) else [each]) for each in (table["build"], table.get("skip", ())))
    at = Key(path, (*keys, "build"))
    yield Target(
        tool="cibuildwheel",
        setting="build",
        use=Use.RUNS,
        path=path,
        folder=_folder(path),
        pythons=builds([(str(each), at) for each in build], " ".join(map(str, skip))),
    )


def builds(selectors: list[tuple[str, Place]], skip: str) -> Listing[Declared[Python]]:
    """The Pythons of ``cp39-* cp3{10,11}-manylinux_*``, but for those that ``skip`` speaks of."""
    found = Pythons()
    skipped = tuple(dict.fromkeys(skip.split()))
    for text, at in selectors:
        for word in dict.fromkeys(text.split()):
            braces = _BRACES.fullmatch(word)
            words = [f"{braces[1]}{each}{braces[3]}" for each in braces[2].split(",")] if braces else [word]
            for one in words:
                name = _BUILD.fullmatch(one)
                if name is None or _skips(skipped, name[1], name[2]):
                    found.add(None, one, at)
                else:
                    found.add(versions.tag(name[1]), one, at)
    return found.listing()


def _skips(skipped: tuple[str, ...], name: str, platforms: str) -> bool:
    """Whether ``skip`` may take away every build for the Python of this tag that is selected."""
    words = (word.partition("-") for word in skipped)
    # What is left out on one platform is built on the others, where all of them are selected.
    whole = platforms == "*"
    return len(skipped) > _MOST or any(
        ("{" in tag or fnmatchcase(name, tag)) and not (whole and tail.strip("*")) for tag, _, tail in words
    )


def _hatch(table: Table, path: str, *keys: str) -> Iterator[Target]:
    """``python`` in the matrices of Hatch's environments."""
    environments = table.get("envs")
    for name, environment in environments.items() if isinstance(environments, dict) else ():
        matrices = environment.get("matrix") if isinstance(environment, dict) else None
        found = Pythons()
        for number, matrix in enumerate(matrices if isinstance(matrices, list) else ()):
            for setting in ("python", "py"):
                listed = matrix.get(setting) if isinstance(matrix, dict) else None
                for place, text in enumerate(listed if isinstance(listed, list) else ()):
                    at = Key(path, (*keys, "envs", name, "matrix", number, setting, place))
                    found.add(versions.named(text) or _compact(text) if isinstance(text, str) else None, str(text), at)
        if found.items or found.unknown:
            yield Target(
                tool="Hatch",
                setting=f"environment {name}",
                use=Use.RUNS,
                path=path,
                folder=_folder(path),
                pythons=found.listing(),
            )


def _compact(text: str) -> Python | None:
    """``39`` and ``py39``."""
    return versions.tag(text) or versions.tag(f"py{text}")


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."
