from __future__ import annotations

from pinlint import graph
from pinlint.testing import check
from pinlint.workspace import Dependency, ScopeKind, Workspace
from tests.rules.asking import UNPUBLISHED, project


def workspace(*files: str) -> Workspace:
    return check("\n".join(files), []).workspace


def edges(*files: str) -> list[tuple[str, str, str]]:
    return [
        (edge.dependent.path, edge.dependency.path, edge.requirement.text) for edge in workspace(*files).dependencies
    ]


def rings(*files: str) -> list[list[str]]:
    return [[edge.dependent.label for edge in ring] for ring in graph.cycles(workspace(*files).dependencies)]


def test_requirements_on_members_are_edges_in_the_order_they_are_written() -> None:
    more = '[dependency-groups]\ntest = ["a>=0"]\n[build-system]\nrequires = ["a<9"]'
    files = (project("b", "A.A", "click", "a", extras='x = ["a[y]"]', more=more), project("a"), project("a-a"))
    assert edges(*files) == [
        ("b", "a-a", "A.A"),
        ("b", "a", "a"),
        ("b", "a", "a[y]"),
        ("b", "a", "a>=0"),
        ("b", "a", "a<9"),
    ]


def test_a_member_has_no_edge_to_itself() -> None:
    assert edges(project("a", "a", extras='x = ["A[y]"]')) == []


def test_of_two_bearers_of_a_name_the_one_is_meant_whose_version_is_accepted() -> None:
    bearers = (project("c", path="old", version="1.0"), project("C", path="new", version="2.0"))
    assert edges(project("a", "c<2", "c>=2", "c", "c>3"), *bearers) == [("a", "old", "c<2"), ("a", "new", "c>=2")]


def test_of_two_bearers_of_a_name_the_published_one_is_meant() -> None:
    bearers = (project("c", path="example", version="1.0", more=UNPUBLISHED), project("c", path="real", version="2.0"))
    assert edges(project("a", "c==1.0"), *bearers) == [("a", "real", "c==1.0")]
    assert edges(project("a", "c"), bearers[0]) == [("a", "example", "c")]


def test_a_bearer_of_unknown_version_is_never_meant_beside_another() -> None:
    bearers = (project("c", path="x", version=None, more='dynamic = ["version"]'), project("c", path="y"))
    assert edges(project("a", "c"), *bearers) == [("a", "y", "c")]


def test_many_bearers_of_one_name_take_no_time() -> None:
    bearers = [project("c", path=f"c{number}", version=f"1.{number}") for number in range(300)]
    users = [project(f"a{number}", *["c>=1"] * 20) for number in range(30)]
    assert edges(*users, *bearers) == []


def test_external_requirements_are_the_others() -> None:
    found = workspace(project("a", "b", "click", "a"), project("b", "rich"))
    assert [(member.name, requirement.name) for member, requirement in graph.external(found)] == [
        ("a", "click"),
        ("b", "rich"),
    ]


def test_edges_between_the_same_two_members_come_together() -> None:
    found = workspace(project("a", "b", "c", "b>0"), project("b", "c"), project("c"))
    pairs = [[edge.requirement.text for edge in pair] for pair in graph.by_pair(found.dependencies)]
    assert pairs == [["b", "b>0"], ["c"], ["c"]]


def test_the_network_has_members_external_names_and_every_requirement() -> None:
    network = graph.network(workspace(project("a", "b", "b>0", "click"), project("b", "click")))
    assert network.number_of_nodes() == 3
    assert network.number_of_edges() == 4


def test_without_a_cycle_there_is_none() -> None:
    assert rings(project("a", "b", "c"), project("b", "c"), project("c")) == []


def test_each_component_has_one_shortest_cycle_that_starts_at_its_first_name() -> None:
    files = (project("a", "b"), project("b", "c"), project("c", "a", "b"), project("y", "z"), project("z", "y"))
    assert rings(*files) == [["b", "c"], ["y", "z"]]


def test_of_equal_cycles_the_one_along_the_first_names_is_shown() -> None:
    assert rings(project("a", "c", "b"), project("b", "a"), project("c", "a")) == [["a", "b"]]


def test_of_parallel_requirements_the_first_is_shown() -> None:
    found = workspace(project("a", "b>=0", "b<9"), project("b", "a"))
    (ring,) = graph.cycles(found.dependencies)
    assert [edge.requirement.text for edge in ring] == ["b>=0", "a"]


def test_cycles_are_those_of_the_edges_that_are_given() -> None:
    found = workspace(project("a", extras='x = ["b"]'), project("b", "a"))

    def core(edge: Dependency) -> bool:
        return edge.requirement.scope.kind is ScopeKind.CORE

    assert [*graph.cycles(filter(core, found.dependencies))] == []
    assert len([*graph.cycles(found.dependencies)]) == 1


def test_a_cycle_can_be_asked_to_lead_through_some_edge_and_begins_with_it() -> None:
    found = workspace(project("a", "b"), project("b", "a", "c"), project("c", "d"), project("d", "a"))
    (ring,) = graph.cycles(found.dependencies, through=lambda edge: edge.dependent.label == "c")
    assert [edge.dependent.label for edge in ring] == ["c", "d", "a", "b"]
    assert [*graph.cycles(found.dependencies, through=lambda _edge: False)] == []


def test_those_that_require_each_other_are_tied() -> None:
    found = workspace(
        project("z", "y"), project("y", "z", "a"), project("a", "b"), project("b", "a"), project("c", "z")
    )
    assert [[member.label for member in each] for each in graph.tied(found.dependencies)] == [["a", "b"], ["y", "z"]]
    assert graph.tied(workspace(project("a", "b"), project("b")).dependencies) == ()


def test_a_ring_of_hundreds_is_found_whole() -> None:
    names = [f"m{number:03}" for number in range(300)]
    files = [project(name, following) for name, following in zip(names, [*names[1:], names[0]], strict=True)]
    assert rings(*files) == [names]
