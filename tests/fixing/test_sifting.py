"""Fixes that clash are told from those that do not, with few checks of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pinlint.engine import Located
from pinlint.fixing.left import Unwritable
from pinlint.fixing.sifting import CLASHING, Sieve, Spent
from pinlint.fixing.texts import Files
from pinlint.fixing.wrong import Wrong
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FIXED, BROKEN = (Rule(code, code.lower(), Level.ERROR, "", (), lambda _: ()) for code in ("X001", "X002"))


def located(rule: Rule, path: str, message: str, *, beside: Sequence[str] = ()) -> Located:
    span = Span(path, 0, 1)
    related = tuple((Span(each, 0, 1), "") for each in beside)
    return Located(rule, Level.ERROR, Finding(span, message), span, related, edits=(Edit(span, ""),))


def fixes(number: int, *, files: int) -> list[Located]:
    return [located(FIXED, f"{each % files}.toml", str(each)) for each in range(number)]


@dataclass
class World:
    """Fixes by their numbers: what cannot be done at all, and what cannot be done together."""

    bad: Collection[int] = ()
    clashes: Collection[frozenset[int]] = ()
    elsewhere: bool = False
    """Whether what is wrong shows in a file that no fix is in."""
    checks: list[tuple[int, ...]] = field(default_factory=list)

    def judge(self, trial: Sequence[Located]) -> list[Wrong]:
        done = {int(each.finding.message): each.span.path for each in trial}
        self.checks.append(tuple(done))
        wrong = [frozenset({each}) for each in self.bad if each in done]
        wrong += [each for each in self.clashes if each <= done.keys()]
        return [self.wrong(each, done) for each in wrong]

    def wrong(self, clash: frozenset[int], done: dict[int, str]) -> Wrong:
        if self.elsewhere:
            return Wrong.found(located(BROKEN, "other.toml", f"{sorted(clash)}"))
        return Wrong.found(located(BROKEN, done[min(clash)], f"{sorted(clash)}", beside=[done[each] for each in clash]))


def sifted(world: World, wanted: Sequence[Located]) -> tuple[set[int], set[int]]:
    sieve = Sieve(world.judge, Files(str))
    sieve.sift(wanted)
    assert sieve.refused == []
    return numbers(sieve.kept), numbers([each.found for each in sieve.wrong])


def numbers(found: Sequence[Located]) -> set[int]:
    assert len({each.finding.message for each in found}) == len(found)
    return {int(each.finding.message) for each in found}


def test_where_nothing_clashes_one_check_is_all() -> None:
    world = World()
    assert sifted(world, fixes(300, files=100)) == (set(range(300)), set())
    assert len(world.checks) == 1


def test_what_clashes_in_many_places_is_told_apart_by_a_few_checks() -> None:
    bad = set(range(0, 100, 2))
    world = World(bad)
    assert sifted(world, fixes(300, files=100)) == (set(range(300)) - bad, bad)
    assert len(world.checks) < 8


def test_of_two_that_do_not_go_together_the_first_is_kept() -> None:
    world = World(clashes=[frozenset({3, 103})])
    assert sifted(world, fixes(200, files=100)) == (set(range(200)) - {103}, {103})


def test_what_shows_where_no_fix_is_is_found_by_halving() -> None:
    world = World({77}, elsewhere=True)
    assert sifted(world, fixes(200, files=200)) == (set(range(200)) - {77}, {77})
    assert len(world.checks) < 14


def test_a_fix_that_stands_beside_what_is_wrong_is_not_left_out_for_it() -> None:
    wanted = fixes(4, files=4)

    def judge(trial: Sequence[Located]) -> list[Wrong]:
        return [Wrong.found(located(BROKEN, "0.toml", "wrong"))] if wanted[3] in trial else []

    sieve = Sieve(judge, Files(str))
    sieve.sift(wanted)
    assert (numbers(sieve.kept), numbers([each.found for each in sieve.wrong])) == ({0, 1, 2}, {3})


def named(member: str, *beside: str, path: str = "0.toml") -> Wrong:
    """Something that is told from others by the member it names, all in one place."""
    return Wrong(("X002", path, member, (), ""), "wrong", path, beside)


def test_what_names_another_member_with_other_fixes_is_the_same() -> None:
    wanted = fixes(6, files=1)
    sieve = Sieve(lambda trial: [named(trial[-1].finding.message)] if wanted[1] in trial else [], Files(str))
    sieve.sift(wanted)
    assert (numbers(sieve.kept), numbers([each.found for each in sieve.wrong])) == ({0, 2, 3, 4, 5}, {1})


def test_what_was_found_beside_it_from_the_first_is_something_else() -> None:
    wanted = fixes(4, files=2)

    def judge(trial: Sequence[Located]) -> list[Wrong]:
        even, odd = named("even", "0.toml", path="x"), named("odd", "1.toml", path="x")
        return [*([even] if wanted[2] in trial else []), *([odd] if wanted[1] in trial else [])]

    sieve = Sieve(judge, Files(str))
    sieve.sift(wanted)
    assert (numbers(sieve.kept), numbers([each.found for each in sieve.wrong])) == ({0, 3}, {1, 2})


def test_fixes_in_a_file_that_cannot_be_written_are_refused_and_the_others_judged() -> None:
    world = World({1})

    def judge(trial: Sequence[Located]) -> list[Wrong]:
        if any(each.span.path == "0.toml" for each in trial):
            raise Unwritable("0.toml", "is not writable")
        return world.judge(trial)

    sieve = Sieve(judge, Files(str))
    sieve.sift(fixes(6, files=3))
    assert {each.why for each in sieve.refused} == {"0.toml is not writable"}
    assert numbers([each.found for each in sieve.refused]) == {0, 3}
    assert (numbers(sieve.kept), numbers([each.found for each in sieve.wrong])) == ({2, 4, 5}, {1})


def test_where_checks_run_out_what_is_undecided_is_left_out_with_that_reason() -> None:
    world = World(set(range(8)), elsewhere=True)

    def judge(trial: Sequence[Located]) -> list[Wrong]:
        if len(world.checks) == 5:
            raise Spent
        return world.judge(trial)

    sieve = Sieve(judge, Files(str))
    sieve.sift(fixes(20, files=20))
    assert CLASHING in {each.why for each in sieve.wrong}
    assert not numbers(sieve.kept) & set(range(8))
    assert numbers([*sieve.kept, *(each.found for each in sieve.wrong)]) == set(range(20))


@given(
    st.integers(1, 12),
    st.integers(1, 6),
    st.sets(st.integers(0, 11), max_size=4),
    st.sets(st.frozensets(st.integers(0, 11), min_size=2, max_size=3), max_size=4),
    st.booleans(),
)
def test_what_is_kept_is_clean_and_nothing_more_could_be(
    number: int,
    files: int,
    bad: set[int],
    clashes: set[frozenset[int]],
    elsewhere: bool,  # noqa: FBT001 - drawn
) -> None:
    world = World(bad, clashes, elsewhere)
    sieve = Sieve(world.judge, Files(str))
    sieve.sift(fixes(number, files=files))
    kept, wrong = numbers(sieve.kept), numbers([each.found for each in sieve.wrong])
    assert kept | wrong == set(range(number))
    assert not kept & (wrong | bad)
    assert not any(clash <= kept for clash in clashes)
    doubtful = numbers(sieve.doubtful)
    assert all(one in bad or one in doubtful or any(clash <= kept | {one} for clash in clashes) for one in wrong)
    if len(bad) + len(clashes) == 1:
        assert all(one in bad or any(clash <= kept | {one} for clash in clashes) for one in wrong)
