"""One run, in a fresh process, that writes the seconds of its phases as JSON: ``phases (pinlint|floor) FOLDER``.

``floor`` is what no such program can do without: the imports, the walk, and every file of metadata or requirements, and
each requirement, parsed.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from time import process_time


class Clock:
    """Seconds of the processor between calls, by name: what other programs do at the time counts less."""

    def __init__(self) -> None:
        """Start."""
        self.seconds: dict[str, float] = {}
        self.last = process_time()

    def lap(self, name: str) -> None:
        """Note the seconds since the last call."""
        now = process_time()
        self.seconds[name] = now - self.last
        self.last = process_time()


def pinlint(folder: Path) -> dict[str, float]:
    """What ``pinlint check`` does, phase by phase."""
    clock = Clock()
    import pinlint_rules  # noqa: PLC0415 - the import is measured
    from pinlint import discover, engine, graph  # noqa: PLC0415 - the import is measured
    from pinlint.cli import check_command  # noqa: F401, PLC0415 - the import is measured
    from pinlint.metadata import reading  # noqa: PLC0415 - the import is measured
    from pinlint.report import full, summary  # noqa: PLC0415 - the import is measured

    rules = engine.select(pinlint_rules.load())
    clock.lap("start-up")
    found = discover.find(folder, [folder])
    clock.lap("discover")
    read = reading.read(found.candidates, found.files, found.beside)
    clock.lap("read")
    workspace = graph.connect(read, problems=found.problems)
    clock.lap("connect")
    outcome = engine.check(workspace, rules)
    clock.lap("rules")
    full.render(outcome, color=False)
    summary.render(outcome, color=False)
    clock.lap("report")
    if outcome.findings or not workspace.members:
        raise SystemExit("the workspace was to agree with itself")
    return clock.seconds


def floor(folder: Path) -> dict[str, float]:
    """The bare cost of the same imports and the same files."""
    clock = Clock()
    import click  # noqa: F401, PLC0415 - the import is measured
    import tomli  # noqa: PLC0415 - the import is measured
    from packaging.requirements import Requirement  # noqa: PLC0415 - the import is measured
    from packaging.utils import canonicalize_name  # noqa: F401, PLC0415 - the import is measured

    clock.lap("start-up")
    paths = [Path(parent, name) for parent, _, names in os.walk(folder) for name in names]
    wanted = [path for path in paths if path.name in {"pyproject.toml", "requirements.txt", "setup.cfg", "setup.py"}]
    clock.lap("discover")
    import ast  # noqa: PLC0415 - needed for these workspaces, not for all
    from configparser import ConfigParser  # noqa: PLC0415 - the same

    requires: list[str] = []
    for path in wanted:
        text = path.read_text(encoding="utf-8")
        if path.name == "pyproject.toml":
            requires += tomli.loads(text)["project"]["dependencies"]
        elif path.name == "requirements.txt":
            requires += text.splitlines()
        elif path.name == "setup.cfg":
            parser = ConfigParser(interpolation=None)
            parser.read_string(text)
            requires += parser["options"]["install_requires"].split("\n")[1:]
        else:
            (assigned,) = (node for node in ast.parse(text).body if getattr(node, "lineno", 0) == 4)
            requires += ast.literal_eval(assigned.value)  # type: ignore[attr-defined] # REQUIRES, on line 4
    # Each text once, as any program would: a lockstep workspace repeats itself.
    for requirement in set(requires):
        Requirement(requirement)
    clock.lap("read")
    return clock.seconds


if __name__ == "__main__":
    gc.disable()  # as the command does
    measured = {"pinlint": pinlint, "floor": floor}[sys.argv[1]](Path(sys.argv[2]).resolve())
    sys.stdout.write(json.dumps(measured))
