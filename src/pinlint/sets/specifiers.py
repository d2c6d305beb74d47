"""Specifier sets as sets of versions: relations, a version on which two of them differ, and their bounds.

Two sets are compared over final and post releases; where the accepting one names a pre-release, over pre-releases as
well, since then an installer considers them (PEP 440, "Handling of pre-releases"). So ``==3.11.*`` equals
``>=3.11,<3.12``. ``===V`` accepts a version that is spelled V; relations read it as ``==V`` where V is a version, since
they are about versions in any spelling. What cannot be decided (``===`` of something else, versions past all reason)
gets the answer that leads to no finding; every function says which one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.ranges import VersionRange

Shape = Literal["exact", "compatible", "minimum", "none"]

_FIRST = ">=0.dev0"
"""Accepts every version. Unlike the empty set it does not also accept strings that are none."""
_LONGEST = 1000
"""Characters of a version that is still looked at; Python refuses to convert numbers that are a few times longer."""
_DEEP = 4
"""Components of a release that a person still reads; longer ones are hostile or dates, and get no neighbours."""


def accepts(specifiers: SpecifierSet, version: Version) -> bool:
    """Whether the set accepts the version, be it a pre-release or not. Undecided: True.

    ``===`` compares the text behind it with the normalised version, as installers do (PEP 440, "Arbitrary equality").
    """
    if any(clause.operator == "===" and clause.version.lower() != str(version) for clause in specifiers):
        return False
    every = _over(str(specifiers), pre=True)
    return every is None or every.contains(version, prereleases=True)


def is_subset(a: SpecifierSet, b: SpecifierSet) -> bool:
    """Whether ``b`` accepts every version that ``a`` does. Undecided: True."""
    return _is_subset(str(a), str(b))


def is_equal(a: SpecifierSet, b: SpecifierSet) -> bool:
    """Whether each set is a subset of the other. Undecided: True."""
    return is_subset(a, b) and is_subset(b, a)


def are_disjoint(a: SpecifierSet, b: SpecifierSet) -> bool:
    """Whether no version, pre-releases included, is accepted by both. Undecided: False."""
    return _are_disjoint(str(a), str(b))


def is_unsatisfiable(a: SpecifierSet) -> bool:
    """Whether no version, pre-releases included, is accepted. Undecided: False."""
    return _is_unsatisfiable(str(a))


@lru_cache(maxsize=1024)
def versions(specifiers: SpecifierSet) -> VersionRange | None:
    """The versions, pre-releases included, that the set accepts, to be intersected with others; None: undecided."""
    every = _over(str(specifiers), pre=True)
    return None if every is None else every.to_range()


def witness(a: SpecifierSet, b: SpecifierSet) -> Version | None:
    """The simplest version that ``a`` accepts and ``b`` refuses; None exactly where ``a`` is a subset of ``b``.

    Final before post before pre-releases, versions written in one of the sets before others, short before long.
    """
    mine, theirs = _clauses(str(a)), _clauses(str(b))
    if mine is None or theirs is None or is_subset(a, b):
        return None
    candidates = _candidates((*mine, *theirs), pre=_names_prerelease(mine))
    return next((version for version in candidates if accepts(a, version) and not accepts(b, version)), None)


def floor(specifiers: SpecifierSet) -> Version | None:
    """The highest version that a clause names as a lower bound; None where there is none or it bounds nothing."""
    clauses = _clauses(str(specifiers)) or ()
    bounds = [_version(clause) for clause in clauses if clause.operator in {">=", ">", "~=", "=="}]
    return max((bound for bound in bounds if bound > Version("0")), default=None)


def cap(specifiers: SpecifierSet) -> Version | None:
    """The lowest version that a clause names as an upper bound: 2.0 for ``<2.0``, ``<=2.0`` and ``==2.0``.

    ``~=1.4`` and ``==1.*`` are bounded by 2. None where there is no upper bound.
    """
    clauses = _clauses(str(specifiers)) or ()
    return min((bound for clause in clauses for bound in _upper(clause)), default=None)


def shape(specifiers: SpecifierSet) -> Shape:
    """How firmly the set holds a version; ``none`` where nothing holds it from below.

    exact: ``==`` without wildcard, ``===``, or two bounds that meet. compatible: bounded below and above, as ``~=`` and
    ``==1.*`` are. minimum: bounded below only.
    """
    operators = {clause.operator for clause in specifiers if not clause.version.endswith(".*")}
    if operators & {"==", "==="}:
        return "exact"
    low, high = floor(specifiers), cap(specifiers)
    if low is None:
        return "none"
    if high is None:
        return "minimum"
    return "exact" if low == high and {">=", "<="} <= operators else "compatible"


def released(version: Version) -> Version:
    """The release that a development or pre-release leads to, one step on; a final or post release leads to itself.

    ``1.0rc1.dev2`` → ``1.0rc1``, ``1.0rc1`` → ``1.0``, ``1.0.dev3`` → ``1.0``. A local label is dropped on the way.
    """
    if version.dev is not None:
        return Version(version.public.rpartition(".dev")[0])
    return Version(version.base_version) if version.pre is not None else version


@lru_cache(maxsize=4096)
def _is_unsatisfiable(text: str) -> bool:
    every = _over(text, pre=True)
    return every is not None and every.is_unsatisfiable()


@lru_cache(maxsize=4096)
def _is_subset(a: str, b: str) -> bool:
    pre = _names_prerelease(_clauses(a) or ())
    mine, theirs = _over(a, pre=pre), _over(b, pre=pre)
    return mine is None or theirs is None or mine.is_subset(theirs)


@lru_cache(maxsize=4096)
def _are_disjoint(a: str, b: str) -> bool:
    mine, theirs = _over(a, pre=True), _over(b, pre=True)
    return mine is not None and theirs is not None and mine.is_disjoint(theirs)


def _names_prerelease(clauses: tuple[Specifier, ...]) -> bool:
    return any(clause.prereleases for clause in clauses)


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[Specifier, ...] | None:
    """The clauses, ``===`` replaced by ``==``; None where one of them names no version."""
    try:
        clauses = tuple(
            Specifier("==" + clause.version) if clause.operator == "===" else clause for clause in SpecifierSet(text)
        )
    except InvalidSpecifier:  # of ``===something``
        return None
    return None if any(len(clause.version) > _LONGEST for clause in clauses) else clauses


@lru_cache(maxsize=4096)
def _over(text: str, *, pre: bool) -> SpecifierSet | None:
    """The set over all versions, or without pre-releases; both operands of a relation must have the same policy.

    None: undecided.
    """
    clauses = _clauses(text)
    return None if clauses is None else SpecifierSet(clauses or _FIRST, prereleases=pre)


def _version(clause: Specifier) -> Version:
    return Version(clause.version.removesuffix(".*"))


def _upper(clause: Specifier) -> tuple[Version, ...]:
    version, operator = _version(clause), clause.operator
    if operator == "~=" or (operator == "==" and clause.version.endswith(".*")):
        release = version.release[:-1] if operator == "~=" else version.release
        return (_make(version.epoch, (*release[:-1], release[-1] + 1)),)
    return (version,) if operator in {"<", "<=", "=="} else ()


def _make(epoch: int, release: Iterable[int], suffix: str = "") -> Version:
    return Version(f"{epoch}!{'.'.join(map(str, release))}{suffix}")


def _candidates(clauses: tuple[Specifier, ...], *, pre: bool) -> list[Version]:
    """Versions that tell apart any two sets made of the clauses, in the order a person would name them.

    The clauses cut the versions at few places: at a version, at its ``.dev0``, behind its local and behind its post
    releases, and at the end of its family. The version that comes first behind each of these places is here, and no
    two versions between neighbouring places are told apart, so the list is complete.
    """
    written = [_version(clause) for clause in clauses]
    longest = max((len(version.release) for version in written), default=1) + 1
    found = dict.fromkeys([*written, *(near for version in written for near in _near(version, longest))])
    # Everything below the first place, as "0" or as the least version there is.
    found |= dict.fromkeys([Version("0"), Version("0.dev0")])
    named = set(written)

    def cost(version: Version) -> tuple[bool, bool, bool, int]:
        suffixed = version.post is not None or version.local is not None
        return version.is_prerelease, suffixed, version not in named, len(str(version).split("."))

    return sorted((version for version in found if pre or not version.is_prerelease), key=cost)


def _near(version: Version, longest: int) -> Iterator[Version]:
    """Neighbours of a version: around each component of its release, and around its suffixes."""
    epoch, release = version.epoch, version.release
    for length in {*range(1, min(len(release), _DEEP) + 1), max(len(release) - 1, 1), len(release)}:
        *head, last = release[:length]
        for component in (last - 1, last, last + 1):
            if component >= 0:
                yield _make(epoch, (*head, component))
                yield _make(epoch, (*head, component), ".dev0")
    yield _make(epoch, (0,), ".dev0")
    if len(release) < _DEEP:
        yield _make(epoch, (*release, 1))
    # Before every other release that begins with this one; behind its post releases.
    yield _make(epoch, (*release, *(0 for _ in range(longest - len(release) - 1)), 1))
    stem = version.public.rpartition(".dev")[0] if version.dev is not None else version.public
    if version.dev is not None:
        yield Version(f"{stem}.dev{version.dev + 1}")
    else:
        stem = stem.rpartition(".post")[0] if version.post is not None else stem
        number = version.post or 0
        for post in {number, number + 1}:
            yield Version(f"{stem}.post{post}")
            yield Version(f"{stem}.post{post}.dev0")
    if version.pre is not None:
        letter, number = version.pre
        yield Version(f"{_make(epoch, release)}{letter}{number + 1}.dev0")
        yield Version(f"{_make(epoch, release)}{letter}{number + 1}")
