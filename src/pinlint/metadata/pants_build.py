"""One BUILD file of Pants: the targets it declares, read and never run."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata import setup_py
from pinlint.metadata.evaluate import program
from pinlint.metadata.evaluate.budget import Exhausted
from pinlint.metadata.evaluate.fields import Argument, Reader
from pinlint.metadata.evaluate.outcomes import End, NotKnown, Raised
from pinlint.metadata.evaluate.values import Builtin, DictRef, Entries, Opaque, Scope, Text
from pinlint.metadata.evaluate.where import Where
from pinlint.source import Span
from pinlint.workspace import Declared, Field, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.evaluate.values import Value
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files, Source

DISTRIBUTION = "python_distribution"
REQUIREMENT = "python_requirement"
RESOURCES = frozenset({"resource", "resources", "file", "files"})
CONSTRAINTS = "interpreter_constraints"

_DEFAULTS = "__defaults__"
_ARTIFACTS = ("python_artifact", "setup_py")
_NOT_HERE = frozenset({"open", "exec", "eval", "compile", "input", "globals", "locals", "vars", "__import__"})
"""Built-in functions whose results depend on where and how Pants reads the file."""


@dataclass(frozen=True, slots=True)
class Constrained:
    """The interpreter constraints that something in a BUILD file sets; None where they are no literals."""

    values: frozenset[str] | None
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildTarget:
    """One target; what it does not set is None."""

    kind: str
    """The name of the target type, or of the macro that stands for one."""
    at: Span
    name: Field[str] = None
    """None: the name of the folder."""
    dependencies: Listing[Declared[str]] | None = None
    requirements: Listing[Declared[str]] | None = None
    """Of a ``python_requirement``."""
    sources: Listing[Declared[str]] | None = None
    """Of a ``resource`` and its like: the files that it is, in its own folder."""
    generated: bool | Unknown | None = None
    """Whether Pants generates a setup.py; None: what the configuration says."""
    raw: Raw | None = None
    """Of a ``python_distribution``: the keywords of its artifact, as setuptools understands them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Build:
    """A BUILD file. With ``unknown`` parts there may be more targets."""

    path: str
    folder: str
    """Its folder as addresses name it: relative to the root of Pants, empty for that root."""
    targets: tuple[BuildTarget, ...]
    constrained: tuple[Constrained, ...]
    """Every mention of interpreter constraints, also in defaults and macros."""
    defaults: Span | None
    """Where it sets defaults for the distributions in its folder and below."""
    unknown: tuple[Unknown, ...]


def parse(source: Source, files: Files, top: str = ".") -> Build:
    """The targets of a BUILD file below ``top``, the folder of pants.toml. Raises Malformed where it is no Python."""
    tree = setup_py.parse(source)
    reader = _Reader(source, files)
    reader.run(tree)
    return Build(
        path=source.path,
        folder=source.path.rpartition("/")[0].removeprefix("" if top == "." else top).removeprefix("/"),
        targets=tuple(reader.targets),
        constrained=tuple(_constrained(tree, reader.scope)),
        defaults=reader.defaults,
        unknown=tuple(reader.unknown),
    )


class _Reader:
    """Goes through the statements of a BUILD file, and keeps the targets that are declared at its top level."""

    def __init__(self, source: Source, files: Files) -> None:
        self.source = source
        self.machine = program.machine(files, ".")
        self.machine.main_path = source.path
        self.scope = Scope(source, name="BUILD", main=True)
        self.targets: list[BuildTarget] = []
        self.unknown: list[Unknown] = []
        self.defaults: Span | None = None

    def run(self, tree: ast.Module) -> None:
        try:
            self.bind(tree)
            for node in tree.body:
                if not self.statement(node):
                    break
        except (Exhausted, NotKnown, Raised, RecursionError) as error:
            self.unknown.append(Unknown(str(error) or "is not understood", Span(self.source.path, 0, 0)))

    def bind(self, tree: ast.Module) -> None:
        """Give every name a meaning that Python itself does not: Pants, its plug-ins or a macro knows it."""
        world = self.machine.world
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and (not hasattr(builtins, node.id) or node.id in _NOT_HERE):
                line = Where(self.scope, node).line
                world.bind(self.scope, node.id, Opaque(f"depends on {node.id}, used {line}"))
        for name in _ARTIFACTS:
            world.bind(self.scope, name, Builtin("dict"))

    def statement(self, node: ast.stmt) -> bool:
        """Read one statement; whether the file goes on behind it."""
        place = Where(self.scope, node).span
        if isinstance(node, ast.Import | ast.ImportFrom):
            self.unknown.append(Unknown("imports something, which Pants refuses", place))
            return False
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and self.is_target(call.func.id):
            if call.func.id == _DEFAULTS:
                if any(keyword.arg in {"all", None} for keyword in call.keywords) or _names(node):
                    self.defaults = place
                return True
            if call.func.id == DISTRIBUTION or not _names(node):
                self.targets.append(self.target(call.func.id, call))
                return True
        if _names(node):
            self.unknown.append(Unknown(f"has a {DISTRIBUTION} inside of something else", place))
        paths = self.machine.execute([node], self.scope)
        if any(path.end is End.NORMAL for path in paths):
            return True
        self.unknown.append(Unknown("is not read to its end", place))
        return False

    def is_target(self, name: str) -> bool:
        """Whether a name is one that the file does not define itself."""
        return isinstance(self.machine.world.get((self.scope, name)), Opaque)

    def target(self, kind: str, call: ast.Call) -> BuildTarget:
        at = Where(self.scope, call).span
        reader = self.arguments(call, at)
        return BuildTarget(
            kind=kind,
            at=at,
            name=reader.text("name"),
            dependencies=reader.strings("dependencies", _whole),
            requirements=reader.strings("requirements", _whole) if kind == REQUIREMENT else None,
            sources=(reader.strings("sources", _whole) or reader.strings("source", _whole))
            if kind in RESOURCES
            else None,
            generated=_switch(reader.argument("generate_setup")),
            raw=self.artifact(reader.argument("provides"), at) if kind == DISTRIBUTION else None,
        )

    def arguments(self, call: ast.Call, at: Span) -> Reader:
        """The keywords of a call, ready to be read."""
        rest = Opaque("given by position, which Pants refuses") if call.args else None
        found: dict[str, Argument] = {}
        for keyword in call.keywords:
            value = self.machine.evaluate(keyword.value, self.scope)
            place = Where(self.scope, keyword.value).span
            if keyword.arg is not None:
                found[keyword.arg] = Argument(value, place)
                continue
            inside = self.unpacked(value, place)
            found.update(inside.arguments)
            rest = rest or inside.rest
        return Reader(self.machine.world.get, found, rest, at)

    def unpacked(self, value: Value, place: Span) -> Reader:
        """The entries of a dictionary as keywords; any may be there where it is none that is known."""
        contents: Value = self.machine.world.get(value) if isinstance(value, DictRef) else value
        if not isinstance(contents, Entries):
            reason = contents.reason if isinstance(contents, Opaque) else "has a type that is not understood here"
            contents = Entries({}, Opaque(reason))
        found = {
            str(key): Argument(item, item.at if isinstance(item, Text) else place, direct=False)
            for key, item in contents.items.items()
            if isinstance(key, str)
        }
        return Reader(self.machine.world.get, found, contents.loose, place)

    def artifact(self, argument: Argument | None, at: Span) -> Raw:
        """What ``provides`` declares; all of it is unknown where it is no call of ``python_artifact``."""
        value: Value = Opaque("no artifact is provided") if argument is None else argument.value
        return self.unpacked(value, at if argument is None else argument.at).read(self.source.path)


def _names(node: ast.AST) -> bool:
    """Whether there is a distribution anywhere inside."""
    return any(
        (isinstance(each, ast.Name) and each.id == DISTRIBUTION)
        or (isinstance(each, ast.Constant) and each.value == DISTRIBUTION)
        for each in ast.walk(node)
    )


def _whole(text: str) -> Iterator[str]:
    yield text


def _switch(argument: Argument | None) -> bool | Unknown | None:
    if argument is None or isinstance(argument.value, bool):
        return None if argument is None else bool(argument.value)
    reason = argument.value.reason if isinstance(argument.value, Opaque) else "neither True nor False"
    return Unknown(reason, argument.at)


def _constrained(tree: ast.Module, scope: Scope) -> Iterator[Constrained]:
    """Every place that sets interpreter constraints, whatever it belongs to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == CONSTRAINTS:
            yield Constrained(_literals(node.value), Where(scope, node.value).span)
        elif isinstance(node, ast.Constant) and node.value == CONSTRAINTS:
            yield Constrained(None, Where(scope, node).span)


def _literals(node: ast.expr) -> frozenset[str] | None:
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else ()
    texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return frozenset(texts) if texts and len(texts) == len(items) else None
