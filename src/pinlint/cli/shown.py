"""What can be shown beside findings: values that are unknown, files that are read, settings that hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint import engine
from pinlint.metadata.positions import locate
from pinlint.report.places import stretch
from pinlint.report.text import plain
from pinlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.cli.opened import Opened
    from pinlint.config import Config, DependencyTable
    from pinlint.engine import Outcome
    from pinlint.rule import Rule


def unknown_values(outcome: Outcome) -> str:
    """Every value that could not be read: where it is left to others, and why."""
    sources = outcome.workspace.sources
    lines = []
    for member in outcome.workspace.members:
        gaps = [(field, gap) for field, gaps in engine.unknown_fields(member).items() for gap in gaps]
        for field, unknown in gaps:
            source = sources.get(unknown.at.path)
            span = locate(source, unknown.at) if source else Span(unknown.at.path, 0, 0)
            where = f"{stretch(sources, span)}: {field} of {member.label} is unknown"
            lines.append(f"{plain(where)}: {plain(unknown.reason)}\n")
    return "".join(lines)


def files(opened: Opened) -> str:
    """The files that were read, and those that could not be."""
    paths = {*opened.workspace.sources, *(problem.at.path for problem in opened.workspace.problems)}
    return "".join(f"{plain(path)}\n" for path in sorted(paths))


def settings(opened: Opened, rules: Sequence[Rule]) -> str:
    """The root, what was configured, and which rules are asked."""
    config = opened.config
    lines = [
        f"root: {opened.root}",
        f"configuration: {config.shown or 'none'}",
        f"members: {', '.join(config.members) or 'as declared, else every project'}",
        f"exclude: {', '.join(config.exclude) or 'nothing'}",
        *(f"group {group.name}: {', '.join(group.members)}" for group in config.groups),
        *(f"dependencies {', '.join(table.names)}: {_asked(table)}" for table in config.dependencies),
        *(f"ignore {ignore.rule}: {ignore.reason}" for ignore in config.ignores),
        *(f"override {override.member}" for override in config.overrides),
        *(f"version file {glob}" for glob in config.version_files),
        *(f"rule {rule.code} {rule.name}: {_level(rule, config)}" for rule in rules),
    ]
    return "".join(f"{plain(line)}\n" for line in lines)


def _asked(table: DependencyTable) -> str:
    """What a table of dependencies asks for."""
    if table.banned:
        return "banned"
    asked = [f"need {' and '.join(table.need)}"] if table.need else []
    if table.specifiers != "ignore" or not asked:
        by = "" if table.specifiers == "ignore" else f", winner {table.winner}"
        asked.insert(0, f"specifiers {table.specifiers}{by}")
    return ", ".join(asked)


def _level(rule: Rule, config: Config) -> str:
    return engine.configured_level(rule, config.levels) or rule.level
