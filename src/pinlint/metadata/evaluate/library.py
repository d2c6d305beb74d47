"""What is known of the standard library and of setuptools."""

from __future__ import annotations

import ast
import json
import posixpath
import re
import string
import sys
import textwrap
import tomllib
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import calls, containers, files, functions, methods, modules, regex
from pinlint.metadata.evaluate.fields import requirement_lines
from pinlint.metadata.evaluate.iteration import collect
from pinlint.metadata.evaluate.machine import NotKnown, Raised
from pinlint.metadata.evaluate.natives import NOWHERE, native, plain, wrap
from pinlint.metadata.evaluate.paths import ROOT, absolute
from pinlint.metadata.evaluate.values import (
    Builtin,
    DefaultDictRef,
    DictRef,
    Entries,
    FileRef,
    Foreign,
    Function,
    ListRef,
    Located,
    ObjectRef,
    Opaque,
    Partial,
    Pattern,
    Requested,
    SetRef,
    Value,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.calls import Args
    from pinlint.metadata.evaluate.machine import Machine, Where

SETUPS = frozenset(
    {
        "setuptools.setup",
        "distutils.core.setup",
        "numpy.distutils.core.setup",
        "skbuild.setup",
        "cx_Freeze.setup",
        "setuptools.distutils.core.setup",
    }
)
"""Functions that take setuptools' keywords, and leave those that are read here as they are."""

_HARMLESS = (
    "setuptools.",
    "distutils.",
    "numpy.",
    "Cython.",
    "pybind11.",
    "torch.",
    "logging.",
    "warnings.",
    "platform.",
    "sys.",
    "time.",
    "datetime.",
    "subprocess.",
    "sysconfig.",
    "glob.",
    "os.",
    "shutil.",
    "pkg_resources.",
    "packaging.",
)
_BUILTIN_HARMLESS = frozenset({"print", "type", "id", "hash", "repr", "vars", "dir", "issubclass", "super", "property"})

CONSTANTS: dict[str, Value] = {
    "os.sep": "/",
    "os.path.sep": "/",
    "os.curdir": ".",
    "os.pardir": "..",
    "os.extsep": ".",
    "string.digits": string.digits,
    "string.ascii_letters": string.ascii_letters,
    "string.ascii_lowercase": string.ascii_lowercase,
    "string.whitespace": string.whitespace,
    "re.M": int(re.MULTILINE),
    "re.MULTILINE": int(re.MULTILINE),
    "re.S": int(re.DOTALL),
    "re.DOTALL": int(re.DOTALL),
    "re.I": int(re.IGNORECASE),
    "re.IGNORECASE": int(re.IGNORECASE),
    "re.X": int(re.VERBOSE),
    "re.VERBOSE": int(re.VERBOSE),
    "re.A": int(re.ASCII),
    "re.ASCII": int(re.ASCII),
    "re.U": int(re.UNICODE),
    "re.UNICODE": int(re.UNICODE),
    "typing.TYPE_CHECKING": False,
}


def harmless(name: str) -> bool:
    """Whether a function from outside leaves what it is given as it is."""
    return name in _BUILTIN_HARMLESS or name.startswith(_HARMLESS)


def member(machine: Machine, owner: str, name: str, where: Where) -> Value:
    """An attribute of something from outside the program."""
    dotted = f"{ALIASES.get(owner, owner)}.{name}"
    if dotted in CONSTANTS:
        return CONSTANTS[dotted]
    if dotted in FUNCTIONS or dotted in SETUPS or dotted in PREFIXES:
        return Builtin(dotted)
    if dotted == "sys.path":
        return machine.path
    if dotted == "os.environ":
        return machine.environ
    return machine.doubt(Foreign(f"depends on {dotted} {where.line}", (), dotted))


ALIASES = {"posixpath": "os.path", "tomli": "tomllib", "pathlib2": "pathlib"}


def _path_text(machine: Machine, value: Value) -> str:
    """A path as text."""
    text = value.path if isinstance(value, Located) else plain(machine, value, located=True)
    if not isinstance(text, str):
        raise NotKnown
    return text


def _paths(function: Callable[..., object], most: int) -> Callable[[Machine, Args, Where], Value]:
    """A function of ``os.path`` that only computes; what leaves the workspace is not known."""

    def run(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
        given = [_path_text(machine, value) for value in args.only(1, most)]
        result = native(lambda: function(*given))
        if any(ROOT in path for path in given) and function is not posixpath.basename:
            parts = result if isinstance(result, tuple) else (result,)
            if ROOT not in str(parts[0]):
                raise NotKnown("is outside the workspace")
        return wrap(machine, result)

    return run


def _absolute(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    (value,) = args.only(1)
    return absolute(files.place(machine, _path_text(machine, value)))


def _working_directory(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(0)
    folder = machine.world.get("cwd")
    if isinstance(folder, Opaque):
        raise NotKnown(folder.reason)
    return folder if isinstance(folder, str) else absolute(machine.folder)


def _change_directory(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    try:
        machine.world.set("cwd", absolute(files.place(machine, _path_text(machine, value))))
    except NotKnown as error:
        machine.world.set("cwd", Opaque(str(error) or f"depends on os.chdir() {where.line}"))
    return None


def _exists(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    path = _path_text(machine, value)
    if files.exists(machine, path):
        return True
    raise NotKnown(f"depends on whether {path.replace('/' + ROOT, '')} exists {where.line}")


def _is_file(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    (value,) = args.only(1)
    return files.exists(machine, _path_text(machine, value))


def _getenv(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    args.only(1, 2, "default")
    contents = machine.world.get(machine.environ)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    name = plain(machine, args.positional[0])
    return contents.items.get(name, args.get(1, "default"))


def _path_object(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    parts = [_path_text(machine, value) for value in args.only(0, 20)]
    return Located(posixpath.join(*parts) if parts else ".")


def _working_path(machine: Machine, args: Args, where: Where) -> Value:
    return Located(str(_working_directory(machine, args, where)))


def _compile(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    given = [plain(machine, value) for value in args.only(1, 2, "flags")]
    flags = plain(machine, args.get(1, "flags", 0))
    if not isinstance(given[0], str) or not isinstance(flags, int):
        raise NotKnown
    return Pattern(regex.compiled(machine, given[0], flags))


def _search(name: str) -> Callable[[Machine, Args, Where], Value]:
    """A function of ``re`` that takes a pattern, what the method takes, and flags."""
    count = 3 if name == "sub" else 2

    def run(machine: Machine, args: Args, where: Where) -> Value:
        args.only(1, 5, "string", "flags", "count", "maxsplit", "repl")
        pattern = args.positional[0]
        texts = [*args.positional[1:count]]
        if "string" in args.keywords:
            texts.append(args.keywords["string"])
        rest = args.positional[count:]
        named = {key: value for key, value in args.keywords.items() if key in {"count", "maxsplit"}}
        flags = plain(machine, args.keywords.get("flags", rest[-1] if rest and (count == 2) else 0))
        if name == "sub" and rest:
            named["count"] = rest[0]
            flags = plain(machine, rest[1]) if len(rest) > 1 else flags
        if not isinstance(pattern, Pattern):
            expression = plain(machine, pattern)
            if not isinstance(expression, str) or not isinstance(flags, int):
                raise NotKnown
            pattern = Pattern(regex.compiled(machine, expression, flags))
        return methods.search(machine, pattern, name, calls.Args(tuple(texts), named), where)

    return run


def _read_text(machine: Machine, value: Value) -> str:
    """The text of an open file or a string."""
    if isinstance(value, FileRef):
        left = machine.world.get(value)
        if isinstance(left, Opaque):
            raise NotKnown(left.reason)
        machine.world.set(value, left[:0])  # type: ignore[index]  # a string or bytes
        value = left
    text = plain(machine, value)
    if isinstance(text, bytes):
        return native(text.decode)
    if not isinstance(text, str):
        raise Raised("TypeError")
    return str(text)


def _parsed(parse: Callable[[str], object]) -> Callable[[Machine, Args, Where], Value]:
    """A parser of a data format."""

    def run(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
        text = _read_text(machine, args.only(1)[0])
        machine.spend(1 + len(text) // 100)
        return wrap(machine, native(lambda: parse(text)))

    return run


def _literal(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    text = plain(machine, args.only(1)[0])
    if not isinstance(text, str) or len(text) > 100_000:
        raise NotKnown
    machine.spend(1 + len(text) // 10)
    return wrap(machine, native(lambda: ast.literal_eval(text)))


def _requirements(machine: Machine, args: Args, where: Where) -> Value:
    """``pkg_resources.parse_requirements``, whose results are written out by ``str()``."""
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 - few files need it

    (source,) = args.only(1)
    pieces = (source,) if isinstance(source, str) else functions.certain(collect(machine, source, where))
    found: list[Value] = []
    for piece in pieces:
        text = plain(machine, piece)
        if not isinstance(text, str):
            raise NotKnown
        for line in requirement_lines(text):
            machine.spend(1 + len(line))
            try:
                found.append(Requested(str(Requirement(line.strip()))))
            except InvalidRequirement as error:
                raise NotKnown("is no list of requirements") from error
    return tuple(found)


def _partial(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    positional = args.only(1, 100, *args.keywords)
    return Partial(positional[0], positional[1:], tuple(args.keywords.items()))


def _reduce(machine: Machine, args: Args, where: Where) -> Value:
    function, source = args.only(2, 3)[:2]
    items = list(functions.certain(collect(machine, source, where)))
    if len(args.positional) == 3:
        items.insert(0, args.positional[2])
    if not items:
        raise Raised("TypeError")
    value = items[0]
    for item in items[1:]:
        value = calls.call(machine, function, calls.Args((value, item)), where)
    return value


def _shallow(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    (value,) = args.only(1)
    if isinstance(value, ListRef):
        return machine.world.new(ListRef(unordered=value.unordered), containers.elements(machine, value))
    if isinstance(value, DefaultDictRef):
        raise NotKnown
    if isinstance(value, DictRef | SetRef):
        return machine.world.new(type(value)(), containers.entries(machine, value))
    return wrap(machine, plain(machine, value))


def _deep(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    (value,) = args.only(1)
    return _deep_copy(machine, value, {}, 0)


def _deep_copy(machine: Machine, value: Value, made: dict[Value, Value], nested: int) -> Value:
    """A copy in which what was one object is one object again. Raises NotKnown."""
    machine.spend()
    if nested > 30 or isinstance(value, DefaultDictRef):
        raise NotKnown("is nested too deeply")
    if isinstance(value, tuple):
        return tuple(_deep_copy(machine, item, made, nested + 1) for item in value)
    if is_plain(value) or isinstance(value, Function | Builtin):
        return value
    if value in made:
        return made[value]
    if isinstance(value, ListRef):
        made[value] = copied = ListRef(unordered=value.unordered)
        machine.world.set(copied, ())
        items = containers.elements(machine, value)
        machine.world.set(copied, tuple(_deep_copy(machine, item, made, nested + 1) for item in items))
        return copied
    if isinstance(value, DictRef | SetRef):
        made[value] = new = type(value)()
        machine.world.set(new, Entries({}))
        old = containers.entries(machine, value)
        entries = {key: _deep_copy(machine, item, made, nested + 1) for key, item in old.items.items()}
        machine.world.set(new, Entries(entries, old.loose, old.shuffled))
        return new
    raise NotKnown(value.reason if isinstance(value, Opaque) else "")


def _configuration(machine: Machine, args: Args, where: Where) -> Value:
    del where
    args.only(0, 0, "interpolation", "allow_no_value")
    ref = ObjectRef("configparser")
    machine.world.new(ref, ())
    return ref


def _fail(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    raise Raised("SystemExit", explicit=True)


def _join(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    parts = [_path_text(machine, value) for value in args.only(1, 50)]
    return wrap(machine, native(lambda: posixpath.join(*parts)))


def _real(machine: Machine, args: Args, where: Where) -> Value:
    return _absolute(machine, args, where)


def _nowhere(machine: Machine, args: Args, where: Where) -> Value:  # noqa: ARG001 - one signature for all
    raise NotKnown(NOWHERE)


def _writes(name: str) -> Callable[[Machine, Args, Where], Value]:
    """A function that may write files."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        why = Opaque(f"reads files after {name}() {where.line}")
        command = args.positional[0] if args.positional else None
        if isinstance(command, ListRef):
            contents = machine.world.get(command)
            command = contents[0] if isinstance(contents, tuple) and contents else None
        if not (isinstance(command, str) and command.split()[:1] in (["git"], ["hg"], ["pkg-config"])):
            files.written(machine, None, why)
        raise NotKnown

    return run


def _run_path(machine: Machine, args: Args, where: Where) -> Value:
    args.only(1, 3, "init_globals", "run_name")
    path = _path_text(machine, args.positional[0])
    return modules.run_path(machine, path, where)


def _import_module(machine: Machine, args: Args, where: Where) -> Value:
    (name,) = args.only(1)
    text = plain(machine, name)
    if not isinstance(text, str):
        raise Raised("TypeError")
    return modules.load(machine, text, where)


FUNCTIONS: dict[str, Callable[[Machine, Args, Where], Value]] = {
    **functions.FUNCTIONS,
    "os.path.join": _join,
    "os.path.dirname": _paths(posixpath.dirname, 1),
    "os.path.basename": _paths(posixpath.basename, 1),
    "os.path.normpath": _paths(posixpath.normpath, 1),
    "os.path.split": _paths(posixpath.split, 1),
    "os.path.splitext": _paths(posixpath.splitext, 1),
    "os.path.abspath": _absolute,
    "os.path.realpath": _real,
    "os.path.exists": _exists,
    "os.path.isfile": _is_file,
    "os.path.relpath": _nowhere,
    "os.getcwd": _working_directory,
    "os.chdir": _change_directory,
    "os.getenv": _getenv,
    "os.fspath": functions.same,
    "os.system": _writes("os.system"),
    "os.rename": _writes("os.rename"),
    "os.replace": _writes("os.replace"),
    "os.remove": _writes("os.remove"),
    "os.unlink": _writes("os.unlink"),
    "subprocess.call": _writes("subprocess.call"),
    "subprocess.run": _writes("subprocess.run"),
    "subprocess.check_call": _writes("subprocess.check_call"),
    "subprocess.check_output": _writes("subprocess.check_output"),
    "subprocess.Popen": _writes("subprocess.Popen"),
    "shutil.copy": _writes("shutil.copy"),
    "shutil.copyfile": _writes("shutil.copyfile"),
    "shutil.copy2": _writes("shutil.copy2"),
    "shutil.copytree": _writes("shutil.copytree"),
    "shutil.move": _writes("shutil.move"),
    "distutils.util.convert_path": functions.same,
    "setuptools.convert_path": functions.same,
    "pathlib.Path": _path_object,
    "pathlib.PurePath": _path_object,
    "pathlib.PosixPath": _path_object,
    "pathlib.Path.cwd": _working_path,
    "re.compile": _compile,
    "re.search": _search("search"),
    "re.match": _search("match"),
    "re.fullmatch": _search("fullmatch"),
    "re.findall": _search("findall"),
    "re.split": _search("split"),
    "re.sub": _search("sub"),
    "re.escape": functions.pure(re.escape, 1),
    "textwrap.dedent": functions.pure(textwrap.dedent, 1),
    "ast.literal_eval": _literal,
    "pkg_resources.parse_requirements": _requirements,
    "json.load": _parsed(json.loads),
    "json.loads": _parsed(json.loads),
    "tomllib.load": _parsed(tomllib.loads),
    "tomllib.loads": _parsed(tomllib.loads),
    "configparser.ConfigParser": _configuration,
    "configparser.RawConfigParser": _configuration,
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "copy.copy": _shallow,
    "copy.deepcopy": _deep,
    "runpy.run_path": _run_path,
    "importlib.import_module": _import_module,
    "sys.exit": _fail,
    "exit": _fail,
    "quit": _fail,
    "logging.basicConfig": functions.nothing,
    "warnings.warn": functions.nothing,
    "warnings.filterwarnings": functions.nothing,
    "warnings.simplefilter": functions.nothing,
}
PREFIXES = frozenset(
    ".".join(name.split(".")[:count])
    for name in (*FUNCTIONS, *SETUPS, *CONSTANTS, "sys.path", "os.environ")
    for count in range(1, name.count(".") + 1)
)

MODULES = frozenset(sys.stdlib_module_names | {"setuptools", "distutils", "pkg_resources"})
"""Modules that are there when metadata are built."""
DOUBTFUL = frozenset({"tomllib", "tomli", "toml", "imp", "asynchat", "asyncore", "smtpd", "pipes", "cgi", "crypt"})
"""Known modules that not every Python or build environment has."""
GONE = frozenset(
    {"ConfigParser", "StringIO", "cStringIO", "urllib2", "urlparse", "httplib", "__builtin__", "Queue", "commands"}
)
"""Modules that no Python 3 has."""
