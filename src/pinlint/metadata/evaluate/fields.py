"""What the keywords of a setup() call declare, as setuptools understands them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pinlint.metadata.evaluate.paths import ROOT
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    Builtin,
    DictRef,
    Entries,
    Function,
    ListRef,
    Opaque,
    Perhaps,
    Rest,
    SetRef,
    Text,
    Value,
)
from pinlint.metadata.raw import Raw, RawSection
from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.source import Span

Strings: TypeAlias = "Listing[Declared[str]] | None"


_VERSION_TOOLS = (
    "use_scm_version",
    "use_incremental",
    "vcversioner",
    "version_config",
    "setuptools_git_versioning",
    "use_vcs_version",
    "auto_version",
    "version_command",
    "version_format",
    "versioning",
    "use_calver",
    "use_katversion",
    "use_pyscaffold",
    "pbr",
)
"""Keywords of build plug-ins that set the version from elsewhere."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a keyword is given, and the expression that gives it; ``direct`` if it stands in the setup() call itself."""

    value: Value
    at: Span
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the arguments of one setup() call; ``contents`` are those of mutable values at the time of the call."""

    contents: Callable[[Value], Value]
    arguments: dict[str, Argument]
    rest: Opaque | None
    call: Span

    def read(self, path: str) -> Raw:
        """What the call declares."""
        return Raw(
            kind=Kind.SETUP_PY,
            path=path,
            name=self.text("name"),
            version=self.version(),
            requires_python=self.text("python_requires"),
            requires=self.strings("install_requires", requirement_lines),
            extras=self.extras(),
            classifiers=self.strings("classifiers", _lines),
            license=self.text("license_expression", "license", "licence"),
            license_is_expression=self.arguments.get("license_expression") is not None,
        )

    def argument(self, *names: str) -> Argument | None:
        """The first keyword of these that is given and not None."""
        for name in names:
            found = self.arguments.get(name)
            if found is not None and found.value is not None:
                return found
        rest = self.rest or self.pbr()
        if rest is not None and not any(name in self.arguments for name in names):
            return Argument(rest, self.call)
        return None

    def pbr(self) -> Opaque | None:
        """What pbr puts in the place of every keyword that is not given, where it is asked for."""
        asked = self.arguments.get("pbr")
        return Opaque("set by pbr when it builds") if asked is not None and asked.value is True else None

    def text(self, *names: str) -> Declared[str] | Unknown | None:
        """A field that is one string."""
        argument = self.argument(*names)
        return None if argument is None else _declared(argument.value, argument.at, direct=argument.direct)

    def version(self) -> Declared[str] | Unknown | None:
        """The version; a number is spelled out, a callable is called by the build backend."""
        for name in _VERSION_TOOLS:
            tool = self.arguments.get(name)
            if tool is not None and tool.value is not None and tool.value is not False:
                return Unknown(f"computed by the build plug-in that {name} asks for", tool.at)
        argument = self.argument("version")
        if argument is None:
            return None
        value = argument.value
        if isinstance(value, int | float):
            return Declared(str(value), str(value), argument.at)
        if isinstance(value, Function | Builtin | Bound):
            return Unknown("computed by a function that the build backend calls", argument.at)
        return _declared(value, argument.at, direct=argument.direct)

    def strings(self, name: str, split: Callable[[str], Iterator[str]]) -> Strings:
        """A field that is a list of strings."""
        argument = self.argument(name)
        if argument is None:
            return None
        return self.listing(argument.value, argument.at, split, direct=argument.direct)

    def listing(
        self, value: Value, at: Span, split: Callable[[str], Iterator[str]], *, direct: bool
    ) -> Listing[Declared[str]]:
        """The strings in a list, tuple or string."""
        items: list[Declared[str]] = []
        unknown: list[Unknown] = []
        todo = [value]
        for _ in range(100_000):
            if not todo:
                break
            item = todo.pop()
            if isinstance(item, str) and ROOT not in item:
                place = item.at if isinstance(item, Text) and (item.literal or item is not value or not direct) else at
                items += [Declared(line, str(item) if line == str(item) else line, place) for line in split(item)]
            elif isinstance(item, ListRef | tuple):
                inside = self.contents(item) if isinstance(item, ListRef) else item
                todo += reversed(inside) if isinstance(inside, tuple) else (inside,)
            elif isinstance(item, Rest):
                unknown.append(Unknown(item.why.reason, at))
            elif isinstance(item, Opaque):
                unknown.append(Unknown(item.reason, at))
            else:
                unknown.append(Unknown(_WRONG_TYPE, at))
        else:
            unknown.append(Unknown("has too many elements", at))
        return Listing(tuple(items), tuple(unknown))

    def extras(self) -> Listing[RawSection] | None:
        """The extras and their requirements."""
        argument = self.argument("extras_require")
        if argument is None:
            return None
        at = argument.at
        entries = self.contents(argument.value) if isinstance(argument.value, DictRef) else argument.value
        if not isinstance(entries, Entries):
            reason = entries.reason if isinstance(entries, Opaque) else _WRONG_TYPE
            return Listing((), (Unknown(reason, at),))
        items: list[RawSection] = []
        unknown: list[Unknown] = []
        for key, value in entries.items.items():
            name = _declared(key, at, direct=False)
            listed = self.contents(value) if isinstance(value, SetRef) else None
            given = _elements(listed) if isinstance(listed, Entries) else value  # of extras, setuptools takes sets
            requires = self.listing(given, at, requirement_lines, direct=False)
            if isinstance(name, Unknown):
                unknown.append(name)
            elif isinstance(value, Opaque):
                unknown.append(Unknown(value.reason, name.at))
            elif value is None:
                unknown.append(Unknown(_WRONG_TYPE, name.at))
            else:
                items.append(RawSection(name, requires))
        if entries.loose is not None:
            unknown.append(Unknown(entries.loose.reason, at))
        return Listing(tuple(items), tuple(unknown))


def _elements(listed: Entries) -> tuple[Value, ...]:
    """The elements of a set, and why there may be others."""
    reasons = [item for item in listed.items.values() if isinstance(item, Perhaps)]
    sure = [key for key, item in listed.items.items() if not isinstance(item, Perhaps)]
    return (*sure, *map(Rest, [*reasons, *([] if listed.loose is None else [listed.loose])]))


_WRONG_TYPE = "has a type that is not understood here"


def _declared(value: Value, at: Span, *, direct: bool) -> Declared[str] | Unknown:
    """One string; a computed one is where the setup() call gives it, if the call itself does."""
    if isinstance(value, Text) and (value.literal or not direct):
        at = value.at
    if isinstance(value, Opaque):
        return Unknown(value.reason, at)
    if value is MISSING or not isinstance(value, str):
        return Unknown(_WRONG_TYPE, at)
    if ROOT in value:
        return Unknown("depends on where the workspace lies", at)
    return Declared(str(value), str(value), at)


def _lines(text: str) -> Iterator[str]:
    """A string of one line as it is, one of more as its lines that are not blank."""
    if len(text.strip().splitlines()) == 1:
        yield text
    else:
        yield from (line.strip() for line in text.splitlines() if line.strip())


def requirement_lines(text: str) -> Iterator[str]:
    r"""The requirements in a string, as setuptools sees them; a string that is one requirement stays as it is.

    Blank lines and lines that begin with ``#`` are no requirements, `` #`` begins a comment, and a line that ends with
    ``\`` goes on in the next.
    """
    stripped = text.strip()
    if len(stripped.splitlines()) == 1 and not stripped.startswith("#") and " #" not in text and "\\" not in text:
        yield text
        return
    whole = ""
    for line in text.splitlines():
        part = line.strip()
        if not part or part.startswith("#"):
            continue
        whole += part.partition(" #")[0].strip()
        if whole.endswith("\\"):
            whole = whole[:-1].strip()
        else:
            yield whole
            whole = ""
