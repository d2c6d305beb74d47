"""Where the files of one member disagree: what each states of a field, held against the first of them that states it.

The order of authority is that of `Kind`. A field that pyproject.toml, setup.py or setup.cfg does not mention is not
stated there; built metadata says something by what it leaves out, unless it calls the field dynamic (PEP 643).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.questions.agreement.listings import classifiers, extras
from pinlint.questions.agreement.requirements import core, optional
from pinlint.questions.agreement.scalars import requires_python, title, version
from pinlint.questions.agreement.stated import Difference, Stated, field_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.sets.pythons import Pool
    from pinlint.workspace import Member, Statement

    _Compare = Callable[[Pool, Stated, Stated], Difference | None]

__all__ = ["Difference", "Disagreement", "disagreements"]

_FIELDS: dict[str, _Compare] = {
    "title": title,
    "version": version,
    "requires_python": requires_python,
    "core": core,
    "optional": optional,
    "extras": extras,
    "classifiers": classifiers,
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of a member: the file that leads, and those that differ from it; there is at least one."""

    field: str
    leading: Statement
    differences: tuple[Difference, ...]


def disagreements(member: Member, pythons: Pool) -> Iterator[Disagreement]:
    """The fields that the files of the member state differently. Names compare normalised, versions and sets by value.

    What is unknown is not compared, and what cannot be decided counts as the same.
    """
    for field, compare in _FIELDS.items():
        stated = [each for statement in member.statements if (each := field_of(member, statement, field))]
        # What proves nothing leads nobody.
        stated.sort(key=lambda each: each.unproven)
        if len(stated) > 1:
            leading, *others = stated
            found = (compare(pythons, leading, other) for other in others)
            differences = tuple(each for each in found if each is not None)
            if differences:
                yield Disagreement(field, leading.statement, differences)
