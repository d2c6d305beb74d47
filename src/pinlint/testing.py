"""A workspace as one string, and the means to hold a rule to its examples.

Rule authors need one line::

    from pinlint.testing import assert_examples
    assert_examples(RULE)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import reduce
from textwrap import dedent
from typing import TYPE_CHECKING

from pinlint import config, engine, fixing, graph
from pinlint.candidate import Candidate, Origin
from pinlint.configured import overrides, policies, unmatched, version_files
from pinlint.discover import globs
from pinlint.metadata import reading
from pinlint.report import concise
from pinlint.source import Source, Unreadable
from pinlint.workspace.companion import PANTS, companion, is_build

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinlint.engine import Located, Outcome
    from pinlint.fixing import Fixed
    from pinlint.rule import Rule

_HEADER = re.compile(r"^-- (?P<path>\S.*\S|\S) --$", re.MULTILINE)
_METADATA = ("pyproject.toml", "setup.py", "setup.cfg", "PKG-INFO", "METADATA", "requires.txt")


class Texts:
    """Files that are only text in memory, by path; they are read as files of a workspace are."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        if path not in self.texts:
            raise Unreadable("is missing")
        return self.texts[path].encode()

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.texts

    def folder(self, path: str) -> bool | None:
        """Whether there is a file in such a folder."""
        return path == "." or any(name.startswith(f"{path}/") for name in self.texts)


def parse_workspace(text: str) -> dict[str, str]:
    """The files in a string of ``-- path --`` headers, each followed by its text; the whole is dedented first.

    Raises ValueError for text in front of the first header and for a path that is named twice.
    """
    text = dedent(text).lstrip("\n")
    headers = list(_HEADER.finditer(text))
    if not headers or headers[0].start() != 0:
        raise ValueError("a workspace starts with a '-- path --' line")
    files: dict[str, str] = {}
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        path = header["path"]
        if path in files:
            raise ValueError(f"{path} is in the workspace twice")
        files[path] = text[header.end() + 1 : following.start() if following else None]
    return files


def candidates(texts: Iterable[str]) -> tuple[Candidate, ...]:
    """The folders that hold metadata files; an egg-info belongs to the unpacked sdist it is in."""
    texts = tuple(texts)
    folders: dict[str, list[str]] = {}
    for path in texts:
        folder, _, name = path.rpartition("/")
        if name in _METADATA or (is_build(name) and PANTS in texts):
            outer, _, last = folder.rpartition("/")
            folders.setdefault(outer if last.endswith(".egg-info") else folder, []).append(path)
    return tuple(Candidate(folder or ".", tuple(files), _origin(files)) for folder, files in sorted(folders.items()))


def check(text: str, rules: Iterable[Rule], *, today: dt.date | None = None) -> Outcome:
    """Ask the rules about a workspace in a string; a ``pinlint.toml`` in it is its configuration.

    Ignores that were to end before ``today``, by default the day it is, ignore nothing.
    """
    return _check(parse_workspace(text), rules, today)


def fix(
    text: str, rules: Iterable[Rule], *, only: Rule | None = None, unsafe: bool = True
) -> tuple[Fixed, dict[str, str]]:
    """Fix all that the rules find, or ``only`` one of them, in a workspace in a string; the files as they are then."""
    files, rules = parse_workspace(text), tuple(rules)
    outcome = _check(files, rules)
    shown = outcome if only is None else replace(outcome, findings=_of(only, outcome))
    fixed = fixing.fix(outcome, lambda sources: _check(_with(files, sources), rules), unsafe=unsafe, shown=shown)
    return fixed, _with(files, fixed.sources)


def _with(files: Mapping[str, str], sources: Mapping[str, Source]) -> dict[str, str]:
    return {**files, **{path: "\ufeff" * source.bom + source.text for path, source in sources.items()}}


def _of(rule: Rule, outcome: Outcome) -> tuple[Located, ...]:
    return tuple(each for each in outcome.findings if each.rule.code == rule.code)


def _check(files: Mapping[str, str], rules: Iterable[Rule], today: dt.date | None = None) -> Outcome:
    settings = config.Config()
    if "pinlint.toml" in files:
        settings = config.parse(Source("pinlint.toml", files["pinlint.toml"]))
    beside = [path for path in sorted(files) if companion(path)]
    read = overrides.apply(reading.read(candidates(files), Texts(files), beside), settings)
    if settings.exclude:
        read = unmatched.idle(settings, read, lambda glob: not _matching(f"{glob}/**", files))
    if settings.version_files:
        read = version_files.added(read, settings, Texts(files), lambda glob: _matching(glob, files))
    workspace = graph.connect(read, policies.read(settings, Texts(files)))
    today = today or dt.datetime.now().astimezone().date()
    return engine.check(workspace, rules, ignores=settings.ignores, levels=settings.levels, today=today)


def _matching(glob: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The paths of texts that a glob of the configuration matches."""
    return tuple(
        path for path in sorted(texts) if globs.accepts(reduce(globs.step, path.split("/"), globs.start((glob,))))
    )


def lines(outcome: Outcome) -> str:
    """The findings in the concise format: ``path:line:column: CODE message``."""
    return concise.render(outcome, color=False)


def assert_examples(rule: Rule, others: Iterable[Rule] = ()) -> None:
    """Every example says exactly what it says it does, and is silent once it is put right. Raises AssertionError.

    Where what it says can be fixed, safely or not, the fixes put it right byte for byte.
    ``others`` are asked as well, and not listened to: a rule that is asked last may need to know what they found.
    """
    rules = [rule, *(other for other in others if other.code != rule.code)]
    assert rule.examples, f"{rule.code} has no examples"
    for number, example in enumerate(rule.examples, 1):
        found = check(example.before, rules)
        said = _said(rule, found)
        assert said == dedent(example.says).lstrip("\n"), f"example {number} of {rule.code} says:\n{said}"
        after = _said(rule, check(example.after, rules))
        assert not after, f"example {number} of {rule.code} still says when put right:\n{after}"
        if any(each.fix for each in _of(rule, found)):
            fixed, files = fix(example.before, rules, only=rule)
            bugs = [each.why for each in fixed.bugs]
            assert not bugs, f"example {number} of {rule.code} is not fixed: {bugs}"
            assert files == parse_workspace(example.after), f"example {number} of {rule.code} is fixed:\n{files}"


def _said(rule: Rule, outcome: Outcome) -> str:
    return lines(replace(outcome, findings=_of(rule, outcome)))


def _origin(files: Iterable[str]) -> Origin:
    names = {path.rpartition("/")[2] for path in files}
    if "METADATA" in names:
        return Origin.WHEEL
    return Origin.SDIST if "PKG-INFO" in names else Origin.TREE
