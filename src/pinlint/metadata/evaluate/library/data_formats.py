"""``json``, ``tomllib`` and ``ast.literal_eval``: values written as text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import tomli

from pinlint.metadata.evaluate import excerpts
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import FileRef, Opaque, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _read_text(machine: Machine, value: Value) -> str:
    """The text of an open file or a string."""
    if isinstance(value, FileRef):
        left = machine.world.get(value)
        if isinstance(left, Opaque):
            raise NotKnown(left.reason)
        if left is None:
            raise Raised("ValueError")
        machine.world.set(value, left[:0])  # type: ignore[index]  # a string or bytes
        value = left
    text = plain(machine, value)
    if isinstance(text, bytes):
        data = text
        return native(lambda: excerpts.decoded(data, data.decode()))
    if not isinstance(text, str):
        raise Raised("TypeError")
    return text


def _parsed(parse: Callable[[str], object]) -> Callable[[Machine, Args, Where], Value]:
    """A parser of a data format."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        text = _read_text(machine, args.only(1)[0])
        machine.spend(1 + len(text) // 100)
        return wrap(machine, excerpts.stated(text, native(lambda: parse(text))))

    return run


def _json(text: str) -> object:
    import json  # noqa: PLC0415 - few programs read it, and it is not imported otherwise

    return json.loads(text)


def _literal(machine: Machine, args: Args, where: Where) -> Value:
    text = plain(machine, args.only(1)[0])
    if not isinstance(text, str) or len(text) > 100_000:
        raise NotKnown
    machine.spend(1 + len(text) // 10)
    return wrap(machine, excerpts.unquoted(text, native(lambda: ast.literal_eval(text))))


FUNCTIONS: dict[str, Known] = {
    "json.load": _parsed(_json),
    "json.loads": _parsed(_json),
    "tomllib.load": _parsed(tomli.loads),
    "tomllib.loads": _parsed(tomli.loads),
    "ast.literal_eval": _literal,
}
