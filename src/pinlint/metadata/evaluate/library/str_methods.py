"""Methods of strings and bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import excerpts, formatting
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.iteration import collect
from pinlint.metadata.evaluate.natives import native, plain, weight, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import Opaque

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.values import Value
    from pinlint.metadata.evaluate.where import Where

# fmt: off
_STRINGS = frozenset({
    "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "replace", "startswith", "endswith", "lower",
    "upper", "title", "capitalize", "casefold", "swapcase", "partition", "rpartition", "find", "rfind", "index",
    "rindex", "count", "isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "isnumeric",
    "isdecimal", "isidentifier", "istitle", "isascii", "removeprefix", "removesuffix", "encode", "zfill",
    "ljust", "rjust", "center", "expandtabs",
})


# fmt: on
_WIDE = frozenset({"zfill", "ljust", "rjust", "center"})


def of_str(machine: Machine, owner: str, name: str, args: Args, where: Where) -> Value:
    """A method of a string."""
    if name == "join":
        (source,) = args.only(1)
        items = [plain(machine, item, located=True) for item in collect(machine, source, where)]
        if sum(map(weight, items)) + len(owner) * len(items) > machine.budget.text:
            raise TooLarge("is a string that is too long")
        return wrap(machine, native(lambda: owner.join(items)))  # type: ignore[arg-type]  # raises if they are no strings
    if name == "format":
        replace(args, rest=None).only(len(args.positional), None, *args.keywords)
        return formatting.braces(machine, owner, args.positional, args.keywords, args.rest)
    if name == "format_map" or name not in _STRINGS:
        raise NotKnown
    text = plain(machine, owner)
    given = [plain(machine, value) for value in args.only(0, 3, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    if name in _WIDE and given and isinstance(given[0], int) and given[0] > machine.budget.items:
        raise TooLarge("is a string that is too long")
    if name == "replace" and len(given) >= 2:
        old, new = given[:2]
        longer = owner.count(old) * len(new) if isinstance(old, str) and isinstance(new, str) else 0
        if len(owner) + longer > machine.budget.text:
            raise TooLarge("is a string that is too long")
    if name == "expandtabs":
        size = max([8, *(n for n in (*given, *named.values()) if isinstance(n, int))])
        if len(owner) * size > machine.budget.text:
            raise TooLarge("is a string that is too long")
    machine.spend(len(owner) // 1000)
    value = native(lambda: getattr(str, name)(text, *given, **named))
    return wrap(machine, excerpts.result(owner, name, (*given, *named.values()), value))


def of_bytes(machine: Machine, owner: bytes, name: str, args: Args) -> Value:
    """A method of bytes."""
    given = [plain(machine, value) for value in args.only(0, 2, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    if name == "decode":
        codec = str((given or [named.get("encoding", "utf-8")])[0]).lower().replace("_", "-")
        if codec not in {"utf-8", "utf8", "ascii", "latin-1", "latin1", "iso-8859-1", "utf-8-sig"}:
            raise NotKnown
        text = native(lambda: owner.decode(*given, **named))  # type: ignore[arg-type]  # raises as it would
        return wrap(machine, native(lambda: excerpts.decoded(owner, text)))
    if name in {"strip", "lstrip", "rstrip", "split", "splitlines", "startswith", "endswith", "lower", "upper"}:
        return wrap(machine, native(lambda: getattr(owner, name)(*given, **named)))
    raise NotKnown


def _unbound(name: str) -> Known:
    """A method that is called with its string, as by ``map(str.strip, lines)``."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        owner, *rest = args.only(1, 5, *args.keywords)
        if isinstance(owner, Opaque):
            raise NotKnown(owner.reason)
        if not isinstance(owner, str):
            raise Raised("TypeError")
        return of_str(machine, owner, name, Args(tuple(rest), args.keywords), where)

    return run


FUNCTIONS: dict[str, Known] = {f"str.{name}": _unbound(name) for name in sorted({*_STRINGS, "join", "format"})}
