"""``re``: its functions, and the methods of patterns and matches."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import excerpts, regex
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.library.simple import pure
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown, TooLarge
from pinlint.metadata.evaluate.regex import check
from pinlint.metadata.evaluate.values import Found, Pattern, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _compile(machine: Machine, args: Args, where: Where) -> Value:
    given = [plain(machine, value) for value in args.only(1, 2, "flags")]
    flags = plain(machine, args.get(1, "flags", 0))
    if not isinstance(given[0], str) or not isinstance(flags, int):
        raise NotKnown
    return Pattern(regex.compiled(machine, given[0], flags))


def _function(name: str) -> Callable[[Machine, Args, Where], Value]:
    """A function of ``re`` that takes a pattern, what the method takes, and flags."""
    count = 3 if name == "sub" else 2
    number = {"sub": "count", "split": "maxsplit"}.get(name)

    def run(machine: Machine, args: Args, where: Where) -> Value:
        args.only(1, 5, "string", "flags", "count", "maxsplit", "repl")
        pattern = args.positional[0]
        texts = [*args.positional[1:count]]
        if "string" in args.keywords:
            texts.append(args.keywords["string"])
        rest = list(args.positional[count:])
        named = {key: value for key, value in args.keywords.items() if key in {"count", "maxsplit"}}
        if number is not None and rest:
            named[number], *rest = rest
        flags = plain(machine, args.keywords.get("flags", rest[0] if rest else 0))
        if not isinstance(pattern, Pattern):
            expression = plain(machine, pattern)
            if not isinstance(expression, str) or not isinstance(flags, int):
                raise NotKnown
            pattern = Pattern(regex.compiled(machine, expression, flags))
        return method(machine, pattern, name, Args(tuple(texts), named), where)

    return run


def method(machine: Machine, pattern: Pattern, name: str, args: Args, where: Where) -> Value:
    """A method of a regular expression."""
    compiled = pattern.regex
    given = [plain(machine, value) for value in args.only(1, 3, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    text = given[1] if name in {"sub", "subn"} and len(given) > 1 else given[0]
    if not isinstance(text, str) or any(not isinstance(part, str | int) for part in given):
        raise NotKnown
    check(machine, compiled, text, anchored=name in {"match", "fullmatch"})
    if name in {"search", "match", "fullmatch"}:
        match = native(lambda: getattr(compiled, name)(*given, **named))
        return None if match is None else Found(match)
    if name in {"findall", "split"}:
        found = native(lambda: list(islice(compiled.finditer(text), machine.budget.items)))
        if len(found) * max(compiled.groups, 1) >= machine.budget.items:
            raise TooLarge(f"has more than {machine.budget.items} elements")
        if name == "findall" and len(given) == 1 and not named:
            return wrap(machine, [excerpts.groups(match) for match in found])
        return wrap(machine, native(lambda: getattr(compiled, name)(*given, **named)))
    if name == "sub":
        if (len(text) + 1) * (len(str(given[0])) + 1) > machine.budget.text * 4 or (
            "\\" in str(given[0]) and len(text) > 2000
        ):
            raise TooLarge("is a string that is too long")
        return wrap(machine, native(lambda: getattr(compiled, name)(*given, **named)))
    raise NotKnown


def match_method(machine: Machine, owner: Found, name: str, args: Args) -> Value:
    """A method of a match."""
    given = [plain(machine, value) for value in args.only(0, 20)]
    if name == "group" and len(given) < 2:
        return wrap(machine, native(lambda: excerpts.group(owner.match, *given)))  # type: ignore[arg-type]  # raises if it is none
    if name == "groups" and not given:
        return wrap(machine, tuple(excerpts.group(owner.match, each + 1) for each in range(owner.match.re.groups)))
    if name == "groupdict" and not given:
        return wrap(machine, {each: excerpts.group(owner.match, each) for each in owner.match.re.groupindex})
    if name in {"group", "groups", "groupdict", "start", "end", "span"}:
        return wrap(machine, native(lambda: getattr(owner.match, name)(*given)))
    raise NotKnown


FUNCTIONS: dict[str, Known] = {
    "re.compile": _compile,
    "re.search": _function("search"),
    "re.match": _function("match"),
    "re.fullmatch": _function("fullmatch"),
    "re.findall": _function("findall"),
    "re.split": _function("split"),
    "re.sub": _function("sub"),
    "re.escape": pure(re.escape, 1),
}
