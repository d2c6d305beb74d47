"""``--show-settings``: what holds in a run and where it comes from, as TOML with the origins in comments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pinlint import engine
from pinlint.cli.opened import limits_of
from pinlint.config import Root
from pinlint.metadata.positions import locate
from pinlint.report.text import counted, plain
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.cli.common import Common
    from pinlint.cli.opened import Opened
    from pinlint.config import Config
    from pinlint.rule import Rule
    from pinlint.workspace import Group

_DEFAULT = "default"
_COMMAND = "command line"


def render(
    common: Common, opened: Opened, rules: Sequence[Rule], selectors: Mapping[str, Sequence[str]], *, named: bool
) -> str:
    """Every setting: of what is read, of groups and dependencies, and the rules that are asked with their levels.

    ``selectors`` are those of the command line, on which the paths were ``named`` or not.
    """
    written = _Written(opened.config)
    lines = (
        _line("paths", [str(path) for path in opened.paths], _COMMAND if named else "default: the current folder"),
        *_places(common, opened, written),
        *_selectors(written, selectors),
        *_groups(opened, written),
        *_tables(written),
        "",
        "[levels]",
        *(_line(rule, level, written.origin("levels", rule)) for rule, level in opened.config.levels.items()),
        "",
        "[rules]",
        *(_rule(rule, written, selectors) for rule in rules),
    )
    return "".join(f"{plain(line, len(line))}\n" for line in lines)


@dataclass(frozen=True)
class _Written:
    """A configuration as it is written in its file, if there is one."""

    config: Config

    @cached_property
    def table(self) -> Mapping[str, Any]:
        """The table that holds it."""
        import tomli  # noqa: PLC0415 - only where there is a file

        if self.config.source is None:
            return {}
        table = tomli.loads(self.config.source.text)
        for key in self.config.at:
            table = table[key]
        return table

    def tables(self, key: str) -> Sequence[Mapping[str, Any]]:
        """The tables of an array."""
        found: Sequence[Mapping[str, Any]] = self.table.get(key, ())
        return found

    def has(self, *keys: str | int) -> bool:
        """Whether the value of these keys is given."""
        found: Any = self.table
        for key in keys:
            inside = key in found if isinstance(found, Mapping) else isinstance(key, int) and key < len(found)
            if not inside:
                return False
            found = found[key]
        return True

    def origin(self, *keys: str | int, otherwise: str = _DEFAULT) -> str:
        """Where the value of these keys is written, by its line."""
        source = self.config.source
        if source is None or not self.has(*keys):
            return otherwise
        # Positions go by the name of a file, and --config takes any.
        toml = replace(source, path="pinlint.toml")
        line, _ = toml.position(locate(toml, Key(toml.path, (*self.config.at, *keys))).start)
        return f"{self.config.shown}:{line}"


def _places(common: Common, opened: Opened, written: _Written) -> Iterator[str]:
    config, root = opened.config, Root(opened.root, opened.config, opened.paths)
    found = f"{_COMMAND}, --config" if common.config else "found"
    none = f"{_COMMAND}, --isolated" if common.isolated else "none was found"
    at = opened.root / config.source.path if config.source and not common.config else None
    yield _line("root", str(opened.root), f"the folder of {at.name}" if at else "the first path, or its folder")
    yield _line("configuration", config.shown, found if config.source else none)
    limits = limits_of(root)
    declared = [(name, limit) for name, limit in limits.items() if not name.endswith(f" in {config.shown}")]
    for key, every in (("members", "default: every project"), ("exclude", _DEFAULT)):
        values, origin = getattr(config, key), written.origin(key, otherwise=every)
        for name, limit in declared:
            if more := limit.members if key == "members" else (*limit.others, *limit.exclude):
                values, origin = (*values, *more), f"{origin} and {name}" if values else name
        yield _line(key, values, origin)
    yield _line("version-files", config.version_files, written.origin("version-files"))


def _selectors(written: _Written, selectors: Mapping[str, Sequence[str]]) -> Iterator[str]:
    config = written.config
    alone = bool(selectors["select"])
    for key, own, given in (
        ("select", config.select, selectors["select"]),
        ("ignore", config.ignore, selectors["ignore"]),
        ("extend-select", config.extend_select, selectors["extend"]),
    ):
        # --select sets the choices of the configuration aside.
        own = () if alone else own  # noqa: PLW2901 - see above
        origins = [written.origin(key)] if own else []
        origins += [f"{_COMMAND}, --{key}"] if given else []
        yield _line(key, (*own, *given), " and ".join(origins) or _DEFAULT)


def _groups(opened: Opened, written: _Written) -> Iterator[str]:
    groups = {group.name: group for group in opened.workspace.groups if not group.inferred}
    for index, table in enumerate(opened.config.groups):
        yield from ("", f"[[groups]]  # {written.origin('groups', index)}")
        yield _line("name", table.name, written.origin("groups", index, "name"))
        group = groups.get(table.name)
        matched = "no member" if group is None else _named(group)
        yield _line("members", table.members, f"{written.origin('groups', index, 'members')}: {matched}")
        version = {"file": table.version_file} if table.version_file else table.version
        yield _line("version", version, written.origin("groups", index, "version"))
        if group is not None:
            yield from _policies(group, written, index)
        for key, values in (("owns", table.owns), ("complete", [hub.text for hub in table.complete])):
            yield _line(key, values, written.origin("groups", index, key))
    for group in opened.workspace.groups:
        if group.inferred:
            yield from ("", "[[groups]]  # inferred", _line("name", group.name, "inferred"))
            members = [member.name or member.path for member in group.members]
            yield _line("members", members, f"inferred: {_named(group)}")
            yield _line("version", group.policy.version, "inferred")
            yield from _policies(group, written, -1)


def _policies(group: Group, written: _Written, index: int) -> Iterator[str]:
    pins = f"inferred: {group.pins.number} of {counted(group.pins.of, 'requirement')}"
    pins += " exact" if group.policy.internal_pins == "any" else ""
    for key, value, otherwise in (
        ("internal-pins", group.policy.internal_pins, pins),
        ("requires-python", group.policy.requires_python, _DEFAULT),
        ("classifiers", group.policy.classifiers, _DEFAULT),
    ):
        yield _line(key, value, written.origin("groups", index, key, otherwise=otherwise) if index >= 0 else otherwise)


def _named(group: Group) -> str:
    at = f" at {group.version}" if group.version is not None else ""
    return f"{counted(len(group.members), 'member')}{at}"


def _tables(written: _Written) -> Iterator[str]:
    """The tables of dependencies, with what holds by default, and those of ignores and overrides."""
    for index, table in enumerate(written.config.dependencies):
        yield from ("", f"[[dependencies]]  # {written.origin('dependencies', index)}")
        values: dict[str, Any] = {
            "names": table.names,
            "specifiers": table.specifiers,
            "winner": table.winner,
            "need": table.need,
            "banned": table.banned,
            "reason": table.reason,
        }
        for key, value in values.items():
            if value is not None:
                # A ban may be given as its reason.
                given = "banned" if key == "reason" and not written.has("dependencies", index, key) else key
                yield _line(key, value, written.origin("dependencies", index, given))
    for name in ("ignores", "overrides"):
        for index, raw in enumerate(written.tables(name)):
            yield from ("", f"[[{name}]]  # {written.origin(name, index)}")
            for key, value in raw.items():
                yield _line(key, value, written.origin(name, index, key))


def _rule(rule: Rule, written: _Written, selectors: Mapping[str, Sequence[str]]) -> str:
    config = written.config
    configured = engine.configured_level(rule, config.levels)
    asked = (
        *((f"{_COMMAND}, --select", each) for each in selectors["select"]),
        *((f"{_COMMAND}, --extend-select", each) for each in selectors["extend"]),
    )
    if not selectors["select"]:
        asked += tuple((written.origin("select", n), each) for n, each in enumerate(config.select))
        asked += tuple((written.origin("extend-select", n), each) for n, each in enumerate(config.extend_select))
    by = next((origin for origin, selector in asked if engine.matches(rule, selector)), _DEFAULT)
    if configured is None:
        return _line(rule.code, rule.level, f"{rule.name}; {by}")
    meant = max((each for each in config.levels if engine.matches(rule, each)), key=len)
    return _line(rule.code, configured, f"{rule.name}; {by}, level {written.origin('levels', meant)}")


def _line(key: str, value: object, origin: str) -> str:
    return f"{_key(key)} = {_toml(value)}  # {origin}"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else _toml(key)


def _toml(value: object) -> str:
    if isinstance(value, str):
        # JSON escapes what TOML does, short of what is not printable; both have \\u.
        text = json.dumps(value, ensure_ascii=False)
        return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_toml(each)}' for key, each in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)
