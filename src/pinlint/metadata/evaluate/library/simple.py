"""Functions that only compute, or do nothing that is read here."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.natives import native, plain, weight, wrap
from pinlint.metadata.evaluate.outcomes import Raised, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.values import Value
    from pinlint.metadata.evaluate.where import Where


def pure(function: Callable[..., object], most: int, *names: str) -> Callable[[Machine, Args, Where], Value]:
    """A function of plain values that takes little time."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        given = [plain(machine, value) for value in args.only(0, most, *names)]
        named = {name: plain(machine, value) for name, value in args.keywords.items()}
        if sum(map(weight, given)) > machine.budget.text:
            raise TooLarge("is too large")
        return wrap(machine, native(lambda: function(*given, **named)))

    return run


def nothing(machine: Machine, args: Args, where: Where) -> Value:
    """``print`` and others that give nothing."""
    escape.touch(machine, *args.positional, *args.keywords.values())
    return None


def same(machine: Machine, args: Args, where: Where) -> Value:
    """A function that gives back what it is given."""
    return args.only(1, 1)[0]


def _leave(machine: Machine, args: Args, where: Where) -> Value:
    raise Raised("SystemExit", explicit=True)


FUNCTIONS: dict[str, Known] = {
    "float": pure(float, 1),
    "abs": pure(abs, 1),
    "repr": pure(repr, 1),
    "ord": pure(ord, 1),
    "chr": pure(chr, 1),
    "round": pure(round, 2),
    "print": nothing,
    "exit": _leave,
    "quit": _leave,
    "sys.exit": _leave,
    "os.fspath": same,
    "distutils.util.convert_path": same,
    "setuptools.convert_path": same,
    "logging.basicConfig": nothing,
    "warnings.warn": nothing,
    "warnings.filterwarnings": nothing,
    "warnings.simplefilter": nothing,
    "textwrap.dedent": pure(textwrap.dedent, 1),
}
