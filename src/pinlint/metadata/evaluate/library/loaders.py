"""``importlib.util`` and ``importlib.machinery``: modules loaded from a file that the program names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.library import modules, os_path
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import Entries, Module, ObjectRef, Scope, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _loader(machine: Machine, args: Args, where: Where) -> ObjectRef:
    """``SourceFileLoader(name, path)``."""
    args.only(2)
    name, path = plain(machine, args.positional[0]), os_path.path_text(machine, args.positional[1])
    if not isinstance(name, str):
        raise NotKnown
    ref = ObjectRef("loader")
    machine.world.new(ref, Entries({"name": str(name), "path": path}))
    return ref


def _spec(machine: Machine, args: Args, where: Where) -> Value:
    """``spec_from_file_location(name, location)``."""
    args.only(0, 2, "name", "location")
    given = (args.get(0, "name"), args.get(1, "location"))
    loader = _loader(machine, type(args)(given), where)
    ref = ObjectRef("spec")
    machine.world.new(ref, Entries({"name": given[0], "loader": loader}))
    return ref


def _module(machine: Machine, args: Args, where: Where) -> Value:
    """``module_from_spec``: a module that has not run yet."""
    (spec,) = args.only(1)
    if not isinstance(spec, ObjectRef) or spec.kind != "spec":
        raise NotKnown(getattr(spec, "reason", ""))
    return _empty(machine, _of(machine, spec, "loader"))


def _of(machine: Machine, ref: Value, name: str) -> Value:
    contents = machine.world.get(ref) if isinstance(ref, ObjectRef) else None
    if not isinstance(contents, Entries):
        raise NotKnown(getattr(contents, "reason", ""))
    return contents.items[name]


def _empty(machine: Machine, loader: Value) -> Module:
    name, path = _of(machine, loader, "name"), _of(machine, loader, "path")
    source, _ = modules.read(machine, files.place(machine, str(path)))
    scope = Scope(source, name=str(name))
    modules.introduce(machine, scope, str(name))
    return Module(str(name), scope)


def method(machine: Machine, loader: ObjectRef, name: str, args: Args, where: Where) -> Value:
    """``exec_module`` and ``load_module`` of a loader."""
    if name == "exec_module":
        (module,) = args.only(1)
        if not isinstance(module, Module):
            raise NotKnown(getattr(module, "reason", ""))
        modules.run(machine, module)
        return None
    if name == "load_module":
        args.only(0, 1)
        module = _empty(machine, loader)
        machine.world.set(f"module {module.name}", module)
        modules.run(machine, module)
        return module
    raise NotKnown


def _load_source(machine: Machine, args: Args, where: Where) -> Value:
    """``imp.load_source(name, path)``."""
    return method(machine, _loader(machine, args, where), "load_module", type(args)(), where)


FUNCTIONS: dict[str, Known] = {
    "importlib.util.spec_from_file_location": _spec,
    "importlib.util.module_from_spec": _module,
    "importlib.machinery.SourceFileLoader": _loader,
    "imp.load_source": _load_source,
}
