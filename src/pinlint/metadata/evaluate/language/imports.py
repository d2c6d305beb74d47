"""``import`` and ``from … import``."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, scopes
from pinlint.metadata.evaluate.library import modules, names
from pinlint.metadata.evaluate.outcomes import NORMAL, Path, Raised
from pinlint.metadata.evaluate.values import MISSING, Builtin, Foreign, ListRef, Module, Opaque, Scope, Value
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.evaluate.machine import Machine


def run_import(machine: Machine, node: ast.Import, scope: Scope) -> list[Path]:
    """Run ``import a, b.c as d``."""
    for alias in node.names:
        value = modules.load(machine, alias.name, Where(scope, node))
        if alias.asname is None and "." in alias.name:
            value = modules.load(machine, alias.name.partition(".")[0], Where(scope, node))
        scopes.bind(machine, scope, alias.asname or alias.name.partition(".")[0], value)
    return NORMAL


def run_import_from(machine: Machine, node: ast.ImportFrom, scope: Scope) -> list[Path]:
    """Run ``from a import b, c as d``."""
    where = Where(scope, node)
    if node.module == "__future__":
        return NORMAL
    name = node.module or ""
    if node.level:
        inside = scope.module.name.split(".") if scope.module.name else []
        base = scope.module.source.path
        if posixpath.basename(base) != "__init__.py":
            inside = inside[:-1]
        inside = inside[: len(inside) - (node.level - 1)] if node.level > 1 else inside
        if not inside:
            raise Raised("ImportError")
        name = ".".join([*inside, name] if name else inside)
    module = modules.load(machine, name, where)
    for alias in node.names:
        if alias.name == "*":
            _star(machine, module, scope, where)
            continue
        scopes.bind(machine, scope, alias.asname or alias.name, _member(machine, module, name, alias.name, where))
    return NORMAL


def _member(machine: Machine, module: Value, name: str, member: str, where: Where) -> Value:
    if isinstance(module, Module):
        try:
            return scopes.member(machine, module, member)
        except Raised:
            if modules.find(machine, f"{name}.{member}") is not None:
                return modules.load(machine, f"{name}.{member}", where)
            raise Raised("ImportError") from None
    if isinstance(module, Builtin):
        return names.member(machine, module.name, member, where)
    dotted = f"{name}.{member}"
    if isinstance(module, Foreign) and modules.find(machine, dotted) is not None:
        return modules.load(machine, dotted, where)
    holds = module.holds if isinstance(module, Opaque) else ()
    return Foreign(f"depends on {dotted}, imported {where.line}", holds, dotted)


_STARS = {
    "setuptools": (
        "setup",
        "Command",
        "Distribution",
        "Extension",
        "Require",
        "find_packages",
        "find_namespace_packages",
    ),
    "distutils.core": ("setup", "Command", "Distribution", "Extension"),
    "distutils.errors": (
        *("CCompilerError", "CompileError", "DistutilsArgError", "DistutilsByteCompileError", "DistutilsClassError"),
        *("DistutilsError", "DistutilsExecError", "DistutilsFileError", "DistutilsGetoptError"),
        *("DistutilsInternalError", "DistutilsModuleError", "DistutilsOptionError", "DistutilsPlatformError"),
        *("DistutilsSetupError", "DistutilsTemplateError", "LibError", "LinkError", "PreprocessError"),
        "UnknownFileError",
    ),
    "subprocess": (
        *("CREATE_BREAKAWAY_FROM_JOB", "CREATE_DEFAULT_ERROR_MODE", "CREATE_NEW_CONSOLE", "CREATE_NEW_PROCESS_GROUP"),
        *("CREATE_NO_WINDOW", "CalledProcessError", "CompletedProcess", "DETACHED_PROCESS", "DEVNULL", "PIPE", "Popen"),
        *("ABOVE_NORMAL_PRIORITY_CLASS", "BELOW_NORMAL_PRIORITY_CLASS", "HIGH_PRIORITY_CLASS", "IDLE_PRIORITY_CLASS"),
        *("NORMAL_PRIORITY_CLASS", "REALTIME_PRIORITY_CLASS", "STARTF_USESHOWWINDOW", "STARTF_USESTDHANDLES"),
        *("STARTF_FORCEONFEEDBACK", "STARTF_FORCEOFFFEEDBACK", "STARTUPINFO", "STDOUT", "STD_ERROR_HANDLE"),
        *("STD_INPUT_HANDLE", "STD_OUTPUT_HANDLE", "SW_HIDE", "SubprocessError", "TimeoutExpired", "call"),
        *("check_call", "check_output", "getoutput", "getstatusoutput", "list2cmdline", "run"),
    ),
    "csv": (
        *("Dialect", "DictReader", "DictWriter", "Error", "QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE"),
        *("QUOTE_NONNUMERIC", "QUOTE_NOTNULL", "QUOTE_STRINGS", "Sniffer", "__doc__", "__version__", "excel"),
        *("excel_tab", "field_size_limit", "get_dialect", "list_dialects", "reader", "register_dialect"),
        *("unix_dialect", "unregister_dialect", "writer"),
    ),
}
"""What an import of all names binds at most, whichever Python 3 it is, and whichever system."""


def _star(machine: Machine, module: Value, scope: Scope, where: Where) -> None:
    if isinstance(module, Builtin | Foreign) and module.name in _STARS:
        for name in _STARS[module.name]:
            scopes.bind(machine, scope, name, names.member(machine, module.name, name, where))
        return
    if not isinstance(module, Module):
        escape.wild(machine, scope, machine.unknown(f"may come from an import of all names {where.line}", module))
        return
    inner = module.scope
    exported = machine.world.get((inner, "__all__"))
    contents = machine.world.get(exported) if isinstance(exported, ListRef) else exported
    exports = [name for name in machine.world.names.get(inner, ()) if not name.startswith("_")]
    if isinstance(contents, tuple) and all(isinstance(name, str) for name in contents):
        exports = [str(name) for name in contents]
    elif exported is not MISSING or machine.world.get((inner, "*")) is not MISSING:
        escape.wild(machine, scope, machine.unknown(f"may come from an import of all names {where.line}"))
    for name in exports:
        value = machine.world.get((inner, name))
        if value is not MISSING:
            scopes.bind(machine, scope, name, value)
