"""List fields: what one list has and another one, completely known, lacks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from pinlint.questions.agreement.stated import differs
from pinlint.workspace import Declared, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from packaging.utils import NormalizedName

    from pinlint.questions.agreement.stated import Difference, Stated
    from pinlint.sets.pythons import Pool
    from pinlint.workspace import Listing

T = TypeVar("T")

_ALIKE = 50
"""Requirements on one distribution in one list that are looked at; beyond them all count as stated."""


def classifiers(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """The first classifier that one file lists and another does not."""

    def text(classifier: Declared[str]) -> str:
        return classifier.value.strip()

    extra, missing = lacking(other.items, leading.items, text), lacking(leading.items, other.items, text)
    return one_sided("classifier", leading, other, missing, extra, text)


def extras(_pythons: Pool, leading: Stated, other: Stated) -> Difference | None:
    """The first extra that one file declares and another does not.

    The setup.py that poetry generates leaves out those that require nothing, which says as much.
    """

    def name(extra: Declared[NormalizedName]) -> NormalizedName:
        return extra.value

    extra, missing = lacking(other.items, leading.items, name), lacking(leading.items, other.items, name)
    requires = leading.statement.optional
    if other.statement.kind is Kind.SETUP_PY and (requires is None or requires.complete):
        asking = {each.scope.name for each in requires or ()}
        missing = [each for each in missing if each.value in asking]
    return one_sided("extra", leading, other, missing, extra, name)


def one_sided(  # noqa: PLR0913, PLR0917 - both sides of a difference, and what each has alone
    what: str,
    leading: Stated,
    other: Stated,
    missing: Sequence[Any],
    extra: Sequence[Any],
    shown: Callable[[Any], str],
) -> Difference | None:
    """That the other list has something alone, or else that it lacks something; None where it does neither."""
    if extra:
        return differs(leading, other, f"the {what} {shown(extra[0])}", "not", at=extra[0].at)
    if missing:
        title = other.statement.title
        at = title.at if isinstance(title, Declared) else other.at
        return differs(leading, other, f"no {what} {shown(missing[0])}", "one", at=at, leading_at=missing[0].at)
    return None


def lacking(
    items: Listing[T],
    among: Listing[T],
    key: Callable[[T], Hashable],
    same: Callable[[T, T], bool] = lambda _item, _other: True,
) -> list[T]:
    """The items that a completely known list has nothing like."""
    if not among.complete:
        return []
    alike: defaultdict[Hashable, list[T]] = defaultdict(list)
    for each in among:
        alike[key(each)].append(each)
    return [
        item
        for item in items
        if len(others := alike.get(key(item), [])) <= _ALIKE and not any(same(item, each) for each in others)
    ]
