"""One evaluation: its budget, its world, its files, and what it does not know."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from pinlint.metadata.evaluate.budget import Budget, Exhausted
from pinlint.metadata.evaluate.objects import ClassRef, Locals, Named, held
from pinlint.metadata.evaluate.outcomes import End, Path, Raised
from pinlint.metadata.evaluate.setup_calls import Unseen
from pinlint.metadata.evaluate.values import (
    Code,
    Entries,
    Layer,
    ListRef,
    ObjectRef,
    Opaque,
    Perhaps,
    Value,
    is_code,
)
from pinlint.metadata.evaluate.world import World

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.values import Function, Held, Scope
    from pinlint.metadata.evaluate.where import Where
    from pinlint.source import Files, Source

Known: TypeAlias = "Callable[[Machine, Args, Where], Value]"
"""A function from outside the program whose meaning is known. Raises NotKnown, or Raised as the program would."""


@dataclass(frozen=True, slots=True)
class Language:
    """How to read the language; a machine is given it, since expressions hold calls, and calls run statements."""

    evaluate: Callable[[Machine, ast.expr, Scope], Value]
    execute: Callable[[Machine, Sequence[ast.stmt], Scope], list[Path]]
    call: Callable[[Machine, Value, Args, Where], Value]
    functions: Mapping[str, Known]
    """What is known of the standard library and of setuptools, by dotted name."""
    modules: frozenset[str]
    """The modules and classes that hold something known, by dotted name."""


class Machine:
    """The state of one evaluation that no branch undoes."""

    def __init__(self, language: Language, files: Files, folder: str, budget: Budget) -> None:
        self.language = language
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
        self.parsed: dict[str, tuple[Source, ast.Module]] = {}
        """The modules that were read, by their paths."""
        self.path = ListRef()
        """``sys.path``."""
        self.environ = ObjectRef("environ")
        """``os.environ``, empty where it is asked for a default."""
        self.python = ClassRef("sys.version_info", None, ("major", "minor", "micro", "releaselevel", "serial"))
        """The class of ``sys.version_info``."""
        self.of_python_3 = True
        """Whether Python 3 runs the program; what refuses that is read as if any could."""
        self.asked_for_python = False
        for ref, contents in ((self.path, ()), (self.environ, Entries({})), (self.python, Entries({}))):
            self.world.set(ref, contents)
        self.handled: list[Raised] = []
        """The exceptions being handled."""
        self.unseen = Unseen()
        self.main_path = ""
        self.active: dict[ast.AST, list[int]] = {}
        """The functions being called, with the number of undecided branches around each call."""
        self.unfollowed: dict[Function, Function] = {}
        """Functions that were not followed when they were called, as they are where they never are."""
        self.kept: dict[Code, None] = {}
        """The code that unknown code was given, and may run again."""
        self.kept_ran: tuple[Layer, int] = ({}, 0)
        """The moment of the world in which it may have been run last."""
        self.named: dict[ast.AST, Named] = {}
        """Of each function that unknown code was given: the names within."""
        self.classes: dict[Scope, ClassRef] = {}
        """The classes that are understood, by the scopes of their bodies."""
        self.local_names: dict[ast.AST, Locals] = {}
        """Of each function that was called: the names that it binds."""
        self._steps = 0
        self._limit = budget.steps
        self._depth = 0
        self._files = 0
        self.where: Where | None = None
        self.forked = Opaque("depends on a test that is not known")
        """The last test that is not known."""

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression. Raises Raised, or Exhausted."""
        return self.language.evaluate(self, node, scope)

    def execute(self, body: Sequence[ast.stmt], scope: Scope) -> list[Path]:
        """Run statements, one after the other. Raises Exhausted."""
        return self.language.execute(self, body, scope)

    def call(self, callee: Value, args: Args, where: Where) -> Value:
        """The result of a call. Raises Raised, or Exhausted."""
        return self.language.call(self, callee, args, where)

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
            while len(self.world.layers) > depth:
                self.world.pop()
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
        """A value that is not known, and may be or reach its operands; the reason of one that is not known wins."""
        for operand in operands:
            if isinstance(operand, Opaque):
                reason = operand.reason
        return self.doubt(Opaque(reason, held(self.spend, *operands)))

    def computed(self, reason: str, *operands: Value) -> Opaque:
        """A value that is not known, computed anew from operands: it may run their code, but is none of them."""
        for operand in operands:
            if isinstance(operand, Opaque):
                reason = operand.reason
        return self.doubt(Opaque(reason, code_of(*operands)))

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

        A way that raises is no way at all where nothing would handle it: the program ends, and gives no metadata but
        those that it has given to setup() by then.
        """
        ends = {path.end for path in paths}
        given: list[tuple[Layer, Value]] = []
        if not self.guarded and len(ends) > 1 and End.RAISE in ends:
            given = [(_given(path), None) for path in paths if path.end is End.RAISE and _given(path)]
            paths = [path for path in paths if path.end is not End.RAISE]
        merged: list[Path] = []
        for end in dict.fromkeys(path.end for path in paths):
            same = [(path.layer or {}, path.value) for path in paths if path.end is end]
            layer, value = self.world.merge(same, why)
            if given:
                layer = {**layer, **self.world.merge([(_given(Path(end, None, layer)), None), *given], why)[0]}
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


def code_of(*operands: Value) -> tuple[Held, ...]:
    """The code that operands which are not known may be or reach."""
    code = (each for operand in operands if isinstance(operand, Opaque) for each in operand.holds)
    return tuple(dict.fromkeys(each for each in code if is_code(each)))


def _given(path: Path) -> Layer:
    """Of what a way does: what it gives to setup()."""
    return {cell: contents for cell, contents in (path.layer or {}).items() if cell == "setup"}
