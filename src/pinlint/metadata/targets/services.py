"""Read the Docs and pre-commit: services that are configured in YAML and named for a Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata.targets import versions
from pinlint.metadata.targets.pythons import only
from pinlint.metadata.targets.yaml_tree import Mapping, Scalar, mappings, parse, scalars, string
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source

_PLUS = re.compile(r"--(py[0-9]{1,3})-plus")
_HOOKS = {"pyupgrade", "reorder-python-imports"}


def read_the_docs(source: Source) -> Iterator[Target]:
    """The Python that documentation is built on, where the project is installed for that. Raises Malformed."""
    config = parse(source)
    if not isinstance(config, Mapping):
        return
    value = config.get("build", "tools", "python") or config.get("python", "version")
    installs = any(each.get("path") for each in mappings(config.get("python", "install")))
    if isinstance(value, Scalar) and installs:
        yield Target(
            tool="Read the Docs",
            setting="",
            use=Use.RUNS,
            path=source.path,
            folder=source.path.rpartition("/")[0] or ".",
            pythons=only(versions.dotted(value.text), value.value, Span(source.path, value.start, value.end)),
        )


def pre_commit(source: Source) -> Iterator[Target]:
    """The Python that hooks rewrite code for: ``--py39-plus``. Raises Malformed."""
    config = parse(source)
    if not isinstance(config, Mapping):
        return
    for repository in mappings(config.get("repos")):
        for hook in mappings(repository.get("hooks")):
            name = string(hook.get("id"))
            # With ``files`` it is for some of the code, and there may be another one for the rest.
            if name not in _HOOKS or hook.get("files") or hook.get("types") or hook.get("types_or"):
                continue
            for argument in scalars(hook.get("args")):
                plus = _PLUS.fullmatch(argument.value) if argument else None
                if argument and plus:
                    yield Target(
                        tool=name,
                        setting=argument.value,
                        use=Use.REWRITES,
                        path=source.path,
                        folder=source.path.rpartition("/")[0] or ".",
                        pythons=only(
                            versions.tag(plus[1]), argument.value, Span(source.path, argument.start, argument.end)
                        ),
                        narrowed=config.get("exclude") is not None or hook.get("exclude") is not None,
                    )
