"""What users could install before and can install no more, and whether the step of the version allows that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pinlint.comparing.relations import step
from pinlint.comparing.values import Step

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
    """One thing that users lost. ``lost`` is what: a Python, a version, an extra; empty for a member."""

    name: NormalizedName
    label: str
    what: What
    lost: str
    allowed: bool | None
    """Whether the step of the version allows it; None where a version is unknown."""
    requirement: RequirementChange | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was narrowed, and by which step of a version that is allowed."""

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


def judge(comparison: Comparison, step: Step = Step.MAJOR) -> Verdict:
    """What was narrowed, member by member, where ``step`` or a greater one allows that. Published members count.

    A member that is gone has the step of its lockstep group.
    """
    return Verdict(step, tuple(_narrowings(comparison, step)))


def _narrowings(comparison: Comparison, allowed: Step) -> Iterator[Narrowing]:
    of_group = {name: move for move in comparison.moves for name in move.members}
    for member in comparison.members:
        if member.published:
            allows = _allows(member, of_group.get(member.name), allowed)
            for what, lost, requirement in _lost(member):
                yield Narrowing(member.name, member.label, what, lost, allows, requirement)


def _lost(member: MemberChange) -> Iterator[tuple[What, str, RequirementChange | None]]:
    if member.removed or member.withdrawn:
        yield What.MEMBER, "", None
    # A cap at 4 takes nothing from anybody: there is no such Python.
    if member.python and member.python.lost and not member.python.lost.startswith("4."):
        yield What.PYTHON, f"Python {member.python.lost}", None
    for extra in member.extras.removed:
        yield What.EXTRA, extra, None
    for change in member.requirements:
        if change.lost is not None and not change.own:
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
