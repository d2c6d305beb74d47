"""Methods of known values."""

from __future__ import annotations

import ast
import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import calls, configuration, containers, escape, files, formatting, functions, operators
from pinlint.metadata.evaluate.iteration import collect, read_line
from pinlint.metadata.evaluate.machine import NotKnown, Raised
from pinlint.metadata.evaluate.natives import key_of, native, plain, weight, wrap
from pinlint.metadata.evaluate.paths import ROOT, absolute
from pinlint.metadata.evaluate.regex import check
from pinlint.metadata.evaluate.values import (
    Bound,
    DictRef,
    Entries,
    FileRef,
    Found,
    ListRef,
    Located,
    ObjectRef,
    Opaque,
    Pattern,
    Perhaps,
    Ref,
    Rest,
    SetRef,
    Value,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.calls import Args
    from pinlint.metadata.evaluate.machine import Machine, Where

_READS = frozenset({"get", "keys", "values", "items", "copy", "count", "index", "union", "intersection", "difference"})


def call(machine: Machine, method: Bound, args: Args, where: Where) -> Value:
    """The result of a method; where it is not known, what it may have changed is not either."""
    owner, name = method.of, method.name
    try:
        return _call(machine, owner, name, args, where)
    except NotKnown as error:
        reason = str(error) or f"computed by {name}() {where.line}"
        if isinstance(owner, Ref) and name not in _READS:
            why = Opaque(reason)
            escape.escape(machine, (owner, *args.positional, *args.keywords.values()), why)
        for value in (owner, *args.positional, *args.keywords.values()):
            escape.touch(machine, value)
        return machine.unknown(reason)


def _call(machine: Machine, owner: Value, name: str, args: Args, where: Where) -> Value:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    if isinstance(owner, str):
        return _string(machine, owner, name, args, where)
    if isinstance(owner, bytes):
        return _bytes(machine, owner, name, args)
    if isinstance(owner, ListRef):
        return _LISTS[name](machine, owner, args, where) if name in _LISTS else _of_tuple(machine, owner, name, args)
    if isinstance(owner, tuple):
        return _of_tuple(machine, owner, name, args)
    if isinstance(owner, DictRef):
        if name not in _DICTS:
            raise NotKnown
        return _DICTS[name](machine, owner, args, where)
    if isinstance(owner, SetRef):
        return _set(machine, owner, name, args, where)
    if isinstance(owner, FileRef):
        return _file(machine, owner, name, args, where)
    if isinstance(owner, Located):
        return _path(machine, owner, name, args, where)
    if isinstance(owner, Pattern):
        return search(machine, owner, name, args, where)
    if isinstance(owner, Found):
        given = [plain(machine, value) for value in args.only(0, 20)]
        if name in {"group", "groups", "groupdict", "start", "end", "span"}:
            return wrap(machine, native(lambda: getattr(owner.match, name)(*given)))
        raise NotKnown
    if isinstance(owner, ObjectRef):
        return configuration.call(machine, owner, name, args, where)
    raise NotKnown


# fmt: off
_STRINGS = frozenset({
    "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "replace", "startswith", "endswith", "lower",
    "upper", "title", "capitalize", "casefold", "swapcase", "partition", "rpartition", "find", "rfind", "index",
    "rindex", "count", "isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "isnumeric",
    "isdecimal", "isidentifier", "istitle", "isascii", "removeprefix", "removesuffix", "encode", "zfill",
    "ljust", "rjust", "center", "expandtabs",
})
# fmt: on
_WIDE = frozenset({"zfill", "ljust", "rjust", "center"})


def _string(machine: Machine, owner: str, name: str, args: Args, where: Where) -> Value:
    if name == "join":
        (source,) = args.only(1)
        items = [plain(machine, item, located=True) for item in collect(machine, source, where)]
        if sum(map(weight, items)) + len(owner) * len(items) > machine.budget.text:
            raise NotKnown("is a string that is too long")
        return wrap(machine, native(lambda: owner.join(items)))  # type: ignore[arg-type]  # raises if they are no strings
    if name == "format":
        args.only(len(args.positional), None, *args.keywords)
        return formatting.braces(machine, owner, args.positional, args.keywords)
    if name == "format_map" or name not in _STRINGS:
        raise NotKnown
    text = plain(machine, owner)
    given = [plain(machine, value) for value in args.only(0, 3, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    if name in _WIDE and given and isinstance(given[0], int) and given[0] > machine.budget.items:
        raise NotKnown("is a string that is too long")
    if name == "replace" and len(given) >= 2 and all(isinstance(part, str) for part in given[:2]):  # noqa: SIM102 - two questions
        if len(owner) + native(lambda: owner.count(given[0])) * len(given[1]) > machine.budget.text:  # type: ignore[arg-type]  # strings
            raise NotKnown("is a string that is too long")
    if name == "expandtabs":
        size = max([8, *(n for n in (*given, *named.values()) if isinstance(n, int))])
        if len(owner) * size > machine.budget.text:
            raise NotKnown("is a string that is too long")
    machine.spend(len(owner) // 1000)
    return wrap(machine, native(lambda: getattr(str, name)(text, *given, **named)))


def _bytes(machine: Machine, owner: bytes, name: str, args: Args) -> Value:
    given = [plain(machine, value) for value in args.only(0, 2, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    if name == "decode":
        codec = str((given or [named.get("encoding", "utf-8")])[0]).lower().replace("_", "-")
        if codec not in {"utf-8", "utf8", "ascii", "latin-1", "latin1", "iso-8859-1", "utf-8-sig"}:
            raise NotKnown
        return wrap(machine, native(lambda: owner.decode(*given, **named)))  # type: ignore[arg-type]  # raises as it would
    if name in {"strip", "lstrip", "rstrip", "split", "splitlines", "startswith", "endswith", "lower", "upper"}:
        return wrap(machine, native(lambda: getattr(owner, name)(*given, **named)))
    raise NotKnown


def _of_tuple(machine: Machine, owner: ListRef | tuple[Value, ...], name: str, args: Args) -> Value:
    if name not in {"index", "count"}:
        raise NotKnown
    items = plain(machine, owner)
    given = [plain(machine, value) for value in args.only(1, 3)]
    return wrap(machine, native(lambda: getattr(items, name)(*given)))


def _append(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    containers.extend(machine, ref, (_placed(value, where, 0),))
    return None


def _placed(value: Value, where: Where, index: int) -> Value:
    """A computed string that is put into a list, with the place of its expression."""
    from pinlint.metadata.evaluate.expressions import placed  # noqa: PLC0415 - few files need it

    node = where.node
    if isinstance(node, ast.Call) and index < len(node.args) and not isinstance(node.args[index], ast.Starred):
        return placed(value, node.args[index], where.scope)
    return value


def _extend(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    if isinstance(value, SetRef):
        items = functions.unordered(machine, value, where)
        if len(items) > 1 and not ref.unordered:
            ref.unordered = True
    else:
        items = collect(machine, value, where)
    containers.extend(machine, ref, items)
    return None


def _changing(
    change: Callable[[list[Value], tuple[Value, ...]], Value],
) -> Callable[[Machine, ListRef, Args, Where], Value]:
    """A method that changes a list all of whose elements and arguments are known."""

    def run(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
        items = list(containers.elements(machine, ref))
        if any(isinstance(item, Rest) for item in items) or (ref.unordered and len(items) > 1):
            raise NotKnown(next((item.why.reason for item in items if isinstance(item, Rest)), ""))
        given = args.only(0, 2)
        result = native(lambda: change(items, given))
        if len(items) > machine.budget.items:
            raise NotKnown("has too many elements")
        machine.spend(len(items) // 16)
        machine.world.set(ref, tuple(items))
        return result

    return run


def _insert(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    at, value = args.only(2)
    index = plain(machine, at)
    items = containers.elements(machine, ref)
    if not isinstance(index, int):
        raise Raised("TypeError")
    if len(items) >= machine.budget.items:
        raise NotKnown("has too many elements")
    rests = [i for i, item in enumerate(items) if isinstance(item, Rest)]
    if rests and not 0 <= index <= rests[0]:
        raise NotKnown(next(item.why.reason for item in items if isinstance(item, Rest)))
    changed = list(items)
    changed.insert(index, _placed(value, where, 1))
    machine.spend(len(items) // 16)
    machine.world.set(ref, tuple(changed))
    return None


def _remove(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    (value,) = args.only(1)
    items = list(containers.elements(machine, ref))
    wanted = plain(machine, value)
    for index, item in enumerate(items):
        if plain(machine, item) == wanted:
            del items[index]
            machine.world.set(ref, tuple(items))
            return None
    raise Raised("ValueError")


def _sort(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    args.only(0, 0, "key", "reverse")
    items = functions.certain(containers.elements(machine, ref))
    machine.world.set(ref, functions.arrange(machine, items, args, where, of_set=ref.unordered))
    if ref.unordered:
        raise NotKnown("depends on the order of a set")
    return None


def _copy(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(0)
    return machine.world.new(ListRef(unordered=ref.unordered), containers.elements(machine, ref))


_LISTS: dict[str, Callable[[Machine, ListRef, Args, Where], Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "remove": _remove,
    "sort": _sort,
    "copy": _copy,
    "pop": _changing(lambda items, given: items.pop(*given)),  # type: ignore[arg-type]  # raises as it would
    "reverse": _changing(lambda items, given: items.reverse(*given)),
    "clear": _changing(lambda items, given: items.clear(*given)),
}


def _get(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(1, 2)
    contents = containers.entries(machine, ref)
    key = key_of(machine, args.positional[0])
    if key in contents.items:
        return machine.certain(contents.items[key])
    if contents.loose is not None:
        raise NotKnown(contents.loose.reason)
    return args.positional[1] if len(args.positional) == 2 else None


def _views(which: str) -> Callable[[Machine, DictRef, Args, Where], Value]:
    def run(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
        args.only(0)
        containers.entries(machine, ref)
        return View(ref, which)

    return run


def _pop_key(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(1, 2)
    contents = containers.entries(machine, ref)
    key = key_of(machine, args.positional[0])
    if key in contents.items and not isinstance(contents.items[key], Perhaps):
        value = contents.items[key]
        containers.delete_item(machine, ref, args.positional[0], where)
        return value
    if key not in contents.items and contents.loose is None:
        if len(args.positional) == 2:
            return args.positional[1]
        raise Raised("KeyError")
    left = {k: v for k, v in contents.items.items() if k != key}
    machine.world.set(ref, Entries(left, contents.loose, contents.shuffled))
    return machine.unknown("may be missing", contents.items.get(key, contents.loose))


def _setdefault(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(1, 2)
    contents = containers.entries(machine, ref)
    key = key_of(machine, args.positional[0])
    default = _placed(args.positional[1], where, 1) if len(args.positional) == 2 else None
    if key in contents.items and not isinstance(contents.items[key], Perhaps):
        return contents.items[key]
    if key in contents.items or contents.loose is not None:
        why = machine.unknown("may be set already", contents.items.get(key, contents.loose))
        escape.escape(machine, default, why)
        containers.set_item(machine, ref, args.positional[0], why, where)
        return why
    containers.set_item(machine, ref, args.positional[0], default, where)
    return default


def _update(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    for value in args.positional:
        containers.update(machine, ref, value.why if isinstance(value, Rest) else value, where)
    for name, value in args.keywords.items():
        containers.set_item(machine, ref, name, value, where)
    if args.rest is not None:
        containers.update(machine, ref, args.rest, where)
    return None


def _copy_dict(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(0)
    new = DictRef() if type(ref) is DictRef else type(ref)(ref.factory)  # type: ignore[call-arg,attr-defined]  # a defaultdict
    return machine.world.new(new, containers.entries(machine, ref))


def _clear(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(0)
    containers.entries(machine, ref)
    machine.world.set(ref, Entries({}))
    return None


_DICTS: dict[str, Callable[[Machine, DictRef, Args, Where], Value]] = {
    "get": _get,
    "keys": _views("keys"),
    "values": _views("values"),
    "items": _views("items"),
    "pop": _pop_key,
    "setdefault": _setdefault,
    "update": _update,
    "copy": _copy_dict,
    "clear": _clear,
}

_SET_OPERATORS: dict[str, ast.operator] = {
    "union": ast.BitOr(),
    "intersection": ast.BitAnd(),
    "difference": ast.Sub(),
    "symmetric_difference": ast.BitXor(),
    "update": ast.BitOr(),
    "difference_update": ast.Sub(),
}


def _set(machine: Machine, ref: SetRef, name: str, args: Args, where: Where) -> Value:
    contents = containers.entries(machine, ref)
    if name == "copy":
        return machine.world.new(SetRef(), contents)
    if name in {"add", "discard", "remove"} and contents.loose is None:
        (value,) = args.only(1)
        key = key_of(machine, value)
        items = {k: v for k, v in contents.items.items() if k != key}
        if name == "remove" and key not in contents.items:
            raise Raised("KeyError")
        if name == "add":
            items = {**contents.items, key: None}
        machine.spend(len(items) // 8)
        if len(items) > machine.budget.items:
            raise NotKnown("has too many elements")
        machine.world.set(ref, Entries(items))
        return None
    if name in _SET_OPERATORS:
        result: Value = ref
        for value in args.only(0, 1000):
            from pinlint.metadata.evaluate.expressions import new_set  # noqa: PLC0415 - few files need it

            other = value if isinstance(value, SetRef) else new_set(machine, functions.unordered(machine, value, where))
            result = operators.binary(machine, _SET_OPERATORS[name], result, other, where)
        if isinstance(result, Opaque):
            raise NotKnown(result.reason)
        if name.endswith("update"):
            machine.world.set(ref, machine.world.get(result))
            return None
        return machine.world.new(SetRef(), machine.world.get(result))
    raise NotKnown


def _file(machine: Machine, file: FileRef, name: str, args: Args, where: Where) -> Value:
    if name == "close":
        return None
    if name == "__enter__":
        return file
    left = machine.world.get(file)
    if isinstance(left, Opaque):
        raise NotKnown(left.reason)
    if name == "read":
        args.only(0)
        machine.world.set(file, b"" if isinstance(left, bytes) else "")
        return left
    if name == "readline":
        args.only(0)
        line = read_line(machine, file)
        return b"" if isinstance(left, bytes) and line == "" else line
    if name == "readlines":
        args.only(0)
        return machine.world.new(ListRef(), collect(machine, file, where))
    raise NotKnown


def path_attribute(owner: Located, name: str) -> Value:
    """An attribute of a path."""
    if name == "parent":
        return Located(posixpath.dirname(owner.path.rstrip("/")) or ".")
    if name in {"name", "stem", "suffix"}:
        path = PurePosixPath(owner.path)
        if ROOT in path.name or path.name in {"", ".", ".."}:
            return Opaque("depends on where the workspace lies")
        return {"name": path.name, "stem": path.stem, "suffix": path.suffix}[name]
    if name == "parents":
        parents = []
        above = owner.path
        while ROOT in posixpath.dirname(above):
            above = posixpath.dirname(above)
            parents.append(Located(above))
        return (*parents, Rest(Opaque("is outside the workspace")))
    return Bound(owner, name)


def _path(machine: Machine, owner: Located, name: str, args: Args, where: Where) -> Value:  # noqa: C901, PLR0911 - one case for each kind
    if name in {"resolve", "absolute", "expanduser"}:
        return Located(absolute(files.place(machine, owner.path)))
    if name == "joinpath":
        value: Value = owner
        for part in args.only(0, 50):
            value = containers.join_paths(machine, value, part)
        return value
    if name in {"with_name", "with_suffix"}:
        (given,) = (plain(machine, value) for value in args.only(1))
        head, tail = posixpath.split(owner.path)
        tail = str(given) if name == "with_name" else posixpath.splitext(tail)[0] + str(given)
        return Located(posixpath.join(head, tail))
    if name == "read_text":
        args.only(0, 2, "encoding", "errors")
        encoding = plain(machine, args.get(0, "encoding", "utf-8"))
        return files.text(machine, owner.path, str(encoding or "utf-8"))
    if name == "read_bytes":
        return files.read(machine, owner.path)
    if name == "open":
        return functions.open_file(machine, calls.Args((owner, *args.positional), args.keywords, args.rest), where)
    if name in {"exists", "is_file"}:
        if files.exists(machine, owner.path):
            return True
        if name == "is_file":
            return False
        raise NotKnown(f"depends on whether {owner.path.replace(ROOT, '')} exists {where.line}")
    if name == "as_posix":
        return str(PurePosixPath(owner.path))
    if name in {"write_text", "write_bytes", "touch", "unlink", "rename"}:
        files.written(machine, owner.path, Opaque(f"reads a file that is written {where.line}"))
    raise NotKnown


def search(machine: Machine, pattern: Pattern, name: str, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """A method of a regular expression."""
    regex = pattern.regex
    given = [plain(machine, value) for value in args.only(1, 3, *args.keywords)]
    named = {key: plain(machine, value) for key, value in args.keywords.items()}
    text = given[1] if name in {"sub", "subn"} and len(given) > 1 else given[0]
    if not isinstance(text, str) or any(not isinstance(part, str | int) for part in given):
        raise NotKnown
    check(machine, regex, text)
    if name in {"search", "match", "fullmatch"}:
        match = native(lambda: getattr(regex, name)(*given, **named))
        return None if match is None else Found(match)
    if name in {"findall", "split"}:
        if len(text) > machine.budget.items * 4:
            raise NotKnown("is a string that is too long")
        return wrap(machine, native(lambda: getattr(regex, name)(*given, **named)))
    if name == "sub":
        if (len(text) + 1) * (len(str(given[0])) + 1) > machine.budget.text * 4 or (
            "\\" in str(given[0]) and len(text) > 2000
        ):
            raise NotKnown("is a string that is too long")
        return wrap(machine, native(lambda: getattr(regex, name)(*given, **named)))
    raise NotKnown


def object_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    """``owner[index]`` of an object."""
    return configuration.item(machine, owner, index, where)


def object_contains(machine: Machine, owner: Value, wanted: object) -> bool:
    """``wanted in owner`` of an object."""
    return configuration.contains(machine, owner, wanted)
