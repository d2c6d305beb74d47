"""Rules that other installed distributions bring: the entry points in the group ``pinlint.rules``."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from pinlint.cli.failures import Failure
from pinlint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import EntryPoint

GROUP = "pinlint.rules"
_CODE = re.compile(r"[A-Z]{2,}[0-9]+")
_OWN = "PIN"
_SECTION = re.compile(rb"^\[\s*pinlint\.rules\s*\]", re.MULTILINE)


def added() -> tuple[Rule, ...]:
    """The rules that the entry points name, in no order; each names a Rule or a sequence of them.

    Raises Failure for one that cannot be loaded, names something else, or takes a code that is not its to take.
    """
    folders = [folder for folder in sys.path if _announces_rules(folder)]
    if not folders:
        return ()
    # It costs as much as half a run, and hardly anybody has rules of their own.
    from importlib.metadata import distributions  # noqa: PLC0415 - see above

    points = [point for found in distributions(path=folders) for point in found.entry_points.select(group=GROUP)]
    # An editable installation may be found on two ways.
    distinct = {(point.name, point.value): point for point in points}
    return tuple(rule for _, point in sorted(distinct.items()) for rule in _rules(point))


def _announces_rules(folder: str) -> bool:
    """Whether a distribution that is installed in the folder has entry points in the group."""
    try:
        with os.scandir(folder) as found:
            infos = [entry.path for entry in found if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:  # a zip file, or a folder that is not there
        return False
    return any(map(_has_section, infos))


def _has_section(info: str) -> bool:
    try:
        with open(os.path.join(info, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123 - once for each one
            return _SECTION.search(file.read()) is not None
    except OSError:
        return False


def _rules(point: EntryPoint) -> Iterator[Rule]:
    named = f"the entry point {point.name} = {point.value} of {point.dist.name if point.dist else 'a distribution'}"
    try:
        loaded = point.load()
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise Failure(f"{named} cannot be loaded: {why}; mend or uninstall that distribution") from error
    rules = [loaded] if isinstance(loaded, Rule) else loaded
    if not isinstance(rules, tuple | list) or not all(isinstance(rule, Rule) for rule in rules):
        raise Failure(f"{named} is no Rule and no sequence of Rules; mend or uninstall that distribution")
    for rule in rules:
        if _CODE.fullmatch(rule.code) is None or rule.code.startswith(_OWN):
            wanted = f"capital letters and a number, and does not begin with {_OWN}"
            raise Failure(f"{named} has a rule with the code {rule.code!r}; use one that is {wanted}")
        yield rule


def refuse_doubles(rules: Iterable[Rule]) -> None:
    """Raise Failure if two rules share a code or a name: a selector would mean both."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for word in (rule.code, rule.name.upper()):
            other = seen.setdefault(word, rule)
            if other is not rule:
                raise Failure(
                    f"two installed rules share {word!r}: {other.code} {other.name} and {rule.code} {rule.name}; "
                    "uninstall the distribution of one of them"
                )
