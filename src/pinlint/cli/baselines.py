"""``--baseline`` and ``--write-baseline``: findings that were there before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pinlint import baseline
from pinlint.cli.failures import Failure
from pinlint.cli.writing import NotWritten, replace
from pinlint.discover.files import read_regular
from pinlint.report.text import counted, plain
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pinlint.baseline import Entry
    from pinlint.cli.common import Common
    from pinlint.engine import Outcome
    from pinlint.rule import Rule


def apply(
    common: Common, outcome: Outcome, rules: Iterable[Rule], *, read: Path | None, write: Path | None
) -> tuple[Outcome, str]:
    """The outcome without the findings that a baseline lists, and what there is to say about that.

    Where one is only written, it lists all there are. With both, the written one lists what of the read one is still
    found, and nothing else. Raises Failure.
    """
    entries = baseline.listed(outcome) if read is None else _load(read)
    outcome, kept, stale = baseline.hide(outcome, entries, {rule.code for rule in rules})
    if write is None:
        return outcome, _about(stale, f"{read}", verbose=common.verbose)
    _save(write, kept)
    return outcome, f"{plain(str(write))} lists {counted(len(kept), 'finding')}\n"


def _about(stale: Sequence[Entry], file: str, *, verbose: bool) -> str:
    """That entries hide nothing any more, which is no finding: what somebody put right must not fail a run."""
    if not stale:
        return ""
    number = f"{counted(len(stale), 'finding')} in {plain(file)} {'is' if len(stale) == 1 else 'are'} there no more"
    lines = [f"  {plain(entry.path)}: {plain(f'{entry.code} {entry.message}')}\n" for entry in stale if verbose]
    return f"{number}; --write-baseline beside --baseline takes out what is gone\n{''.join(lines)}"


def _load(file: Path) -> tuple[Entry, ...]:
    try:
        return baseline.parse(read_regular(os.path.realpath(file)).decode())
    except Unreadable as error:
        raise Failure(f"the baseline {file} cannot be read: {error}; --write-baseline writes one") from error
    except UnicodeDecodeError as error:
        raise Failure(f"the baseline {file} is not UTF-8; write it again with --write-baseline") from error
    except baseline.Malformed as error:
        raise Failure(f"the baseline {file} {error}; write it again with --write-baseline") from error


def _save(file: Path, entries: Iterable[Entry]) -> None:
    try:
        replace(os.path.realpath(file), baseline.render(entries).encode())
    except NotWritten as error:
        raise Failure(f"the baseline {file} {error}; name a file in a folder that can be written") from error
