"""What could not be read, or used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.source import Place


class ProblemKind(StrEnum):
    """What could not be read, or used; each is one rule of the PIN0 family."""

    FILE = "file"
    NAME = "name"
    VERSION = "version"
    REQUIREMENT = "requirement"
    REQUIRES_PYTHON = "requires-python"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be read; ``message`` is one sentence without a full stop."""

    kind: ProblemKind
    at: Place
    message: str
