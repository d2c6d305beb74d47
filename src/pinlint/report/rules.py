"""Rules explained: for a terminal, for other programs, and as the pages of the documentation."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from pinlint.report.document import SCHEMA_VERSION, dump
from pinlint.report.places import url
from pinlint.report.text import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.rule import Example, Rule


def table(rules: Sequence[Rule], *, color: bool) -> str:
    """One line per rule: code, name, level, and the first paragraph of its explanation."""
    name = max((len(rule.name) for rule in rules), default=0)
    level = max((len(_level(rule)) for rule in rules), default=0)
    style = Style(color)
    return "".join(
        f"{style.bold(rule.code)}  {rule.name:<{name}}  {_level(rule):<{level}}  {rule.summary}\n" for rule in rules
    )


def text(rules: Sequence[Rule], *, color: bool) -> str:
    """Everything about each rule."""
    return "\n".join(_text(rule, Style(color)) for rule in rules)


def json(rules: Sequence[Rule]) -> str:
    """Everything about each rule as one object; the schema is schemas/rule.json."""
    return dump({"schema_version": SCHEMA_VERSION, "rules": [_object(rule) for rule in rules]})


def markdown(rules: Sequence[Rule]) -> str:
    """A page for each rule."""
    return "\n".join(_page(rule) for rule in rules)


def _text(rule: Rule, style: Style) -> str:
    parts = [f"{style.level(rule.level, rule.code)} {style.bold(rule.name)} ({_level(rule)})", _block(rule.explanation)]
    for example in rule.examples:
        says = _block(example.says) or "(nothing)"
        parts += [style.bold("Example"), _indented(example.before), style.bold("pinlint says"), _indented(says)]
        parts += [style.bold("Put right"), _indented(example.after)] if _changed(example) else []
    return "\n\n".join(parts) + "\n"


def _page(rule: Rule) -> str:
    parts = [f"# {rule.code}: {rule.name}", f"Level: {_level(rule)}.", _block(rule.explanation)]
    for example in rule.examples:
        says = _block(example.says) or "(nothing)"
        parts += ["## Example", _fenced(example.before), "`pinlint` says:", _fenced(says)]
        parts += ["Put right:", _fenced(example.after)] if _changed(example) else []
    return "\n\n".join(parts) + "\n"


def _object(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "level": rule.level,
        "default": rule.default,
        "summary": rule.summary,
        "explanation": _block(rule.explanation),
        "url": url(rule.code),
        "examples": [
            {"before": _block(each.before), "says": _block(each.says).splitlines(), "after": _block(each.after)}
            for each in rule.examples
        ],
    }


def _level(rule: Rule) -> str:
    return rule.level if rule.default else f"{rule.level}, opt-in"


def _changed(example: Example) -> bool:
    return bool(example.after.strip()) and example.after != example.before


def _block(written: str) -> str:
    return dedent(written).strip()


def _indented(written: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in _block(written).splitlines())


def _fenced(written: str) -> str:
    return f"```text\n{_block(written)}\n```"
