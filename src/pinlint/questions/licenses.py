"""Names of licences: which licences a text, an expression (PEP 639) or a classifier may mean.

Licences are SPDX identifiers. A name that leaves the version open means any of them (``GPL``, ``BSD License``); one
with a version and without "or later" means that version only, as classifiers tell ``GPLv3`` from ``GPLv3+``. What is
not wholly understood means nothing here, and no conclusion is drawn from it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.workspace import Declared, Member

_LONGEST = 200
"""Characters of a name; longer texts are licences, not names of them."""
_VAGUE = frozenset({"License :: OSI Approved", "License :: DFSG approved"})
"""Classifiers that name no licence."""
_PREFIX = re.compile(r"License ::(?: OSI Approved ::)? ")
_LEGIBLE = re.compile(r"[a-z0-9 .,:;'\"()/&|+_-]*")
_PUNCTUATION = re.compile(r"[-_ ,:;'\"()]+")

_PHRASES = tuple(
    (re.compile(rf"\b{pattern}"), word)
    for pattern, word in (
        (r"licen[cs]e[sd]?\b", "license"),
        (r"affero general public license\b", "agpl"),
        (r"(?:library or lesser|lesser|library) general public license\b", "lgpl"),
        (r"general public license\b", "gpl"),
        (r"mozilla public license\b", "mpl"),
        (r"eclipse public license\b", "epl"),
        (r"european union public license\b", "eupl"),
        (r"zope public license\b", "zpl"),
        (r"academic free license\b", "afl"),
        (r"boost software license\b", "boost"),
        (r"bsl 1\.0\b", "boost"),
        (r"python software foundation\b", "psf"),
        (r"zlib/libpng\b", "zlib"),
        (r"no attribution\b", "0"),
        (r"(?:or|and) (?:any )?(?:later|newer|greater|higher|above)(?: version)?\b", "+"),
    )
)
_VERSION = re.compile(r"v(?:er(?:sion)?)?[. ]*(?=[0-9])")
_CHOICE = re.compile(r" (?:or|and) |[/&|]")
_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*|\+")

_FILLERS = frozenset({"the", "license", "gnu", "software", "only"})
_NUMBERS = {"zero": "0", "two": "2", "three": "3", "simplified": "2", "freebsd": "2"} | dict.fromkeys(
    ("new", "modified", "revised"), "3"
)
"""Words that stand for a version; those beyond numerals are names of BSD licences, and in no other name."""
_ALIASES = {
    "asl": "apache",
    "expat": "mit",
    "iscl": "isc",
    "psfl": "psf",
    "python": "psf",
    "cnri": "psf",
}


def _versions(prefix: str, *versions: str) -> dict[str, tuple[str, ...]]:
    return {version: (f"{prefix}-{version}",) for version in versions}


_FAMILIES: dict[str, dict[str, tuple[str, ...]]] = {
    "afl": _versions("AFL", "1.1", "1.2", "2.0", "2.1", "3.0"),
    "agpl": _versions("AGPL", "1.0", "3.0"),
    "apache": _versions("Apache", "1.0", "1.1", "2.0"),
    "artistic": {"1.0": ("Artistic-1.0", "Artistic-1.0-Perl", "Artistic-1.0-cl8"), "2.0": ("Artistic-2.0",)},
    "boost": dict.fromkeys(("", "1.0"), ("BSL-1.0",)),
    "bsd": {
        "0": ("0BSD",),
        "1": ("BSD-1-Clause",),
        "2": ("BSD-2-Clause",),
        "3": ("BSD-3-Clause",),
        "4": ("BSD-4-Clause",),
    },
    "epl": _versions("EPL", "1.0", "2.0"),
    "eupl": _versions("EUPL", "1.0", "1.1", "1.2"),
    "gpl": _versions("GPL", "1.0", "2.0", "3.0"),
    "isc": {"": ("ISC",)},
    # There are no classifiers for 2.1: those for "v2" are used for both.
    "lgpl": {"2": ("LGPL-2.0", "LGPL-2.1")} | _versions("LGPL", "2.0", "2.1", "3.0"),
    "mit": {"": ("MIT",), "0": ("MIT-0",)},
    "mpl": _versions("MPL", "1.0", "1.1", "2.0"),
    # The one is a part of the other, and their names are used for both.
    "psf": dict.fromkeys(("", "2.0", "2.0.1"), ("PSF-2.0", "Python-2.0")),
    "unlicense": {"": ("Unlicense",)},
    "zlib": {"": ("Zlib",)},
    "zpl": _versions("ZPL", "1.1", "2.0", "2.1"),
}
"""Family, version, and what SPDX calls it; the version "" where a name without one means that very licence."""
_GNU = frozenset({"agpl", "gpl", "lgpl"})


@lru_cache(maxsize=1024)
def named(text: str) -> frozenset[str] | None:
    """The licences that a name, or an expression of several, may mean; None where it is not wholly understood.

    Of an expression all licences count, and none of the exceptions to them.
    """
    shown = text.strip().lower().replace(">=", "+ ")
    if len(shown) > _LONGEST or not _LEGIBLE.fullmatch(shown):
        return None
    plain = _PUNCTUATION.sub(" ", shown)
    for phrase, word in _PHRASES:
        plain = phrase.sub(word, plain)
    choices = [_one(each.partition(" with ")[0]) for each in _CHOICE.split(plain)]
    return _union(choices)


def classifiers(member: Member) -> tuple[Declared[str], ...]:
    """The licence classifiers of a member."""
    return tuple(each for each in member.classifiers or () if each.value.strip().startswith("License ::"))


def claimed(texts: Iterable[str]) -> frozenset[str] | None:
    """The licences that any of the classifiers may mean; None where one is not understood, or all are vague."""
    names = [text.strip() for text in texts if text.strip() not in _VAGUE]
    return _union([named(_PREFIX.sub("", name, count=1)) for name in names])


def is_expression(member: Member) -> bool:
    """Whether the licence of the member is declared as a License-Expression (PEP 639)."""
    return any(each.license_is_expression and each.license is member.license for each in member.statements)


def _union(meanings: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [each for each in meanings if each is not None]
    return frozenset(name for each in known for name in each) if known and len(known) == len(meanings) else None


def _one(name: str) -> frozenset[str] | None:
    """What the name of one licence may mean; its words may come in any order."""
    words = _WORD.findall(_VERSION.sub(" ", name))
    families = {_ALIASES.get(word, word) for word in words if _ALIASES.get(word, word) in _FAMILIES}
    if len(families) != 1:
        return None
    family = families.pop()
    rest = [word for word in words if _ALIASES.get(word, word) != family and word not in _FILLERS]
    if family == "bsd":
        rest = [_NUMBERS.get(word, word) for word in rest if word != "clause"]
    later = "+" in rest
    numbers = {_known(family, word) for word in rest if word != "+"}
    if len(numbers) > 1 or None in numbers:
        return None
    versions = _FAMILIES[family]
    if not numbers:
        found = versions.get("") or tuple(each for ids in versions.values() for each in ids)
        return frozenset(_suffixed(family, found, only=not later, later=True))
    return frozenset(_suffixed(family, versions[str(numbers.pop())], only=not later, later=later))


def _known(family: str, word: str) -> str | None:
    """The version of a family as the table writes it: ``3`` is ``3.0``."""
    return next((version for version in (word, f"{word}.0") if version in _FAMILIES[family]), None)


def _suffixed(family: str, found: Iterable[str], *, only: bool, later: bool) -> Iterable[str]:
    """The identifiers; those of GNU licences say whether later versions may be chosen as well."""
    if family not in _GNU:
        return found
    return (f"{each}-{end}" for each in found for end in ("only",) * only + ("or-later",) * later)
