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
    from pinlint.config import Config
    from pinlint.engine import Located, Outcome
    from pinlint.rule import Rule

READING = ("PIN001", "PIN002", "PIN003", "PIN004", "PIN005")
"""The rules that tell what cannot be read."""


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
    found = _everywhere(outcome, str(opened.root)) if any(each.rule.last for each in outcome.findings) else outcome
    return replace(found, root=relative(str(opened.root), str(Path.cwd())))


def held_to(config: Config, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that a fix is held to: those given, those configured, and those that tell what can be read."""
    known = known_rules()
    configured = engine.select(known, only=config.select, ignore=config.ignore, extend=config.extend_select)
    by_code = {rule.code: rule for rule in (*engine.select(known, only=READING), *configured, *rules)}
    return tuple(by_code[rule.code] for rule in known if rule.code in by_code)


def _everywhere(outcome: Outcome, root: str) -> Outcome:
    """The outcome without what is said of ignores that are of use by another path: links may lead to one file."""
    # Only for what is found of ignores.
    from pinlint.cli.rewriting import real  # noqa: PLC0415 - see above
    from pinlint.comments import dialect, requirement_texts  # noqa: PLC0415 - see above

    told = [each for each in (*outcome.findings, *outcome.ignored) if each.rule.last]
    said = {(each.rule.code, each.span) for each in told}
    files = {each.span.path: real(root, each.span.path) for each in told}
    paths: dict[str, list[str]] = {file: [] for file in files.values()}
    texts = requirement_texts(outcome.workspace)
    for path in outcome.workspace.sources:
        if dialect(path, requires=path in texts) is not None and (file := real(root, path)) in paths:
            paths[file].append(path)

    def is_used(found: Located) -> bool:
        others = paths[files[found.span.path]] if found.rule.last else []
        return any((found.rule.code, replace(found.span, path=path)) not in said for path in others)

    return replace(outcome, findings=tuple(each for each in outcome.findings if not is_used(each)))


def today() -> dt.date:
    """The date that ignores expire by."""
    return dt.datetime.now().astimezone().date()
