"""What could not be read of a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.workspace.requirement import Requirement
from pinlint.workspace.values import Listing, Unknown

if TYPE_CHECKING:
    from pinlint.workspace.member import Member


def unknown_fields(member: Member) -> dict[str, tuple[Unknown, ...]]:
    """The fields of a member that could not be read, wholly or in part, each with every reason once.

    Fields are named as in Core Metadata, in lower case; ``dependency-groups`` (PEP 735) is beside them.
    """
    values = {
        "name": (member.title,),
        "version": (member.version,),
        "requires-python": (member.requires_python,),
        "requires-dist": (member.core, member.optional),
        "provides-extra": (member.extras,),
        "classifier": (member.classifiers,),
        "license": (member.license,),
        "dependency-groups": (member.groups,),
    }
    gaps = {
        field: tuple(dict.fromkeys(gap for part in parts for gap in _gaps(part))) for field, parts in values.items()
    }
    return {field: found for field, found in gaps.items() if found}


def _gaps(part: object) -> tuple[Unknown, ...]:
    if isinstance(part, Listing):
        # A template is known by name; the version in it is not.
        templates = (each for each in part if isinstance(each, Requirement) and each.templated)
        return (*part.unknown, *(Unknown("holds the version that the build fills in", each.at) for each in templates))
    return (part,) if isinstance(part, Unknown) else ()
