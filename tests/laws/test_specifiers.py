from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from pinlint.sets.specifiers import are_disjoint, is_equal, is_subset, is_unsatisfiable, released, shape, witness

PUBLIC = st.builds(
    lambda epoch, release, pre, post, dev: epoch + ".".join(map(str, release)) + pre + post + dev,
    st.sampled_from(["", "", "", "1!"]),
    st.lists(st.integers(0, 3), min_size=1, max_size=4),
    st.sampled_from(["", "", "", "a0", "a1", "rc1"]),
    st.sampled_from(["", "", "", ".post0", ".post1"]),
    st.sampled_from(["", "", "", ".dev0", ".dev1"]),
)


@st.composite
def clauses(draw: st.DrawFn) -> str:
    operator = draw(st.sampled_from([">=", "<", "<=", ">", "==", "!=", "~=", "===", "==*", "!=*"]))
    version = draw(PUBLIC)
    if operator.endswith("*"):
        return f"{operator[:-1]}{Version(version).epoch}!{'.'.join(map(str, Version(version).release))}.*"
    if operator in {"==", "!="}:
        version += draw(st.sampled_from(["", "", "+x", "+x.1"]))
    try:
        SpecifierSet(operator + version)
    except InvalidSpecifier:  # ``~=1`` has no meaning
        return ">=" + version
    return operator + version


SETS = st.lists(clauses(), max_size=3).map(lambda parts: SpecifierSet(",".join(parts)))


def literal(specifiers: SpecifierSet) -> bool:
    return any(clause.operator == "===" for clause in specifiers)


@settings(max_examples=250)
@given(SETS, SETS)
@example(SpecifierSet(">1.0"), SpecifierSet(">=1.0.1.dev0"))
@example(SpecifierSet(">1.0a1"), SpecifierSet(">=1.0a2"))
@example(SpecifierSet("<=1.0"), SpecifierSet("<1.0.post0"))
def test_a_set_is_a_subset_exactly_where_there_is_no_witness(a: SpecifierSet, b: SpecifierSet) -> None:
    version = witness(a, b)
    assert is_subset(a, b) == (version is None)
    if version is not None and not literal(a):
        assert a.contains(version, prereleases=True)
        assert not b.contains(version, prereleases=True)


@settings(max_examples=200)
@given(SETS, SETS, PUBLIC)
def test_a_version_shows_what_the_relations_say(a: SpecifierSet, b: SpecifierSet, text: str) -> None:
    version = Version(text)
    in_a, in_b = (each.contains(version, prereleases=True) for each in (a, b))
    if is_subset(a, b) and in_a and not version.is_prerelease and not literal(b):
        assert in_b
    if are_disjoint(a, b):
        assert not (in_a and in_b)
    if is_unsatisfiable(a):
        assert not in_a
    assert is_equal(a, b) == (is_subset(a, b) and is_subset(b, a))


@given(SETS)
def test_a_set_is_its_own_equal(a: SpecifierSet) -> None:
    assert is_equal(a, a)
    assert is_unsatisfiable(a) == are_disjoint(a, SpecifierSet(""))


@given(SETS, PUBLIC, PUBLIC)
def test_an_exact_set_accepts_at_most_one_release(a: SpecifierSet, one: str, two: str) -> None:
    x, y = Version(one), Version(two)
    if shape(a) == "exact" and a.contains(x, prereleases=True) and a.contains(y, prereleases=True):
        assert x == y


@given(PUBLIC)
def test_every_version_leads_to_a_release_in_two_steps(text: str) -> None:
    version = Version(text)
    assert released(released(version)).is_prerelease is False
    assert released(version) >= version
