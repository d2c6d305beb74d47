"""Objects from the standard library that hold data: parsed configurations and the environment."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, files
from pinlint.metadata.evaluate.machine import NotKnown
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.values import Entries, FileRef, ListRef, Located, ObjectRef, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.calls import Args
    from pinlint.metadata.evaluate.machine import Machine, Where


def _parser(machine: Machine, owner: ObjectRef) -> configparser.RawConfigParser:
    texts = machine.world.get(owner)
    if not isinstance(texts, tuple):
        raise NotKnown(getattr(texts, "reason", ""))
    parser = configparser.RawConfigParser(interpolation=None)
    for text in texts:
        machine.spend(1 + len(str(text)) // 100)
        native(lambda t=text: parser.read_string(t))  # type: ignore[misc]  # a default argument
    return parser


def _checked(machine: Machine, value: object) -> Value:
    """Values with a ``%`` may stand for others."""
    if "%" in repr(value):
        raise NotKnown("is an interpolated configuration value")
    return wrap(machine, value)


def call(machine: Machine, owner: ObjectRef, name: str, args: Args, where: Where) -> Value:
    """A method of an object."""
    if owner.kind == "environ":
        return _environ(machine, owner, name, args)
    if owner.kind != "configparser":
        raise NotKnown
    if name in {"read", "read_string", "read_file", "readfp"}:
        return _read(machine, owner, name, args, where)
    parser = _parser(machine, owner)
    if name in {"get", "getint", "getboolean", "getfloat", "has_section", "has_option", "sections", "options", "items"}:
        given = [plain(machine, value) for value in args.only(0, 2, "fallback")]
        named = {key: plain(machine, value) for key, value in args.keywords.items()}
        result = native(lambda: getattr(parser, name)(*given, **named))
        if name == "items" and not given:
            raise NotKnown
        return _checked(machine, result)
    raise NotKnown


def _read(machine: Machine, owner: ObjectRef, name: str, args: Args, where: Where) -> Value:
    args.only(1, 2, "encoding")
    texts = machine.world.get(owner)
    given = args.positional[0]
    if not isinstance(texts, tuple):
        raise NotKnown(getattr(texts, "reason", ""))
    if name == "read_string":
        added = [str(plain(machine, given))]
    elif name == "read":
        added = []
        paths = containers.elements(machine, given) if isinstance(given, ListRef) else given
        for path in paths if isinstance(paths, tuple) else (paths,):
            place = path.path if isinstance(path, Located) else str(plain(machine, path, located=True))
            if files.exists(machine, place):
                added.append(files.text(machine, place))
    elif isinstance(given, FileRef) and isinstance(left := machine.world.get(given), str):
        added = [left]
    else:
        raise NotKnown
    machine.world.set(owner, (*texts, *added))
    _parser(machine, owner)
    return machine.unknown(f"computed by {name}() {where.line}")


def _environ(machine: Machine, owner: ObjectRef, name: str, args: Args) -> Value:
    contents = machine.world.get(owner)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    given = args.only(0, 2)
    if name == "get" and given:
        return contents.items.get(plain(machine, given[0]), given[1] if len(given) > 1 else None)
    if name == "setdefault" and len(given) == 2:
        machine.world.set(owner, Entries({**contents.items, plain(machine, given[0]): given[1]}))
        return given[1]
    if name == "pop" and len(given) == 2:
        key = plain(machine, given[0])
        left = {k: v for k, v in contents.items.items() if k != key}
        machine.world.set(owner, Entries(left))
        return contents.items.get(key, given[1])
    raise NotKnown("depends on the environment")


def item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    """``owner[index]``. Raises NotKnown."""
    if not isinstance(owner, ObjectRef):
        raise NotKnown
    key = plain(machine, index)
    if owner.kind == "environ":
        contents = machine.world.get(owner)
        if isinstance(contents, Entries) and key in contents.items:
            return contents.items[key]
        raise NotKnown(f"depends on the environment variable {str(key)[:40]} {where.line}")
    if owner.kind == "configparser":
        parser = _parser(machine, owner)
        section = native(lambda: dict(parser[key]))  # type: ignore[index]  # raises if there is none
        return _checked(machine, section)
    raise NotKnown


def contains(machine: Machine, owner: Value, wanted: object) -> bool:
    """``wanted in owner``. Raises NotKnown."""
    if not isinstance(owner, ObjectRef):
        raise NotKnown
    contents = machine.world.get(owner)
    if owner.kind == "environ" and isinstance(contents, Entries):
        return wanted in contents.items
    if owner.kind == "configparser":
        return wanted in _parser(machine, owner)
    raise NotKnown
