"""The requirements of members held against a requirements file that decides about them, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

from pinlint.questions.demands import ALIKE, Environments
from pinlint.sets.specifiers import are_disjoint, is_equal
from pinlint.workspace import Listing
from pinlint.workspace.policy import deciding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.questions.demands import Demand, Where
    from pinlint.workspace import Member, Workspace
    from pinlint.workspace.policy import DependencyPolicy
    from pinlint.workspace.requested import Requested, RequirementsFile


@dataclass(frozen=True, slots=True)
class Different:
    """Demands that disagree with a line of the file.

    They are of one member; or of all members that require the distribution, which then agree with each other.
    """

    demands: tuple[Demand, ...]
    entry: Requested
    specifiers: SpecifierSet
    """Of the line, and of those that hold wherever it does."""
    unanimous: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Demands on a distribution that the file does not have."""

    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """A line for a distribution that no member requires."""

    entry: Requested


Entries = dict["NormalizedName", list["Requested"]]


def entries(file: RequirementsFile) -> Entries:
    """The lines of the file by the distribution they are about."""
    found: Entries = {}
    for entry in file.requirements:
        if entry.name is not None:
            found.setdefault(entry.name, []).append(entry)
    return found


def all_lines(workspace: Workspace) -> tuple[Requested, ...]:
    """The lines of all requirements files, those that decide included, each once whoever includes it."""
    deciding_files = (policy.winner for policy in workspace.policies if not isinstance(policy.winner, str))
    files = (*workspace.requested, *deciding_files)
    return tuple({line.at: line for file in files for line in file.requirements}.values())


def hold(
    policy: DependencyPolicy, file: RequirementsFile, lines: Sequence[Requested], demands: Sequence[Demand]
) -> Iterator[Different | Missing]:
    """How the demands on one distribution differ from the lines of the file for it."""
    if not lines:
        if file.complete:
            yield Missing(tuple(demands))
        return
    # What a URL names, or the environment fills in, has no set to compare.
    known = [line for line in lines if line.specifiers is not None]
    if any(
        not isinstance(line.specifiers, SpecifierSet) or not isinstance(line.marker, Marker | None) for line in known
    ):
        return
    if len(known) > ALIKE:
        return
    markers = [line.marker for line in known if isinstance(line.marker, Marker)]
    environments = Environments(
        (demand.member for demand in demands), (*(demand.requirement.marker for demand in demands), *markers)
    )
    if policy.specifiers == "same":
        demands = [demand for demand in demands if not demand.refines]
    held = [(line, line.marker if isinstance(line.marker, Marker) else None, _effective(line, known)) for line in known]
    differing: dict[Member, list[tuple[Demand, Requested, SpecifierSet]]] = {}
    # Most demands are alike.
    seen: dict[tuple[Where, str], tuple[Requested, SpecifierSet] | None] = {}
    for demand in demands:
        where = environments.where(demand)
        key = where, str(demand.specifiers)
        if key not in seen:
            # A file says nothing of Pythons.
            against = (
                (line, specifiers)
                for line, marker, specifiers in held
                if environments.meet(where, (marker, environments.pool.everything))
                and _disagree(policy, demand.specifiers, specifiers)
            )
            seen[key] = next(against, None)
        if found := seen[key]:
            differing.setdefault(demand.member, []).append((demand, *found))
    yield from _one_cause(differing, demands)


def stale(workspace: Workspace, policy: DependencyPolicy, file: RequirementsFile) -> Iterator[Stale]:
    """The lines that the policy decides about, and that no member has a requirement for.

    Constraints install nothing, so they may well speak of what others require.
    """
    lists = (
        each for member in workspace.members for each in (member.core, member.optional, member.groups, member.build)
    )
    if not workspace.whole or any(isinstance(each, Listing) and not each.complete for each in lists):
        return
    if file.path.rpartition("/")[2].startswith("constraints"):
        return
    required = {requirement.name for member in workspace.members for requirement in member.requirements}
    required |= {member.name for member in workspace.members if member.name is not None}
    for name, lines in entries(file).items():
        asked = [line for line in lines if not line.constraint]
        if asked and name not in required and deciding(workspace.policies, name) is policy:
            yield Stale(asked[0])


def _effective(line: Requested, others: Sequence[Requested]) -> SpecifierSet:
    """The set of the line together with those that hold wherever it does."""
    found = SpecifierSet()
    for other in others:
        if isinstance(other.specifiers, SpecifierSet) and other.marker in {None, line.marker}:
            found &= other.specifiers
    return found


def _disagree(policy: DependencyPolicy, ours: SpecifierSet, theirs: SpecifierSet) -> bool:
    return are_disjoint(ours, theirs) if policy.specifiers == "overlap" else not is_equal(ours, theirs)


def _one_cause(
    differing: Mapping[Member, Sequence[tuple[Demand, Requested, SpecifierSet]]], demands: Sequence[Demand]
) -> Iterator[Different]:
    """One finding for the file where all members agree with each other and not with it, else one for each member."""
    found = [each for own in differing.values() for each in own]
    if not found:
        return
    first, entry, specifiers = found[0]
    everybody = len(found) == len(demands) and len(differing) > 1
    if everybody and all(is_equal(first.specifiers, each.specifiers) and line is entry for each, line, _ in found):
        yield Different(tuple(demand for demand, _, _ in found), entry, specifiers, unanimous=True)
        return
    for own in differing.values():
        _, entry, specifiers = own[0]
        yield Different(tuple(demand for demand, _, _ in own), entry, specifiers, unanimous=False)
