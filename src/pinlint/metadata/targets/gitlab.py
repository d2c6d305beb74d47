"""GitLab CI: the official images of Python that jobs run in, those of their matrices among them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pinlint.metadata.targets import scripts, versions
from pinlint.metadata.targets.pythons import Pythons
from pinlint.metadata.targets.yaml_tree import Mapping, Scalar, Sequence, mappings, parse, scalars, string
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.targets.yaml_tree import Node
    from pinlint.source import Source

_KEYWORDS = frozenset(
    {"default", "image", "include", "stages", "variables", "workflow", "spec", "cache", "services", "pages"}
)
_SCRIPTS = ("before_script", "script")
_VARIABLE = re.compile(r"([^$]*)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))([^$]*)")
_MOST = 50
"""Jobs that one may extend, by way of others."""
_JOBS = 1000
_LINES = 200
_COMMANDS = 20_000
"""Characters of the commands of one job that are looked at."""


def read(source: Source) -> Iterator[Target]:
    """The Pythons of each job. Raises Malformed."""
    config = parse(source)
    if not isinstance(config, Mapping):
        return
    for name, job in tuple(config.values.items())[:_JOBS]:
        # A job that begins with a dot is a template: what extends it is run.
        if isinstance(job, Mapping) and name not in _KEYWORDS and not name.startswith("."):
            found = Pythons()
            _job(source, config, job, found)
            if found.items or found.unknown:
                yield Target(
                    tool="GitLab CI",
                    setting=f"job {name}",
                    use=Use.RUNS,
                    path=source.path,
                    folder=source.path.rpartition("/")[0] or ".",
                    pythons=found.listing(),
                )


def _job(source: Source, config: Mapping, job: Mapping, found: Pythons) -> None:
    chain = _chain(config, job)
    image = _of(chain, "image") or config.get("default", "image") or config.get("image")
    if isinstance(image, Mapping):
        image = image.get("name")
    if not isinstance(image, Scalar) or not re.search("python|pypy", image.value):
        return
    at = Span(source.path, image.start, image.end)
    variable = _VARIABLE.fullmatch(image.value)
    if "$" not in image.value:
        lists = (scalars(_of(chain, key) or config.get("default", key)) for key in _SCRIPTS)
        commands = [line for lines in lists for line in islice(lines, _LINES)]
        if scripts.installs("\n".join(line.value[:_COMMANDS] for line in commands if line is not None)[:_COMMANDS]):
            found.add(versions.image(image.value), image.value, at)
    elif variable is None or not _matrix(source, chain, variable, found):
        found.add(None, image.value, at)


def _matrix(source: Source, chain: list[Mapping], variable: re.Match[str], found: Pythons) -> bool:
    """The images that a variable of the matrix makes; False where the matrix does not set it."""
    name = variable[2] or variable[3]
    parallel = _of(chain, "parallel")
    matrix = parallel.get("matrix") if isinstance(parallel, Mapping) else None
    given = [each.get(name) for each in mappings(matrix)]
    if not given or None in given:
        return False
    for value in given:
        for scalar in scalars(value):
            if scalar is not None:
                python = versions.image(f"{variable[1]}{scalar.text}{variable[4]}")
                found.add(python, scalar.value, Span(source.path, scalar.start, scalar.end))
    return True


def _chain(config: Mapping, job: Mapping) -> list[Mapping]:
    """A job and what it extends, the nearest first; of several the last one counts most."""
    chain = [job]
    for each in chain:
        extended = each.get("extends")
        names = extended.items if isinstance(extended, Sequence) else [extended]
        for name in reversed(names):
            node = config.get(string(name) or "")
            if isinstance(node, Mapping) and len(chain) < _MOST:
                chain.append(node)
    return chain


def _of(chain: list[Mapping], key: str) -> Node | None:
    return next((node for each in chain if (node := each.get(key)) is not None), None)
