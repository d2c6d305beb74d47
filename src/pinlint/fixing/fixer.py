"""Fixing everything once: what can be done together is, and then what overlapped with it, until nothing is left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.fixing import kept, sharing
from pinlint.fixing.left import Left
from pinlint.fixing.marks import about, left, mark, new
from pinlint.fixing.sifting import Sieve, Spent
from pinlint.fixing.together import together
from pinlint.fixing.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from pinlint.engine import Located, Outcome
    from pinlint.fixing.marks import About, Mark
    from pinlint.fixing.texts import Files
    from pinlint.source import Source

ROUNDS = 20
"""Times that everything is fixed: what overlaps is fixed one after the other."""
CHECKS = 200
"""Times that everything is checked again to find the fixes that do not do what they should."""

HIDDEN = "something about the same is left out of this run"
SPLIT = "its file says something else by another path that leads to it"
SHARED = "it is stated for {} as well, where it is not to be fixed"


@dataclass(slots=True)
class Fixer:
    """What is fixed so far."""

    check: Callable[[Mapping[str, Source]], Outcome]
    """What is found with these files in the place of what is on the disk. Raises Unwritable."""
    unsafe: bool
    rules: Container[str] | None
    """The codes of those whose findings are to be fixed; None: of all."""
    files: Files
    outcome: Outcome
    barred: set[Mark]
    """The fingerprints of findings that are not to be fixed."""
    hidden: set[About]
    """What findings that are not to be fixed are about; what they say may change."""
    patient: bool
    """Whether a fix may bring up what can be fixed as well."""
    sources: dict[str, Source] = field(default_factory=dict)
    alone: frozenset[Mark] = frozenset()
    """The fingerprints of findings of which each is to be fixed by itself, and no others; none: of all."""
    done: list[Located] = field(default_factory=list)
    refused: list[Left] = field(default_factory=list)
    bugs: list[Left] = field(default_factory=list)
    doubtful: list[Located] = field(default_factory=list)
    """Those of the bugs that may be laid to the wrong fix."""
    times: Counter[str] = field(default_factory=Counter)
    """How often a file was edited."""
    checks: int = 0

    def ends(self) -> bool:
        """Fix everything, and tell whether that comes to an end."""
        for _ in range(ROUNDS):
            chosen = self.choose()
            if not chosen:
                return True
            self.do(chosen)
        return False

    def choose(self) -> list[Located]:
        """Fixes that can be done together, of those that can be done at all."""
        wanted = [each for each in self.outcome.findings if self._may_fix(each) and mark(each) not in self.barred]
        wanted = [each for each in wanted if mark(each) in self.alone] if self.alone else wanted
        wanted = self._without(wanted, {n: HIDDEN for n, each in enumerate(wanted) if about(each) in self.hidden})
        texts = self.outcome.workspace.sources
        split = self.files.split(texts)
        wanted = self._without(
            wanted,
            {n: SPLIT for n, each in enumerate(wanted) for edit in self.files.edits(each) if edit.span.path in split},
        )
        while others := sharing.alone(wanted, self.outcome.workspace, self.files):
            # What asked for the same as one of these may be alone without it.
            wanted = self._without(wanted, {n: SHARED.format(label) for n, label in others.items()})
        return together(wanted, self.files)

    def _without(self, wanted: Sequence[Located], why: Mapping[int, str]) -> list[Located]:
        """These fixes without some of them, which are left out for good."""
        self.refused += (Left(wanted[number], reason) for number, reason in why.items())
        self.barred |= {mark(wanted[number]) for number in why}
        return [each for number, each in enumerate(wanted) if number not in why]

    def do(self, chosen: Sequence[Located]) -> None:
        """Do these fixes, but for those that turn out to be wrong."""
        before, texts = self.outcome, dict(self.sources)
        names = self.files.names(texts, before.workspace.sources)
        said = kept.facts(before.workspace)

        def judge(trial: Sequence[Located]) -> Sequence[Wrong]:
            if self.checks == CHECKS:
                raise Spent
            self.checks += 1
            sources = texts | self.files.edited(before.workspace.sources, names, trial)
            after = self.check(sources)
            wrong = kept.lost(said, kept.facts(after.workspace), trial, self.files)
            wrong += self._wrong(before, after, trial)
            if not wrong:
                self.sources, self.outcome = sources, after
            return wrong

        sieve = Sieve(judge, self.files)
        for group in ([each] for each in chosen) if self.alone else (chosen,):
            sieve.sift(group)
        self.done += sieve.kept
        self.times.update({edit.span.path for each in sieve.kept for edit in self.files.edits(each)})
        self.bugs += sieve.wrong
        self.refused += sieve.refused
        self.doubtful += sieve.doubtful
        self.barred |= {mark(each.found) for each in (*sieve.wrong, *sieve.refused)}

    def _may_fix(self, found: Located) -> bool:
        return found.fix is not None and (found.fix.safe or self.unsafe) and is_asked(found, self.rules)

    def _wrong(self, before: Outcome, after: Outcome, fixed: Sequence[Located]) -> list[Wrong]:
        """What is wrong with fixes: the findings that are left, and those that are new."""
        concerned = set(map(about, fixed))

        def is_next(found: Located) -> bool:
            return self.patient and self._may_fix(found) and about(found) not in concerned

        wrong = {id(each): each for each in (*left(before, after, fixed), *new(before, after, fixed, but=is_next))}
        return [Wrong.found(each, own=is_asked(each, self.rules)) for each in wrong.values()]


def is_asked(found: Located, rules: Container[str] | None) -> bool:
    """Whether a finding is of one of the rules with these codes; None stands for all."""
    return rules is None or found.rule.code in rules
