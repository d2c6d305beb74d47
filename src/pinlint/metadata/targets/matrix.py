"""Matrices of GitHub Actions: the values of one key, with those that are included and without those excluded."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from pinlint.metadata.targets.yaml_tree import Mapping, Scalar, Sequence, mappings, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.targets.yaml_tree import Node

    Combination = dict[str, str | None]
    """Values by key; None for one that only a run would tell."""

EXPRESSION = "${{"
_MOST = 256
"""Combinations that GitHub runs of one matrix, and exclusions that are tried on each."""


def values(matrix: Mapping, key: str) -> Iterator[tuple[Scalar, bool | None]]:
    """Every value of the key, and whether it is run; None where that cannot be told."""
    excluded = [{name: _known(node) for name, node in each.values.items()} for each in mappings(matrix.get("exclude"))]
    listed = matrix.get(key)
    for count, scalar in enumerate(scalars(listed) if listed is not None else ()):
        if scalar is not None:
            yield scalar, _runs(matrix, key, scalar.text, excluded) if count < _MOST else None
    for included in mappings(matrix.get("include")):
        node = included.get(key)
        if isinstance(node, Scalar):
            yield node, True


def computed(matrix: Mapping, key: str) -> Iterator[Scalar]:
    """The expressions that make up a whole list of values, of inclusions, or of exclusions."""
    yield from (node for name in (key, "include", "exclude") if isinstance(node := matrix.get(name), Scalar))


def _runs(matrix: Mapping, key: str, value: str, excluded: list[Combination]) -> bool | None:
    """Whether some combination with this value of the key is not excluded; None where that cannot be told."""
    against = [each for each in excluded if each.get(key, value) in {value, None}]
    if not against:
        return True
    axes = {
        name: [_known(item) for item in node.items]
        for name, node in matrix.values.items()
        if isinstance(node, Sequence) and name not in {key, "include", "exclude"}
    }
    if prod(len(axis) for axis in axes.values()) > _MOST or len(against) > _MOST:
        return None
    combinations = [dict(zip(axes, each, strict=True)) | {key: value} for each in product(*axes.values())]
    if any(not any(_matches(each, combination, loosely=True) for each in against) for combination in combinations):
        return True
    if all(any(_matches(each, combination, loosely=False) for each in against) for combination in combinations):
        return False
    return None


def _matches(excluded: Combination, combination: Combination, *, loosely: bool) -> bool:
    """Whether a combination is meant; ``loosely`` whether it may be, since what is not known may be anything."""
    pairs = ((value, combination.get(name, "")) for name, value in excluded.items())
    return all(loosely if None in {one, other} else one == other for one, other in pairs)


def _known(node: Node) -> str | None:
    """The value of a scalar that holds no expression."""
    return node.text if isinstance(node, Scalar) and EXPRESSION not in node.value else None
