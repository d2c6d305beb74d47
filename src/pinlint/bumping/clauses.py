"""What becomes of a clause on a version when that version moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from pinlint.bumping import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.questions.clauses import Clause
    from pinlint.workspace import Declared

_PREFIXES = frozenset({"~=", "^", "~"})
"""Operators whose version may be the beginning of the one they are about; so may that of ``==1.4.*``."""
_SERIES = frozenset({"~=", "~"})
"""Operators behind which a last zero begins a series: both ``~=1.4.0`` and poetry's ``~1.4.0`` end before 1.5."""
_NAMING = frozenset({"==", ">=", "<=", ">", "=", "~=", "^", "~", ""})
_AS_PYTHON = {"": "==", "=": "==", "^": ">=", "~": ">="}
"""Operators of poetry, each with one of PEP 440 that takes the same versions."""


def moved(clause: Clause, clauses: Sequence[Clause], old: Declared[Version], new: str) -> str | None:
    """The new version of a clause, one of ``clauses``, on what moves from ``old`` to ``new``; None where it stays.

    A clause with it is one that can be read. Raises InvalidVersion where ``new`` is none.

    ``==1.4.0``, ``>=1.4.0``, ``~=1.4.0`` and ``<=1.4.0`` follow where they name the old version, ``~=1.4`` and
    ``==1.4.*`` where that begins so. A cap that is the next step from the old version, as ``<1.5`` and ``<2`` are from
    1.4.0, becomes the next such step from the new one, and takes the beginning of its range with it.
    """
    text = _moved(clause, clauses, old, new)
    return text if text is not None and _is_read(clause.operator, text) else None


def _is_read(operator: str, version: str) -> bool:
    """Whether a clause can be read: not every operator takes every version."""
    try:
        SpecifierSet(f"{_AS_PYTHON.get(operator, operator)}{version}")
    except InvalidSpecifier:
        return False
    return True


def _moved(clause: Clause, clauses: Sequence[Clause], old: Declared[Version], new: str) -> str | None:
    wild = clause.version.endswith(".*")
    stem = clause.version.removesuffix(".*")
    named, to = _version(stem), Version(new)
    if named is None or clause.operator == "!=":
        return None
    if clause.operator == "===":
        # It compares texts, and a distribution's version is normalised.
        return str(to) if named == old.value else None
    if clause.operator != "==":
        # No other operator permits a local label (PEP 440).
        new = new.partition("+")[0]
    # `~=1.4` on 1.4.0 means what it means on 1.4.3.
    names = named == old.value and not (_is_short(stem, old) and _may_begin(clause, clauses, old.value))
    if wild or (clause.operator in _PREFIXES and not names):
        return _prefix(clause, named, old.value, new)
    if clause.operator in _NAMING and names:
        text = spelling.respelled(stem, new, base=old.text)
        return _as_long(text, stem, to) if clause.operator == "~=" and text else text
    if clause.operator == ">=" and named == _first(old.value):
        return spelling.respelled(stem, str(_first(to)), base=old.text)
    step, up = None, 0
    if clause.operator == "<":
        step, up = _step(named, old.value), 1
    elif clause.operator == ">=" and (_is_plain(named) or named == old.value):
        step = next((each for each in _capped(clauses, old.value) if _begins(named, old.value, each)), None)
    return None if step is None else _from(stem, to, step, up=up)


def _first(version: Version) -> Version:
    """What comes before all other versions of a release, and so opens it to them: 1.4.0.dev0."""
    return Version(f"{version.base_version}.dev0")


def _as_long(text: str, stem: str, to: Version) -> str:
    """A version with as many components as that behind ``~=`` has: their number says what it accepts."""
    new, old = spelling.parts(text), spelling.parts(stem)
    if new is None or old is None or len(new.release) == len(old.release):
        return text
    length = len(old.release)
    beginning = (*new.release, *("0" for _ in range(length - len(new.release))))[:length]
    short = new.v + new.epoch + ".".join(beginning)
    return _below(short, to) if any(map(int, new.release[length:])) else short + new.pre + new.post + new.dev


def _is_short(stem: str, old: Declared[Version]) -> bool:
    """Whether it is written with fewer components than the version that it is about."""
    short, usual = spelling.parts(stem), spelling.parts(old.text)
    return short is not None and usual is not None and len(short.release) < len(usual.release)


def _may_begin(clause: Clause, clauses: Sequence[Clause], old: Version) -> bool:
    """Whether its version may be the beginning of the old one, with whatever follows."""
    return clause.operator in _PREFIXES or (clause.operator == ">=" and any(True for _ in _capped(clauses, old)))


def _capped(clauses: Sequence[Clause], old: Version) -> Iterator[int]:
    """The components of the old version of which a cap among the clauses is the next step."""
    for clause in clauses:
        cap = _version(clause.version) if clause.operator == "<" else None
        step = None if cap is None else _step(cap, old)
        if step is not None:
            yield step


def _begins(named: Version, old: Version, step: int) -> bool:
    """Whether it is the first release with the components of the old version up to a step."""
    length = max(len(named.release), len(old.release))
    first = (*_padded(old, length)[: step + 1], *(0 for _ in range(length - step - 1)))
    return named.epoch == old.epoch and _padded(named, length) == first


def _prefix(clause: Clause, named: Version, old: Version, new: str) -> str | None:
    """``1.4`` moves where the old version begins so, to as much of the new one; so does ``1.4.0`` behind ``~=``."""
    wild = ".*" if clause.version.endswith(".*") else ""
    stem, length = clause.version.removesuffix(".*"), len(named.release)
    parts, written = spelling.parts(stem), spelling.parts(new)
    if parts is None or written is None or not (_is_plain(named) or named == old):
        return None
    first = clause.operator in _SERIES and length > 2 and named.release[-1] == 0
    shared = length - 1 if first else length
    if named.epoch != old.epoch or _padded(old, length)[:shared] != named.release[:shared]:
        return None
    components = (*written.release, *("0" for _ in range(length - len(written.release))))[:length]
    if first:
        components = (*components[:-1], "0")
    text = parts.v + written.epoch + ".".join(spelling.release(parts.release, components, length))
    return text + wild if wild else _below(text, Version(new))


def _step(cap: Version, old: Version) -> int | None:
    """Which component of the old version is one less than that of the cap, with nothing behind it; None: it is none."""
    if cap.epoch != old.epoch:
        return None
    length = max(len(cap.release), len(old.release))
    wanted = _padded(cap, length)
    for step in range(length):
        release = _padded(old, length)
        if wanted == (*release[:step], release[step] + 1, *(0 for _ in range(length - step - 1))):
            return step
    return None


def _from(stem: str, to: Version, step: int, *, up: int) -> str | None:
    """What is written as ``stem`` is, made from a version: its component at ``step`` raised, and zeros behind."""
    parts = spelling.parts(stem)
    if parts is None:
        return None
    release = _padded(to, step + 1)
    length = max(len(parts.release), step + 1)
    numbers = (*release[:step], release[step] + up, *(0 for _ in range(length - step - 1)))
    components = spelling.release(parts.release, tuple(map(str, numbers)), length)
    text = parts.v + (f"{to.epoch}!" if to.epoch else "") + ".".join(components)
    return text + parts.pre + parts.post + parts.dev if up else _below(text, to)


def _below(text: str, to: Version) -> str:
    """A lower end that accepts a version: below a pre-release of that very release its suffix belongs to it."""
    return text if Version(text) <= to else text + to.public.removeprefix(to.base_version)


def _padded(version: Version, length: int) -> tuple[int, ...]:
    return (*version.release, *(0 for _ in range(length - len(version.release))))


def _is_plain(version: Version) -> bool:
    return version.base_version == str(version)


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
