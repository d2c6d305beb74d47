"""Placeholders of template engines: what a template says is not yet what a project says."""

from __future__ import annotations

import re

REASON = "a placeholder of a template"

# Every part runs up to the next delimiter, so that no text takes longer than its length.
_PLACEHOLDER = re.compile(
    r"""
      \{\{ [^{}]* \}\}  |  \{% [^%]* %\}  # Jinja, and so cookiecutter, Copier and Django; Mustache
    | \[\[[ ] [^][]* [ ]\]\]  |  \[% [^%]* %\]  # early Copier
    | <% [^%]* %>  # Mako, ERB
    | \$\{ [^${}]+ \}  # Mako, string.Template, Maven
    | @ [A-Za-z_] \w* @  # CMake, Meson
    | < [A-Za-z] [\w .-]* >  # whatever a person is to replace
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"""(?:^|[\s(,{"'])name["']?[ \t]*[=:]""")


def holds(value: str) -> bool:
    """Whether there is a placeholder in a value. No valid name, version or specifier set has one."""
    return _PLACEHOLDER.search(value) is not None


def names(text: str) -> bool:
    """Whether a line of a file, which cannot be parsed, gives a placeholder as a name."""
    found = ((line, _NAME.search(line)) for line in text.splitlines())
    return any(holds(line[match.end() :]) for line, match in found if match)
