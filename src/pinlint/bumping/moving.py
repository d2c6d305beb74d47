"""Moving a group: the plan is what comes out of it when everything is read again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pinlint.bumping import Stays, is_citation, leaving, plan, restated
from pinlint.bumping.parts import NoMove
from pinlint.bumping.rewriting import rewritten, standing
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pinlint.bumping import Plan
    from pinlint.bumping.leaving import Left
    from pinlint.bumping.rewriting import Refusal
    from pinlint.bumping.surroundings import Surroundings
    from pinlint.rule import Fix
    from pinlint.source import Source
    from pinlint.workspace import Workspace
    from pinlint.workspace.group import Group

    Texts = Mapping[str, Source]


class Reading(Protocol):
    """What a workspace was read into."""

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        ...


_ROUNDS = 8
"""Times that everything is read again: what one member does not reach, another may not reach for it."""

R = TypeVar("R", bound=Reading)


@dataclass(frozen=True, slots=True)
class Move(Generic[R]):
    """A plan, and what comes out of it."""

    plan: Plan
    before: Texts
    """What was read, by path."""
    changed: Texts
    """The files that change, as they would be."""
    refused: tuple[Refusal, ...]
    """What was to change, cannot, and has not changed by itself."""
    left: tuple[Left, ...]
    there: R
    """What is read then."""

    @property
    def after(self) -> Texts:
        """All that is read then, by path."""
        return {**self.before, **self.there.workspace.sources, **self.changed}


def move(before: R, group: Group, text: str, around: Surroundings, read: Callable[[Texts, Texts], R]) -> Move[R]:
    """Move the members of a group, as far as they get there, to a version, written ``text``.

    ``read`` reads again what there is, with new files in the place of some of those that were read. Members that would
    not be at the version then stay with all that names theirs. Raises NoMove where none is left, and InvalidVersion.
    """
    known = {**around.sources, **before.workspace.sources}
    stuck: dict[str, Stays] = {}
    cited: dict[str, Fix] = {}
    for _ in range(_ROUNDS):
        planned = plan(before.workspace, group, text, around.copies, around.tools.values(), stuck=stuck)
        if not planned.steps:
            raise NoMove(f"no member of {group.called} has a version that can be moved; {_reasons(planned)}")
        of_steps = {step.member.path for step in planned.steps}
        planned = replace(planned, versions=(*planned.versions, *(cited[each] for each in cited if each in of_steps)))
        changed, refused = rewritten(planned.changes, known)
        there = read(known, changed) if changed else before
        new_stuck = {each.member.path: each for each in _stuck(planned, refused, there.workspace)}
        new_cited = {path: fix for path, fix in _cited(planned, there.workspace, text) if path not in cited}
        if not new_stuck and not new_cited:
            break
        stuck |= new_stuck
        cited |= new_cited
        known = {**there.workspace.sources, **known} if new_cited else known
    else:
        raise NoMove(f"the versions of {group.called} depend on one another; move them by hand")
    told = around.tools.values(), [changed.get(path, source) for path, source in around.tools.items()]
    left = (
        *leaving.copies(planned, around.copies),
        *leaving.requirements(planned, (before.workspace, told[0]), (there.workspace, told[1]), refused),
    )
    return Move(planned, known, changed, standing(refused, before.workspace, there.workspace), left, there)


def swept(planned: Plan, workspace: Workspace) -> Iterator[str]:
    """The members that were to stay and did not, since their version is written where others have theirs: sentences."""
    members = {member.path: member for member in workspace.members}
    for stays in planned.stay:
        before, member = stays.member, members.get(stays.member.path)
        was, now = before.version, member.version if member else None
        if isinstance(was, Declared) and isinstance(now, Declared) and was.value != now.value:
            yield f"{before.label} moves as well, from {was.value} to {now.value}: it shares {was.at.path}"


def _stuck(planned: Plan, refused: tuple[Refusal, ...], workspace: Workspace) -> Iterator[Stays]:
    """The members that do not get where they should."""
    members = {member.path: member for member in workspace.members}
    refusals = {each.place: each for each in refused}
    for step in planned.steps:
        member = members.get(step.member.path)
        if member is None or not isinstance(member.version, Declared):
            why = f"would have no version that can be read at {step.text}"
            yield Stays(step.member, why, wanted=True)
        elif member.version.value != step.version:
            refusal = refusals.get(step.written.at)
            why = f"has a version that is {refusal.why}" if refusal else f"would still be at {member.version.value}"
            yield Stays(step.member, why, wanted=True, at=refusal.at if refusal else None)


def _cited(planned: Plan, workspace: Workspace, text: str) -> Iterator[tuple[str, Fix]]:
    """What a CITATION.cff says that is read beside releases only, by the paths of the members."""
    steps = {step.member.path: step for step in planned.steps}
    for member in workspace.members:
        step = steps.get(member.path)
        if step is None or not step.written.value.is_prerelease:
            continue
        for version in (copy.version for copy in member.copies):
            if isinstance(version, Declared) and is_citation(version.at.path) and version.value != step.version:
                fix = restated(step, version, text)
                if fix is not None:
                    yield member.path, fix


def _reasons(planned: Plan) -> str:
    return "; ".join(f"{each.member.label} {each.why}" for each in planned.stay[:3]) or "it has no members"
