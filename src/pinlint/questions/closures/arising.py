"""Where a clash arises: at the nodes whose closure has it, and not yet the closure of anything they bring in."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pinlint.questions.closures.needs import bits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pinlint.questions.closures.contest import Contest, Parts
    from pinlint.workspace import Requirement

    Way = tuple[tuple[int, Requirement], ...]
    """Nodes with the requirement that leads on from each; the last one is on the distribution itself."""

_PAIR = 5
"""Steps that comparing two sets is worth."""


def arising(
    contest: Contest, together: Callable[[Requirement, Requirement], bool], *, cores: bool
) -> Iterator[tuple[int, int, int]]:
    """The nodes at which a clash arises: node, a minimal set of specifier sets, environments in which they clash.

    With ``cores`` only cores are asked, and a clash that waits behind an extra is a new one for a core that brings that
    extra in. Nodes that bring in each other have one clash together. Two requirements that are written ``together``,
    in one list, are no clash of closures.
    """
    nodes = contest.network.nodes
    for component in contest.components():
        below: list[Parts] | None = None
        for node in sorted(component, key=lambda node: (nodes[node].extra is not None, node)):
            clashing = [(asked, where) for asked, where in contest.parts[node].items() if contest.sets.clash(asked)]
            if clashing and (nodes[node].extra is None or not cores):
                below = list(_below(contest, component, cores=cores)) if below is None else below
                new = [_new(contest, node, asked, where, below, together) for asked, where in clashing]
                if any(new):
                    yield from ((node, *each) for each in new if each is not None)
                    break


def ways_to(contest: Contest, node: int, clash: int, where: int) -> tuple[Way, ...] | None:
    """The shortest way from the node to each of the sets that applies somewhere in these environments, one of them."""
    came: dict[int, tuple[int, Requirement | None]] = {}
    found: dict[int, Way] = {}
    reached = deque([node])
    while reached and contest.budget.spend(1):
        at = reached.popleft()
        for own in contest.own.get(at, ()):
            if own.bit & clash and own.bit not in found and own.where & where:
                found[own.bit] = (*_back(came, node, at), (at, own.requirement))
        if len(found) == clash.bit_count():
            return tuple(found.values())
        for target, there, requirement in contest.ways(at):
            if there & where and target != node and target not in came:
                came[target] = at, requirement
                reached.append(target)
    return None


def _back(came: dict[int, tuple[int, Requirement | None]], start: int, end: int) -> Iterator[tuple[int, Requirement]]:
    steps: list[tuple[int, Requirement]] = []
    while end != start:
        end, requirement = came[end]
        # That an extra comes with its own core goes without saying.
        if requirement is not None:
            steps.append((end, requirement))
    return reversed(steps)


def _below(contest: Contest, component: Sequence[int], *, cores: bool) -> Iterator[Parts]:
    """What the nodes that a component brings in ask for, each as far as it is brought in."""
    inside = set(component)
    seen = set(component)
    waiting = [way for node in component for way in contest.ways(node)]
    while waiting:
        target, where, _ = waiting.pop()
        if cores and contest.network.nodes[target].extra is not None:
            if target not in seen:
                seen.add(target)
                waiting += [(onward, there & where, by) for onward, there, by in contest.ways(target)]
        elif target not in inside:
            yield {asked: there & where for asked, there in contest.parts[target].items() if there & where}


def _new(  # noqa: PLR0913, PLR0917 - what clashes where, and what is no news
    contest: Contest,
    node: int,
    asked: int,
    where: int,
    below: Sequence[Parts],
    together: Callable[[Requirement, Requirement], bool],
) -> tuple[int, int] | None:
    """A minimal clash among the sets that nothing below has in the same environment, and where it has not."""
    while where and contest.budget.spend(len(below) + 1):
        one = contest.space.one_of(where)
        cell, inherited = where, []
        for parts in below:
            hit = next(((sets, there) for sets, there in parts.items() if there & one), None)
            if hit is None:
                cell &= ~_union(parts)
            else:
                inherited.append(hit[0] & asked)
                cell &= hit[1]
        found = _minimal(contest, node, asked, inherited, together)
        if found:
            return found, cell
        where &= ~cell
    return None


def _union(parts: Parts) -> int:
    union = 0
    for there in parts.values():
        union |= there
    return union


def _minimal(
    contest: Contest,
    node: int,
    asked: int,
    inherited: Sequence[int],
    together: Callable[[Requirement, Requirement], bool],
) -> int:
    """A minimal clash that none of the inherited sets contains; 0 if there is none, or none that is easily found."""
    sets = contest.sets
    fresh = asked & ~max(inherited, key=int.bit_count, default=0)
    if not fresh:
        return 0
    mine = {own.bit for own in contest.own.get(node, ())}
    if not any(map(sets.clash, inherited)):
        contest.budget.spend(asked.bit_count())
        found = sets.minimal(sorted(bits(asked), key=lambda bit: bit not in mine))
        if found.bit_count() > 2 or not _in_one_list(contest, node, found, together):
            return found
    # Beside what clashes below already, only pairs are looked for.
    for bit in sorted(bits(fresh), key=lambda bit: bit not in mine):
        for other in bits(asked & ~bit):
            if not contest.budget.spend(_PAIR):
                return 0
            pair = bit | other
            known = any(not pair & ~each for each in inherited)
            if not known and sets.disjoint(bit, other) and not _in_one_list(contest, node, pair, together):
                return pair
    return 0


def _in_one_list(contest: Contest, node: int, pair: int, together: Callable[[Requirement, Requirement], bool]) -> bool:
    one, other = bits(pair)
    own = contest.own.get(node, ())
    ours, theirs = ([each.requirement for each in own if each.bit == bit] for bit in (one, other))
    return bool(ours and theirs) and any(together(each, another) for each in ours for another in theirs)
