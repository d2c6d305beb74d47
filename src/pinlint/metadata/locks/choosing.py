"""Where a locked version is the one that is chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.requirements import Invalid, parse_marker
from pinlint.workspace import Declared, Field, Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.markers import Marker
    from packaging.utils import NormalizedName

    from pinlint.source import Key
    from pinlint.workspace.locked import Locked


def any_of(markers: Sequence[Declared[Marker]], at: Key) -> Field[Marker]:
    """The marker that holds where one of the markers does; None where there is none to hold."""
    if not markers:
        return None
    texts = list(dict.fromkeys(marker.text for marker in markers))
    text = texts[0] if len(texts) == 1 else " or ".join(f"({each})" for each in texts)
    try:
        return Declared(parse_marker(text), text, at)
    except Invalid as error:
        return Unknown(f"markers that cannot be joined: {error}", at)


def settled(packages: Sequence[Locked]) -> tuple[Locked, ...]:
    """The same, but unknown where the lock has several versions of a distribution and does not tell them apart."""
    choices: defaultdict[NormalizedName, set[str]] = defaultdict(set)
    for locked in packages:
        choices[locked.name].add(_choice(locked))
    return tuple(
        replace(locked, marker=Unknown("one of several versions, and the lock does not say where", locked.at))
        if locked.marker is None and len(choices[locked.name]) > 1
        else locked
        for locked in packages
    )


def _choice(locked: Locked) -> str:
    version = locked.version.value if isinstance(locked.version, Declared) else None
    source = locked.source
    return f"{version} {source.text if source is not None and not isinstance(source, Unknown) else ''}"
