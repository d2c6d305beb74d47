"""Classes of the program and their objects, and what any value is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pinlint.metadata.evaluate.dicts import DefaultDictRef, SectionRef
from pinlint.metadata.evaluate.values import (
    Bound,
    Entries,
    Held,
    Iter,
    Module,
    Opaque,
    Partial,
    Ref,
    Rest,
    Value,
    View,
    is_code,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class ClassRef(Ref):
    """A class that is understood; its contents are Entries of what its body binds, or Opaque."""

    __slots__ = ("base", "defaults", "fields", "name", "special")
    name: str
    base: ClassRef | None
    fields: tuple[str, ...] | None
    """Of a class of named tuples: the names of their elements."""
    defaults: tuple[tuple[str, Value], ...]
    """Of a class of named tuples: what those are that need not be given."""
    special: frozenset[str]
    """The methods that Python itself calls, of this class and its bases."""

    def __init__(
        self,
        name: str,
        base: ClassRef | None = None,
        fields: tuple[str, ...] | None = None,
        defaults: tuple[tuple[str, Value], ...] = (),
        special: frozenset[str] = frozenset(),
    ) -> None:
        self.name = name
        self.base = base
        self.fields = fields
        self.defaults = defaults
        self.special = special

    def line(self) -> Iterator[ClassRef]:
        """The class and its bases, in the order in which names are looked up."""
        cls: ClassRef | None = self
        while cls is not None:
            yield cls
            cls = cls.base


class InstanceRef(Ref):
    """An object of a class that is understood; its contents are Entries of its own attributes, or Opaque."""

    __slots__ = ("of",)
    of: ClassRef

    def __init__(self, of: ClassRef) -> None:
        self.of = of


class Record(tuple[Value, ...]):  # noqa: SLOT001 - a tuple has no room for slots
    """A named tuple; whatever computes with it yields plain tuples."""

    of: ClassRef

    def __new__(cls, items: tuple[Value, ...], of: ClassRef) -> Self:
        """Elements, one for each field of the class."""
        self = super().__new__(cls, items)
        self.of = of
        return self

    def __repr__(self) -> str:
        """What Python writes, once the elements are Python's."""
        fields = self.of.fields or ()
        return f"{self.of.name}({', '.join(f'{name}={item!r}' for name, item in zip(fields, self, strict=True))})"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A ``property``, ``cached_property``, ``staticmethod`` or ``classmethod``."""

    kind: str
    get: Value
    set: Value = None


@dataclass(frozen=True, slots=True)
class Super:
    """``super()``: an object or class as the bases of ``after`` see it."""

    of: InstanceRef | Record | ClassRef
    after: ClassRef


@dataclass(frozen=True, slots=True)
class Names:
    """``globals()`` of a module."""

    of: Module


@dataclass(frozen=True, slots=True)
class Cached:
    """A function whose results are kept by its arguments."""

    function: Value
    results: Ref


@dataclass(frozen=True, slots=True)
class Locals:
    """The names that a function binds, those of them that it declares global, and whether it yields."""

    own: frozenset[str] = frozenset()
    outer: frozenset[str] = frozenset()
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The names within a function: those it loads, and those it binds elsewhere (True: in its module)."""

    loaded: tuple[str, ...]
    outer: tuple[tuple[str, bool], ...]
    wild: bool
    """Whether it may bind any name of its module."""
    stores: frozenset[str]
    """Names of objects whose attributes it binds; ``*`` for any."""


def parts(value: Value) -> tuple[Value, ...]:
    """What a value that cannot change is made of; of a Ref, what is not in its contents."""
    if isinstance(value, Record):
        return (value.of, *value)
    if isinstance(value, tuple):
        return value
    if isinstance(value, Entries):
        loose = () if value.loose is None else (value.loose,)
        return (*(key for key in value.items if not isinstance(key, str)), *value.items.values(), *loose)
    if isinstance(value, Opaque):
        return value.holds
    if isinstance(value, Rest):
        return value.why.holds
    if isinstance(value, Bound | View | Names):
        return (value.of,)
    if isinstance(value, Partial):
        return (value.callee, *value.args, *(given for _, given in value.keywords))
    if isinstance(value, Descriptor):
        return (value.get, value.set)
    if isinstance(value, Super):
        return (value.of, value.after)
    if isinstance(value, Cached):
        return (value.function, value.results)
    if isinstance(value, InstanceRef):
        return (value.of,)
    if isinstance(value, ClassRef):
        return (value.base, *(default for _, default in value.defaults))
    if isinstance(value, DefaultDictRef):
        return (value.factory,)
    if isinstance(value, SectionRef):
        return (value.parser,)
    return value.holds if isinstance(value, Iter) else ()


def same_kind(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """Whether two tuples are of the same class."""
    left = one.of if isinstance(one, Record) else None
    right = other.of if isinstance(other, Record) else None
    return left is right


def held(spend: Callable[[int], None], *values: Value) -> tuple[Held, ...]:
    """What can be changed or run through values."""
    found: dict[Held, None] = {}
    todo = list(values)
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            continue
        if isinstance(value, Ref | Iter | Module) or is_code(value):
            found[value] = None  # type: ignore[index]  # it is one of them
        else:
            inside = parts(value)
            spend(len(inside) // 16)
            todo += inside
    return tuple(found)
