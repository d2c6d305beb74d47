"""What two branches leave behind, if it is not known which of them ran: what they agree on.

A name, element or key on which they disagree becomes Opaque. Lists of different length keep what they have in common
at both ends, with a Rest between. Objects made in the branches are one object afterwards if each stands for exactly
one of the other branch; objects that only one side can still reach through something Opaque lose their contents,
since they may be changed through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.objects import InstanceRef, Record, parts, same_kind
from pinlint.metadata.evaluate.setup_calls import Calls
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    DictRef,
    Entries,
    Iter,
    ListRef,
    Module,
    Opaque,
    Partial,
    Perhaps,
    Ref,
    Rest,
    SetRef,
    Value,
    is_code,
    is_plain,
    same_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.values import Cell, Held, Layer

_NESTED = 40


_NO_REASON = Opaque("differs")


class Join:
    """One meeting of two branches that began in the world ``base``."""

    def __init__(self, base: Callable[[Cell], Value], left: Layer, right: Layer, why: Opaque | None) -> None:
        self.base = base
        self.left = left
        self.right = right
        self.why = why or _NO_REASON
        self.pairs: dict[Ref, Ref] = {}
        self.paired: dict[Ref, Ref] = {}
        self.queue: list[tuple[Ref, Ref]] = []
        self.lost: dict[Cell, Value] = {}
        self.gone: tuple[frozenset[Cell], frozenset[Cell]] = (frozenset(), frozenset())

    def run(self, left: Value, right: Value) -> tuple[Layer, Value]:
        """What both branches did, and the value that both gave."""
        out: Layer = {}
        self.gone = self.unreachable(self.left, left), self.unreachable(self.right, right)
        value = self.value(left, right)
        cells = dict.fromkeys([*self.left, *self.right])
        for cell in cells:
            if not isinstance(cell, Ref):
                out[cell] = self.cell(cell)
        for cell in cells:
            if isinstance(cell, Ref):
                here = MISSING if cell in self.gone[0] else self.of_left(cell)
                there = MISSING if cell in self.gone[1] else self.of_right(cell)
                if here is not MISSING and there is not MISSING:
                    out[cell] = self.contents(here, there)
                else:
                    out[cell] = there if here is MISSING else here
        while self.queue:
            one, other = self.queue.pop()
            out[one] = self.contents(self.of_left(one), self.of_right(other))
        self.lose_partners()
        out.update(self.lost)
        return out, value

    def unreachable(self, layer: Layer, value: Value) -> frozenset[Cell]:
        """Objects made in a branch that nothing holds at its end, as those of a ``try`` where a handler takes over.

        None are where code is held: what that can reach is not known.
        """
        new = {cell for cell in layer if isinstance(cell, Ref) and self.base(cell) is MISSING}
        if not new:
            return frozenset()
        todo = [value, *(contents for cell, contents in layer.items() if cell not in new)]
        while todo:
            item = todo.pop()
            if isinstance(item, Module) or is_code(item):
                return frozenset()
            if isinstance(item, Ref) and item in new:
                new.discard(item)
                todo.append(layer[item])
            todo += parts(item)
        return frozenset(new)

    def lose_partners(self) -> None:
        """Forget what stands for something forgotten."""
        todo = True
        while todo:
            todo = False
            for one, other in self.pairs.items():
                if (one in self.lost) != (other in self.lost):
                    self.lose((one, other))
                    todo = True

    def of_left(self, cell: Cell) -> Value:
        """The contents of a cell after the left branch."""
        return self.left[cell] if cell in self.left else self.base(cell)

    def of_right(self, cell: Cell) -> Value:
        """The contents of a cell after the right branch."""
        return self.right[cell] if cell in self.right else self.base(cell)

    def cell(self, cell: Cell) -> Value:
        """The contents of a cell that is not an object."""
        here, there = self.of_left(cell), self.of_right(cell)
        if isinstance(here, Calls) or isinstance(there, Calls):
            if not isinstance(here, Calls) or not isinstance(there, Calls):
                return there if here is MISSING else here
            return here.either(there, self.why.reason)
        return self.value(here, there)

    def value(self, one: Value, other: Value, nested: int = 0) -> Value:
        """A value that is one or the other."""
        if one is other:
            return one
        if isinstance(one, Ref) and isinstance(other, Ref) and self.pair(one, other):
            return one
        if isinstance(one, tuple) and isinstance(other, tuple) and nested < _NESTED and same_kind(one, other):
            joined = self.sequence(one, other, nested + 1)
            return Record(joined, one.of) if isinstance(one, Record) else joined
        if self.alike(one, other):
            return one
        return self.unknown(one, other)

    def unknown(self, one: Value, other: Value) -> Opaque:
        """A value on which the branches disagree."""
        holds = (*self.lose(one), *self.lose(other))
        reason = self.why.reason
        if isinstance(one, Opaque) and isinstance(other, Opaque):
            reason = one.reason
        kind = Perhaps if isinstance(one, Perhaps) or isinstance(other, Perhaps) else Opaque
        return kind(reason, tuple(dict.fromkeys(holds)))

    def pair(self, one: Ref, other: Ref) -> bool:
        """Whether two objects made in the branches stand for each other; from now on they do."""
        if self.base(one) is not MISSING or self.base(other) is not MISSING or type(one) is not type(other):
            return False
        if one in self.pairs or other in self.paired:
            return self.pairs.get(one) is other
        if not isinstance(one, ListRef) or not isinstance(other, ListRef):
            if not isinstance(one, DictRef | SetRef | InstanceRef) or parts(one) != parts(other):
                return False
        elif one.unordered != other.unordered:
            return False
        if (one in self.right and one not in self.gone[1]) or (other in self.left and other not in self.gone[0]):
            return False
        self.pairs[one] = other
        self.paired[other] = one
        self.queue.append((one, other))
        return True

    def contents(self, one: Value, other: Value) -> Value:
        """The contents of one object after either branch."""
        if isinstance(one, tuple) and isinstance(other, tuple):
            return self.sequence(one, other, 0)
        if isinstance(one, Entries) and isinstance(other, Entries):
            return self.entries(one, other)
        return self.value(one, other)

    def sequence(self, one: tuple[Value, ...], other: tuple[Value, ...], nested: int) -> tuple[Value, ...]:
        """The elements of one list or the other."""
        if one is other:
            return one
        rests = any(isinstance(item, Rest) for item in (*one, *other))
        if len(one) == len(other) and not rests:
            return tuple(self.value(a, b, nested) for a, b in zip(one, other, strict=True))
        shorter = min(len(one), len(other))
        start = 0
        while start < shorter and self.alike(one[start], other[start]):
            start += 1
        end = 0
        while end < shorter - start and self.alike(one[-1 - end], other[-1 - end]):
            end += 1
        between = (*one[start : len(one) - end], *other[start : len(other) - end])
        if not between:
            return one
        holds = tuple(dict.fromkeys(held for item in between for held in self.lose(item)))
        head, tail = one[:start], one[len(one) - end :]
        if head and isinstance(head[-1], Rest):
            head = head[:-1]
        if tail and isinstance(tail[0], Rest):
            tail = tail[1:]
        return (*head, Rest(Opaque(self.why.reason, holds)), *tail)

    def entries(self, one: Entries, other: Entries) -> Entries:
        """The entries of one dict or set or the other."""
        items: dict[Value, Value] = {}
        for key in dict.fromkeys([*one.items, *other.items]):
            if key in one.items and key in other.items:
                items[key] = self.value(one.items[key], other.items[key])
            else:
                alone = one.items[key] if key in one.items else other.items[key]
                items[key] = Perhaps(self.why.reason, self.lose(alone))
        shuffled = one.shuffled or other.shuffled or list(one.items) != list(other.items)
        return Entries(items, one.loose or other.loose, shuffled)

    def alike(self, one: Value, other: Value, nested: int = 0) -> bool:
        """Whether two values cannot be told apart; all that is Opaque is alike."""
        if one is other:
            return True
        if is_plain(one) or is_plain(other):
            return is_plain(one) and is_plain(other) and same_plain(one, other)
        if isinstance(one, tuple) and isinstance(other, tuple):
            return (
                len(one) == len(other)
                and same_kind(one, other)
                and nested < _NESTED
                and all(self.alike(a, b, nested + 1) for a, b in zip(one, other, strict=True))
            )
        if isinstance(one, Entries) and isinstance(other, Entries):
            return (
                (one.loose is None, one.shuffled) == (other.loose is None, other.shuffled)
                and list(one.items) == list(other.items)
                and all(self.alike(value, other.items[key], nested + 1) for key, value in one.items.items())
            )
        if isinstance(one, Opaque) and isinstance(other, Opaque):
            return isinstance(one, Perhaps) == isinstance(other, Perhaps) and set(one.holds) == set(other.holds)
        if isinstance(one, Rest) and isinstance(other, Rest):
            return set(one.why.holds) == set(other.why.holds)
        if isinstance(one, tuple | Entries | Opaque | Rest | Ref | Partial | Bound) or isinstance(other, tuple):
            return False
        return type(one) is type(other) and one == other

    def lose(self, value: Value) -> tuple[Held, ...]:
        """Forget the contents of every object within, in either branch; return the code within."""
        held: dict[Held, None] = {}
        todo = [value]
        while todo:
            item = todo.pop()
            if isinstance(item, Ref):
                if item not in self.lost:
                    self.lost[item] = Opaque(self.why.reason)
                    todo += [self.of_left(item), self.of_right(item)]
                    todo += parts(item)
                continue
            if isinstance(item, Iter):
                item.spoiled = Opaque(self.why.reason)
            if isinstance(item, Module) or is_code(item):
                held[item] = None  # type: ignore[index]  # it is one of them
            todo += parts(item)
        code = tuple(held)
        if code:
            for cell, contents in self.lost.items():
                if isinstance(contents, Opaque):
                    self.lost[cell] = Opaque(contents.reason, tuple(dict.fromkeys((*contents.holds, *code))))
        return code
