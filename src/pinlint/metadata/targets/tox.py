"""tox: the environments that it runs by default, whose names tell their Pythons.

A section ``[testenv:py38]`` alone is none: it may be left over, or be run by hand.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

from pinlint.metadata import ini
from pinlint.metadata.targets import versions
from pinlint.metadata.targets.pythons import Pythons
from pinlint.source import Key
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pinlint.source import Place
    from pinlint.workspace.targets import Python

_LISTS = ("env_list", "envlist")
_BASES = ("base_python", "basepython")
_ELEMENT = re.compile(r"(?:\{[^{}\n]*+\}|[^,\n])++")
_BRACES = re.compile(r"\{([^{}]*+)\}")
_SPAN = re.compile(r"([0-9]{1,3})-([0-9]{1,3})")
_MOST = 1000


def read_ini(text: str, path: str, place: Callable[[int, int], Place], section: str = "tox") -> Iterator[Target]:
    """The environments that an ini file lists; ``place`` tells where a stretch of its text is written."""
    document = ini.scan(text)
    for setting in _LISTS:
        option = document.option(section, setting)
        if option is not None:
            found = Pythons()
            for start, end in option.lines:
                written = text[start:end].partition("#")[0]
                for element in _ELEMENT.finditer(written):
                    at = start + element.start() + len(element[0]) - len(element[0].lstrip())
                    _environments(document, text, element[0].strip(), (at, place), found)
            yield Target(
                tool="tox",
                setting=setting,
                use=Use.RUNS,
                path=path,
                folder=path.rpartition("/")[0] or ".",
                pythons=found.listing(),
            )
            return


def _environments(
    document: ini.Document, text: str, element: str, at: tuple[int, Callable[[int, int], Place]], found: Pythons
) -> None:
    """The Pythons of what one element of the list stands for."""
    start, place = at
    names = _generated(element) if element else ()
    if names is None:
        found.add(None, element, place(start, start + len(element)))
        return
    for python in dict.fromkeys(map(_python, names)):
        if python is not None:
            found.add(python, element, place(start, start + len(element)))
    section = f"testenv:{element}"
    if len(names) != 1 or _python(names[0]) is not None or section not in document.sections:
        return
    # An environment whose name tells nothing, as lint, may be given a Python; it counts where it installs the project.
    for setting in _BASES:
        base = document.sections[section].options.get(setting)
        if base is not None and "skip_install" not in document.sections[section].options:
            value = text[slice(*base.value)]
            found.add(versions.named(value), value, place(*base.value))


def _python(name: str) -> Python | None:
    """The Python of an environment, None if its name tells none."""
    pythons = [python for part in name.split("-") if (python := versions.factor(part)) is not None]
    if len(pythons) > 1:
        return None  # tox refuses it
    return pythons[0] if pythons else versions.environment(name)


def _generated(element: str) -> tuple[str, ...] | None:
    """The names that ``py{38,39}-{a,b}`` or ``py3{9-12}`` stands for; None for references, and where there are many."""
    parts = _BRACES.split(element)
    if any(mark in element for mark in "[:$") or any("{" in part or "}" in part for part in parts):
        return None
    choices: list[Sequence[str]] = []
    count = 1
    for number, part in enumerate(parts):
        choice = [each for one in part.split(",") for each in _counted(one.strip())] if number % 2 else [part]
        choices.append(choice)
        count *= len(choice)
        if count > _MOST:
            return None
    return tuple("".join(each) for each in product(*choices))


def _counted(choice: str) -> list[str]:
    """``9-12`` in braces is each of the numbers."""
    ends = _SPAN.fullmatch(choice)
    return [str(number) for number in range(int(ends[1]), int(ends[2]) + 1)] if ends else [choice]


def read_toml(table: dict[str, Any], path: str, *keys: str) -> Iterator[Target]:
    """The environments of a native TOML table, which is written under the keys."""
    listed = table.get("env_list")
    if not isinstance(listed, list):
        return
    found = Pythons()
    for number, element in enumerate(listed):
        at: tuple[str | int, ...] = (*keys, "env_list", number)
        if isinstance(element, str):
            if (python := _python(element)) is not None:
                found.add(python, element, Key(path, at))
        else:
            _product(element, path, at, found)
    yield Target(
        tool="tox",
        setting="env_list",
        use=Use.RUNS,
        path=path,
        folder=path.rpartition("/")[0] or ".",
        pythons=found.listing(),
    )


def _product(element: object, path: str, keys: tuple[str | int, ...], found: Pythons) -> None:
    """``{product = [["3.12", "3.13"], ["django42"]]}``: every Python in it is tested, unless something is excluded."""
    axes = element.get("product") if isinstance(element, dict) and set(element) == {"product"} else None
    if not isinstance(axes, list):
        found.add(None, "a generated environment", Key(path, keys))
        return
    for number, axis in enumerate(axes):
        for place, part in enumerate(axis if isinstance(axis, list) else [axis]):
            at = Key(path, (*keys, "product", number, place))
            if not isinstance(part, str):
                found.add(None, "a generated environment", at)
            elif (python := _python(part)) is not None:
                found.add(python, part, at)
