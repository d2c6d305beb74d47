"""Which fixes may have to do with what turned out to be wrong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.fixing.marks import about, mark, subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinlint.engine import Located
    from pinlint.fixing.marks import About, Mark
    from pinlint.fixing.texts import Files
    from pinlint.fixing.wrong import Wrong


@dataclass(frozen=True, slots=True)
class Suspects:
    """Fixes that are tried, by what they have to do with; each is its number among them."""

    trial: Sequence[Located]
    files: Files
    of_about: dict[About, set[int]]
    in_file: dict[str, set[int]]
    of_subject: dict[str, set[int]]

    @classmethod
    def of(cls, trial: Sequence[Located], files: Files) -> Suspects:
        """Sort the fixes that are tried."""
        found = cls(trial, files, defaultdict(set), defaultdict(set), defaultdict(set))
        for number, each in enumerate(trial):
            found.of_about[about(each)].add(number)
            for edit in each.edits:
                found.in_file[files.of(edit.span.path)].add(number)
            for name in subjects(each):
                found.of_subject[name].add(number)
        return found

    def by(self, wrong: Wrong, cleared: set[tuple[Mark, About]]) -> set[int]:
        """The fixes that have most to do with what is wrong, less those it is wrong without; else all there are.

        That is the fix of just this, if it is tried; else those in the files that this is about, first those of the
        same subject; else those of the same subject elsewhere.
        """
        at = self._in((wrong.path,))
        beside = self._in(wrong.beside)
        same = set[int]().union(*(self.of_subject.get(name, ()) for name in wrong.subjects))
        for suspects in (self.of_about.get(wrong.about, ()), at & same, beside & same, at, beside, same):
            left = {each for each in suspects if (mark(self.trial[each]), wrong.about) not in cleared}
            if left:
                return left
        return set(range(len(self.trial)))

    def _in(self, paths: Iterable[str]) -> set[int]:
        return set[int]().union(*(self.in_file.get(self.files.of(path), ()) for path in paths))


def is_near(fix: Located, wrong: Wrong, files: Files) -> bool:
    """Whether what is wrong is what the fix was for, or of the same subject and about a file that it edits."""
    about_files = {files.of(path) for path in (wrong.path, *wrong.beside)}
    edited = {files.of(edit.span.path) for edit in fix.edits}
    same = not subjects(fix).isdisjoint(wrong.subjects)
    return about(fix) == wrong.about or (same and not edited.isdisjoint(about_files))
