from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from pinlint.sets.pythons import Pool, accepts_minor, finite_cap, floor, traps

GRID = [f"{x}.{y}.{z}" for x in (2, 3, 4) for y in range(41) for z in (*range(4), 7, 8, 9, 29, 30)]

VERSIONS = st.builds(
    lambda epoch, release, suffix: epoch + release + suffix,
    st.sampled_from(["", "", "", "", "", "1!"]),
    st.one_of(
        st.integers(2, 4).map(str),
        st.builds("{}.{}".format, st.integers(2, 4), st.integers(0, 40)),
        st.builds("{}.{}.{}".format, st.integers(2, 4), st.integers(0, 40), st.sampled_from([0, 1, 2, 8, 29])),
        st.builds("{}.{}.{}.{}".format, st.integers(2, 4), st.integers(0, 12), st.integers(0, 2), st.integers(0, 2)),
    ),
    st.sampled_from(["", "", "", "", "a1", "rc1", ".post1", ".dev0", "a1.post2.dev3"]),
)


@st.composite
def clauses(draw: st.DrawFn) -> str:
    operator = draw(st.sampled_from([">=", "<", "<=", ">", "==", "!=", "~=", "==*", "!=*"]))
    text = draw(VERSIONS)
    candidate = f"{operator[:-1]}{text}.*" if operator.endswith("*") else operator + text
    try:
        SpecifierSet(candidate)
    except InvalidSpecifier:  # ``~=3`` and ``==3rc1.*`` have no meaning
        return ">=" + text
    return candidate


SETS = st.lists(clauses(), max_size=4).map(",".join)


@lru_cache(maxsize=64)
def accepted(text: str) -> frozenset[str]:
    specifiers = SpecifierSet(text)
    return frozenset(release for release in GRID if specifiers.contains(release))


@settings(max_examples=100, deadline=None)
@given(SETS, SETS, SETS)
def test_masks_agree_with_the_grid_of_releases(a: str, b: str, other: str) -> None:
    left, right = SpecifierSet(a), SpecifierSet(b)
    pool = Pool.of([left, right, SpecifierSet(other)])
    refused = pool.mask(left) & ~pool.mask(right)
    on_grid = accepted(a) - accepted(b)
    if refused == 0:
        assert not on_grid
    witness = pool.witness(refused, pool.mask(right))
    assert (witness is None) == (refused == 0)
    if witness is not None:
        assert left.contains(witness)
        assert not right.contains(witness)


@settings(max_examples=100)
@given(SETS)
def test_every_member_is_in_the_mask_exactly_if_it_is_accepted(text: str) -> None:
    specifiers = SpecifierSet(text)
    pool = Pool.of([specifiers])
    members = set(pool.releases(pool.mask(specifiers)))
    for member in pool.members:
        assert (member in members) == specifiers.contains(".".join(map(str, member)))


@settings(max_examples=100)
@given(SETS, SETS)
def test_the_three_parts_of_a_difference_make_it_up(a: str, b: str) -> None:
    pool = Pool.of([SpecifierSet(a), SpecifierSet(b)])
    near = pool.mask(SpecifierSet(b))
    refused = pool.mask(SpecifierSet(a)) & ~near
    parts = [pool.below(refused, near), pool.above(refused, near), pool.holes(refused, near)]
    assert sum(parts) == parts[0] | parts[1] | parts[2] == refused


@settings(max_examples=100, deadline=None)
@given(SETS)
def test_minors_and_bounds_agree_with_the_grid(text: str) -> None:
    specifiers = SpecifierSet(text)
    on_grid = {tuple(map(int, release.split("."))) for release in accepted(text)}
    for x, y, _ in on_grid:
        assert accepts_minor(specifiers, x, y)
    low, cap = floor(specifiers), finite_cap(specifiers)
    if low is not None:
        assert specifiers.contains(".".join(map(str, low)))
        assert all(release >= low for release in on_grid)
    if cap is not None:
        assert accepts_minor(specifiers, *cap)
        assert all(release[:2] <= cap for release in on_grid)


@settings(max_examples=100)
@given(SETS)
def test_every_trap_is_confirmed_by_the_set_it_is_in(text: str) -> None:
    specifiers = SpecifierSet(text)
    for trap in traps(specifiers):
        assert specifiers.contains(trap.release) is trap.accepts
        assert SpecifierSet(trap.clause).contains(trap.release) is trap.accepts
