"""GitHub Actions: the Pythons that the jobs of a workflow set up, in matrices above all.

An expression is followed only where it names a key of the job's own matrix, ``${{ matrix.python }}``; any other one is
unknown. A single Python is one that the project is tested on only if the same job installs the project: a helper of a
release may run on any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, normpath
from typing import TYPE_CHECKING

from pinlint.metadata.targets import matrix, scripts, tables, versions
from pinlint.metadata.targets.pythons import Pythons
from pinlint.metadata.targets.yaml_tree import Mapping, Scalar, mappings, parse, string
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.targets.yaml_tree import Node
    from pinlint.source import Source

_SETUPS = re.compile(
    r"(?:actions/setup-python|astral-sh/setup-uv|pdm-project/setup-pdm|conda-incubator/setup-miniconda"
    r"|mamba-org/setup-micromamba|deadsnakes/action)@.*"
)
_MATRIX = re.compile(r"\$\{\{\s*matrix(?:\.([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])\s*\}\}")
_CHOOSES = re.compile(r"--python|pyenv|conda|uv python|TOXENV|\b(?:tox|nox)\b[^\n]{0,99} -[es]\b")
"""Commands that choose a Python themselves."""
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class _Job:
    """One job of a workflow."""

    name: str
    node: Mapping
    source: Source
    folder: str
    """The folder that all its commands run in, as far as that is written."""

    @property
    def script(self) -> str:
        """Every command of its steps."""
        return "\n".join(string(step.get("run")) or "" for step in mappings(self.node.get("steps")))

    def at(self, scalar: Scalar) -> Span:
        return Span(self.source.path, scalar.start, scalar.end)

    def target(self, tool: str, setting: str, found: Pythons) -> Target:
        """What the job sets."""
        return Target(
            tool=tool,
            setting=setting,
            use=Use.RUNS,
            path=self.source.path,
            folder=self.folder,
            pythons=found.listing(),
        )


def read(source: Source) -> Iterator[Target]:
    """The Pythons of each job. Raises Malformed."""
    workflow = parse(source)
    jobs = workflow.get("jobs") if isinstance(workflow, Mapping) else None
    if not isinstance(workflow, Mapping) or not isinstance(jobs, Mapping):
        return
    for name, node in jobs.values.items():
        if isinstance(node, Mapping):
            job = _Job(name, node, source, _folder(source.path, workflow, node))
            yield from _setups(job)
            yield from _wheels(job, workflow)


def _setups(job: _Job) -> Iterator[Target]:
    """What the steps of a job set up."""
    found = Pythons()
    steps = [step for step in mappings(job.node.get("steps")) if _SETUPS.fullmatch(string(step.get("uses")) or "")]
    given = [step.get("with", "python-version") for step in steps]
    keys: set[str] = set()
    for value in given:
        if isinstance(value, Scalar) and (axis := _MATRIX.fullmatch(value.value.strip())):
            keys.add(axis[1] or axis[2])
        elif isinstance(value, Scalar):
            _literal(job, value, found, alone=len(given) == 1)
    for key in sorted(keys):
        _matrix(job, key, found)
    _hidden(job, found)
    if found.items or found.unknown:
        yield job.target("GitHub Actions", f"job {job.name}", found)


def _hidden(job: _Job, found: Pythons) -> None:
    """That the Pythons of a job stand elsewhere: in another workflow, an image, an action, or its commands."""
    nodes = [job.node.get("uses"), job.node.get("container")]
    for step in mappings(job.node.get("steps")):
        given = step.get("with")
        named = given.values.items() if isinstance(given, Mapping) else ()
        known = _SETUPS.fullmatch(string(step.get("uses")) or "")
        nodes += [node for name, node in named if "python" in name and not (known and name == "python-version")]
        nodes += [each for each in (step.get("run"),) if _CHOOSES.search(string(each) or "")]
    for node in nodes:
        if node is not None:
            at = job.at(node) if isinstance(node, Scalar) else Span(job.source.path, 0, 0)
            found.add(None, "what is set up elsewhere", at)


def _literal(job: _Job, value: Scalar, found: Pythons, *, alone: bool) -> None:
    """A Python, or one on each line. ``alone``: the job sets up no other."""
    at = job.at(value)
    if matrix.EXPRESSION in value.value:
        found.add(None, value.value, at)
        return
    words = list(_WORD.finditer(job.source.text, value.start, value.end)) if "\n" in value.value else []
    if words:
        for word in words:
            if word[0] not in {"|", "|-", ">", ">-"}:
                text = word[0].strip("\"'")
                found.add(versions.named(text), text, Span(at.path, word.start(), word.end()))
    elif alone and scripts.installs(job.script):
        _add(job, value, found)


def _matrix(job: _Job, key: str, found: Pythons) -> None:
    """The Pythons in one key of the matrix; a single one counts where the job installs the project."""
    given = job.node.get("strategy", "matrix")
    computed = [given] if isinstance(given, Scalar) else []
    if isinstance(given, Mapping):
        computed = list(matrix.computed(given, key))
        values = list(matrix.values(given, key))
        if not computed and (len(values) > 1 or scripts.installs(job.script)):
            for scalar, runs in values:
                if runs is not False:
                    _add(job, scalar, found, certain=runs is True)
    for scalar in computed:
        found.add(None, scalar.value, job.at(scalar))


def _add(job: _Job, scalar: Scalar, found: Pythons, *, certain: bool = True) -> None:
    python = None if matrix.EXPRESSION in scalar.value else versions.named(scalar.text)
    found.add(python if certain else None, scalar.value, job.at(scalar))


def _wheels(job: _Job, workflow: Mapping) -> Iterator[Target]:
    """``CIBW_BUILD`` in the environment of a workflow, a job or a step."""
    steps = list(mappings(job.node.get("steps")))
    if not any("cibuildwheel" in (string(step.get("uses")) or string(step.get("run")) or "") for step in steps):
        return
    environments = [each.get("env") for each in (workflow, job.node, *steps)]
    variables = {name: node for each in environments if isinstance(each, Mapping) for name, node in each.values.items()}
    build = variables.get("CIBW_BUILD")
    skip = string(variables.get("CIBW_SKIP")) or ""
    if not isinstance(build, Scalar) or "CIBW_PROJECT_REQUIRES_PYTHON" in variables:
        return
    found = Pythons()
    if matrix.EXPRESSION in build.value + skip:
        found.add(None, build.value, job.at(build))
    else:
        listing = tables.builds([(build.value, job.at(build))], skip)
        found.items.extend(listing.items)
        found.unknown.extend(listing.unknown)
    yield job.target("cibuildwheel", f"CIBW_BUILD of job {job.name}", found)


def _folder(path: str, workflow: Mapping, job: Mapping) -> str:
    """The folder that all commands of a job run in: that of the workflow's repository, or one that is named."""
    top = path.rpartition("/")[0].rpartition("/")[0].rpartition("/")[0] or "."
    default: Node | None = job.get("defaults", "run", "working-directory")
    default = default or workflow.get("defaults", "run", "working-directory")
    named = {string(step.get("working-directory") or default) for step in mappings(job.get("steps")) if step.get("run")}
    # The folders of commands differ, or are not told: it may be for every project.
    folder = next(iter(named)) if len(named) == 1 else None
    return top if folder is None or "$" in folder else normpath(join(top, folder))
