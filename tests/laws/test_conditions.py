from __future__ import annotations

from functools import lru_cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.sets.conditions import NEVER, always, compatible, equivalent, never, possible, python_constants, restrict
from pinlint.sets.markers import Atom, Junction, parse, show
from pinlint.sets.pythons import Pool
from pinlint.sets.spaces import Space

RELEASES = [
    (x, y, z) for x, y in ((2, 7), (3, 0), (3, 1), (3, 8), (3, 9), (3, 10), (3, 11), (4, 0)) for z in (0, 1, 2, 7)
]
PLATFORMS = [
    ("linux", "Linux", "posix"),
    ("win32", "Windows", "nt"),
    ("darwin", "Darwin", "posix"),
    ("freebsd14", "FreeBSD", "posix"),
    ("hal", "Hal", "hal"),
]
MACHINES = ["x86_64", "arm64", "z80"]
IMPLEMENTATIONS = [("cpython", "CPython"), ("pypy", "PyPy"), ("snake", "Snake")]

ROWS = [
    {
        "sys_platform": platform[0],
        "platform_system": platform[1],
        "os_name": platform[2],
        "platform_machine": machine,
        "implementation_name": implementation[0],
        "platform_python_implementation": implementation[1],
    }
    for platform, machine, implementation in product(PLATFORMS, MACHINES, IMPLEMENTATIONS)
]
OPERATORS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def written(variable: str, operator: str, value: str, *, turned: bool) -> str:
    return f'"{value}" {operator} {variable}' if turned else f'{variable} {operator} "{value}"'


def of(variable: str, *values: str) -> st.SearchStrategy[str]:
    known = st.sampled_from(values)
    plain = st.builds(
        lambda operator, value, turned: written(variable, operator, value, turned=turned),
        st.sampled_from(["==", "!=", "==", "!=", "<", ">="]),
        known,
        st.booleans(),
    )
    listed = st.builds(
        lambda operator, chosen: f'{variable} {operator} "{" ".join(chosen)}"',
        st.sampled_from(["in", "not in"]),
        st.lists(known, min_size=1, max_size=2),
    )
    return st.one_of(plain, plain, listed)


PYTHON_ATOMS = st.one_of(
    st.builds(
        lambda operator, value, turned: written("python_version", operator, value, turned=turned),
        OPERATORS,
        st.sampled_from(["2.7", "3", "3.0", "3.8", "3.8.1", "3.9", "3.10", "4"]),
        st.booleans(),
    ),
    st.builds(
        lambda operator, value: written("python_version", operator, value, turned=False),
        st.sampled_from(["==", "!=", ">=", "<"]),
        st.sampled_from(["3.8.*", "3.*", "3.9rc1", "3.9.post1", "3.9.dev0", "x", "1!3"]),
    ),
    st.sampled_from(
        [
            'python_version in "2.7 3.8"',
            'python_version not in "3.8,3.11"',
            'python_version ~= "3.8"',
            'python_version === "3.8"',
            'python_full_version === "3.8.1"',
            'python_version > "=3.9"',
        ]
    ),
    st.builds(
        lambda operator, value, turned: written("python_full_version", operator, value, turned=turned),
        OPERATORS,
        st.sampled_from(["3", "3.8", "3.8.0", "3.8.1", "3.9.7", "3.10"]),
        st.booleans(),
    ),
)
ATOMS = st.one_of(
    PYTHON_ATOMS,
    PYTHON_ATOMS,
    of("sys_platform", "linux", "win32", "darwin"),
    of("platform_system", "Linux", "Windows"),
    of("os_name", "posix", "nt"),
    of("platform_machine", "x86_64", "arm64"),
    of("implementation_name", "cpython", "pypy"),
    of("platform_python_implementation", "CPython", "PyPy"),
)
EXTRA_ATOMS = st.sampled_from(['extra == "x"', 'extra != "x"', '"X" == extra', 'extra == "y"', '"x" in extras'])

UNDECIDED = [
    'platform_release == "x"',
    'platform_release != "x"',
    '"x" in platform_release',
    'platform_version >= "6"',
    'platform_version < "6"',
]


def trees(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda word, parts: "(" + f" {word} ".join(parts) + ")",
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        max_leaves=6,
    )


MARKERS = trees(ATOMS)


def environment(release: tuple[int, int, int], row: dict[str, str]) -> dict[str, str]:
    x, y, z = release
    return {**row, "python_version": f"{x}.{y}", "python_full_version": f"{x}.{y}.{z}"}


@lru_cache(maxsize=64)
def met(text: str) -> frozenset[tuple[tuple[int, int, int], int]]:
    """The oracle: every release and row of the grid for which packaging evaluates the marker as true."""
    marker = Marker(text)
    # What the marker does not name cannot change it.
    names = [name for name in ROWS[0] if name in text]
    first = {}
    for index, row in enumerate(ROWS):
        first.setdefault(tuple(row[name] for name in names), []).append(index)
    return frozenset(
        (release, index)
        for release in RELEASES
        for same in first.values()
        if marker.evaluate(environment(release, ROWS[same[0]]))
        for index in same
    )


def pool_of(*texts: str) -> Pool:
    constants = [version for text in texts for version in python_constants(Marker(text))]
    return Pool.of((), [*constants, *(Version(f"{x}.{y}.{z}") for x, y, z in RELEASES)])


def bit(pool: Pool, release: tuple[int, int, int]) -> int:
    return 1 << pool.members.index(release)


SOME_PYTHONS = st.sampled_from(["", ">=3.8", ">=3.9,<3.11", "==3.8.1", ">=3", "<3"]).map(SpecifierSet)


@settings(max_examples=100, deadline=None)
@given(MARKERS)
def test_a_python_is_possible_exactly_if_an_environment_with_it_meets_the_marker(text: str) -> None:
    marker, pool = Marker(text), pool_of(text)
    mask = possible(marker, pool)
    for release in RELEASES:
        on_grid = any((release, index) in met(text) for index in range(len(ROWS)))
        assert bool(mask & bit(pool, release)) == on_grid


@settings(max_examples=100, deadline=None)
@given(MARKERS, SOME_PYTHONS)
def test_always_and_never_say_what_the_grid_says(text: str, specifiers: SpecifierSet) -> None:
    marker, pool = Marker(text), pool_of(text)
    accepted = [release for release in RELEASES if specifiers.contains(".".join(map(str, release)))]
    answers = [(release, index) in met(text) for release in accepted for index in range(len(ROWS))]
    mask = 0
    for release in accepted:
        mask |= bit(pool, release)
    assert always(marker, pool, mask) == all(answers)
    assert never(marker, pool, mask) == (not any(answers))


@settings(max_examples=100, deadline=None)
@given(MARKERS, MARKERS, SOME_PYTHONS)
def test_two_markers_are_compatible_exactly_if_an_environment_meets_both(
    a: str, b: str, specifiers: SpecifierSet
) -> None:
    pool = pool_of(a, b)
    accepted = [release for release in RELEASES if specifiers.contains(".".join(map(str, release)))]
    mask = 0
    for release in accepted:
        mask |= bit(pool, release)
    both = {release for release, _ in met(a) & met(b)}
    witness = compatible([Marker(a), Marker(b)], pool, mask)
    assert (witness is not None) == bool(both & set(accepted))
    if witness is not None:
        python = tuple(map(int, witness.split(" on ", maxsplit=1)[0].split()[1].split(".")))
        assert (*python, 0)[:3] in both


@settings(max_examples=100, deadline=None)
@given(MARKERS, MARKERS)
def test_equivalent_markers_are_met_by_the_same_environments(a: str, b: str) -> None:
    answer = equivalent(Marker(a), Marker(b))
    assert answer is not None
    if answer:
        assert met(a) == met(b)
    assert equivalent(Marker(f"({a}) and ({b})"), Marker(f"({b}) and ({a})")) is True


@settings(max_examples=100, deadline=None)
@given(MARKERS)
def test_a_tree_shown_again_is_the_same_condition(text: str) -> None:
    tree = parse(str(Marker(text)))
    assert isinstance(tree, Atom | Junction)
    assert met(show(tree)) == met(text)
    assert parse(str(Marker(show(tree)))) == tree


@settings(max_examples=100, deadline=None)
@given(trees(st.one_of(ATOMS, EXTRA_ATOMS)), st.sampled_from([None, "x", "y", "z"]))
def test_a_restricted_marker_is_the_marker_with_the_extra_set(text: str, extra: str | None) -> None:
    marker, rest = Marker(text), restrict(Marker(text), extra)
    asked = {"extra": extra or "", "extras": frozenset({extra} if extra else ())}
    for release, row in product(RELEASES[::5], ROWS[::5]):
        whole = marker.evaluate({**environment(release, row), **asked})
        if rest is NEVER or rest is None:
            assert whole is (rest is None)
        else:
            assert whole == rest.evaluate(environment(release, row))
            assert "extra" not in str(rest)


@settings(max_examples=100, deadline=None)
@given(trees(st.one_of(ATOMS, st.sampled_from(UNDECIDED))), SOME_PYTHONS)
def test_what_is_not_known_never_makes_an_answer_bolder_than_every_value_of_it(
    text: str, specifiers: SpecifierSet
) -> None:
    marker, pool = Marker(text), pool_of(text)
    accepted = [release for release in RELEASES if specifiers.contains(".".join(map(str, release)))]
    mask = 0
    for release in accepted:
        mask |= bit(pool, release)
    for value in ("x", "5.4-x", "6.1"):
        unknown = {"platform_release": value, "platform_version": value}
        answers = {
            (release, index): marker.evaluate({**environment(release, row), **unknown})
            for release in accepted
            for index, row in enumerate(ROWS[::3])
        }
        if always(marker, pool, mask):
            assert all(answers.values())
        if never(marker, pool, mask):
            assert not any(answers.values())
        sure = possible(marker, pool)
        space = Space.of([marker], pool)
        assert space is not None
        for release in accepted:
            if sure & bit(pool, release):
                assert compatible([marker], pool, bit(pool, release)) is not None
                assert space.meeting(marker) & space.of_pythons(bit(pool, release))


@settings(max_examples=100, deadline=None)
@given(MARKERS, MARKERS)
def test_a_space_holds_the_environments_that_meet_two_markers_together(a: str, b: str) -> None:
    pool = pool_of(a, b)
    space = Space.of([Marker(a), Marker(b)], pool)
    assert space is not None
    both = space.meeting(Marker(a)) & space.meeting(Marker(b))
    for release in RELEASES:
        on_grid = any((release, index) in met(a) & met(b) for index in range(len(ROWS)))
        assert bool(both & space.of_pythons(bit(pool, release))) == on_grid
    if both:
        one = space.one_of(both)
        assert one & both == one
        assert one.bit_count() == 1
