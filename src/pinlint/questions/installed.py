"""Which members a lock installs, and what resolvers are told in the folders it stands in and above."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.workspace import Declared, Unknown
from pinlint.workspace.locked import Lock, Locked, LockedSource, LockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.workspace import Field, Member, Workspace
    from pinlint.workspace.resolver import Resolver

    Stated = tuple[Member, Declared[SpecifierSet]]
    """A member with the Pythons that it declares."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The members of a workspace, and what resolvers are told, by folder."""

    members: Mapping[str, Sequence[Member]]
    told: Mapping[str, Resolver]

    @classmethod
    def of(cls, workspace: Workspace) -> Places:
        """The places of a workspace."""
        members: defaultdict[str, list[Member]] = defaultdict(list)
        for member in workspace.members:
            members[member.path].append(member)
        return cls(dict(members), {resolver.folder: resolver for resolver in workspace.resolvers})

    def overridden(self, path: str) -> frozenset[NormalizedName]:
        """The distributions that are overridden for the folder of a file, or above it: exports keep overrides."""
        told = (self.told.get(folder) for folder in upwards(_folder(path)))
        return frozenset(name for each in told if each is not None for name in each.overridden)

    def stated(self, lock: Lock) -> tuple[tuple[Stated, ...], bool]:
        """The Pythons of the members that a lock installs, and whether nothing else has a say in those of the lock."""
        fields = [(member, self._python(lock, member)) for member, _ in self.installed(lock)]
        complete = not any(isinstance(field, Unknown) for _, field in fields)
        if lock.kind is LockKind.UV:
            complete = complete and len(fields) == len(lock.members or ())
        return tuple((member, field) for member, field in fields if isinstance(field, Declared)), complete

    def _python(self, lock: Lock, member: Member) -> Field[SpecifierSet]:
        """What the tool that wrote the lock reads of a member."""
        if lock.kind is LockKind.UV:
            # uv reads the project table and nothing else.
            return member.statements[0].requires_python
        # What poetry is told beside the project table.
        told = self.told.get(_folder(lock.path)) if lock.kind is LockKind.POETRY else None
        return (told.python if told is not None else None) or member.requires_python

    def installed(self, lock: Lock) -> tuple[tuple[Member, Locked | None], ...]:
        """The members that a lock installs, as far as they were read, each with its own entry if it has one."""
        own = {
            locked.source.path: locked
            for locked in lock.packages
            if isinstance(locked.source, LockedSource) and locked.source.kind.local and locked.source.path is not None
        }
        if lock.kind is LockKind.UV:
            together = {member.value for member in lock.members or ()}
            return tuple(
                (member, own[path])
                for path in sorted(own)
                for member in self.members.get(path, ())
                if member.name in together and own[path].name == member.name
            )
        beside = _folder(lock.path)
        paths = sorted({beside, *own}) if lock.kind is LockKind.PYLOCK else [beside]
        found = ((member, own.get(path)) for path in paths for member in self.members.get(path, ()))
        return tuple(
            (member, entry)
            for member, entry in found
            if entry is not None or lock.kind is not LockKind.PYLOCK or _is_for(lock, member)
        )


def upwards(path: str) -> Iterator[str]:
    """A folder and all above it, ``.`` at last."""
    while path not in {"", "."}:
        yield path
        path = path.rpartition("/")[0]
    yield "."


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _is_for(lock: Lock, member: Member) -> bool:
    """Whether the pylock.toml beside a project, which does not install it, holds all that the project requires.

    Others may be of a group, or of something else altogether.
    """
    core = [each for each in member.core or () if each.marker is None]
    held = {locked.name for locked in lock.packages}
    return lock.path.endswith("pylock.toml") and bool(core) and all(each.name in held for each in core)
