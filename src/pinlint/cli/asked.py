"""What rules find in a workspace that a command opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint import engine
from pinlint.cli.selection import known_rules
from pinlint.discover.paths import relative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.cli.opened import Opened
    from pinlint.engine import Outcome
    from pinlint.rule import Rule


def asked(opened: Opened, rules: Sequence[Rule]) -> Outcome:
    """What the rules find, less what is ignored."""
    outcome = engine.check(
        opened.workspace,
        rules,
        ignores=opened.config.ignores,
        levels=opened.config.levels,
        today=today(),
        known=known_rules(),
        whole=opened.complete,
    )
    return replace(outcome, root=relative(str(opened.root), str(Path.cwd())))


def today() -> dt.date:
    """The date that ignores expire by."""
    return dt.datetime.now().astimezone().date()
