"""What shell commands do with a project, as far as that stands in them."""

from __future__ import annotations

import re
from itertools import pairwise

_END = re.compile(r"[;&|\n]+")
_INSTALLERS = {
    "poetry": {"install"},
    "pdm": {"install", "sync"},
    "flit": {"install"},
    "setup.py": {"install", "develop", "test"},
}
_HERE = frozenset({".", "./", "-e", "-e.", "--editable"})


def installs(script: str) -> bool:
    """Whether a command surely installs the project of its folder with the Python that it runs on.

    tox, nox and uv choose a Python themselves.
    """
    return any(_installs(command.split()) for command in _END.split(script.replace("\\\n", " ")))


def _installs(words: list[str]) -> bool:
    words = [word.strip("\"'") for word in words]
    for place, (word, following) in enumerate(pairwise(words)):
        name = word.rpartition("/")[2]
        if following in _INSTALLERS.get(name, ()):
            return True
        if name in {"pip", "pip3"} and following == "install":
            return any(each in _HERE or each.startswith(".[") for each in words[place + 2 :])
    return False
