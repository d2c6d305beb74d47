"""The options that pip knows in a requirements file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.workspace.requested import Option

if TYPE_CHECKING:
    from pinlint.metadata.pip_lines import Line, Word

REQUIREMENT = "--requirement"
CONSTRAINT = "--constraint"
EDITABLE = "--editable"
HASH = "--hash"
OF_REQUIREMENTS = frozenset({"--config-settings", "--global-option"})
"""What a line says of its requirement, beside hashes; other options on the line of a requirement are ignored."""

_VALUED = {
    "--all-releases": "--all-releases",
    "--config-setting": "--config-settings",
    "--config-settings": "--config-settings",
    "--constraint": CONSTRAINT,
    "--editable": EDITABLE,
    "--extra-index-url": "--extra-index-url",
    "--find-links": "--find-links",
    "--global-option": "--global-option",
    "--hash": HASH,
    "--index-url": "--index-url",
    "--no-binary": "--no-binary",
    "--only-binary": "--only-binary",
    "--only-final": "--only-final",
    "--pypi-url": "--index-url",
    "--requirement": REQUIREMENT,
    "--trusted-host": "--trusted-host",
    "--use-feature": "--use-feature",
}
_SWITCHES = frozenset({"--no-index", "--no-require-hashes", "--pre", "--prefer-binary", "--require-hashes"})
_SHORT = {
    "-C": "--config-settings",
    "-c": CONSTRAINT,
    "-e": EDITABLE,
    "-f": "--find-links",
    "-i": "--index-url",
    "-r": REQUIREMENT,
}
_LONG = (*_VALUED, *_SWITCHES)


@dataclass(frozen=True, slots=True)
class NotAnOption(Exception):  # noqa: N818 - it names the state of a word
    """A word that pip refuses among options; ``reason`` says why."""

    reason: str
    word: Word


def parse(line: Line, given: list[Word]) -> list[Option]:
    """The options in the words of a line; other words are passed over, as pip does. Raises NotAnOption."""
    found: list[Option] = []
    rest = iter(given)
    for word in rest:
        if word.text == "--":
            break
        if not word.text.startswith("-") or word.text == "-":
            continue
        name, value = _split(word)
        if name in _SWITCHES:
            if value is not None:
                raise NotAnOption(f"{name} takes no value", word)
            found.append(Option(name, None, line.span(word.start, word.end)))
            continue
        end, start = word.end, word.start
        if value is None:
            following = next(rest, None)
            if following is None:
                raise NotAnOption(f"{name} has no value", word)
            value, start, end = following.text, following.start, following.end
        elif line.text.endswith(value, word.start, word.end) and value:
            # Not so where the word is quoted: then it is the place of all of it.
            start = word.end - len(value)
        found.append(Option(name, value, line.span(start, end)))
    return found


def _split(word: Word) -> tuple[str, str | None]:
    """The name of an option, in full, and the value that is written with it. Raises NotAnOption."""
    text = word.text
    if not text.startswith("--"):
        short = _SHORT.get(text[:2])
        if short is None:
            raise NotAnOption(f"{text[:2]} is no option of requirements files", word)
        return short, text[2:] or None
    written, equals, value = text.partition("=")
    if written in _VALUED or written in _SWITCHES:
        return _VALUED.get(written, written), value if equals else None
    # Long options may be shortened as long as they stay distinct.
    meant = {name for name in _LONG if name.startswith(written)}
    if len(meant) != 1:
        raise NotAnOption(f"{written[:40]} is no option of requirements files", word)
    name = meant.pop()
    return _VALUED.get(name, name), value if equals else None
