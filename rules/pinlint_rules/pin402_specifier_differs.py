"""PIN402: members require the same distribution with different specifier sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.specifiers import witness
from pinlint.source import Key, Span
from pinlint.workspace.policy import WINNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.questions.ballots import Outlier, Tie
    from pinlint.questions.demands import Demand
    from pinlint.questions.fitting import Fitted
    from pinlint.questions.hubs import Different, Missing, Stale
    from pinlint.workspace import Requirement, Workspace
    from pinlint.workspace.policy import DependencyPolicy
    from pinlint.workspace.requested import Requested, RequirementsFile

EXPLANATION = """
Members require the same distribution with different specifier sets, although the configuration wants them to agree.

Asked only of distributions that a `[[dependencies]]` table names; of several tables the first decides. With
`specifiers = "same"` all sets have to be equal (as sets: `>=8,<9` is `~=8.0`; a set that names a pre-release, and so
admits them, equals none that does not), with `"overlap"` some version has to
satisfy them all. `winner` says who is right: the `"majority"` (more than half), the `"highest"` or `"lowest"` lower bound,
a member, or a requirements file. There is one finding for each member that stands apart; where nobody wins, one that
names all sides.

A requirements file is compared both ways: a distribution that members require and it lacks, a line that no member
requires, and a line that differs are found, each with the two places where it can be put right. Where all members agree
with each other and not with the file, that is one finding in the file.

Published requirements are compared, and only those that some environment meets together: different bounds for different
platforms or Pythons are fine. Requirements on siblings are left to the groups, and those with a URL to nobody. Where
only a part of the workspace is read, what only a glob names is left alone: it may be a sibling.

The fix writes the clauses of what wins. Where a requirements file can be put right as well as its members, it is the file that
is changed, and that is unsafe.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.1"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click >= 8.1"]
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            dependencies = ["click>=7"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["click"]
            specifiers = "same"
        """,
        says="""
            web/pyproject.toml:4:17: PIN402 web requires click>=7, but 2 of 3 members require click>=8.1, which refuses click 7
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.1"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click >= 8.1"]
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            dependencies = ["click>=8.1"]
            -- pinlint.toml --
            [[dependencies]]
            names = ["click"]
            specifiers = "same"
        """,
    ),
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.1", "rich>=13"]
            -- requirements.txt --
            click>=8.1
            six>=1.16
            -- pinlint.toml --
            [[dependencies]]
            names = ["*"]
            winner = "requirements.txt"
        """,
        says="""
            app/pyproject.toml:4:31: PIN402 app requires rich>=13, which requirements.txt lacks; they agree with rich>=13 in requirements.txt or without rich in app
            requirements.txt:2:1: PIN402 requirements.txt has six>=1.16, which no member requires; they agree with six>=1.16 in a member or without six in requirements.txt
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.1", "rich>=13"]
            -- requirements.txt --
            click>=8.1
            rich>=13
            -- pinlint.toml --
            [[dependencies]]
            names = ["*"]
            winner = "requirements.txt"
        """,
    ),
)

_SHOWN = 5
"""Places of one side that are shown."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the demands on each distribution that a policy wants to agree."""
    if any(policy.specifiers != "ignore" for policy in workspace.policies):
        yield from _held(workspace)


def _held(workspace: Workspace) -> Iterator[Finding]:
    # Only where a policy compares.
    from pinlint.questions.ballots import Tie, compare  # noqa: PLC0415 - see above
    from pinlint.questions.demands import gather  # noqa: PLC0415 - see above
    from pinlint.questions.hubs import Missing, entries, hold, stale  # noqa: PLC0415 - see above

    demands = gather(workspace)
    lines = {}
    for name, (policy, asked) in demands.items():
        if policy.specifiers == "ignore":
            continue
        if isinstance(policy.winner, str):
            for found in compare(policy, asked):
                yield _tie(policy, name, found) if isinstance(found, Tie) else _outlier(policy, name, found)
        else:
            file = policy.winner
            if file not in lines:
                lines[file] = entries(file)
            for each in hold(policy, file, lines[file].get(name, []), asked):
                yield _missing(policy, file, each) if isinstance(each, Missing) else _different(policy, each)
    for policy in workspace.policies:
        if policy.specifiers != "ignore" and not isinstance(policy.winner, str):
            for entry in stale(workspace, policy, policy.winner):
                yield from _stale(policy, entry)


def _outlier(policy: DependencyPolicy, name: NormalizedName, outlier: Outlier) -> Finding:
    first, best = outlier.demands[0], outlier.winners[0]
    member, wanted = first.member, best.requirement.text
    if policy.winner == "majority":
        # Where sets should overlap, others that overlap with it may have made it the majority.
        most = 2 * outlier.votes > outlier.voters
        rest = f"{outlier.votes} of {outlier.voters} members require" if most else f"{best.member.label} requires"
        rest = f"{rest} {wanted}"
    elif policy.winner in WINNERS:
        rest = f"{best.member.label} requires {wanted} and the {policy.winner} wins"
    else:
        rest = f"{best.member.label}, which decides, requires {wanted}"
    contrast, version = _contrast(policy, name, first.specifiers, best.specifiers)
    return Finding(
        first.requirement.at,
        f"{member.label} requires {first.requirement.text}, but {rest}{contrast}",
        member=member,
        dependencies=(name,),
        related=(*_places(outlier.demands[1:]), *_places(outlier.winners[:1]), _reason(policy)),
        witness=version,
        subject=telling.asked(each.requirement for each in outlier.demands),
        fix=_made_like(outlier.demands, best.requirement) if _stands_alone(best) else None,
    )


def _stands_alone(demand: Demand) -> bool:
    """Whether no other requirement of its member narrows it."""
    return str(demand.specifiers) == str(demand.requirement.specifiers)


def _made_like(demands: Sequence[Demand], wanted: Requirement | Requested) -> Fix | None:
    """The clauses of a requirement in all demands."""
    from pinlint.questions import fitting  # noqa: PLC0415 - only for what is found

    if not all(map(_stands_alone, demands)):
        return None
    told = [(each.requirement, fitting.clauses_like(wanted, each.requirement)) for each in demands]
    return _fix([None if text is None else fitting.with_clauses(own, text) for own, text in told], safe=True)


def _fix(found: Sequence[Fitted | None], *, safe: bool) -> Fix | None:
    fitted = [each for each in found if each is not None]
    if not fitted or len(fitted) < len(found):
        return None
    more = f" and {len(fitted) - 1} more" if len(fitted) > 1 else ""
    return Fix(f"write {fitted[0].text}{more}", tuple(each for fix in fitted for each in fix.changes), safe=safe)


def _tie(policy: DependencyPolicy, name: NormalizedName, tie: Tie) -> Finding:
    first, second, *others = tie.sides
    sides = ", ".join(f"{each.member.label} {each.requirement.text}" for each in (second, *others)[:_SHOWN])
    more = f" and {len(others) + 1 - _SHOWN} more" if len(others) >= _SHOWN else ""
    nobody = "no majority decides" if policy.winner == "majority" else "nothing decides"
    accepted, version = _version(first.specifiers, second.specifiers)
    contrast = ""
    if policy.specifiers == "overlap":
        contrast = f", and no version satisfies {'them all' if others else 'both'}"
    elif version is not None:
        one, other = (second, first) if accepted else (first, second)
        contrast = f": {one.member.label} accepts {name} {version}, {other.member.label} refuses it"
    return Finding(
        first.requirement.at,
        f"{first.member.label} requires {first.requirement.text}, but {sides}{more}, and {nobody}{contrast}",
        member=first.member,
        dependencies=(name,),
        related=(*_places((second, *others)), _reason(policy)),
        witness=f"{name} {version}" if version else None,
    )


def _different(policy: DependencyPolicy, found: Different) -> Finding:
    first, entry = found.demands[0], found.entry
    name, ours, theirs = first.requirement.name, first.requirement.text, entry.text
    here = entry.at.path
    if found.unanimous:
        members = len({demand.member for demand in found.demands})
        contrast, version = _contrast(policy, name, found.specifiers, first.specifiers)
        return Finding(
            entry.at,
            f"{here} has {theirs}, but all {members} members that require it require {ours}{contrast}; "
            f"they agree with {theirs} in these members or {ours} in {here}",
            dependencies=(name,),
            related=(*_places(found.demands), _reason(policy)),
            witness=version,
            fix=_changed_line(found),
        )
    contrast, version = _contrast(policy, name, first.specifiers, found.specifiers)
    label = first.member.label
    return Finding(
        first.requirement.at,
        f"{label} requires {ours}, but {here} has {theirs}{contrast}; "
        f"they agree with {theirs} in {label} or {ours} in {here}",
        member=first.member,
        dependencies=(name,),
        related=(Related(entry.at, f"{here} has {theirs}"), *_places(found.demands[1:]), _reason(policy)),
        witness=version,
        subject=telling.asked(each.requirement for each in found.demands),
        fix=_made_like(found.demands, entry) if str(found.specifiers) == str(entry.specifiers) else None,
    )


def _changed_line(found: Different) -> Fix | None:
    """The clauses that all members agree on in the line of the file."""
    from pinlint.questions import fitting  # noqa: PLC0415 - only for what is found

    texts = {fitting.clauses_of(each.requirement.text) for each in found.demands}
    specifiers = fitting.clauses_of(found.demands[0].requirement.text)
    alone = str(found.specifiers) == str(found.entry.specifiers) and all(map(_stands_alone, found.demands))
    if specifiers is None or None in texts or not alone:
        return None
    return _fix([fitting.line_with_clauses(found.entry, specifiers)], safe=False)


def _missing(policy: DependencyPolicy, file: RequirementsFile, found: Missing) -> Finding:
    first = found.demands[0]
    text, name = first.requirement.text, first.requirement.name
    others = len({demand.member for demand in found.demands}) - 1
    more = f" and {others} more" if others else ""
    return Finding(
        first.requirement.at,
        f"{first.member.label} requires {text}, which {file.path} lacks; "
        f"they agree with {text} in {file.path} or without {name} in {first.member.label}{more}",
        member=first.member,
        dependencies=(name,),
        related=(
            *_places(found.demands[1:]),
            Related(Span(file.path, 0, 0), f"{file.path} has no {name}"),
            _reason(policy),
        ),
        subject=telling.listed(f"{each.member.path} lacks" for each in found.demands),
        fix=_added_line(file, found),
    )


def _added_line(file: RequirementsFile, found: Missing) -> Fix | None:
    """The requirement, where all members write it alike, in the file: behind the last line that comes before it."""
    from pinlint.changes import Insert  # noqa: PLC0415 - only for what is found
    from pinlint.questions import fitting  # noqa: PLC0415 - only for what is found

    texts = {each.requirement.text for each in found.demands}
    name = found.demands[0].requirement.name
    lines = [(each.name, each) for each in file.requirements if each.name is not None and each.at.path == file.path]
    if len(texts) != 1 or not lines or fitting.clauses_of(*texts) is None:
        return None
    before = [line for other, line in lines if other < name]
    beside = before[-1] if before else lines[0][1]
    (text,) = texts
    return Fix(f"add {text} to {file.path}", (Insert(beside.at, beside.text, (text,), before=not before),), safe=False)


def _stale(policy: DependencyPolicy, found: Stale) -> Iterator[Finding]:
    from pinlint.changes import Remove  # noqa: PLC0415 - only for what is found

    entry = found.entry
    if entry.name is not None:
        here = entry.at.path
        yield Finding(
            entry.at,
            f"{here} has {entry.text}, which no member requires; "
            f"they agree with {entry.text} in a member or without {entry.name} in {here}",
            dependencies=(entry.name,),
            related=(_reason(policy),),
            fix=Fix(f"remove {entry.text}", (Remove(entry.at, entry.text),), safe=False),
        )


def _contrast(
    policy: DependencyPolicy, name: NormalizedName, ours: SpecifierSet, theirs: SpecifierSet
) -> tuple[str, str | None]:
    """What the two sets part on, as the end of a sentence about theirs, and that version."""
    accepted, version = _version(ours, theirs)
    shown = f"{name} {version}" if version else None
    if policy.specifiers == "overlap":
        return ", and no version satisfies both", shown
    if shown is None and ours.prereleases != theirs.prereleases:
        return f", which admits {'' if theirs.prereleases else 'no '}pre-releases", None
    return (f", which {'accepts' if accepted else 'refuses'} {shown}" if shown else ""), shown


def _version(ours: SpecifierSet, theirs: SpecifierSet) -> tuple[bool, Version | None]:
    """A version on which two sets differ, and whether it is theirs that accepts it."""
    refused = witness(ours, theirs)
    return (False, refused) if refused else (True, witness(theirs, ours))


def _places(demands: Iterable[Demand]) -> tuple[Related, ...]:
    return tuple(
        Related(demand.requirement.at, f"{demand.member.label} requires {demand.requirement.text}")
        for demand in tuple(demands)[:_SHOWN]
    )


def _reason(policy: DependencyPolicy) -> Related:
    how = "the same versions" if policy.specifiers == "same" else "a version in common"
    at = Key(policy.at.path, (*policy.at.keys, "specifiers"))
    return Related(at, f"they are configured to accept {how}{policy.because}")


RULE = Rule("PIN402", "specifier-differs", Level.WARNING, EXPLANATION, EXAMPLES, check)
