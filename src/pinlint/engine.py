"""Ask the rules: which of them, what they find, where it stands in the files, and what is ignored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.positions import locate
from pinlint.rule import Level, Rule
from pinlint.source import Span
from pinlint.workspace import Listing, Requirement, Unknown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinlint.config import IgnoreTable
    from pinlint.rule import Finding
    from pinlint.source import Place, Source
    from pinlint.workspace import Member, Workspace


class UnknownRule(ValueError):  # noqa: N818 - it says what was asked for
    """A selector that names no rule; ``str()`` is a sentence that offers the nearest one."""


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in its final form: by which rule, how grave, and where its places are in the files."""

    rule: Rule
    level: Level
    finding: Finding
    span: Span
    related: tuple[tuple[Span, str], ...]
    reason: str | None = None
    """Why it is ignored, if it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found, and what it looked at; findings come in the order of their places."""

    workspace: Workspace
    findings: tuple[Located, ...]
    ignored: tuple[Located, ...] = ()
    root: str = "."
    """The folder that paths are relative to, seen from where the command was given, with ``/``."""

    @property
    def failed(self) -> bool:
        """Whether an error or a warning is among the findings."""
        return any(found.level is not Level.INFO for found in self.findings)

    @property
    def files(self) -> int:
        """How many files were read, or would have been had they been readable."""
        broken = {problem.at.path for problem in self.workspace.problems}
        return len(broken | self.workspace.sources.keys())

    @property
    def unknown(self) -> int:
        """How many fields of members could not be read."""
        return sum(len(unknown_fields(member)) for member in self.workspace.members)


def select(
    rules: Iterable[Rule], *, only: Sequence[str] = (), ignore: Sequence[str] = (), extend: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rules to ask, in the order of their codes: the default ones (or ``only`` some), ``extend``, less ``ignore``.

    Selectors are codes, names or prefixes of codes. Raises UnknownRule.
    """
    known = sorted(rules, key=lambda rule: rule.code)
    for selector in (*only, *ignore, *extend):
        if not any(matches(rule, selector) for rule in known):
            raise UnknownRule(_nearest(selector, known))
    return tuple(
        rule
        for rule in known
        if (_any(rule, only) if only else rule.default) or _any(rule, extend)
        if not _any(rule, ignore)
    )


def matches(rule: Rule, selector: str) -> bool:
    """Whether a code, a name or a prefix of codes (``PIN1``) means the rule; case does not matter."""
    wanted = selector.strip().upper()
    return bool(wanted) and (rule.code.startswith(wanted) or rule.name.upper() == wanted)


def check(
    workspace: Workspace,
    rules: Iterable[Rule],
    *,
    ignores: Sequence[IgnoreTable] = (),
    levels: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> Outcome:
    """Ask every rule.

    ``levels`` are by code, name or prefix, the longest deciding; ignores that are over ``today`` ignore nothing.
    """
    findings: list[Located] = []
    ignored: list[Located] = []
    for rule in rules:
        level = configured_level(rule, levels or {})
        for finding in _ask(rule, workspace):
            found = _located(rule, finding, workspace.sources, level)
            ignore = next((each for each in ignores if _ignores(each, found, today)), None)
            if ignore is None:
                findings.append(found)
            else:
                ignored.append(replace(found, reason=ignore.reason))
    return Outcome(workspace, tuple(sorted(findings, key=_order)), tuple(sorted(ignored, key=_order)))


def configured_level(rule: Rule, levels: Mapping[str, str]) -> Level | None:
    """The configured level: that of the name or the longest prefix of the code."""
    meant = [selector for selector in levels if matches(rule, selector)]
    return Level(levels[max(meant, key=len)]) if meant else None


def unknown_fields(member: Member) -> dict[str, tuple[Unknown, ...]]:
    """The fields of a member that could not be read, wholly or in part, each with every reason once.

    Fields are named as in Core Metadata, in lower case; ``dependency-groups`` (PEP 735) is beside them.
    """
    values = {
        "name": (member.title,),
        "version": (member.version,),
        "requires-python": (member.requires_python,),
        "requires-dist": (member.core, member.optional),
        "provides-extra": (member.extras,),
        "classifier": (member.classifiers,),
        "license": (member.license,),
        "dependency-groups": (member.groups,),
    }
    gaps = {
        field: tuple(dict.fromkeys(gap for part in parts for gap in _gaps(part))) for field, parts in values.items()
    }
    return {field: found for field, found in gaps.items() if found}


def _gaps(part: object) -> tuple[Unknown, ...]:
    if isinstance(part, Listing):
        # A template is known by name; the version in it is not.
        templates = (each for each in part if isinstance(each, Requirement) and each.templated)
        return (*part.unknown, *(Unknown("holds the version that the build fills in", each.at) for each in templates))
    return (part,) if isinstance(part, Unknown) else ()


def _ask(rule: Rule, workspace: Workspace) -> Iterator[Finding]:
    """What the rule finds; an error in it bears the code of the rule."""
    try:
        yield from rule.check(workspace)
    except Exception as error:
        error.add_note(f"while asking {rule.code}")
        raise


def _any(rule: Rule, selectors: Iterable[str]) -> bool:
    return any(matches(rule, selector) for selector in selectors)


def _nearest(selector: str, rules: Sequence[Rule]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a misspelt selector

    wanted = selector.strip().upper()
    family = [rule.code for rule in rules if rule.code[:4] == wanted[:4]]
    words = {word.upper(): word for rule in rules for word in (rule.code, rule.name)}
    near = get_close_matches(wanted, family, n=1, cutoff=0.65) or get_close_matches(wanted, words, n=1, cutoff=0.65)
    offer = f"; did you mean {words[near[0]]}?" if near else "; `pinlint rule` lists them"
    return f"there is no rule {selector!r}{offer}"


def _located(rule: Rule, finding: Finding, sources: Mapping[str, Source], level: Level | None) -> Located:
    return Located(
        rule=rule,
        level=level or finding.level or rule.level,
        finding=finding,
        span=_span(finding.at, sources),
        related=tuple((_span(related.at, sources), related.message) for related in finding.related),
    )


def _span(place: Place, sources: Mapping[str, Source]) -> Span:
    """Where the place is; the beginning of a file that could not be read."""
    source = sources.get(place.path)
    return Span(place.path, 0, 0) if source is None else locate(source, place)


def _ignores(ignore: IgnoreTable, found: Located, today: dt.date | None) -> bool:
    if not matches(found.rule, ignore.rule):
        return False
    if ignore.until is not None and today is not None and today > ignore.until:
        return False
    member = found.finding.member
    names = found.finding.dependencies
    return _names(ignore.member, member.name if member else None) and (
        all(_names(ignore.dependency, name) for name in names) if names else _names(ignore.dependency, None)
    )


def _names(glob: str | None, name: str | None) -> bool:
    """Whether a glob over normalised names matches; one that is not given matches everything."""
    return glob is None or (name is not None and fnmatchcase(name, canonicalize_name(glob)))


def _order(found: Located) -> tuple[str, int, int, str, str]:
    return found.span.path, found.span.start, found.span.end, found.rule.code, found.finding.message
