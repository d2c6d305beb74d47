"""YAML as a tree with places, built from the parser's events: nothing is constructed, expanded or copied.

Importing this module imports ``yaml``: callers import it only where there is such a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from pinlint.metadata.raw import Malformed
from pinlint.metadata.targets import versions
from pinlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source

_LONGEST = 512 * 1024
_DEEPEST = 60
_MOST = 100_000
"""Values of a document, those that aliases stand for at each alias; a text counts for every line it could fill."""
_LINE = 80
_STRING = "tag:yaml.org,2002:str"

# The parser in C reads as the one in Python does, and is many times faster; where it was not built there is the other.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A scalar: its value as a string, and the text from ``start`` to ``end``, with its quotes.

    ``plain`` is one that YAML may take for a number.
    """

    value: str
    start: int
    end: int
    plain: bool

    @property
    def text(self) -> str:
        """The value as programs get it from YAML: a number without quotes loses its last zero."""
        return versions.number(self.value) if self.plain else self.value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sequence:
    """A sequence."""

    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mapping:
    """A mapping with the values of its keys that are scalars, and what is merged into it (``<<``)."""

    values: dict[str, Node] = field(default_factory=dict)
    merged: list[Node] = field(default_factory=list)

    def get(self, *keys: str) -> Node | None:
        """The value below the keys."""
        node: Node | None = self
        for key in keys:
            node = node.own(key) if isinstance(node, Mapping) else None
        return node

    def own(self, key: str) -> Node | None:
        """The value of the key, be it merged."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Sequence):
                waiting.extend(reversed(node.items))
            elif isinstance(node, Mapping):
                if key in node.values:
                    return node.values[key]
                waiting.extend(reversed(node.merged))
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Other:
    """A value with a tag of its own (``!reference``): what it means, only the program that reads it knows."""


Node = Scalar | Sequence | Mapping | Other


def parse(source: Source) -> Node | None:
    """The one document of a file; None of an empty one.

    An alias is the very node it names. Raises Malformed where there is no YAML, several documents, a key that is there
    twice, an alias of what holds it, or more than anybody writes.
    """
    if len(source.text) > _LONGEST:
        raise _malformed(source, "is too long to be read")
    try:
        return _Builder(source).run()
    except (yaml.YAMLError, ValueError) as error:
        raise _malformed(source, "is not valid YAML") from error


def scalars(node: Node | None) -> Iterator[Scalar | None]:
    """The scalars of a sequence, None for each other item; of a scalar itself."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        yield item if isinstance(item, Scalar) else None


def mappings(node: Node | None) -> Iterator[Mapping]:
    """The mappings of a sequence."""
    if isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, Mapping))


def string(node: Node | None) -> str | None:
    """The value of a scalar."""
    return node.value if isinstance(node, Scalar) else None


def _malformed(source: Source, message: str) -> Malformed:
    return Malformed(message, Span(source.path, 0, 0))


@dataclass(slots=True)
class _Open:
    """A collection whose end is to come; of a mapping with the key whose value is to come."""

    node: Sequence | Mapping | Other
    anchor: str | None
    size: int = 1
    """Of all that is in it so far, with what its aliases stand for."""
    key: str | None = None
    is_value: bool = False


class _Builder:
    """Builds the tree of one document."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._opened: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._documents: list[Node] = []

    def run(self) -> Node | None:
        """The document. Raises Malformed, YAMLError."""
        for event in yaml.parse(self._source.text, Loader=_LOADER):
            self._take(event)
        if len(self._documents) > 1:
            raise _malformed(self._source, "has several documents")
        return self._documents[0] if self._documents else None

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                # One that is not there, or holds the alias itself, has not ended yet.
                node, size = self._anchors.get(str(event.anchor), (Other(), _MOST))
                self._add(node, size)
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.SequenceStartEvent():
                self._open(Sequence() if event.tag is None else Other(), event.anchor)
            case yaml.MappingStartEvent():
                self._open(Mapping() if event.tag is None else Other(), event.anchor)
            case yaml.CollectionEndEvent():
                closed = self._opened.pop()
                if closed.anchor is not None:
                    self._anchors[closed.anchor] = closed.node, closed.size
                self._grow(closed.size)
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
        node: Node = Scalar(event.value, start, end, plain=not event.style and event.tag is None)
        if event.tag not in {None, _STRING}:
            node = Other()
        size = 1 + len(event.value) // _LINE
        if event.anchor is not None:
            self._anchors[event.anchor] = node, size
        self._add(node, size)

    def _open(self, node: Sequence | Mapping | Other, anchor: str | None) -> None:
        self._add(node, 0)
        self._opened.append(_Open(node, anchor))
        if len(self._opened) > _DEEPEST:
            raise _malformed(self._source, "is nested too deeply")

    def _grow(self, size: int) -> None:
        """Count what was added to the collection that is open."""
        if self._opened:
            self._opened[-1].size += size
            if self._opened[-1].size > _MOST:
                raise _malformed(self._source, "has more in it than is read")

    def _add(self, node: Node, size: int) -> None:
        """Put a node where it is written."""
        self._grow(size)
        if not self._opened:
            self._documents.append(node)
            return
        opened = self._opened[-1]
        match opened.node:
            case Sequence(items):
                items.append(node)
            case Mapping():
                self._pair(opened, opened.node, node)
            case Other():
                pass

    def _pair(self, opened: _Open, mapping: Mapping, node: Node) -> None:
        """A key of a mapping, or its value."""
        if not opened.is_value:
            opened.key = node.value if isinstance(node, Scalar) else None
        elif opened.key == "<<":
            mapping.merged.append(node)
        elif opened.key is not None:
            if opened.key in mapping.values:
                raise _malformed(self._source, f"has {opened.key} twice in one mapping")
            mapping.values[opened.key] = node
        opened.is_value = not opened.is_value
