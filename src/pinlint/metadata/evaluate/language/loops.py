"""Loops: turn by turn where the turns are known, else until nothing changes any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.iteration import iterate
from pinlint.metadata.evaluate.language import assign, expressions, flow, unfollowed
from pinlint.metadata.evaluate.outcomes import End, Path, Raised
from pinlint.metadata.evaluate.values import Opaque, Rest, Scope, Value
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.machine import Machine


def run_for(machine: Machine, node: ast.For, scope: Scope) -> list[Path]:
    """Run a ``for`` loop."""
    iterable = machine.evaluate(node.iter, scope)

    def turn(item: Value) -> list[Path]:
        assign.assign(machine, node.target, item, scope)
        return machine.execute(node.body, scope)

    def steps() -> Iterator[Callable[[], list[Path]]]:
        for item in iterate(machine, iterable, Where(scope, node.iter)):
            machine.spend()
            if isinstance(item, Rest):
                yield partial(_uncertain, machine, node, scope, partial(turn, item.why), item.why)
            else:
                yield lambda item=item: flow.settle_turn(machine, turn(item))  # type: ignore[misc]  # a default argument

    return _run(machine, node, scope, steps())


def run_while(machine: Machine, node: ast.While, scope: Scope) -> list[Path]:
    """Run a ``while`` loop."""

    def turn() -> list[Path]:
        return machine.execute(node.body, scope)

    def again() -> list[Path]:
        expressions.test(machine, node.test, scope)
        return turn()

    def steps() -> Iterator[Callable[[], list[Path]]]:
        while True:
            machine.spend()
            test = expressions.test(machine, node.test, scope)
            if isinstance(test, Opaque):
                why = machine.unknown(f"depends on a loop {Where(scope, node).line}", test)
                yield partial(_uncertain, machine, node, scope, again, why)
                return
            if not test:
                return
            yield lambda: flow.settle_turn(machine, turn())

    return _run(machine, node, scope, steps())


def _run(
    machine: Machine, node: ast.For | ast.While, scope: Scope, steps: Iterator[Callable[[], list[Path]]]
) -> list[Path]:
    paths = flow.sequence(machine, steps)
    if len(paths) == 1:
        if paths[0].end is End.NORMAL:
            return machine.execute(node.orelse, scope)
        return flow.relabel(machine, paths, End.BREAK)
    out: list[Path] = []
    for path in paths:
        if path.end is End.NORMAL and node.orelse:
            machine.world.push(path.layer)
            ways = machine.execute(node.orelse, scope)
            top = machine.world.pop()
            out += [Path(way.end, way.value, {**top, **(way.layer or {})}) for way in ways]
        else:
            out.append(Path(End.NORMAL, None, path.layer) if path.end is End.BREAK else path)
    return machine.settle(out, machine.forked)


def _uncertain(
    machine: Machine, node: ast.For | ast.While, scope: Scope, turn: Callable[[], list[Path]], why: Opaque
) -> list[Path]:
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
        return unfollowed.run(machine, node, scope)
    ended = [path for path in paths if path.end not in {End.NORMAL, End.CONTINUE}]
    return machine.settle([Path(End.NORMAL, None, {}), *ended], why)
