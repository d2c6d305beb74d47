"""One evaluation: its budget, its world, its files, and what it does not know."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NoReturn

from pinlint.metadata.evaluate.budget import Budget, Exhausted
from pinlint.metadata.evaluate.values import Entries, Function, ListRef, ObjectRef, Opaque, Perhaps, Value
from pinlint.metadata.evaluate.world import World
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.values import Scope
    from pinlint.metadata.evaluate.world import Layer
    from pinlint.source import Files, Source


class NotKnown(Exception):  # noqa: N818 - it names a state
    """The result of an operation is not known; ``str()`` is the reason, empty for the usual one."""


class Raised(Exception):  # noqa: N818 - it names a state
    """The program raises an exception; ``name`` is its class."""

    def __init__(self, name: str, *, explicit: bool = False, at: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.explicit = explicit
        self.at = at


class End(Enum):
    """How a piece of program ends."""

    NORMAL = "normal"
    RETURN = "return"
    BREAK = "break"
    CONTINUE = "continue"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a piece of program; ``layer`` is what it does, None if that is done already."""

    end: End
    value: Value = None
    layer: Layer | None = None


NORMAL = [Path(End.NORMAL)]


@dataclass(frozen=True, slots=True)
class Where:
    """A node and the scope it is evaluated in."""

    scope: Scope
    node: ast.AST

    @property
    def line(self) -> str:
        """``on line 12``, with the file unless it is the one that is read."""
        number = getattr(self.node, "lineno", 1)
        return f"on line {number}" if self.scope.main else f"on line {number} of {self.scope.source.path}"

    @property
    def span(self) -> Span:
        """The place of the node; the parser counts columns in UTF-8 bytes."""
        if self.scope.anchor is not None:
            return self.scope.anchor
        node, source = self.node, self.scope.source
        start = _offset(source.text, node.lineno, node.col_offset)  # type: ignore[attr-defined]  # expressions have it
        end = _offset(source.text, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]  # likewise
        return Span(source.path, start, end)


def _offset(text: str, line: int, column: int) -> int:
    starts = line_starts(text)
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    if text[start : min(start + column, end)].isascii():
        return start + column
    return start + len(text[start:end].encode()[:column].decode(errors="ignore"))


def local_names(function: ast.AST) -> tuple[frozenset[str], bool]:  # noqa: C901 - one case for each kind
    """The names that a function binds, and whether it yields."""
    names: set[str] = set()
    outer: set[str] = set()
    yields = False
    arguments = function.args  # type: ignore[attr-defined]  # a function
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if argument is not None:
            names.add(argument.arg)
    body = function.body  # type: ignore[attr-defined]  # a function
    todo: list[tuple[ast.AST, bool]] = [(node, False) for node in (body if isinstance(body, list) else [body])]
    while todo:
        node, nested = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del) and not nested:
            names.add(node.id)
        elif isinstance(node, ast.NamedExpr):
            names.add(node.target.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            outer.update(node.names)
        elif isinstance(node, ast.Yield | ast.YieldFrom):
            yields = True
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        inside = nested or isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
        todo += [(child, inside) for child in ast.iter_child_nodes(node)]
    return frozenset(names - outer), yields


class Machine:
    """The state of one evaluation that no branch undoes."""

    def __init__(self, files: Files, folder: str, budget: Budget) -> None:
        self.files = files
        self.folder = folder
        self.budget = budget
        self.world = World(self.spend)
        self.doubts = 0
        self.doubted = Opaque("may fail")
        """The last operation that may raise an exception."""
        self.guarded = 0
        """How many enclosing statements would handle an exception."""
        self.sources: dict[str, Source] = {}
        """The files that were read, by their text."""
        self.path = ListRef()
        """``sys.path``."""
        self.environ = ObjectRef("environ")
        """``os.environ``, empty where it is asked for a default."""
        self.world.set(self.path, ())
        self.world.set(self.environ, Entries({}))
        self.handled: list[Raised] = []
        """The exceptions being handled."""
        self.setup_escaped: Opaque | None = None
        """Why unknown code may call setup()."""
        self.main_path = ""
        self.active: dict[ast.AST, list[int]] = {}
        """The functions being called, with the number of undecided branches around each call."""
        self._names: dict[ast.AST, tuple[frozenset[str], bool]] = {}
        self._steps = 0
        self._limit = budget.steps
        self._depth = 0
        self._files = 0
        self.where: Where | None = None
        self.forked = Opaque("depends on a test that is not known")
        """The last test that is not known."""

    def names_of(self, node: ast.AST) -> tuple[frozenset[str], bool]:
        """The names that a function binds, and whether it yields."""
        if node not in self._names:
            self._names[node] = local_names(node)
        return self._names[node]

    def spend(self, steps: int = 1) -> None:
        """Use up some of the budget. Raises Exhausted."""
        self._steps += steps
        if self._steps > self._limit:
            self.give_up(f"takes more than {self.budget.steps} steps")

    @property
    def spent(self) -> bool:
        """Whether nothing of the budget is left, at any level."""
        return self._steps > self.budget.steps

    @contextmanager
    def share(self) -> Iterator[None]:
        """Half of what is left for what comes within; if that is not enough, it is as if it had not begun."""
        limit, depth, guarded, handled = self._limit, len(self.world.layers), self.guarded, len(self.handled)
        self._limit = self._steps + (limit - self._steps) // 2
        self.world.push()
        try:
            yield
        except Exhausted:
            del self.world.layers[depth:]
            self.guarded = guarded
            del self.handled[handled:]
            raise
        except BaseException:
            self.world.apply(self.world.pop())
            raise
        else:
            self.world.apply(self.world.pop())
        finally:
            self._limit = limit

    def give_up(self, reason: str) -> NoReturn:
        """End the evaluation."""
        raise Exhausted(f"{reason} {self.where.line}" if self.where else reason)

    def enter(self) -> None:
        """Go one level deeper. Raises Exhausted."""
        self._depth += 1
        if self._depth > self.budget.depth:
            self.give_up("is nested too deeply")

    def leave(self) -> None:
        """Come back from one level."""
        self._depth -= 1

    def doubt(self, why: Opaque) -> Opaque:
        """What is not known may also raise an exception."""
        self.doubts += 1
        self.doubted = why
        return why

    def unknown(self, reason: str, *operands: Value) -> Opaque:
        """A value that is not known, computed from operands; the reason of an operand that is not known wins."""
        holds: dict[Function, None] = {}
        for operand in operands:
            if isinstance(operand, Opaque):
                reason = operand.reason
                holds.update(dict.fromkeys(operand.holds))
            elif isinstance(operand, Function):
                holds[operand] = None
        return self.doubt(Opaque(reason, tuple(holds)))

    def certain(self, value: Value) -> Value:
        """A value that may be missing, as what using it gives."""
        return self.doubt(Opaque(value.reason, value.holds)) if isinstance(value, Perhaps) else value

    def count_file(self) -> None:
        """One more file is read. Raises Exhausted."""
        self._files += 1
        if self._files > self.budget.files:
            self.give_up(f"reads more than {self.budget.files} files")

    def fork(self, branches: list[Callable[[], list[Path]]], why: Opaque) -> list[Path]:
        """Go every way, each from here."""
        paths: list[Path] = []
        for branch in branches:
            self.world.push()
            try:
                ways = branch()
            except Raised as raised:
                ways = [Path(End.RAISE, raised)]
            finally:
                layer = self.world.pop()
            paths += [Path(way.end, way.value, {**layer, **(way.layer or {})}) for way in ways]
        return self.settle(paths, why)

    def settle(self, paths: list[Path], why: Opaque) -> list[Path]:
        """The ways, one of each end; if it is only one, it is gone at once.

        A way that raises is no way at all where nothing would handle it: the program ends without metadata.
        """
        ends = {path.end for path in paths}
        if not self.guarded and len(ends) > 1 and End.RAISE in ends:
            paths = [path for path in paths if path.end is not End.RAISE]
        merged: list[Path] = []
        for end in dict.fromkeys(path.end for path in paths):
            same = [(path.layer or {}, path.value) for path in paths if path.end is end]
            layer, value = self.world.merge(same, why)
            merged.append(Path(end, value, layer))
        if len(merged) > 1:
            return merged
        self.world.apply(merged[0].layer or {})
        return [Path(merged[0].end, merged[0].value)]

    def choose(self, branches: list[Callable[[], Value]], why: Opaque) -> Value:
        """The value that one of the branches gives."""

        def go(branch: Callable[[], Value]) -> Callable[[], list[Path]]:
            return lambda: [Path(End.NORMAL, branch())]

        return self.finish(self.fork([go(branch) for branch in branches], why))

    def finish(self, paths: list[Path]) -> Value:
        """The value of what ended in a value or an exception. Raises Raised."""
        if len(paths) > 1:
            self.doubt(Opaque("may raise an exception"))
            paths = [path for path in paths if path.end is not End.RAISE]
            self.world.apply(paths[0].layer or {})
        (path,) = paths
        if path.end is End.RAISE:
            if isinstance(path.value, Raised):
                raise path.value
            raise Raised("Exception")
        return path.value
