"""Requirements: those of one list that another one lacks, or states otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.markers import Marker

from pinlint.questions.agreement.collected import project, written_out
from pinlint.questions.agreement.listings import lacking, one_sided
from pinlint.questions.agreement.stated import Stated, differs
from pinlint.sets.conditions import equivalent
from pinlint.sets.specifiers import is_equal, witness
from pinlint.workspace import Listing

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.questions.agreement.stated import Difference
    from pinlint.sets.pythons import Pool
    from pinlint.workspace import Requirement, Statement

_PATCH = re.compile(r'\bpython_version (?=[<>=!~]=? "\d+\.\d+\.\d)')
"""``python_version``, which has two numbers, beside a release with three."""


def core(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """The first core requirement on which the files differ."""
    return _requirements(leading, other)


def optional(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """Only of extras that both have: one that a file lacks altogether is a disagreement about extras.

    What an extra asks of others of the same project is compared as what these require: builds may write it out.
    """
    if other.value is None:
        return _requirements(leading, other)
    own = project(leading.statement, other.statement)
    leading, other = written_out(leading, own), written_out(other, own)
    ours, theirs = _extra_names(leading.statement), _extra_names(other.statement)
    return _requirements(_only(leading, theirs), _only(other, ours))


def _extra_names(statement: Statement) -> set[NormalizedName | None] | None:
    """The extras that a statement knows of; None where they are not all known."""
    if statement.extras is not None and not statement.extras.complete:
        return None
    return {extra.value for extra in statement.extras or ()}


def _only(stated: Stated, extras: set[NormalizedName | None] | None) -> Stated:
    if extras is None:
        return stated
    items = tuple(each for each in stated.items if each.scope.name in extras)
    return Stated(stated.statement, Listing(items, stated.items.unknown), stated.at)


def _requirements(leading: Stated, other: Stated) -> Difference | None:
    if other.value is None:
        statement = leading.statement
        count = len([*(statement.core or ()), *(statement.optional or ())])
        return differs(leading, other, "no Requires-Dist", str(count)) if leading.items.items else None
    extra = lacking(other.items, leading.items, _slot, _same)
    missing = lacking(leading.items, other.items, _slot, _same)
    return _clash(leading, other, missing, extra) or one_sided("requirement", leading, other, missing, extra, _shown)


def _slot(requirement: Requirement) -> Hashable:
    return requirement.name, requirement.scope, requirement.extras, requirement.url is None


def _same(ours: Requirement, theirs: Requirement) -> bool:
    """Whether two requirements of one slot mean the same, as sets."""
    if ours.templated or theirs.templated:
        return True
    return is_equal(ours.specifiers, theirs.specifiers) and _alike(ours.marker, theirs.marker)


def _alike(ours: Marker | None, theirs: Marker | None) -> bool:
    """Whether two markers mean the same, or may; ``python_version`` and three numbers is how poetry wrote it once."""
    if equivalent(ours, theirs) is not False:
        return True
    meant = _meant(ours), _meant(theirs)
    return meant != (ours, theirs) and equivalent(*meant) is not False


def _meant(marker: Marker | None) -> Marker | None:
    text = str(marker or "")
    return Marker(_PATCH.sub("python_full_version ", text)) if _PATCH.search(text) else marker


def _clash(
    leading: Stated, other: Stated, missing: Sequence[Requirement], extra: Sequence[Requirement]
) -> Difference | None:
    """Two requirements on one distribution that differ, which says more than that one of them is missing."""
    asked = {(each.name, each.scope): each for each in reversed(missing)}
    for theirs in extra:
        ours = asked.get((theirs.name, theirs.scope))
        if ours is not None:
            contrast, version = _set_apart(ours.specifiers, theirs.specifiers, theirs.name)
            says, leading_says = f"the requirement {_shown(theirs)}", _shown(ours)
            return differs(
                leading,
                other,
                says,
                leading_says,
                at=theirs.at,
                leading_at=ours.at,
                contrast=contrast,
                witness=version,
            )
    return None


def _set_apart(ours: SpecifierSet, theirs: SpecifierSet, name: str) -> tuple[str, str | None]:
    """What the second set does with a version on which the two differ, and that version."""
    accepted = witness(theirs, ours)
    version = accepted or witness(ours, theirs)
    if version is None:
        return "", None
    return f"which {'accepts' if accepted else 'refuses'} {name} {version}", f"{name} {version}"


def _shown(requirement: Requirement) -> str:
    name = requirement.scope.name
    return requirement.text if name is None or "extra" in requirement.text else f"{requirement.text} (extra {name})"
