"""Who stands apart does not depend on the order of the members, and really differs from what wins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from pinlint.questions.ballots import Outlier, compare
from pinlint.questions.demands import Demand
from pinlint.sets.specifiers import is_equal, is_unsatisfiable
from pinlint.source import Span
from pinlint.workspace import CORE, Member, Requirement
from pinlint.workspace.policy import DependencyPolicy

CLICK = canonicalize_name("click")
CLAUSES = st.sampled_from([">=1", ">=2", "<2", "<3", "==1.*", "==2.*", "!=1.5", "~=1.2", "", ">=1,<3", "!=1.*"])
MARKERS = st.sampled_from([None, None, 'sys_platform == "win32"', 'sys_platform != "win32"', 'python_version < "3.12"'])
POLICIES = st.builds(
    DependencyPolicy,
    names=st.just(("*",)),
    at=st.just(Span("pinlint.toml", 0, 0)),
    specifiers=st.sampled_from(["same", "overlap"]),
    winner=st.sampled_from(["majority", "highest", "lowest", "m0", "absent"]),
)


def demands(rows: list[tuple[str, str | None]]) -> list[Demand]:
    found = []
    for number, (text, condition) in enumerate(rows):
        at = Span(f"m{number}/pyproject.toml", 0, 0)
        member = Member(path=f"m{number}", name=canonicalize_name(f"m{number}"), anchor=at, statements=())
        marker = Marker(condition) if condition else None
        specifiers = SpecifierSet(text)
        requirement = Requirement(CLICK, f"click{text}", at, frozenset(), specifiers, marker, None, CORE)
        found.append(Demand(member, requirement, specifiers, refines=False))
    return found


ROWS = st.lists(st.tuples(CLAUSES, MARKERS), max_size=7).map(demands)


def apart(policy: DependencyPolicy, asked: list[Demand]) -> set[str]:
    return {found.demands[0].member.path for found in compare(policy, asked) if isinstance(found, Outlier)}


@given(POLICIES, ROWS, st.randoms())
def test_the_order_of_members_does_not_matter(policy: DependencyPolicy, asked: list[Demand], random: object) -> None:
    shuffled = list(asked)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # typed as what Hypothesis gives
    if policy.specifiers == "same":
        assert apart(policy, asked) == apart(policy, shuffled)
    assert bool(list(compare(policy, asked))) == bool(list(compare(policy, shuffled)))


@given(POLICIES, ROWS)
def test_an_outlier_differs_from_what_wins_and_is_never_the_winner(
    policy: DependencyPolicy, asked: list[Demand]
) -> None:
    for found in compare(policy, asked):
        sides = (found.demands[0], found.winners[0]) if isinstance(found, Outlier) else found.sides
        assert len({side.member.path for side in sides}) > 1
        if policy.specifiers == "overlap":
            together = SpecifierSet()
            for side in sides:
                together &= side.specifiers
            assert is_unsatisfiable(together)
        else:
            assert not is_equal(sides[0].specifiers, sides[1].specifiers)
        if policy.winner == "m0" and isinstance(found, Outlier) and policy.specifiers == "same":
            assert found.demands[0].member.name != "m0"
        if policy.winner == "majority" and isinstance(found, Outlier) and policy.specifiers == "same":
            assert 2 * found.votes > found.voters
        assert policy.winner != "absent"


@given(POLICIES, CLAUSES, st.integers(0, 5))
def test_equal_demands_agree(policy: DependencyPolicy, clause: str, number: int) -> None:
    assert not list(compare(policy, demands([(clause, None)] * number)))


@given(st.lists(CLAUSES, max_size=6))
def test_without_conditions_overlap_is_silent_exactly_where_one_version_satisfies_all(clauses: list[str]) -> None:
    policy = DependencyPolicy(names=("*",), at=None, specifiers="overlap")  # type: ignore[arg-type] # nobody asks
    together = SpecifierSet(",".join(filter(None, clauses)))
    assert bool(list(compare(policy, demands([(clause, None) for clause in clauses])))) == is_unsatisfiable(together)
