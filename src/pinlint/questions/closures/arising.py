"""Where a clash arises: at the nodes whose closure has it, and not yet the closure of anything they bring in."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pinlint.questions.closures.needs import bits

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from pinlint.questions.closures.contest import Contest
    from pinlint.workspace import Requirement

    Together = Callable[[Requirement, Requirement], bool]
    Way = tuple[tuple[int, Requirement], ...]
    """Nodes with the requirement that leads on from each; the last one is on the distribution itself."""

_PAIR = 5
"""Steps that judging two sets is worth."""


def arising(
    contest: Contest, together: Together, told: Container[int], *, cores: bool
) -> Iterator[tuple[int, int, int]]:
    """The nodes at which a clash arises: node, a minimal set of specifier sets, the number of an environment.

    There may be several for one node until it is among those that are ``told``. With ``cores`` only cores are asked,
    and a clash that waits behind an extra is a new one for a core that brings that extra in. Nodes that bring in each
    other have one clash together. Two requirements that are written ``together``, in one list, are no clash of
    closures.
    """
    nodes = contest.network.nodes
    for component in contest.components():
        below: list[int] | None = None
        for node in sorted(component, key=lambda node: (nodes[node].extra is not None, node)):
            if (nodes[node].extra is None or not cores) and contest.clashing(node):
                if below is None:
                    below = sorted(set(_below(contest, component, cores=cores)), key=int.bit_count, reverse=True)
                new = False
                for found in _new(contest, node, below, together):
                    new = True
                    yield node, *found
                    if node in told:
                        break
                if new:
                    break


def ways_to(contest: Contest, node: int, clash: int, environment: int) -> tuple[Way, ...] | None:
    """The shortest way from the node to each of the sets that applies in an environment, by its number."""
    field = contest.field(environment)
    came: dict[int, tuple[int, Requirement | None]] = {}
    found: dict[int, Way] = {}
    reached = deque([node])
    while reached and contest.budget.spend(1):
        at = reached.popleft()
        for own in contest.own.get(at, ()):
            if own.bit & clash and own.bit not in found and own.asked & field:
                found[own.bit] = (*_back(came, node, at), (at, own.requirement))
        if len(found) == clash.bit_count():
            return tuple(found.values())
        for target, where, requirement in contest.ways(at):
            if where & field and target != node and target not in came:
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


def _below(contest: Contest, component: Sequence[int], *, cores: bool) -> Iterator[int]:
    """What the nodes that a component brings in ask for, each as far as it is brought in."""
    nodes, inside = contest.network.nodes, set(component)
    # The extras on the way to cores, as far as they are brought in.
    through: dict[int, int] = {}
    waiting = [way for node in component for way in contest.ways(node)]
    while waiting and contest.budget.spend(1):
        target, where, _ = waiting.pop()
        if target in inside:
            continue
        if cores and nodes[target].extra is not None:
            before = through.get(target, 0)
            if where & ~before:
                through[target] = where = before | where
                waiting += [(onward, there & where, by) for onward, there, by in contest.ways(target)]
        elif asked := contest.asked[target] & where:
            yield asked


def _new(contest: Contest, node: int, below: Sequence[int], together: Together) -> Iterator[tuple[int, int]]:
    """Minimal clashes that nothing below has in the same environment, and the number of that."""
    judged: dict[tuple[int, frozenset[int]], int] = {}
    apart: list[list[int]] = []
    for number, asked in contest.clashing(node):
        # Most often one of the first has all of it.
        if any(each[number] == asked for each in apart):
            continue
        for each in below[len(apart) :]:
            apart.append(contest.sets_in_each(each))
            if apart[-1][number] == asked:
                break
        else:
            contest.budget.spend(1 + len(apart) // 10)
            inherited = frozenset(each[number] for each in apart)
            if (asked, inherited) not in judged:
                judged[asked, inherited] = _minimal(contest, node, asked, inherited, together)
            if found := judged[asked, inherited]:
                yield found, number


def _minimal(contest: Contest, node: int, asked: int, inherited: Iterable[int], together: Together) -> int:
    """A minimal clash that none of the inherited sets contains; 0 if there is none, or none that is easily found."""
    sets = contest.sets
    # What contains none of them holds a set that the largest of them lacks; of equal ones any will do.
    fresh = asked & ~max(inherited, key=lambda each: (each.bit_count(), each), default=0)
    mine = {own.bit for own in contest.own.get(node, ())}
    pairs = False
    for bit in sorted(bits(fresh), key=lambda bit: bit not in mine):
        for other in bits(sets.against(bit) & asked):
            if not contest.budget.spend(_PAIR):
                return 0
            pairs, pair = True, bit | other
            if all(pair & ~each for each in inherited) and not _in_one_list(contest, node, pair, together):
                return pair
    # More than two that clash only together are looked for where nothing below clashes, and no two of them do.
    if pairs or any(map(sets.clash, inherited)):
        return 0
    contest.budget.spend(asked.bit_count() * _PAIR)
    return sets.minimal(sorted(bits(asked), key=lambda bit: bit not in mine))


def _in_one_list(contest: Contest, node: int, pair: int, together: Together) -> bool:
    one, other = bits(pair)
    own = contest.own.get(node, ())
    ours, theirs = ([each.requirement for each in own if each.bit == bit] for bit in (one, other))
    return bool(ours and theirs) and any(together(each, another) for each in ours for another in theirs)
