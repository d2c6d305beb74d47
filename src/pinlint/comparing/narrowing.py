"""What users could install before and can install no more, and whether the step of the version allows that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pinlint.comparing.minors import enumeration
from pinlint.comparing.relations import step
from pinlint.comparing.values import Relation, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.comparing.values import Comparison, MemberChange, Move, RequirementChange


class What(StrEnum):
    """What was narrowed."""

    MEMBER = "member"
    PYTHON = "python"
    REQUIREMENT = "requirement"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that users lost. ``lost`` is what: Pythons, a version, an extra; empty for a member."""

    name: NormalizedName
    label: str
    what: What
    lost: str
    step: Step
    """The version step that may take it from them."""
    allowed: bool | None
    """Whether the version took such a step, or a greater one; None where a version is unknown."""
    requirement: RequirementChange | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was narrowed, and the version step that may narrow where none is configured."""

    step: Step
    narrowings: tuple[Narrowing, ...]

    @property
    def breaking(self) -> tuple[Narrowing, ...]:
        """What no version step allows."""
        return tuple(each for each in self.narrowings if each.allowed is False)

    @property
    def undecided(self) -> tuple[Narrowing, ...]:
        """What a version step that is unknown may allow."""
        return tuple(each for each in self.narrowings if each.allowed is None)


def judge(comparison: Comparison, step: Step | None = None) -> Verdict:
    """What was narrowed, member by member. Published members count, and what users install of them.

    ``step``, or a greater one, may narrow; without it the one that is configured for the member, else a major one. A
    member that is gone has taken the step of its lockstep group.
    """
    return Verdict(step or Step.MAJOR, tuple(_narrowings(comparison, step)))


def _narrowings(comparison: Comparison, step: Step | None) -> Iterator[Narrowing]:
    of_group = {name: move for move in comparison.moves for name in move.members}
    for member in comparison.members:
        if member.published:
            needed = step or member.breaking or Step.MAJOR
            allows = _allows(member, of_group.get(member.name), needed)
            for what, lost, requirement in _lost(member):
                yield Narrowing(member.name, member.label, what, lost, needed, allows, requirement)


def _lost(member: MemberChange) -> Iterator[tuple[What, str, RequirementChange | None]]:
    if member.removed or member.withdrawn:
        yield What.MEMBER, "", None
    # A cap at 4 takes nothing from anybody: there is no such Python.
    pythons = [each for each in member.python.lost_minors if not each.startswith("4.")] if member.python else []
    if pythons:
        lost = enumeration(pythons)
        yield What.PYTHON, lost if lost == "every Python" else f"Python {lost}", None
    for extra in member.extras.removed:
        yield What.EXTRA, extra, None
    # Where no Python is left, whoever had it lost all of the member, and not what it requires.
    everything = member.python is not None and member.python.relation is Relation.DISJOINT
    for change in member.requirements:
        if change.lost is not None and not change.own and not everything:
            yield What.REQUIREMENT, f"{change.name} {change.lost}", change


def _allows(member: MemberChange, move: Move | None, allowed: Step) -> bool | None:
    if member.removed:
        taken = step(move.source, move.target) if move and move.source and move.target else None
    else:
        if member.old_version.text is None or member.new_version.text is None:
            return None
        taken = member.version.step if member.version else None
    steps = list(Step)
    return taken is not None and steps.index(taken) <= steps.index(allowed)
