"""Pants: the distributions that its BUILD files declare, with the metadata of the setup.py it would generate."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata.pants_build import CONSTRAINTS, DISTRIBUTION, REQUIREMENT
from pinlint.metadata.requirements import Invalid, parse_requirement, parse_version
from pinlint.source import Span, Unreadable, decode
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.metadata.pants_build import Build, BuildTarget
    from pinlint.metadata.pants_config import Configuration
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files

T = TypeVar("T")

_VERSION = "VERSION"

Address = tuple[str, str]
"""The folder and the name of a target."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distribution:
    """One ``python_distribution``.

    ``generated``: whether Pants generates its setup.py. Where it does not, the build files in its folder decide, and
    ``raw`` is only what other distributions call it.
    """

    address: str
    """As Pants writes it (``src/acme/core:dist``)."""
    path: str
    """Its BUILD file."""
    generated: bool | Unknown
    raw: Raw


def distributions(
    builds: Iterable[Build], configuration: Configuration | None, files: Files
) -> tuple[Distribution, ...]:
    """What Pants would build from its BUILD files, all of which must be given; in the order of the files.

    What plug-ins may change, what Pants infers from imports, and what only a macro knows is unknown. Pants builds
    nothing without a version: where a plug-in gives it, it is what the VERSION says that the folder declares.
    """
    workspace = _Workspace(tuple(builds), configuration, files)
    return tuple(
        workspace.distribution(build, target, target.raw)
        for build in workspace.builds
        for target in build.targets
        if target.kind == DISTRIBUTION and target.raw is not None
    )


class _Workspace:
    """All targets by their addresses, and the configuration they share."""

    def __init__(self, builds: tuple[Build, ...], configuration: Configuration | None, files: Files) -> None:
        self.files = files
        self.builds = builds
        self.configuration = configuration
        self.targets: dict[Address, tuple[Build, BuildTarget]] = {}
        found = [(build, target) for build in builds for target in build.targets]
        # What has no name of its own may be a macro, and no target at all.
        for build, target in sorted(found, key=lambda each: each[1].kind not in {DISTRIBUTION, REQUIREMENT}):
            if not isinstance(target.name, Unknown):
                self.targets.setdefault((build.folder, _name(build, target)), (build, target))
        self.defaults = {build.folder: build.defaults for build in builds if build.defaults is not None}

    def distribution(self, build: Build, target: BuildTarget, raw: Raw) -> Distribution:
        raw = replace(
            raw,
            kind=Kind.PANTS,
            version=raw.version or self.version(build, target),
            requires_python=raw.requires_python or self.requires_python(target),
            requires=self.requires(build, target),
            license=raw.license or self.plugged("license", target),
            classifiers=self.open(raw.classifiers, target),
            extras=self.open(raw.extras, target),
        )
        return Distribution(
            address=f"{build.folder or '//'}:{_name(build, target)}",
            path=build.path,
            generated=self.generated(build, target),
            raw=raw,
        )

    def generated(self, build: Build, target: BuildTarget) -> bool | Unknown:
        if target.generated is not None:
            return target.generated
        for folder, at in self.defaults.items():
            if not folder or f"{build.folder}/".startswith(f"{folder}/"):
                return Unknown("left to defaults", at)
        if self.configuration is None:
            return Unknown("left to a configuration that is not there", target.at)
        return self.configuration.generates

    def plugged(self, what: str, target: BuildTarget) -> Unknown | None:
        """What a plug-in may add; None where there is none."""
        if self.configuration is None:
            return Unknown(f"{what} may come from a plug-in of Pants", target.at)
        plugins = self.configuration.plugins
        return Unknown(f"{what} may come from the Pants plug-in {plugins[0].value}", plugins[0].at) if plugins else None

    def version(self, build: Build, target: BuildTarget) -> Field[str]:
        """The version of an artifact that is given none."""
        unknown = self.plugged("version", target)
        if unknown is None:
            return Unknown("no version is given, so that Pants builds nothing", target.at)
        declared = (name.value for each in build.targets for name in each.sources or ())
        if self.configuration is None or _VERSION not in declared:
            return unknown
        folder, _, _ = build.path.rpartition("/")
        return self.written(f"{folder}/{_VERSION}" if folder else _VERSION) or unknown

    def written(self, path: str) -> Declared[str] | None:
        """The version that is all the text of a file."""
        try:
            text = decode(path, self.files.read(path)).text
            parse_version(text.strip())
        except (Unreadable, UnicodeDecodeError, Invalid):
            return None
        start = len(text) - len(text.lstrip())
        return Declared(text.strip(), text.strip(), Span(path, start, start + len(text.strip())))

    def open(self, listing: Listing[T] | None, target: BuildTarget) -> Listing[T] | None:
        """A list that a plug-in may add to."""
        why = self.plugged("more", target)
        if why is None:
            return listing
        return Listing(listing.items if listing else (), (*(listing.unknown if listing else ()), why))

    def requires_python(self, target: BuildTarget) -> Field[str]:
        """What Pants makes of the interpreter constraints of all that a distribution depends on.

        Each target has its own or those of the configuration; they must all hold. Since dependencies are inferred
        from imports, that is known only where no target has constraints of its own.
        """
        unknown = self.plugged("Requires-Python", target)
        listed = self.configuration.constraints if self.configuration else None
        if unknown is not None:
            return unknown
        if listed is None:
            return Unknown("pants.toml sets no interpreter constraints", target.at)
        unknown = self.uncommon(listed)
        if unknown is not None:
            return unknown
        if len({each.value for each in listed}) != 1:
            return Unknown("Pants builds nothing for several interpreter constraints", target.at)
        return _specifiers(listed.items[0])

    def uncommon(self, listed: Listing[Declared[str]]) -> Unknown | None:
        """Why the interpreter constraints of the configuration may not be those of every target."""
        if listed.unknown:
            return listed.unknown[0]
        if self.configuration is not None and self.configuration.macros is not None:
            return Unknown(f"macros may set {CONSTRAINTS}", self.configuration.macros)
        common = frozenset(each.value for each in listed)
        mentions = (mention for build in self.builds for mention in build.constrained)
        other = next((mention for mention in mentions if mention.values != common), None)
        return None if other is None else Unknown(f"some targets have {CONSTRAINTS} of their own", other.at)

    def requires(self, build: Build, target: BuildTarget) -> Listing[Declared[str]]:
        """The requirements that are certain: on what is named as a dependency, and those that are given by hand."""
        unknown = [Unknown("Pants infers requirements from imports", target.at)]
        items: list[Declared[str]] = []
        excluded = {address for text, address in _addresses(build, target) if text.value.startswith("!!")}
        seen = {*excluded, *(address for address, (_, each) in self.targets.items() if each is target)}
        todo = [(each, address, True) for each, address in _addresses(build, target) if each.value[0] != "!"]
        # Depth first and in order; each target once, however many ways lead to it.
        todo.reverse()
        while todo:
            text, address, direct = todo.pop()
            found = self.targets.get(address)
            if address in seen or found is None:
                continue
            seen.add(address)
            reached = found[1]
            if reached.kind == DISTRIBUTION and reached.raw is not None:
                requirement = self.pinned(reached.raw, text)
                if isinstance(requirement, Unknown):
                    unknown.append(requirement)
                else:
                    items.append(requirement)
            elif reached.kind == REQUIREMENT and direct and reached.requirements is not None:
                items += reached.requirements.items
                unknown += reached.requirements.unknown
            further = [(text, each, False) for named, each in _addresses(*found) if named.value[0] != "!"]
            todo += reversed(further)
        given = target.raw.requires if target.raw is not None else None
        # Pants adds what it finds to what python_artifact() is given.
        return Listing((*items, *(given or ())), (*unknown, *(given.unknown if given else ())))

    def pinned(self, raw: Raw, text: Declared[str]) -> Declared[str] | Unknown:
        """The requirement on another distribution of the workspace, which stands where the dependency is named."""
        operator = self.configuration.operator if self.configuration else None
        if not isinstance(raw.name, Declared):
            return Unknown(f"requires what {text.value} provides, whose name is not known", text.at)
        if operator is None or isinstance(operator, Unknown):
            return Unknown(f"how {raw.name.value} is required is not known", text.at)
        if not operator.value:
            return Declared(raw.name.value, text.text, text.at)
        if not isinstance(raw.version, Declared):
            return Unknown(f"requires {raw.name.value} in its own version, which is not known", text.at)
        return Declared(f"{raw.name.value}{operator.value}{raw.version.value.strip()}", text.text, text.at)


def _name(build: Build, target: BuildTarget) -> str:
    """The name of a target, which is that of its folder where none is given."""
    return target.name.value if isinstance(target.name, Declared) else posixpath.basename(build.folder)


def _specifiers(constraint: Declared[str]) -> Field[str]:
    """The version specifiers of an interpreter constraint (``CPython>=3.11,<3.13``), in the order Pants writes them."""
    for text in (constraint.value, f"CPython{constraint.value}"):
        try:
            parsed = parse_requirement(text.strip())
        except Invalid:
            continue
        found = ",".join(sorted(str(clause) for clause in parsed.specifier))
        return Declared(found, constraint.text, constraint.at) if found else None
    return Unknown("not an interpreter constraint", constraint.at)


def _addresses(build: Build, target: BuildTarget) -> Iterator[tuple[Declared[str], Address]]:
    """The dependencies of a target with the addresses they mean; ``!`` and ``!!`` are still on their texts."""
    for text in target.dependencies or ():
        written = text.value.strip().lstrip("!").partition("@")[0].partition("#")[0]
        if not written:
            continue
        folder, colon, name = written.partition(":")
        if colon and not folder:
            folder = build.folder
        elif folder.startswith("./"):
            folder = posixpath.join(build.folder, folder[2:])
        folder = folder.removeprefix("//").rstrip("/")
        yield text, (folder, name or posixpath.basename(folder))
