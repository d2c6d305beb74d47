"""uv workspaces: which members belong together, and where each of them has its siblings from.

As uv finds them: the nearest folder above a project that declares a workspace is its root, and takes it in or leaves it
out by its globs. What uv does with sources is what it says when it locks (``uv lock``, tried with 0.13).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from pinlint.discover import globs
from pinlint.questions.installed import upwards
from pinlint.workspace import Kind, Member, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.workspace import Requirement, Workspace
    from pinlint.workspace.resolver import Redirect, Resolver


@dataclass(frozen=True, slots=True, eq=False)
class UvWorkspace:
    """The members that uv locks together, in the order of their paths, and what each file of theirs tells it."""

    root: Resolver
    members: tuple[Member, ...]
    resolvers: Mapping[str, Resolver]
    """By folder."""
    sources: Mapping[str, Mapping[NormalizedName, Sequence[Redirect]]]
    """What files say of where distributions come from, by folder and name."""

    def redirects(self, member: Member, requirement: Requirement) -> tuple[Redirect, ...] | None:
        """The sources of a requirement: those of the member, else those of the root; None where neither has any.

        Without those for other extras and groups than the requirement's own; so there may be none left.
        """
        for folder in (member.path, self.root.folder):
            if named := self.sources.get(folder, {}).get(requirement.name):
                return tuple(each for each in named if _concerns(each, requirement))
        return None

    def passes_over(self, member: Member, name: NormalizedName) -> bool:
        """Whether uv is told to take the distribution from an index whatever the sources say."""
        told = (each for each in (self.resolvers.get(member.path), self.root) if each is not None)
        return any(each.indexed is None or name in each.indexed for each in told)

    def surely_lacks(self, workspace: Workspace, name: NormalizedName) -> bool:
        """Whether no member of that name can have been overlooked: it lies elsewhere, or the root names all folders.

        A folder that a glob matches may be left out by what pinlint is told.
        """
        if any(member.name == name for member in self.members):
            return False
        folders = [posixpath.normpath(posixpath.join(self.root.folder, glob)) for glob in self.root.members or ()]
        paths = {member.path for member in self.members}
        return any(member.name == name for member in workspace.members) or paths.issuperset(folders)


def uv_workspaces(workspace: Workspace) -> Iterator[UvWorkspace]:
    """The uv workspaces whose roots were read."""
    resolvers = {resolver.folder: resolver for resolver in workspace.resolvers}
    roots = {folder: resolver for folder, resolver in resolvers.items() if resolver.members is not None}
    found: dict[str, list[Member]] = {folder: [] for folder in roots}
    included = {folder: partial(_includes, globs.start(root.members or ()), root) for folder, root in roots.items()}
    for member in workspace.members if roots else ():
        resolver = resolvers.get(member.path)
        folder = next((each for each in upwards(member.path) if each in roots), None)
        if folder is None or (resolver is not None and not resolver.managed) or not _is_project(member):
            continue
        if member.path == folder or included[folder](posixpath.relpath(member.path, folder)):
            found[folder].append(member)
    sources = {folder: _by_name(resolver.redirects) for folder, resolver in resolvers.items()}
    for folder, root in roots.items():
        if root.managed:
            yield UvWorkspace(root, tuple(found[folder]), resolvers, sources)


def _by_name(redirects: Iterable[Redirect]) -> dict[NormalizedName, list[Redirect]]:
    found: dict[NormalizedName, list[Redirect]] = {}
    for redirect in redirects:
        found.setdefault(redirect.name, []).append(redirect)
    return found


def _concerns(redirect: Redirect, requirement: Requirement) -> bool:
    scope = requirement.scope
    extra = scope.name if scope.kind is ScopeKind.EXTRA else None
    group = scope.name if scope.kind is ScopeKind.GROUP else None
    return redirect.extra in {None, extra} and redirect.group in {None, group}


def _is_project(member: Member) -> bool:
    """Whether it has a pyproject.toml that names it; uv knows no other members."""
    first = member.statements[0]
    return first.kind is Kind.PYPROJECT and first.title is not None


def _includes(state: globs.State, root: Resolver, path: str) -> bool:
    """Whether the globs of the root take in the folder at ``path``, which is relative to it."""
    for part in path.split("/"):
        state = globs.step(state, part)
    return globs.accepts(state) and not any(_excludes(glob, path) for glob in root.exclude)


def _excludes(glob: str, path: str) -> bool:
    """An exclusion has to match the whole path; other than elsewhere its ``*`` goes over folders."""
    glob = posixpath.normpath(glob)
    return fnmatchcase(path, glob) or (glob.startswith("**/") and fnmatchcase(path, glob.removeprefix("**/")))
