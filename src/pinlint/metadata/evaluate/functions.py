"""Python's built-in functions."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import calls, containers, escape, expressions, files, modules
from pinlint.metadata.evaluate.iteration import collect, draw, iterate, lazily, new_iter, normal
from pinlint.metadata.evaluate.machine import NotKnown, Raised
from pinlint.metadata.evaluate.natives import native, plain, truth, weight, wrap
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    Builtin,
    DefaultDictRef,
    DictRef,
    Entries,
    FileRef,
    Function,
    Iter,
    ListRef,
    Located,
    Module,
    Opaque,
    Partial,
    Perhaps,
    Requested,
    Rest,
    SetRef,
    Value,
    View,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.calls import Args
    from pinlint.metadata.evaluate.machine import Machine, Where


def certain(items: tuple[Value, ...]) -> tuple[Value, ...]:
    """The elements, all of them known. Raises NotKnown."""
    for item in items:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)
    return items


def length(machine: Machine, args: Args, where: Where) -> Value:
    """``len``."""
    (value,) = args.only(1)
    if isinstance(value, ListRef):
        return len(certain(containers.elements(machine, value)))
    if isinstance(value, tuple):
        return len(certain(value))
    if isinstance(value, DictRef | SetRef):
        contents = containers.entries(machine, value)
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        for item in contents.items.values():
            if isinstance(item, Perhaps):
                raise NotKnown(item.reason)
        return len(contents.items)
    if isinstance(value, View):
        return length(machine, calls.Args((value.of,)), where)
    text = plain(machine, value)
    return native(lambda: len(text))  # type: ignore[arg-type]  # raises if it has none


def to_list(machine: Machine, args: Args, where: Where) -> Value:
    """``list``."""
    if not args.only(0, 1):
        return machine.world.new(ListRef(), ())
    value = args.positional[0]
    if isinstance(value, SetRef):
        return machine.world.new(ListRef(unordered=True), keys(containers.entries(machine, value)))
    if isinstance(value, ListRef) and value.unordered:
        return machine.world.new(ListRef(unordered=True), containers.elements(machine, value))
    return machine.world.new(ListRef(), collect(machine, value, where))


def to_tuple(machine: Machine, args: Args, where: Where) -> Value:
    """``tuple``."""
    return collect(machine, args.only(0, 1)[0], where) if args.positional else ()


def to_set(machine: Machine, args: Args, where: Where) -> Value:
    """``set``."""
    if not args.only(0, 1):
        return expressions.new_set(machine, ())
    return expressions.new_set(machine, unordered(machine, args.positional[0], where))


def keys(contents: Entries) -> tuple[Value, ...]:
    """The keys of a dict or set, where their order does not matter."""
    some = [Rest(item) if isinstance(item, Perhaps) else key for key, item in contents.items.items()]
    return normal([*some, *([] if contents.loose is None else [Rest(contents.loose)])])


def unordered(machine: Machine, value: Value, where: Where) -> tuple[Value, ...]:
    """All elements, where their order does not matter."""
    if isinstance(value, SetRef):
        return keys(containers.entries(machine, value))
    if isinstance(value, ListRef) and value.unordered:
        return containers.elements(machine, value)
    return collect(machine, value, where)


def to_dict(machine: Machine, args: Args, where: Where) -> Value:
    """``dict`` and ``OrderedDict``."""
    ref = DictRef()
    return _fill(machine, ref, args, where)


def _fill(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    machine.world.new(ref, Entries({}))
    for value in args.positional:
        expressions.merge(machine, ref, value.why if isinstance(value, Rest) else value, where)
    for name, value in args.keywords.items():
        containers.set_item(machine, ref, name, value, where)
    if args.rest is not None:
        expressions.merge(machine, ref, args.rest, where)
    return ref


def default_dict(machine: Machine, args: Args, where: Where) -> Value:
    """``collections.defaultdict``."""
    factory = args.positional[0] if args.positional else None
    if isinstance(factory, Opaque | Rest):
        raise NotKnown
    ref = DefaultDictRef(factory)
    return _fill(machine, ref, calls.Args(args.positional[1:], args.keywords, args.rest), where)


def to_str(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``str``."""
    if not args.only(0, 1):
        return ""
    value = args.positional[0]
    if isinstance(value, Located):
        return str(PurePosixPath(value.path))
    if isinstance(value, str):
        return value
    if isinstance(value, Requested):
        return value.text
    given = plain(machine, value)
    if weight(given) > machine.budget.text:
        raise NotKnown("is a string that is too long")
    return wrap(machine, native(lambda: str(given)))


def pure(function: Callable[..., object], most: int, *names: str) -> Callable[[Machine, Args, Where], Value]:
    """A function of plain values that takes little time."""

    def run(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
        given = [plain(machine, value) for value in args.only(0, most, *names)]
        named = {name: plain(machine, value) for name, value in args.keywords.items()}
        if sum(map(weight, given)) > machine.budget.text:
            raise NotKnown("is too large")
        return wrap(machine, native(lambda: function(*given, **named)))

    return run


def to_int(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``int``."""
    given = [plain(machine, value) for value in args.only(0, 2, "base")]
    named = {name: plain(machine, value) for name, value in args.keywords.items()}
    if given and isinstance(given[0], str | bytes) and len(given[0]) > 600:
        raise NotKnown("is a number that is too large")
    return wrap(machine, native(lambda: int(*given, **named)))  # type: ignore[call-overload]  # raises as it would


def to_bool(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``bool``."""
    if not args.only(0, 1):
        return False
    answer = truth(machine, args.positional[0])
    if isinstance(answer, Opaque):
        raise NotKnown(answer.reason)
    return answer


def total(machine: Machine, args: Args, where: Where) -> Value:
    """``sum``, of lists and tuples too."""
    import ast  # noqa: PLC0415 - few files need it

    args.only(1, 2, "start")
    value = args.get(1, "start", 0)
    add = ast.Add()
    from pinlint.metadata.evaluate import operators  # noqa: PLC0415 - few files need it

    for item in iterate(machine, args.positional[0], where):
        part = item
        if isinstance(item, Rest):
            part = item.why
        value = operators.binary(machine, add, value, part, where)
    return value


def ordered(machine: Machine, args: Args, where: Where) -> Value:
    """``sorted``."""
    args.only(1, 1, "key", "reverse")
    items = certain(unordered(machine, args.positional[0], where))
    return machine.world.new(ListRef(), arrange(machine, items, args, where, of_set=_shuffled(args)))


def _shuffled(args: Args) -> bool:
    value = args.positional[0]
    return isinstance(value, SetRef) or (isinstance(value, ListRef) and value.unordered)


def arrange(
    machine: Machine, items: tuple[Value, ...], args: Args, where: Where, *, of_set: bool = False
) -> tuple[Value, ...]:
    """The elements in order. Raises NotKnown where the order is not known."""
    key = args.keywords.get("key")
    backwards = truth(machine, args.keywords.get("reverse", False))
    if isinstance(backwards, Opaque):
        raise NotKnown(backwards.reason)
    keys = [
        plain(machine, item if key is None else calls.call(machine, key, calls.Args((item,)), where)) for item in items
    ]
    machine.spend(len(items) * 2 + sum(map(weight, keys)) // 500)
    if of_set and key is not None and len({repr(k) for k in keys}) != len(keys):
        raise NotKnown("depends on the order of a set")
    order = native(lambda: sorted(range(len(items)), key=lambda i: keys[i], reverse=backwards))  # type: ignore[arg-type,return-value]  # raises as it would
    return tuple(items[i] for i in order)


def zipped(machine: Machine, args: Args, where: Where) -> Value:
    """``zip``."""
    sources = [iterate(machine, value, where) for value in args.only(0, 10)]

    def rows() -> Iterator[Value]:
        while sources:
            row: list[Value] = []
            for source in sources:
                item = next(source, _END)
                if item is _END:
                    return
                if isinstance(item, Rest):
                    yield Rest(item.why)
                    return
                row.append(item)
            yield tuple(row)

    return new_iter(machine, rows())


_END = object()


def numbered(machine: Machine, args: Args, where: Where) -> Value:
    """``enumerate``."""
    args.only(1, 2, "start")
    start = plain(machine, args.get(1, "start", 0))
    source = iterate(machine, args.positional[0], where)

    def rows() -> Iterator[Value]:
        number = start
        for item in source:
            if isinstance(item, Rest):
                yield item
                return
            yield (number, item)
            number += 1  # type: ignore[operator]  # a number, or it raises

    return new_iter(machine, rows())


def mapped(machine: Machine, args: Args, where: Where) -> Value:
    """``map``."""
    function, source = args.only(2)
    values = iterate(machine, source, where)

    def one(item: Value) -> Value:
        return calls.call(machine, function, calls.Args((item,)), where)

    return new_iter(machine, lazily(machine, values, one, keep=True))


def filtered(machine: Machine, args: Args, where: Where) -> Value:
    """``filter``."""
    function, source = args.only(2)
    values = iterate(machine, source, where)

    def one(item: Value) -> Value:
        return truth(machine, item if function is None else calls.call(machine, function, calls.Args((item,)), where))

    return new_iter(machine, lazily(machine, values, one, keep=False))


def chained(machine: Machine, args: Args, where: Where) -> Value:
    """``itertools.chain``."""

    def items() -> Iterator[Value]:
        for value in args.positional:
            yield from [value] if isinstance(value, Rest) else iterate(machine, value, where)

    args.only(0, 1000)
    return new_iter(machine, items())


def flattened(machine: Machine, args: Args, where: Where) -> Value:
    """``itertools.chain.from_iterable``."""
    (sources,) = args.only(1)

    def items() -> Iterator[Value]:
        for value in iterate(machine, sources, where):
            yield from [value] if isinstance(value, Rest) else iterate(machine, value, where)

    return new_iter(machine, items())


def backwards(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``reversed`` of a list or tuple."""
    (value,) = args.only(1)
    if isinstance(value, ListRef) and not value.unordered:
        value = containers.elements(machine, value)
    if not isinstance(value, tuple):
        raise NotKnown
    return new_iter(machine, iter(value[::-1]))


def iterator(machine: Machine, args: Args, where: Where) -> Value:
    """``iter``."""
    (value,) = args.only(1)
    return value if isinstance(value, Iter | FileRef) else new_iter(machine, iterate(machine, value, where))


def following(machine: Machine, args: Args, where: Where) -> Value:
    """``next``."""
    args.only(1, 2)
    source = args.positional[0]
    if isinstance(source, FileRef):
        item: Value = next(iterate(machine, source, where), _END)
    elif isinstance(source, Iter):
        item = next(draw(machine, source), _END)
    else:
        raise NotKnown
    if item is _END:
        if len(args.positional) == 2:
            return args.positional[1]
        raise Raised("StopIteration")
    if isinstance(item, Rest):
        if isinstance(source, Iter):
            source.spoiled = item.why
        raise NotKnown(item.why.reason)
    return item


def any_all(*, of_all: bool) -> Callable[[Machine, Args, Where], Value]:
    """``any`` and ``all``."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        doubt: Opaque | None = None
        for item in iterate(machine, args.only(1)[0], where):
            answer = item.why if isinstance(item, Rest) else truth(machine, item)
            if isinstance(answer, Opaque):
                doubt = answer
            elif answer is not of_all and doubt is None:
                return not of_all
        if doubt is not None:
            raise NotKnown(doubt.reason)
        return of_all

    return run


def extreme(*, largest: bool) -> Callable[[Machine, Args, Where], Value]:
    """``max`` and ``min``."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        args.only(1, 1000, "key")
        items = args.positional if len(args.positional) > 1 else unordered(machine, args.positional[0], where)
        if not items:
            raise Raised("ValueError")
        keywords = {**args.keywords, "reverse": largest}
        return arrange(machine, certain(items), calls.Args((), keywords), where, of_set=True)[0]

    return run


def numbers(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``range``, of a size that can be written out."""
    given = [plain(machine, value) for value in args.only(1, 3)]
    row = native(lambda: range(*given))  # type: ignore[call-overload]  # raises if it is none
    if abs(max(row.start, row.stop, key=abs)).bit_length() > 60 or len(row) > machine.budget.items:
        raise NotKnown("is a range that is too large")
    machine.spend(len(row) // 4)
    return tuple(row)


_CLASSES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bytes": (bytes,),
    "list": (ListRef,),
    "tuple": (tuple,),
    "dict": (DictRef,),
    "set": (SetRef,),
    "int": (int,),
    "float": (float,),
    "bool": (bool,),
}


def is_instance(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``isinstance`` of what is known."""
    value, kinds = args.only(2)
    if isinstance(value, Opaque | Rest) or not (
        is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple)
    ):
        raise NotKnown(getattr(value, "reason", ""))
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if not isinstance(kind, Builtin) or kind.name not in _CLASSES:
            raise NotKnown
        if isinstance(value, _CLASSES[kind.name]):
            return True
    return False


def is_callable(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``callable`` of what is known."""
    (value,) = args.only(1)
    if isinstance(value, Function | Bound | Partial):
        return True
    if is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple):
        return False
    raise NotKnown(getattr(value, "reason", ""))


def get_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``getattr`` of a module of the workspace."""
    owner, name = args.only(2, 3)[:2]
    if not isinstance(owner, Module) or not isinstance(name, str):
        raise NotKnown(getattr(owner, "reason", ""))
    try:
        return expressions.attribute(machine, owner, name, where)
    except Raised:
        if len(args.positional) == 3:
            return args.positional[2]
        raise


def has_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``hasattr`` of a module of the workspace."""
    owner, name = args.only(2)
    if not isinstance(owner, Module) or not isinstance(name, str):
        raise NotKnown(getattr(owner, "reason", ""))
    try:
        found = expressions.attribute(machine, owner, name, where)
    except Raised:
        return False
    if isinstance(found, Opaque):
        raise NotKnown(found.reason)
    return True


def nothing(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``print`` and others that give nothing."""
    for value in args.positional:
        escape.touch(machine, value)
    return None


def same(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """A function that gives back what it is given."""
    return args.only(1, 1)[0]


def open_file(machine: Machine, args: Args, where: Where) -> Value:
    """``open``, ``io.open`` and ``codecs.open``."""
    args.only(1, 8, "mode", "encoding", "errors", "newline", "buffering", "file")
    target = args.get(0, "file")
    path = target.path if isinstance(target, Located) else plain(machine, target, located=True)
    mode = plain(machine, args.get(1, "mode", "r"))
    if not isinstance(path, str) or not isinstance(mode, str):
        raise NotKnown
    if set(mode) & set("wax+"):
        files.written(machine, path, Opaque(f"reads a file that is written {where.line}"))
        ref = FileRef()
        machine.world.new(ref, Opaque(f"is a file that is written {where.line}"))
        return ref
    third = 2 if where_codecs(where) else 3
    encoding = plain(machine, args.get(third, "encoding", "utf-8"))
    if args.keywords.get("newline") is not None:
        raise NotKnown
    ref = FileRef()
    if "b" in mode and not where_codecs(where):
        machine.world.new(ref, files.read(machine, path))
    else:
        machine.world.new(ref, files.text(machine, path, str(encoding or "utf-8")))
    return ref


def where_codecs(where: Where) -> bool:
    """Whether a call is written as ``codecs.open``, whose third argument is the encoding."""
    import ast  # noqa: PLC0415 - few files need it

    return isinstance(where.node, ast.Call) and ast.unparse(where.node.func).startswith("codecs.")


def execute(machine: Machine, args: Args, where: Where) -> Value:
    """``exec``."""
    args.only(1, 3, "globals", "locals")
    return modules.run_text(machine, args.positional[0], args.get(1, "globals"), args.get(2, "locals"), where)


def evaluated(machine: Machine, args: Args, where: Where) -> Value:
    """``eval`` of an expression in the scope of the call."""
    (text,) = args.only(1)
    return modules.evaluate_text(machine, text, where)


def compiled(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    """``compile``: the text itself."""
    args.only(1, 6, "filename", "mode", "flags", "dont_inherit", "optimize", "source")
    text = args.get(0, "source")
    if not isinstance(text, str | bytes) or plain(machine, args.get(2, "mode", "exec"), located=True) != "exec":
        raise NotKnown
    return text


def namespace(machine: Machine, args: Args, where: Where) -> Value:
    """``globals()`` and ``locals()`` as they are now; ``globals()`` must not be written into."""
    args.only(0)
    scope = where.scope
    entries: dict[Value, Value] = {}
    loose = machine.world.get((scope, "*"))
    for name in machine.world.names.get(scope, ()):
        value = machine.world.get((scope, name))
        if isinstance(value, Opaque):
            entries[name] = Perhaps(value.reason, value.holds)
        elif value is not MISSING:
            entries[name] = value
    ref = DictRef()
    machine.world.new(
        ref, Entries(entries, loose if isinstance(loose, Opaque) else Opaque(f"depends on names {where.line}"))
    )
    return ref


FUNCTIONS: dict[str, Callable[[Machine, Args, Where], Value]] = {
    "len": length,
    "list": to_list,
    "tuple": to_tuple,
    "set": to_set,
    "dict": to_dict,
    "collections.OrderedDict": to_dict,
    "collections.defaultdict": default_dict,
    "str": to_str,
    "int": to_int,
    "bool": to_bool,
    "float": pure(float, 1),
    "abs": pure(abs, 1),
    "repr": pure(repr, 1),
    "ord": pure(ord, 1),
    "chr": pure(chr, 1),
    "round": pure(round, 2),
    "sum": total,
    "sorted": ordered,
    "zip": zipped,
    "enumerate": numbered,
    "map": mapped,
    "filter": filtered,
    "itertools.chain": chained,
    "itertools.chain.from_iterable": flattened,
    "reversed": backwards,
    "iter": iterator,
    "next": following,
    "any": any_all(of_all=False),
    "all": any_all(of_all=True),
    "max": extreme(largest=True),
    "min": extreme(largest=False),
    "range": numbers,
    "isinstance": is_instance,
    "callable": is_callable,
    "getattr": get_attribute,
    "hasattr": has_attribute,
    "print": nothing,
    "open": open_file,
    "io.open": open_file,
    "codecs.open": open_file,
    "tokenize.open": open_file,
    "exec": execute,
    "eval": evaluated,
    "compile": compiled,
    "locals": namespace,
    "globals": namespace,
}
