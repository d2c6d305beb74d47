"""``pkg_resources.parse_requirements``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement

from pinlint.metadata.evaluate.fields import requirement_lines
from pinlint.metadata.evaluate.iteration import certain, collect
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import Requested, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _requirements(machine: Machine, args: Args, where: Where) -> Value:
    """``pkg_resources.parse_requirements``, whose results are written out by ``str()``."""
    (source,) = args.only(1)
    pieces = (source,) if isinstance(source, str) else certain(collect(machine, source, where))
    found: list[Value] = []
    for piece in pieces:
        text = plain(machine, piece)
        if not isinstance(text, str):
            raise NotKnown
        for line in requirement_lines(text):
            machine.spend(1 + len(line))
            try:
                found.append(Requested(str(Requirement(line.strip()))))
            except InvalidRequirement as error:
                raise NotKnown("is no list of requirements") from error
    return tuple(found)


FUNCTIONS: dict[str, Known] = {
    "pkg_resources.parse_requirements": _requirements,
}
