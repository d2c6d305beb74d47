"""Lists between brackets, in TOML and Python: elements go and come, and the layout of the others stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.editing import comma_first
from pinlint.editing.refused import Refused
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Stretch = tuple[int, int]
"""Start and end offsets, the end exclusive."""

_GAP = re.compile(r"\s++|#[^\r\n]*+|(?P<comma>,)")
_REST = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n)")
_ABOVE = re.compile(r"(?:\r\n|\r|\n)[ \t]*+#[^\r\n]*+(?:\r\n|\r|\n)[ \t]*+(?=[^\s#]|\Z)")
"""A comment right above something."""
_BETWEEN = re.compile(r"[ \t]*+(?:#[^\r\n]*+(?:\r\n|\r|\n))?\s*+")
"""White space, with a comment on the line that it begins on."""
_BLANK = " \t"


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A list as it is written: what is between the brackets, the elements, and the comma behind each that has one."""

    path: str
    text: str
    start: int
    end: int
    elements: tuple[Stretch, ...]
    commas: tuple[int | None, ...]
    is_tuple: bool = False
    """A comma behind its only element is what makes it one."""

    @classmethod
    def of(  # noqa: PLR0913 - a list is made of these
        cls, path: str, text: str, start: int, end: int, elements: Sequence[Stretch], *, is_tuple: bool = False
    ) -> Bracketed:
        """The list from its opening bracket at ``start`` to behind the closing one. Raises Refused."""
        behind = [element[0] for element in elements[1:]] + [end - 1]
        commas = tuple(_comma(text, element[1], stop) for element, stop in zip(elements, behind, strict=True))
        return cls(path, text, start + 1, end - 1, tuple(elements), commas, is_tuple)

    def edits(self, gone: set[int], added: Mapping[tuple[int, bool], Sequence[str]]) -> Iterator[Edit]:
        """The edits after which some elements are ``gone``, and others are ``added``, as literals.

        The keys of ``added`` are the index of the element beside, and whether they stand before it. Raises Refused.
        """
        if any(index in gone for index, _ in added):
            raise Refused("beside something that goes as well")
        if comma_first.is_so(self):
            yield from comma_first.edits(self, gone, added)
            return
        if any(run <= gone for run in self._explained()):
            raise Refused("explained by a comment")
        kept = [index for index in range(len(self.elements)) if index not in gone]
        if not kept and "\n" not in self.text[self.start : self.end]:
            yield self._edit(self.start, self.end)
            return
        for start, end in _merged(self._stretches(gone, added)):
            yield self._edit(start, end)
        yield from self._commas(kept, added)
        for (index, before), texts in added.items():
            yield self._new(index, texts, before=before, last=not before and index == kept[-1])

    def _stretches(self, gone: set[int], added: Collection[tuple[int, bool]]) -> Iterator[Stretch]:
        """What goes with the elements."""
        text = self.text
        hanging = self._hanging(gone)
        if (hanging, True) in added:
            hanging = 0
        if hanging:
            yield self.elements[0][0], self.elements[hanging][0]
        for first, last in self._runs({index for index in gone if index >= hanging}):
            start, end = self.elements[first][0], self._end(last)
            beginning = self._line_start(start)
            rest = _REST.match(text, end, self.end)
            before = self._end(first - 1) if first else self.start
            following = self.elements[last + 1][0] if last + 1 < len(self.elements) else None
            if beginning is not None and rest:
                yield beginning, rest.end()
            elif following is not None and not text[end:following].strip(_BLANK):
                yield start, following
            else:
                yield (before if not text[before:start].strip() else start), end

    def _hanging(self, gone: set[int]) -> int:
        """How many elements go from the bracket on, which is on the line of the first: those behind move up to it."""
        number = next((index for index in range(len(self.elements)) if index not in gone), 0)
        if not number or self._line_start(self.elements[0][0]) is not None:
            return 0
        between = ((self._end(index), self.elements[index + 1][0]) for index in range(number))
        return number if all(_BETWEEN.fullmatch(self.text, *each) for each in between) else 0

    def _commas(self, kept: Sequence[int], added: Mapping[tuple[int, bool], Sequence[str]]) -> Iterator[Edit]:
        """The commas behind elements that stay: as before, but now others may be the last."""
        trailing = self.commas[-1] is not None if self.commas else False
        for index in kept:
            comma, end = self.commas[index], self.elements[index][1]
            is_last = index == kept[-1] and (index, False) not in added
            alone = is_last and self.is_tuple and len(kept) == 1 and not added
            if comma is None and (not is_last or alone):
                yield Edit(Span(self.path, end, end), ",")
            elif comma is not None and is_last and not trailing and not alone:
                yield self._edit(comma if self.text[end:comma].strip(_BLANK) else end, comma + 1)

    def _new(self, index: int, texts: Sequence[str], *, before: bool, last: bool) -> Edit:
        """New elements beside one, on lines of their own where that has one."""
        text, (start, _) = self.text, self.elements[index]
        end = self._end(index)
        beginning = self._line_start(start)
        rest = _REST.match(text, end, self.end)
        comma = "" if last and self.commas[-1] is None else ","
        if beginning is not None and rest:
            ending = re.sub(r"[^\r\n]", "", rest.group())
            rows = [f"{text[beginning:start]}{each}" for each in texts]
            if before:
                return Edit(Span(self.path, beginning, beginning), "".join(f"{row},{ending}" for row in rows))
            # At the end of the line: what goes may begin right behind it.
            at = rest.end() - len(ending)
            return Edit(Span(self.path, at, at), ",".join(f"{ending}{row}" for row in rows) + comma)
        space = self._space(index)
        if before:
            return Edit(Span(self.path, start, start), "".join(f"{each},{space}" for each in texts))
        if rest and "\n" in space.replace("\r", "\n"):
            # The first is on the line of the bracket, and the others have lines of their own.
            at = rest.end() - len(re.sub(r"[^\r\n]", "", rest.group()))
            return Edit(Span(self.path, at, at), ",".join(f"{space}{each}" for each in texts) + comma)
        if beginning is not None and last and not text[end : self.end].strip(_BLANK):
            # The bracket closes on the line of the last element, which begins it.
            newline = "\r\n" if text.endswith("\r\n", 0, beginning) else text[beginning - 1]
            lines = "".join(f"{newline}{text[beginning:start]}{each}," for each in texts)
            return Edit(Span(self.path, end, end), lines.removesuffix(",") + comma)
        return Edit(Span(self.path, end, end), ",".join(f"{space}{each}" for each in texts) + comma)

    def _space(self, index: int) -> str:
        """What parts an element from the next, or from the one before, without comments; first what is on one line."""
        found = []
        for first in (index, index - 1):
            if 0 <= first < len(self.elements) - 1 and self.commas[first] is not None:
                between = self.text[self._end(first) : self.elements[first + 1][0]]
                if _BETWEEN.fullmatch(between):
                    found.append(re.sub(r"^[ \t]*(?:#[^\r\n]*)?(?=[\r\n])", "", between))
        return min(found, key=lambda space: "\n" in space or "\r" in space, default=" ")

    def _explained(self) -> Iterator[set[int]]:
        """The elements below each comment that has lines of its own, down to the next one.

        A blank line keeps what is left of a comment from explaining what follows.
        """
        run: set[int] | None = None
        for index, (start, _) in enumerate(self.elements):
            above = _ABOVE.search(self.text, self._end(index - 1) if index else self.start, start)
            if above is not None and run is not None:
                yield run
                run = None
            if above is not None:
                run = set()
            if run is not None:
                run.add(index)
        if run is not None:
            yield run

    def _runs(self, gone: set[int]) -> Iterator[tuple[int, int]]:
        """The first and last of elements that go and stand beside each other on one line."""
        first = None
        for index in range(len(self.elements)):
            if index not in gone:
                continue
            first = index if first is None else first
            following = index + 1
            if following in gone and not self.text[self._end(index) : self.elements[following][0]].strip(_BLANK):
                continue
            yield first, index
            first = None

    def _end(self, index: int) -> int:
        """The end of an element with its comma. Raises Refused where there is more than space between them."""
        end, comma = self.elements[index][1], self.commas[index]
        if comma is not None and self.text[end:comma].strip(_BLANK):
            raise Refused("in a list with commas of its own")
        return end if comma is None else comma + 1

    def _line_start(self, offset: int) -> int | None:
        """Where the line of an element begins; None if it is not the first thing on it."""
        at = offset
        while at > self.start and self.text[at - 1] in _BLANK:
            at -= 1
        return at if at > self.start and self.text[at - 1] in "\r\n" else None

    def _edit(self, start: int, end: int) -> Edit:
        return Edit(Span(self.path, start, end), "")


def _comma(text: str, start: int, end: int) -> int | None:
    """The comma between an element and what follows. Raises Refused where there is something else."""
    comma, at = None, start
    while at < end:
        found = _GAP.match(text, at, end)
        if found is None or (found["comma"] and comma is not None):
            raise Refused("in a list that is not understood")
        comma = at if found["comma"] else comma
        at = found.end()
    return comma


def _merged(stretches: Iterator[Stretch]) -> list[Stretch]:
    """The stretches in their order, those that overlap as one."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
