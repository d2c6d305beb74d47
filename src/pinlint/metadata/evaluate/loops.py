"""Loops: turn by turn where the turns are known, else until nothing changes any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import assign, expressions, statements
from pinlint.metadata.evaluate.iteration import iterate
from pinlint.metadata.evaluate.machine import End, Path, Raised, Where
from pinlint.metadata.evaluate.values import Opaque, Rest

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Scope, Value


def run_for(machine: Machine, node: ast.For, scope: Scope) -> list[Path]:
    """Run a ``for`` loop."""
    iterable = expressions.evaluate(machine, node.iter, scope)

    def turn(item: Value) -> list[Path]:
        assign.assign(machine, node.target, item, scope)
        return statements.execute(machine, node.body, scope)

    def steps() -> Iterator[Callable[[], list[Path]]]:
        for item in iterate(machine, iterable, Where(scope, node.iter)):
            machine.spend()
            if isinstance(item, Rest):
                yield partial(uncertain, machine, partial(turn, item.why), item.why)
            else:
                yield lambda item=item: settle_turn(machine, turn(item))  # type: ignore[misc]  # a default argument

    return _run(machine, node, scope, steps())


def run_while(machine: Machine, node: ast.While, scope: Scope) -> list[Path]:
    """Run a ``while`` loop."""

    def turn() -> list[Path]:
        return statements.execute(machine, node.body, scope)

    def again() -> list[Path]:
        expressions.test(machine, node.test, scope)
        return turn()

    def steps() -> Iterator[Callable[[], list[Path]]]:
        while True:
            machine.spend()
            test = expressions.test(machine, node.test, scope)
            if isinstance(test, Opaque):
                why = machine.unknown(f"depends on a loop {Where(scope, node).line}", test)
                yield lambda: uncertain(machine, again, why)  # noqa: B023 - called at once
                return
            if not test:
                return
            yield lambda: settle_turn(machine, turn())

    return _run(machine, node, scope, steps())


def _run(
    machine: Machine, node: ast.For | ast.While, scope: Scope, steps: Iterator[Callable[[], list[Path]]]
) -> list[Path]:
    paths = statements.sequence(machine, steps)
    if len(paths) == 1:
        if paths[0].end is End.NORMAL:
            return statements.execute(machine, node.orelse, scope)
        return relabel(machine, paths, End.BREAK)
    out: list[Path] = []
    for path in paths:
        if path.end is End.NORMAL and node.orelse:
            machine.world.push(path.layer)
            ways = statements.execute(machine, node.orelse, scope)
            top = machine.world.pop()
            out += [Path(way.end, way.value, {**top, **(way.layer or {})}) for way in ways]
        else:
            out.append(Path(End.NORMAL, None, path.layer) if path.end is End.BREAK else path)
    return machine.settle(out, machine.forked)


def settle_turn(machine: Machine, paths: list[Path]) -> list[Path]:
    """A turn that continues early has ended normally."""
    return relabel(machine, paths, End.CONTINUE)


def relabel(machine: Machine, paths: list[Path], end: End) -> list[Path]:
    """The paths, where one of the given end has ended normally."""
    if all(path.end is not end for path in paths):
        return paths
    paths = [Path(End.NORMAL, None, path.layer) if path.end is end else path for path in paths]
    return paths if len(paths) == 1 else machine.settle(paths, machine.forked)


def uncertain(machine: Machine, turn: Callable[[], list[Path]], why: Opaque) -> list[Path]:
    """Any number of turns: what holds before and after each of them."""
    paths: list[Path] = []
    machine.forked = why
    for _ in range(machine.budget.rounds):
        machine.world.push()
        try:
            ways = turn()
        except Raised as raised:
            ways = [Path(End.RAISE, raised)]
        layer = machine.world.pop()
        paths = [Path(way.end, way.value, {**layer, **(way.layer or {})}) for way in ways]
        going = [(path.layer or {}, None) for path in paths if path.end in {End.NORMAL, End.CONTINUE}]
        after, _ = machine.world.merge([({}, None), *going], why)
        if not machine.world.changes(after):
            break
        machine.world.apply(after)
    else:
        machine.give_up("goes through a loop that is not understood")
    ended = [path for path in paths if path.end not in {End.NORMAL, End.CONTINUE}]
    return machine.settle([Path(End.NORMAL, None, {}), *ended], why)
