"""The values a program works with while it is read.

What cannot change is itself: ``None``, numbers, ``str``, ``bytes``, ``range``, tuples of values. What can change is a
Ref: it has only its identity, the contents are in the World. Everything else a program can name is one of the classes
below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    import ast
    import re
    from collections.abc import Hashable, Iterator

    from pinlint.source import Source, Span

Value: TypeAlias = object
Cell: TypeAlias = "Hashable"
"""What has contents: a Ref, a (scope, name), or the name of something there is one of (``"setup"``, ``"cwd"``)."""
Code: TypeAlias = "Function | Builtin"
"""What makes a difference when it is run: functions of the program, setup(), and the modules that it is in."""
Held: TypeAlias = "Code | Ref | Iter | Module"
"""What can be changed, or changes something when it is run, through a value that is not known."""
Layer: TypeAlias = "dict[Cell, Value]"
"""What a branch did: the new contents of cells."""


class Text(str):
    """A string that knows where it was written; ``literal`` if one literal there is its value, else computed there.

    Whatever computes with it yields plain strings, which know nothing.
    """

    __slots__ = ("at", "literal")

    at: Span
    literal: bool

    def __new__(cls, value: str, at: Span, *, literal: bool) -> Self:
        """A string and its place."""
        self = super().__new__(cls, value)
        self.at = at
        self.literal = literal
        return self


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that is not known, and why; ``holds`` is what it may be or reach of what the program made."""

    reason: str
    holds: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Perhaps(Opaque):
    """The value of a key that may also be missing."""


@dataclass(frozen=True, slots=True)
class AtLeast(Opaque):
    """A number that is not known, but not below ``least``."""

    least: int = 0


@dataclass(frozen=True, slots=True)
class Foreign(Opaque):
    """Something from outside the workspace whose meaning is not known, by its dotted name (``numpy.get_include``)."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """In the contents of a list or tuple: any number of elements that are not known."""

    why: Opaque


SETUP = "setuptools.setup"
"""The name of setup() as a Builtin, wherever it is imported from."""
SETUPS = frozenset(
    {
        "setuptools.setup",
        "distutils.core.setup",
        "numpy.distutils.core.setup",
        "skbuild.setup",
        "cx_Freeze.setup",
        "setuptools.distutils.core.setup",
    }
)
"""Functions that take setuptools' keywords, and leave those that are read here as they are."""
WITH_SETUP = frozenset({SETUP, "distutils", *(name.rpartition(".")[0] for name in SETUPS)})
"""setup() and the modules through which it can be called, as Builtins."""


class Missing:
    """The value of a name that is not bound."""


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Entries:
    """Contents of a dict or set. ``loose``: there may be other keys. ``shuffled``: the order is not known."""

    items: dict[Value, Value]
    loose: Opaque | None = None
    shuffled: bool = False


@dataclass(eq=False, slots=True)
class Ref:
    """Something mutable: an identity, whose contents the World keeps."""


class ListRef(Ref):
    """A list; its contents are a tuple of values and Rests, or Opaque."""

    __slots__ = ("unordered",)
    unordered: bool

    def __init__(self, *, unordered: bool = False) -> None:
        self.unordered = unordered


class DictRef(Ref):
    """A dict; its contents are Entries, or Opaque."""

    __slots__ = ()


class SetRef(Ref):
    """A set; its contents are Entries with None for values, or Opaque."""

    __slots__ = ()


class FileRef(Ref):
    """A file; its contents are what is left to read (str or bytes), None once it is closed, or Opaque."""

    __slots__ = ()


class ObjectRef(Ref):
    """An object with attributes, such as a parsed configuration; its contents are Entries, or Opaque."""

    __slots__ = ("kind",)
    kind: str

    def __init__(self, kind: str) -> None:
        self.kind = kind


@dataclass(eq=False, slots=True)
class Iter:
    """An iterator: what is left of it cannot be copied, so it is spoiled where branches would share it."""

    left: Iterator[Value]
    depth: int
    """The number of undecided branches around its making."""
    holds: tuple[Held, ...] = ()
    """What is gone through or run for its elements."""
    spoiled: Opaque | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The ``keys``, ``values`` or ``items`` of a dict, as they are when it is gone through."""

    of: DictRef
    which: str


@dataclass(frozen=True, slots=True)
class Builtin:
    """Something from outside the program whose meaning is known, by its dotted name (``len``, ``os.path.join``)."""

    name: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A method of a known value."""

    of: Value
    name: str


@dataclass(frozen=True, slots=True)
class Partial:
    """``functools.partial``."""

    callee: Value
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A ``pathlib`` path."""

    path: str


@dataclass(frozen=True, slots=True)
class Requested:
    """A requirement that ``pkg_resources`` parsed; its text is what ``str()`` gives."""

    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled regular expression that was found harmless."""

    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a regular expression."""

    match: re.Match[str]


@dataclass(eq=False, slots=True)
class Scope:
    """Where names live: a module, a function call, a class body or a comprehension."""

    source: Source
    """Where its code is written; without a path if that is no file."""
    parent: Scope | None = None
    kind: str = "module"
    own: frozenset[str] = frozenset()
    """Names that are local to a function."""
    name: str = ""
    """Of a module: its dotted name; of a class: its name."""
    main: bool = False
    """The module that is read."""
    anchor: Span | None = None
    """The place of everything in it, if its code stands in no file."""
    first: str = ""
    """Of a function: its first parameter."""
    space: tuple[DictRef, Value] | None = None
    """Of code that was run in a dict: that dict, and its contents after it."""
    yields: ListRef | None = None
    """Of a call of a generator: the list of what it gives."""
    outer: dict[str, Scope] = field(default_factory=dict)
    """Names declared global or nonlocal, and where they live."""

    def inside(self, kind: str, own: frozenset[str] = frozenset()) -> Scope:
        """A new scope within this one."""
        return Scope(self.source, self, kind, own, main=self.main, anchor=self.anchor)

    @property
    def module(self) -> Scope:
        """The module it is in."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the workspace."""

    name: str
    scope: Scope


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of the program; also a class or generator expression, whose body is code that others may run."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.GeneratorExp
    scope: Scope
    defaults: tuple[Value, ...] = ()
    keyword_defaults: tuple[tuple[str, Value], ...] = ()
    opaque: bool = False
    """Decorated, asynchronous or otherwise not to be followed."""


def is_code(value: Value) -> bool:
    """Whether running it, or what is in it, makes a difference."""
    return isinstance(value, Function) or (isinstance(value, Builtin) and value.name in WITH_SETUP)


def is_plain(value: Value) -> bool:
    """Whether it is a Python value that cannot change and holds no other."""
    return value is None or value is Ellipsis or isinstance(value, str | bytes | int | float | complex | range)


def same_plain(left: Value, right: Value) -> bool:
    """Whether two plain values cannot be told apart (``1`` and ``True`` can)."""
    if isinstance(left, str) and isinstance(right, str):
        return str.__eq__(left, right)
    return type(left) is type(right) and repr(left) == repr(right)
