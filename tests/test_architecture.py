"""What the house promises and import contracts cannot say. These tests read the code, and run none of it."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    path.relative_to(ROOT / folder).as_posix(): path
    for folder in ("src", "rules")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
COMMAND_LINE = ("pinlint/cli/", "pinlint/__main__.py")
DISK = (*COMMAND_LINE, "pinlint/config/", "pinlint/discover/")
RULES = tuple(name for name in MODULES if name.startswith("pinlint_rules/pin"))

OUTSIDE = {"asyncio", "http", "multiprocessing", "pickle", "shelve", "socket", "ssl", "subprocess"}
# Of modules that touch disks, what only handles names.
PURE = {"os.path.commonprefix", "pathlib.PurePosixPath"}
FILES = {"os", "pathlib", "shutil", "tempfile"}


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def imported(module: str) -> set[str]:
    """The top names of everything that is imported anywhere in a module, for annotations too."""
    plain = {alias.name for node in nodes(module) if isinstance(node, ast.Import) for alias in node.names}
    parts = {
        f"{node.module}.{alias.name}"
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {name.partition(".")[0] for name in (plain | parts) - PURE}


def called(module: str) -> set[str]:
    """The functions that a module calls by a bare name."""
    functions = (node.func for node in nodes(module) if isinstance(node, ast.Call))
    return {node.id for node in functions if isinstance(node, ast.Name)}


def test_nothing_reaches_for_the_network_or_another_process_but_git() -> None:
    outside = {name: found for name in MODULES if (found := imported(name) & OUTSIDE)}
    assert outside == {"pinlint/discover/git.py": {"subprocess"}}  # what a revision holds, only git knows


def test_only_the_command_line_prints_and_exits() -> None:
    others = [name for name in MODULES if not name.startswith(COMMAND_LINE)]
    assert {name: found for name in others if (found := called(name) & {"print", "exit", "quit", "input"})} == {}


def test_disks_are_touched_only_where_files_are_found_configured_and_written() -> None:
    others = [name for name in MODULES if not name.startswith(DISK)]
    assert {name: found for name in others if (found := imported(name) & FILES)} == {}
    assert [name for name in others if "open" in called(name)] == []


def test_nobody_runs_what_was_read() -> None:
    running = {"eval", "exec", "compile", "__import__"}
    assert {name: found for name in MODULES if (found := called(name) & running)} == {}
    importing = {name for name in MODULES if "importlib" in imported(name)}
    assert importing == {"pinlint/cli/commands.py", "pinlint/cli/entry_points.py", "pinlint_rules/__init__.py"}


def test_a_rule_asks_only_the_workspace() -> None:
    known = {"packaging", "pinlint", "trove_classifiers"} | set(sys.stdlib_module_names) - FILES - {"io", "sys"}
    assert {name: found for name in RULES if (found := imported(name) - known)} == {}


def test_what_is_installed_with_the_program_is_what_it_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {Requirement(line).name.replace("-", "_") for line in project["dependencies"]}
    declared = {{"pyyaml": "yaml"}.get(name, name) for name in names}
    ours = {"pinlint", "pinlint_rules"}
    assert {name for module in MODULES for name in imported(module)} - ours - set(sys.stdlib_module_names) == declared


def test_package_is_not_a_name() -> None:
    names = {name: {node.id for node in nodes(name) if isinstance(node, ast.Name)} for name in MODULES}
    assert [name for name, found in names.items() if "package" in found] == []


def test_a_module_says_in_a_sentence_what_it_is() -> None:
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
    assert [name for name, tree in trees.items() if not (ast.get_docstring(tree) or "").strip()] == []
