"""Which rules to ask: what the command line says, else what the configuration says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

import pinlint_rules
from pinlint import engine
from pinlint.cli import entry_points
from pinlint.cli.failures import Failure
from pinlint.engine import UnknownRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.config import Config
    from pinlint.rule import Rule
    from pinlint.source import Key


@cache
def known_rules() -> tuple[Rule, ...]:
    """Every rule there is, in the order of their codes: those that ship, and those of other distributions.

    They are looked for once, since every folder that modules are imported from has to be searched.
    Raises Failure if none ships, and for rules of others that cannot be used.
    """
    rules = pinlint_rules.load()
    if not rules:
        raise Failure("no rules are installed; install pinlint-workspace again")
    others = entry_points.added()
    if others:
        rules = tuple(sorted((*rules, *others), key=lambda rule: rule.code))
        entry_points.refuse_doubles(rules)
    return rules


def split(option: str, values: Sequence[str]) -> tuple[str, ...]:
    """The selectors in an option that may be given often and may hold several, with commas.

    Raises UsageError for one that is given and holds none, as an empty variable of a script does.
    """
    found: list[str] = []
    for value in values:
        selectors = [part.strip() for part in value.split(",") if part.strip()]
        if not selectors:
            raise click.UsageError(f"{option} is given without a rule; name one or leave it out")
        found += selectors
    return tuple(found)


def chosen(config: Config, *, select: Sequence[str], ignore: Sequence[str], extend: Sequence[str]) -> tuple[Rule, ...]:
    """The rules to ask. ``select`` sets the choices of the configuration aside; the others add to them.

    Raises UnknownRule for a selector of the command line, ConfigError for one of the configuration, and Failure if
    no rule is left.
    """
    rules = known_rules()
    _validate(config, rules)
    if select:
        found = engine.select(rules, only=select, ignore=ignore, extend=extend)
    else:
        found = engine.select(
            rules,
            only=config.select,
            ignore=(*config.ignore, *ignore),
            extend=(*config.extend_select, *extend),
        )
    if not found:
        raise Failure("no rules are selected; select or stop ignoring some")
    return found


def _validate(config: Config, rules: Sequence[Rule]) -> None:
    """Every selector in the configuration names a rule. Raises ConfigError at the first that does not."""
    for selector, at, on_key in _selectors(config):
        try:
            engine.select(rules, only=(selector,))
        except UnknownRule as error:
            raise config.error(at, str(error), on_key=on_key) from error


def _selectors(config: Config) -> Iterator[tuple[str, Key, bool]]:
    """The selectors of a configuration, where they are written, and whether as a key."""
    for key, selectors in (
        ("select", config.select),
        ("ignore", config.ignore),
        ("extend-select", config.extend_select),
    ):
        for index, selector in enumerate(selectors):
            yield selector, config.place(key, index), False
    for selector in config.levels:
        yield selector, config.place("levels", selector), True
    for index, ignore in enumerate(config.ignores):
        yield ignore.rule, config.place("ignores", index, "rule"), False
