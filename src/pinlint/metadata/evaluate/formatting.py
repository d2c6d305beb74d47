"""Building strings: ``%``, ``format`` and f-strings, with bounded widths and sizes."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import subscripts
from pinlint.metadata.evaluate.natives import native, plain, weight, wrap
from pinlint.metadata.evaluate.objects import Names
from pinlint.metadata.evaluate.outcomes import NotKnown, TooLarge
from pinlint.metadata.evaluate.paths import ROOT
from pinlint.metadata.evaluate.values import DictRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Opaque, Value
    from pinlint.metadata.evaluate.where import Where

_PERCENT = re.compile(r"%(?:\([^)]*\))?[#0\- +]*(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])?")


_KEY = re.compile(r"%\(([^()]*)\)")


_NUMBER = re.compile(r"\d+")


_LOCATED = "depends on where the workspace lies"


def _widths(machine: Machine, spec: str) -> None:
    for number in _NUMBER.finditer(spec):
        if len(number.group()) > 4 or int(number.group()) > machine.budget.items:
            raise TooLarge("is formatted too wide")


def _fits(machine: Machine, placeholders: int, template: str | bytes, *given: object) -> None:
    if len(template) + placeholders * sum(map(weight, given)) > machine.budget.text:
        raise TooLarge("is a string that is too long")


def percent(machine: Machine, template: str | bytes, right: Value, where: Where) -> Value:
    """``template % right``. Raises NotKnown."""
    if isinstance(template, bytes):
        raise NotKnown
    keys = _KEY.findall(template)
    given: object
    if isinstance(right, DictRef | Names) and keys:
        given = {key: plain(machine, subscripts.get_item(machine, right, key, where), located=True) for key in keys}
    else:
        given = plain(machine, right, located=True)
    count = 0
    for spec in _PERCENT.finditer(template):
        count += 1
        width, precision, kind = spec.groups()
        if "*" in (width, precision):
            raise NotKnown("is formatted in a way that is not understood")
        _widths(machine, f"{width or ''} {precision or ''}")
        if kind not in {"s", "%"} and ROOT in repr(given).replace("\\x00", "\0"):
            raise NotKnown(_LOCATED)
    _fits(machine, count, template, given)
    return wrap(machine, native(lambda: str(template) % given))


def braces(
    machine: Machine, template: str, args: tuple[Value, ...], keywords: dict[str, Value], rest: Opaque | None
) -> Value:
    """``template.format(*args, **keywords)``, where there may be more keywords. Raises NotKnown."""
    if ROOT in template:
        raise NotKnown(_LOCATED)
    fields = [field for field in native(lambda: list(string.Formatter().parse(template))) if field[1] is not None]
    used = {re.split(r"[.\[]", str(field[1]))[0] for field in fields}
    if rest is not None and any(name and not name.isdigit() for name in used - set(keywords)):
        raise NotKnown(rest.reason)
    given = [plain(machine, arg, located=True) for arg in args]
    named = {name: plain(machine, arg, located=True) for name, arg in keywords.items() if name in used}
    count = 0
    for _, name, spec, conversion in fields:
        count += 1
        if "." in str(name) or "{" in (spec or ""):
            raise NotKnown("is formatted in a way that is not understood")
        _widths(machine, spec or "")
        if (spec or conversion) and any(ROOT in str(item) for item in (*given, *named.values())):
            raise NotKnown(_LOCATED)
    _fits(machine, count, template, given, named)
    return wrap(machine, native(lambda: str(template).format(*given, **named)))


def one(machine: Machine, value: Value, conversion: int, spec: str) -> str:
    """One part of an f-string. Raises NotKnown."""
    given = plain(machine, value, located=conversion == -1 and not spec)
    _widths(machine, spec)
    _fits(machine, 1, "", given)
    if conversion != -1:
        convert: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}
        given = convert[chr(conversion)](given)
    return native(lambda: format(given, spec))
