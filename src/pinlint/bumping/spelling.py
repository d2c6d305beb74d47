"""Versions as people write them: a new one in the habits of an old one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+")
_PARTS = re.compile(
    r"""\s*
    (?P<v>v?)
    (?P<epoch>(?:\d+!)?)
    (?P<release>\d+(?:\.\d+)*)
    (?P<pre>(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?)
    (?P<post>(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?)
    (?P<dev>(?:[-_.]?dev[-_.]?\d*)?)
    (?P<local>(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?)
    \s*""",
    re.VERBOSE | re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?P<before>[-_.]?)(?P<label>[a-z]*)(?P<between>[-_.]?)(?P<number>\d*)", re.IGNORECASE)
_KINDS = {"alpha": "a", "beta": "b", "preview": "rc", "pre": "rc", "c": "rc", "rev": "post", "r": "post", "": "post"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A version (PEP 440) taken apart, each part as it is written; ``release`` by its components."""

    v: str
    epoch: str
    release: tuple[str, ...]
    pre: str
    post: str
    dev: str
    local: str


def parts(text: str) -> Parts | None:
    """The parts of a version; None for anything else, and for what is past all reason."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    rest = {name: found[name] for name in ("v", "epoch", "pre", "post", "dev", "local")}
    return Parts(release=tuple(found["release"].split(".")), **rest)


def respelled(old: str, new: str, *, base: str) -> str | None:
    """The version ``new``, written as ``old`` is: zeros in front, separators and labels; None where one is no version.

    ``old`` stands for the version ``base``. Where it is written with fewer components, or more, so is the new one as
    far as only zeros are concerned. White space around ``old`` is not part of the answer.
    """
    was, is_, of = parts(old), parts(new), parts(base)
    if was is None or is_ is None or of is None:
        return None
    return "".join(
        (
            was.v,
            is_.epoch,
            ".".join(release(was.release, is_.release, len(of.release))),
            _suffix(was.pre, is_.pre),
            _suffix(was.post, is_.post),
            _suffix(was.dev, is_.dev),
            is_.local,
        )
    )


def release(old: tuple[str, ...], new: tuple[str, ...], usual: int) -> tuple[str, ...]:
    """The components ``new`` as those of ``old`` are written, of which there are usually so many."""
    components = list(new)
    while len(old) < usual and len(components) > len(old) and not int(components[-1]):
        components.pop()
    while len(old) > usual and len(components) < len(old):
        components.append("0")
    return tuple(component(old[index], each) if index < len(old) else each for index, each in enumerate(components))


def component(old: str, new: str) -> str:
    """A number with zeros in front where the old one has them; two digits tell nothing, and leave it as it is."""
    plain = str(int(new))
    if len(old) > 1 and old.startswith("0"):
        return plain.zfill(len(old))
    return plain if len(old) == 1 else new


def _suffix(old: str, new: str) -> str:
    """A suffix in the words of another, where that has them for it."""
    was, is_ = _SUFFIX.fullmatch(old), _SUFFIX.fullmatch(new)
    if not old or not new or was is None or is_ is None or _kind(was["label"]) != _kind(is_["label"]):
        return new
    # `1.0-1` is a post release that has no word, and no other separator.
    if not was["label"]:
        return f"-{is_['number'] or '0'}"
    number = component(was["number"], is_["number"]) if was["number"] and is_["number"] else is_["number"] or "0"
    return f"{was['before']}{was['label']}{was['between'] if was['number'] else ''}{number}"


def _kind(label: str) -> str:
    return _KINDS.get(label.lower(), label.lower())
