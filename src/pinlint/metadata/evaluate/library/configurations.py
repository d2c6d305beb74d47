"""``configparser``: what a parser was given to read, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.containers import elements, entries
from pinlint.metadata.evaluate.dicts import SectionRef
from pinlint.metadata.evaluate.iteration import certain
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import DictRef, FileRef, ListRef, Located, ObjectRef, Opaque, Value

if TYPE_CHECKING:
    import configparser

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _new(machine: Machine, args: Args, where: Where) -> Value:
    """A parser: whether options may have no value, whether they keep their case, and the texts it was given."""
    args.only(0, 0, "interpolation", "allow_no_value")
    lenient = plain(machine, args.keywords.get("allow_no_value", False))
    ref = ObjectRef("configparser")
    machine.world.new(ref, (bool(lenient), False))
    return ref


def keep_case(machine: Machine, owner: ObjectRef) -> None:
    """``parser.optionxform = str``; where something is read already, nothing is known any more."""
    contents = machine.world.get(owner)
    fresh = isinstance(contents, tuple) and len(contents) == 2
    why = Opaque("is a configuration that changed while it was read")
    machine.world.set(owner, (contents[0], True) if fresh and isinstance(contents, tuple) else why)


def _parsed(machine: Machine, owner: ObjectRef) -> configparser.RawConfigParser:
    import configparser  # noqa: PLC0415 - few programs read one, and it is not imported otherwise

    texts = machine.world.get(owner)
    if not isinstance(texts, tuple):
        raise NotKnown(getattr(texts, "reason", ""))
    lenient, cased, *read = certain(texts)
    if any(isinstance(part, Opaque) for part in texts):
        raise NotKnown
    parser = configparser.RawConfigParser(interpolation=None, allow_no_value=bool(lenient))
    if cased:
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    for text in read:
        machine.spend(1 + len(str(text)) // 100)
        native(lambda t=text: parser.read_string(t))  # type: ignore[misc]  # a default argument
    return parser


def _checked(machine: Machine, value: object) -> Value:
    """Values with a ``%`` may stand for others."""
    if "%" in repr(value):
        raise NotKnown("is an interpolated configuration value")
    return wrap(machine, value)


def method(machine: Machine, owner: ObjectRef, name: str, args: Args, where: Where) -> Value:
    """A method of a parser."""
    if name in {"read", "read_string", "read_file", "readfp"}:
        return _read(machine, owner, name, args, where)
    parser = _parsed(machine, owner)
    if name == "__contains__":
        return plain(machine, args.only(1)[0]) in parser
    if name == "__getitem__":
        key = plain(machine, args.only(1)[0])
        found = _checked(machine, native(lambda: dict(parser[key])))  # type: ignore[index]  # raises if there is none
        contents = entries(machine, found) if isinstance(found, DictRef) else None
        if contents is None or parser.optionxform is str:
            raise NotKnown
        return machine.world.new(SectionRef(owner), contents)
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
        paths = elements(machine, given) if isinstance(given, ListRef) else given
        for path in paths if isinstance(paths, tuple) else (paths,):
            place = path.path if isinstance(path, Located) else str(plain(machine, path, located=True))
            if files.exists(machine, place):
                added.append(files.text(machine, place))
    elif isinstance(given, FileRef) and isinstance(left := machine.world.get(given), str):
        added = [left]
    else:
        raise NotKnown
    machine.world.set(owner, (*texts, *added))
    _parsed(machine, owner)
    return machine.unknown(f"computed by {name}() {where.line}")


FUNCTIONS: dict[str, Known] = {
    "configparser.ConfigParser": _new,
    "configparser.RawConfigParser": _new,
}
