"""meson-python: name, version and licence from ``project()`` in meson.build."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pinlint.metadata import dependency_groups
from pinlint.metadata.backends import texts
from pinlint.metadata.raw import Raw
from pinlint.source import Span
from pinlint.workspace import Declared, Field, Kind, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Place

_TOKEN = re.compile(
    r"(?P<space>(?:[ \t\r\n]|\\\r?\n|#[^\n]*)++)"
    r"|(?P<string>f?'''(?:(?!''').)*'''|f?'(?:[^'\\\n]|\\.)*+')"
    r"|(?P<word>[A-Za-z_]\w*+)|(?P<number>\d\w*+)|(?P<sign>.)",
    re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"
_MOST_TOKENS = 10_000


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The dynamic version and licence."""
    if isinstance(raw.version, Unknown) and file.dynamic("version"):
        raw = replace(raw, version=_stated(file, "version", raw.version.at))
    if isinstance(raw.license, Unknown) and file.dynamic("license"):
        raw = replace(raw, license=_stated(file, "license", raw.license.at))
    return raw


def without_project(file: ProjectFile) -> Raw | None:
    """A project that only meson.build describes."""
    at = Span(file.path, 0, 0)
    if not file.files.exists(file.beside("meson.build")):
        return None
    source = texts.open_text(file, "meson.build", at)
    licensed = isinstance(source, Unknown) or "license" in _arguments(source.text)
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        name=_stated(file, "", at),
        version=_stated(file, "version", at),
        license=_stated(file, "license", at) if licensed else None,
        groups=dependency_groups.read(file),
        build=file.strings("build-system", "requires"),
    )


def _stated(file: ProjectFile, argument: str, at: Place) -> Field[str]:
    """A keyword argument of ``project()``, or its first argument; known where it is one string."""
    source = texts.open_text(file, "meson.build", at)
    if isinstance(source, Unknown):
        return source
    tokens = _arguments(source.text).get(argument)
    if tokens is None:
        return Unknown(f"project() in {source.path} has no {argument or 'name'}", at)
    place = Span(source.path, tokens[0].start, tokens[-1].end)
    value = _string(tokens[0]) if len(tokens) == 1 else None
    if value is not None:
        return Declared(value, value, place)
    if len(tokens) == 4 and [each.text for each in tokens[:2]] == ["files", "("] and (name := _string(tokens[2])):
        return _only_line(file, name, place)
    return Unknown(f"the {argument or 'name'} in {source.path} is computed", place)


def _only_line(file: ProjectFile, name: str, at: Place) -> Declared[str] | Unknown:
    """The one line of a file, which meson takes for the version."""
    source = texts.open_text(file, name, at)
    if isinstance(source, Unknown):
        return source
    line = source.line(1)
    if len(source.text.splitlines()) != 1 or not line:
        return Unknown(f"{name} is not one line", at)
    return Declared(line, line, Span(source.path, 0, len(line)))


def _arguments(text: str) -> dict[str, list[_Token]]:
    """The arguments of ``project()``, the first statement: the first one under the empty name, the others by name."""
    tokens = _tokens(text)
    if [token.text for token in tokens[:2]] != ["project", "("]:
        return {}
    found: dict[str, list[_Token]] = {}
    current: list[_Token] = []
    depth = 0
    for token in tokens[2:]:
        if token.text in _CLOSING and depth == 0:
            _add(found, current)
            return found
        if token.kind == "sign":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text == "," and depth == 0:
            _add(found, current)
            current = []
        else:
            current.append(token)
    return {}


def _add(found: dict[str, list[_Token]], tokens: list[_Token]) -> None:
    if len(tokens) > 2 and tokens[0].kind == "word" and tokens[1].text == ":":
        found[tokens[0].text] = tokens[2:]
    elif tokens:
        found.setdefault("", tokens)


def _tokens(text: str) -> list[_Token]:
    """The first tokens of the file."""
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None and match.lastgroup != "space":
            found.append(_Token(match.lastgroup, match[0], match.start(), match.end()))
        if len(found) == _MOST_TOKENS:
            break
    return found


def _string(token: _Token) -> str | None:
    """The value of a string without escapes; None for anything else."""
    if token.kind != "string" or token.text.startswith("f"):
        return None
    if token.text.startswith("'''"):
        return token.text[3:-3]
    return None if "\\" in token.text else token.text[1:-1]
