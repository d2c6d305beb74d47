"""Extras that collect other extras of the same project, which some builds write out and others leave as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.questions.agreement.stated import Stated
from pinlint.workspace import Declared, Listing

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.utils import NormalizedName

    from pinlint.workspace import Requirement, Statement

_Extras = dict[str, list["Requirement"]]
"""The requirements of each extra."""

_MOST = 10_000
"""Requirements of one list that are looked at; past them it stays as it is."""


def project(*statements: Statement) -> NormalizedName | None:
    """The name of the project, as the first statement gives it that does: a requires.txt gives none."""
    titles = (each.title for each in statements)
    return next((canonicalize_name(title.value) for title in titles if isinstance(title, Declared)), None)


def written_out(stated: Stated, own: NormalizedName | None) -> Stated:
    """The optional requirements, where one asks the project for extras with what these require in its place.

    One that asks for an extra that there is not stays, as does a list in which too much is asked for.
    """
    if not any(_collects(each, own) for each in stated.items):
        return stated
    extras = _extras(stated)
    found: list[Requirement] = []
    # Each with the extras through which it is asked for, since they may ask for each other.
    waiting = [(each, frozenset({each.scope.name or ""})) for each in reversed(stated.items.items)]
    for _ in range(_MOST):
        if not waiting:
            return Stated(stated.statement, Listing(tuple(found), stated.items.unknown), stated.at)
        asking, through = waiting.pop()
        if not _collects(asking, own) or not asking.extras <= extras.keys():
            found.append(asking)
            continue
        for extra in sorted(asking.extras - through):
            inner = (
                replace(each, scope=asking.scope, marker=_both(asking.marker, each.marker)) for each in extras[extra]
            )
            waiting += ((each, through | {extra}) for each in inner)
    return stated


def _collects(requirement: Requirement, own: NormalizedName | None) -> bool:
    """Whether it asks the project itself for extras."""
    return requirement.name == own and bool(requirement.extras) and requirement.url is None


def _extras(stated: Stated) -> _Extras:
    found: _Extras = {each: [] for each in _declared(stated.statement)}
    for each in stated.items:
        found.setdefault(each.scope.name or "", []).append(each)
    return found


def _declared(statement: Statement) -> list[str]:
    return [extra.value for extra in statement.extras or ()]


def _both(first: Marker | None, second: Marker | None) -> Marker | None:
    """The marker that holds where both hold."""
    if first is None or second is None or first == second:
        return first or second
    return first & second
