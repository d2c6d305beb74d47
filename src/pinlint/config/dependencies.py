"""The tables of ``[[dependencies]]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.config.table import kind
from pinlint.workspace.policy import WINNERS

if TYPE_CHECKING:
    from pinlint.config.table import Table
    from pinlint.source import Key

_KEYS = ("names", "specifiers", "winner", "need", "banned", "reason")
_SPECIFIERS = ("same", "overlap", "ignore")
_NEEDS = ("lower-bound", "upper-bound", "pin", "hash")
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_FILE = (".txt", ".in")


@dataclass(frozen=True, slots=True)
class DependencyTable:
    """One ``[[dependencies]]`` table: globs on normalised names of distributions, and what is asked of them."""

    names: tuple[str, ...]
    at: Key
    specifiers: str = "ignore"
    winner: str = "majority"
    """``majority``, ``highest``, ``lowest``, or the name of a member."""
    winner_file: str | None = None
    """The requirements file that wins, relative to the root; ``winner`` is the same path then."""
    need: tuple[str, ...] = ()
    banned: bool = False
    reason: str | None = None


def read(table: Table) -> DependencyTable:
    """The values of one table. Raises ConfigError."""
    table.only(_KEYS)
    names = table.strings("names")
    if not names:
        raise table.fail('[[dependencies]] needs names; write names = ["..."]', "names")
    need, banned, winner = _need(table), _banned(table), _winner(table)
    # A table that asks for nothing else, or says who is right, compares.
    default = "ignore" if winner is None and (need or banned) else "same"
    return DependencyTable(
        names=names,
        at=table.key,
        specifiers=table.word("specifiers", _SPECIFIERS) or default,
        winner=winner or "majority",
        winner_file=winner if winner is not None and _is_file(winner) else None,
        need=need,
        banned=bool(banned),
        reason=table.string("reason") or (banned if isinstance(banned, str) else None),
    )


def _winner(table: Table) -> str | None:
    found = table.string("winner")
    if found is None or found in WINNERS or _is_file(found) or re.fullmatch(_NAME, found):
        return found
    raise table.fail(
        'dependencies.winner must be "majority", "highest", "lowest", the name of a member or the path of a '
        f'requirements file, not "{found}"',
        "winner",
    )


def _is_file(winner: str) -> bool:
    return "/" in winner or winner.endswith(_FILE)


def _need(table: Table) -> tuple[str, ...]:
    found = table.strings("need")
    for index, each in enumerate(found):
        if each not in _NEEDS:
            *rest, last = (f'"{word}"' for word in _NEEDS)
            raise table.fail(f'dependencies.need must hold {", ".join(rest)} or {last}, not "{each}"', "need", index)
    return found


def _banned(table: Table) -> bool | str:
    """Whether, or why, it is banned."""
    found = table.values.get("banned", False)
    if isinstance(found, bool) or (isinstance(found, str) and found.strip()):
        return found
    raise table.fail(f"dependencies.banned must be true or the reason for it, not {kind(found)}", "banned")
