"""What changed, in sections: lockstep groups with what their members share, then each member, then what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.comparing.values import Step
from pinlint.report import diff_words as words
from pinlint.report.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from pinlint.comparing.narrowing import Verdict
    from pinlint.comparing.values import Comparison, ListingChange, MemberChange, Move, PinChange
    from pinlint.report.diff_words import Quote


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and lines of one sentence each."""

    title: str
    lines: tuple[str, ...]


class _Told:
    """The comparison in sentences, and which of them a group has told for its members."""

    def __init__(self, comparison: Comparison, quote: Quote) -> None:
        self.quote = quote
        self.members = {member.name: member for member in comparison.members}
        self.development = {name: tuple(words.development(each, quote)) for name, each in self.members.items()}
        self.sentences = {
            name: (*words.sentences(member, quote), *self.development[name]) for name, member in self.members.items()
        }
        self.shared: dict[NormalizedName, frozenset[str]] = {}
        self.moved: set[NormalizedName] = set()
        self.listed: set[NormalizedName] = set()
        self.pins: set[int] = set()
        gone = {member.old_path: member.name for member in comparison.members if member.removed}
        self.renamed = {
            each.name: (gone[each.new_path],) for each in comparison.members if each.added and each.new_path in gone
        }

    def label(self, name: NormalizedName) -> str:
        return self.quote(self.members[name].label)

    def labels(self, names: Iterable[NormalizedName]) -> str:
        return words.named((self.members[name].label for name in names), self.quote)


def sections(
    comparison: Comparison, verdict: Verdict | None, quote: Quote, *, verbose: bool = False
) -> Iterator[Section]:
    """Everything that changed, group by group and member by member; then what was narrowed, if that is asked.

    With ``verbose``, all that is unknown of members of which nothing changed, too.
    """
    told = _Told(comparison, quote)
    for move in comparison.moves:
        section = _group(told, move)
        if section is not None:
            yield section
    for member in comparison.members:
        section = _member(told, member, verbose=verbose)
        if section is not None:
            yield section
    if verdict is not None:
        yield from _verdict(verdict, quote)


def _group(told: _Told, move: Move) -> Section | None:
    quote = told.quote
    both = [name for name in move.members if not (told.members[name].added or told.members[name].removed)]
    behind = frozenset(move.behind)
    shared = _shared(told, [name for name in move.moved if name not in behind] or both)
    if not move.told and not shared:
        return None
    for name in both:
        told.shared[name] = frozenset(shared)
    apart = {sentence for name in both for sentence in told.development[name]}
    lines, more = (
        tuple(_counted(told, sentence, both) for sentence in shared if (sentence in apart) is developed)
        for developed in (False, True)
    )
    title = f"lockstep group {quote(move.name)}" if move.name is not None else "lockstep group"
    if not move.told:
        return Section(f"{title} at {_version(told, move.source)}: not moved", (*lines, *more))
    told.pins.update(map(id, move.pins))
    told.listed.update(both)
    told.moved.update(name for name in move.moved if told.members[name].new_version.text == str(move.target))
    state = {True: "complete", False: "incomplete", None: "complete, as far as is known"}[move.complete]
    way = f"from {_version(told, move.source)} to {_version(told, move.target)}" if _way(move) else None
    title = f"{title} {way or f'at {_version(told, move.target)}'}: {state}"
    return Section(title, (*_steps(told, move), *lines, *_pins(told, move), *_listings(told, both), *more))


def _way(move: Move) -> bool:
    """Whether it leads anywhere: some may have moved to the version that the group had and has."""
    return move.target is None or move.source != move.target


def _steps(told: _Told, move: Move) -> Iterator[str]:
    """Which members moved, and which did not."""
    source, target = _version(told, move.source), _version(told, move.target)
    staying = [name for name in move.members if not (told.members[name].added or told.members[name].removed)]
    behind = frozenset(move.behind)
    arrived = [name for name in move.moved if name not in behind]
    every = len(arrived) == len(staying)
    share = _all(len(arrived), "member") if every else f"{len(arrived)} of {counted(len(staying), 'member')}"
    if move.target is None:
        yield f"{len(move.moved)} of {counted(len(staying), 'member')} moved, most of them to no common version"
    elif arrived:
        yield f"{share} moved {f'from {source} ' if _way(move) else ''}to {target}: {told.labels(arrived)}"
    elif _way(move):
        yield f"no member moved from {source} to {target}, the version that the file of the group states"
    elsewhere = behind.union(move.moved, move.unknown)
    there = [name for name in staying if name not in elsewhere]
    if there:
        yield f"already at {target}: {told.labels(there)}"
    for name in sorted({*move.apart}.intersection(arrived)):
        yield f"{told.label(name)} was at {words.side(told.members[name].old_version, told.quote)}"
    left: dict[str, list[str]] = {}
    moved = frozenset(move.moved)
    for name in move.behind:
        member = told.members[name]
        how = "added" if member.added else "moved apart" if name in moved else "left behind" if _way(move) else "stays"
        left.setdefault(f"{how} at {words.side(member.new_version, told.quote)}", []).append(told.label(name))
    # Who is left behind is what this is about: however many they are, all are named.
    yield from (f"{how}: {', '.join(labels)}" for how, labels in left.items())
    for name in move.unknown:
        yield f"{told.label(name)}: version {words.shift(told.members[name], told.quote)}"


def _pins(told: _Told, move: Move) -> Iterator[str]:
    """How many internal pins came along, and which did not."""
    pins = [pin for pin in move.pins if pin.new and not pin.open]
    moved = [pin for pin in pins if pin.moved]
    if pins:
        every = len(moved) == len(pins)
        share = _all(len(pins), "internal pin") if every else f"{len(moved)} of {counted(len(pins), 'internal pin')}"
        yield f"{share} moved"
    ranges = sum(pin.open for pin in move.pins)
    if ranges:
        yield f"{counted(ranges, 'internal requirement')} on ranges that accept both versions"
    for pin in pins:
        if not pin.moved:
            yield f"{told.label(pin.dependent)}: {_pin(told, pin)}"


def _all(number: int, noun: str) -> str:
    """Every one of a number of things: ``all 3 members``."""
    return {1: f"the {noun}", 2: f"both {noun}s"}.get(number, f"all {counted(number, noun)}")


def _listings(told: _Told, names: Iterable[NormalizedName]) -> Iterator[str]:
    found: dict[ListingChange, list[str]] = {}
    for name in names:
        for change in told.members[name].listings:
            found.setdefault(change, []).append(told.members[name].label)
    for change, labels in found.items():
        yield words.listing(change, labels, told.quote)


def _shared(told: _Told, names: Sequence[NormalizedName]) -> tuple[str, ...]:
    """What changed in the same way about every one of several members."""
    if len(names) < 2:
        return ()
    first, *others = (told.sentences[name] for name in names)
    return tuple(sentence for sentence in first if all(sentence in each for each in others))


def _counted(told: _Told, sentence: str, names: Sequence[NormalizedName]) -> str:
    """A sentence that members share, and how many of them do where not all of them do."""
    number = sum(sentence in told.sentences[name] for name in names)
    return sentence if number == len(names) else f"{sentence}, in {number} of {counted(len(names), 'member')}"


def _member(told: _Told, member: MemberChange, *, verbose: bool) -> Section | None:
    quote = told.quote
    if member.added or member.removed:
        version = words.side(member.new_version if member.added else member.old_version, quote)
        lines = [f"in the folder of {told.label(name)}, which is removed" for name in told.renamed.get(member.name, ())]
        return Section(f"{quote(member.label)} {version}: {'added' if member.added else 'removed'}", tuple(lines))
    lines = [sentence for sentence in told.sentences[member.name] if sentence not in told.shared.get(member.name, ())]
    if member.name not in told.listed:
        lines += [words.listing(change, [member.label], quote) for change in member.listings]
    pins = [pin for pin in member.pins if id(pin) not in told.pins and pin.new and not pin.open]
    lines += [_pin(told, pin) for pin in pins]
    # What users do not install comes last.
    apart = {*told.development[member.name], *(_pin(told, pin) for pin in pins if not pin.scope.published)}
    lines.sort(key=apart.__contains__)
    if member.version and member.name not in told.moved:
        lines.insert(0, words.version(member, quote))
    if lines or verbose:
        lines += words.gaps(member, quote)
    return Section(quote(member.label), tuple(lines)) if lines else None


def _pin(told: _Told, pin: PinChange) -> str:
    return words.pin(pin, told.members[pin.dependency], told.quote)


def _version(told: _Told, version: object) -> str:
    return "several versions" if version is None else told.quote(str(version))


def _verdict(verdict: Verdict, quote: Quote) -> Iterator[Section]:
    for title, narrowings in (
        ("narrowed without a {} version step", verdict.breaking),
        ("narrowed, and whether by a {} version step is unknown", verdict.undecided),
    ):
        for step in Step:
            found = [each for each in narrowings if each.step is step]
            if found:
                yield Section(title.format(step), tuple(words.lost(found, quote)))
