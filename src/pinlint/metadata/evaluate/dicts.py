"""Kinds of dicts that are not quite dicts: they compare, are written out or are looked into in ways of their own."""

from __future__ import annotations

from pinlint.metadata.evaluate.values import DictRef, ObjectRef, Value


class DefaultDictRef(DictRef):
    """A ``collections.defaultdict`` and what makes its values."""

    __slots__ = ("factory",)
    factory: Value

    def __init__(self, factory: Value) -> None:
        self.factory = factory


class OrderedRef(DictRef):
    """A ``collections.OrderedDict``."""

    __slots__ = ()


class SectionRef(DictRef):
    """A section of a parsed configuration, whose keys are looked up in lower case."""

    __slots__ = ("parser",)
    parser: ObjectRef

    def __init__(self, parser: ObjectRef) -> None:
        self.parser = parser


def like(ref: DictRef) -> DictRef:
    """A new dict of the same kind, without contents."""
    if isinstance(ref, DefaultDictRef):
        return DefaultDictRef(ref.factory)
    return OrderedRef() if isinstance(ref, OrderedRef) else DictRef()
