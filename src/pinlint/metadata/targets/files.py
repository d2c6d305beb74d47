"""Files that set up one tool each, and hold little else: mypy.ini, pylintrc, pyrightconfig.json, .python-version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata import ini
from pinlint.metadata.targets import versions
from pinlint.metadata.targets.pythons import only
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use
from pinlint.workspace.values import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source
    from pinlint.workspace.targets import Python
    from pinlint.workspace.values import Declared

# JSON as pyright reads it, with comments; every token is matched in one step.
_TOKEN = re.compile(r'"(?:[^"\\\n]++|\\.)*+"|//[^\n]*+|/\*(?s:.)*?\*/|[{}\[\]:,]|[^\s{}\[\]:,"/]++|/')
_WORD = re.compile(r"^[ \t]*([^\s#]+)", re.MULTILINE)


def mypy(source: Source) -> Iterator[Target]:
    """``python_version`` in the section [mypy] of mypy.ini or setup.cfg."""
    document = ini.scan(source.text)
    if "mypy" in document.sections:
        option = document.sections["mypy"].options.get("python_version")
        yield _analyser(source, "mypy", "python_version", option.value if option else None)


def pylintrc(source: Source) -> Iterator[Target]:
    """``py-version`` in any section of a pylintrc."""
    for section in ini.scan(source.text).sections.values():
        if option := section.options.get("py-version"):
            yield _analyser(source, "pylint", "py-version", option.value)


def pyright(source: Source) -> Iterator[Target]:
    """``pythonVersion`` of a pyrightconfig.json."""
    tokens = [token for token in _TOKEN.finditer(source.text) if not token[0].startswith(("//", "/*"))]
    depth = 0
    for place, token in enumerate(tokens[:-2]):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth == 1 and token[0] == '"pythonVersion"' and tokens[place + 1][0] == ":":
            value = tokens[place + 2]
            if value[0].startswith('"'):
                yield _analyser(source, "pyright", "pythonVersion", (value.start() + 1, value.end() - 1))
            return


def python_version(source: Source) -> Iterator[Target]:
    """.python-version: the first one in it is the Python that is run; further ones are only there to be called."""
    word = _WORD.search(source.text)
    if word:
        text, at = word[1], Span(source.path, word.start(1), word.end(1))
        yield _target(source, ".python-version", "", Use.RUNS, only(versions.named(text), text, at))


def _analyser(source: Source, tool: str, setting: str, at: tuple[int, int] | None) -> Target:
    text = source.text[slice(*at)] if at else ""
    listing: Listing[Declared[Python]] = Listing()
    if at and text:
        listing = only(versions.dotted(text), text, Span(source.path, *at))
    return _target(source, tool, setting, Use.ANALYSES, listing)


def _target(source: Source, tool: str, setting: str, use: Use, pythons: Listing[Declared[Python]]) -> Target:
    folder = source.path.rpartition("/")[0] or "."
    return Target(tool=tool, setting=setting, use=use, path=source.path, folder=folder, pythons=pythons)
