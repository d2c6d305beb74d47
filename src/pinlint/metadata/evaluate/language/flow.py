"""One piece of program after the other, where some ways through it end early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.outcomes import NORMAL, End, Path, Raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Opaque


def sequence(machine: Machine, steps: Iterable[Callable[[], list[Path]]]) -> list[Path]:
    """Run one step after the other; where some ways through a step end early, the rest runs for the others only."""
    early: list[tuple[list[Path], Opaque]] = []
    paths = NORMAL
    try:
        for step in steps:
            paths = step()
            if len(paths) == 1:
                if paths[0].end is not End.NORMAL:
                    break
                continue
            going = [path for path in paths if path.end is End.NORMAL]
            if not going:
                break
            early.append(([path for path in paths if path.end is not End.NORMAL], machine.forked))
            machine.world.push(going[0].layer)
            paths = NORMAL
    except Raised as raised:
        paths = [Path(End.RAISE, raised)]
    while early:
        layer = machine.world.pop()
        paths = [Path(path.end, path.value, {**layer, **(path.layer or {})}) for path in paths]
        ended, why = early.pop()
        paths = machine.settle([*ended, *paths], why)
    return paths


def settle_turn(machine: Machine, paths: list[Path]) -> list[Path]:
    """A turn that continues early has ended normally."""
    return relabel(machine, paths, End.CONTINUE)


def relabel(machine: Machine, paths: list[Path], end: End) -> list[Path]:
    """The paths, where one of the given end has ended normally."""
    if all(path.end is not end for path in paths):
        return paths
    paths = [Path(End.NORMAL, None, path.layer) if path.end is end else path for path in paths]
    return paths if len(paths) == 1 else machine.settle(paths, machine.forked)
