"""Candidates to members: read each file once, let its dialect speak, put together what belongs to one project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.candidate import Origin
from pinlint.metadata import companions, copies, fields, members, placeholders, pyproject, toml_tables
from pinlint.metadata.backends import egg_info
from pinlint.metadata.companions import Companions
from pinlint.metadata.members import Project
from pinlint.metadata.project_file import ProjectFile
from pinlint.metadata.raw import Malformed
from pinlint.metadata.recorded import Recorded
from pinlint.source import Span, Unreadable
from pinlint.workspace import Declared, Kind, Member, Problem, ProblemKind, Unknown
from pinlint.workspace.companion import is_build
from pinlint.workspace.targets import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinlint.candidate import Candidate
    from pinlint.metadata.pants import Distribution
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files, Source
    from pinlint.workspace import Statement, VersionCopy
    from pinlint.workspace.resolver import Resolver
    from pinlint.workspace.targets import Target

_ORDER = tuple(Kind)
_PANTS = "pants"
_RESOLVERS = frozenset({"uv", "pdm", "poetry"})
"""The tables of tools that resolve requirements and are told about it in pyproject.toml."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read: the members in the order of their paths, and every file by its path."""

    members: tuple[Member, ...]
    problems: tuple[Problem, ...]
    sources: Mapping[str, Source]
    beside: Companions


def read(candidates: Iterable[Candidate], files: Files, beside: Sequence[str] = ()) -> Reading:
    """Read every candidate; those that no file gives a name are no members. Nothing in them stops the others.

    ``beside`` are the paths of files that are no metadata and still speak of the projects, as locks do.
    """
    reader = _Reader(Recorded(files))
    pants = reader.pants(beside) if any(map(is_build, beside)) else {}
    found = members.assemble([project for each in candidates for project in reader.projects(each, pants)])
    told = tuple(reader.resolvers), tuple(reader.targets)
    more = companions.read(beside, reader.files, *told, configs=reader.configs) if found else Companions()
    # pip's own rules tell how a requirements file is encoded, and its places are those of the text decoded so.
    included = {source.path: source for file in more.requested for source in file.sources}
    return Reading(found, (*reader.problems, *more.problems), reader.files.sources | included, more)


class _Reader:
    """Reads candidates, and collects the problems on the way."""

    def __init__(self, files: Recorded) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.resolvers: list[Resolver] = []
        self.targets: list[Target] = []
        self.configs: list[str] = []

    def pants(self, paths: Iterable[str]) -> dict[str, list[Distribution]]:
        """The distributions that BUILD files declare, by those files."""
        # Like the evaluator that it needs, only paid for where there is a workspace of Pants.
        from pinlint.metadata import pants_workspace  # noqa: PLC0415

        distributions, problems = pants_workspace.read(paths, self.files.source, self.files)
        self.problems += problems
        found: dict[str, list[Distribution]] = {}
        for each in distributions:
            found.setdefault(each.path, []).append(each)
        return found

    def projects(self, candidate: Candidate, pants: Mapping[str, list[Distribution]]) -> Iterator[Project]:
        """The project of a candidate, and those that Pants makes of its BUILD files.

        Where Pants generates no setup.py the files that are there speak; nor may it do so where it is not known.
        """
        own = self.project(candidate)
        for declared in (each for path in candidate.files for each in pants.get(path, ())):
            if declared.generated is not True and (own is not None or declared.generated is False):
                continue
            statement, problems = fields.parse(declared.raw)
            self.problems += problems
            title = statement.title
            if own is not None and isinstance(title, Declared) and canonicalize_name(title.value) == own.identity[0]:
                own = replace(own, statements=(*own.statements, statement))
            elif title is not None:
                yield Project(candidate, (statement,), builder=_PANTS)
        if own is not None:
            yield own

    def project(self, candidate: Candidate) -> Project | None:
        """The statements of a candidate, or None if it is no project. Their problems count only if it is one.

        A template of projects is none, unless somebody declares it to be a member.
        """
        statements: list[Statement] = []
        template = False
        file = ProjectFile(candidate.path, {}, self.files)
        broken: list[Problem] = []
        for path in sorted((path for path in candidate.files if not is_build(path)), key=_authority):
            try:
                source = self.files.source(path)
                kind = _kind(path)
                file = self.opened(candidate, kind, source, file)
                raw = self.dialect(kind, source, file)
            except Malformed as error:
                template = template or placeholders.names(self.files.sources[path].text)
                broken.append(Problem(ProblemKind.FILE, error.at, f"{_name(path)} {error.message}"))
            except Unreadable as error:
                broken.append(Problem(ProblemKind.FILE, Span(path, 0, 0), f"{_name(path)} cannot be read: {error}"))
            except Exception as error:
                error.add_note(f"while reading {path}")
                raise
            else:
                if raw is not None:
                    statement, problems = fields.parse(raw)
                    statements.append(statement)
                    broken += problems
        statements = _joined(_own(statements))
        if not candidate.declared and _is_template(statements, unparsed=template):
            return None
        named = any(statement.title is not None for statement in statements)
        if named or any(problem.kind is ProblemKind.FILE for problem in broken):
            self.problems += broken
        if not named:
            return None
        project = Project(
            candidate,
            self.tagged(candidate, file, statements),
            file.builder,
            redirected=pyproject.redirects(file.tables),
        )
        return replace(project, copies=self.copies(project, file))

    def copies(self, project: Project, file: ProjectFile) -> tuple[VersionCopy, ...]:
        """Its version as other files repeat it; of those that were looked into, the ones that do count as read."""
        found = copies.read(project, replace(file, files=self.files.files))
        for copy in found:
            self.files.read(copy.version.at.path)
        return found

    def opened(self, candidate: Candidate, kind: Kind, source: Source, file: ProjectFile) -> ProjectFile:
        """The pyproject.toml of the candidate as far as it is read; what tools are told is kept. Raises Malformed."""
        if kind is Kind.PYPROJECT:
            file = ProjectFile(source.path, toml_tables.load(source), self.files)
            self.resolve(candidate, file)
            self.target(candidate, file, source)
        elif kind is Kind.SETUP_CFG and _is_beside(candidate, source.path):
            self.configs.append(source.path)
        return file

    def resolve(self, candidate: Candidate, file: ProjectFile) -> None:
        """Keep what the file tells resolvers, be there a project in it or not; an sdist has left its workspace."""
        if not _RESOLVERS.isdisjoint(file.table("tool")):
            from pinlint.metadata import resolvers  # noqa: PLC0415 - only where one is told something

            resolver = resolvers.read(file)
            if resolver is not None:
                left = candidate.origin is not Origin.TREE
                self.resolvers.append(replace(resolver, members=None) if left else resolver)

    def target(self, candidate: Candidate, file: ProjectFile, source: Source) -> None:
        """Keep the Pythons that the file sets tools to, be there a project in it or not."""
        if _is_beside(candidate, file.path) and not TABLES.isdisjoint(file.table("tool")):
            from pinlint.metadata import targets  # noqa: PLC0415 - only where there are such tools

            self.targets.extend(targets.of_pyproject(file.tables, source))

    def tagged(self, candidate: Candidate, file: ProjectFile, statements: list[Statement]) -> tuple[Statement, ...]:
        """The statements, with what setuptools appends to the version that its sources state."""
        config = next((path for path in candidate.files if path.endswith("setup.cfg")), "")
        if file.builder == "setuptools":
            options = file.table("tool", "distutils", "egg_info")
            tag = egg_info.tag(self.files.sources.get(config), options, file.path)
            return tuple(egg_info.tagged(statement, tag) for statement in statements)
        return tuple(statements)

    def dialect(self, kind: Kind, source: Source, file: ProjectFile) -> Raw | None:
        """What the file says, by the reader of its dialect. Raises Malformed."""
        match kind:
            case Kind.PYPROJECT:
                return pyproject.read(file) or pyproject.development(file)
            case Kind.SETUP_PY:
                # The evaluator and ast are only paid for where there is a setup.py.
                from pinlint.metadata import setup_py  # noqa: PLC0415

                return setup_py.read(source, self.files)
            case Kind.SETUP_CFG:
                from pinlint.metadata import setup_cfg  # noqa: PLC0415 - configparser likewise

                return setup_cfg.read(source, self.files)
            case Kind.REQUIRES_TXT:
                from pinlint.metadata import requires_txt  # noqa: PLC0415 - of unpacked distributions only

                return requires_txt.read(source)
            case Kind.PKG_INFO | Kind.METADATA:
                from pinlint.metadata import core_metadata  # noqa: PLC0415 - the same

                return core_metadata.read(source)
            case Kind.PANTS:
                return None


def _is_template(statements: Iterable[Statement], *, unparsed: bool) -> bool:
    """Whether the name is a placeholder wherever there is one, what is in files that could not be parsed included."""
    titles = [statement.title for statement in statements if statement.title is not None]
    blank = all(isinstance(each, Unknown) and each.reason == placeholders.REASON for each in titles)
    return blank and (unparsed or bool(titles))


def _is_beside(candidate: Candidate, path: str) -> bool:
    """Whether a file lies in the folder of the candidate, which then is no archive."""
    return (path.rpartition("/")[0] or ".") == candidate.path


def _own(statements: list[Statement]) -> list[Statement]:
    """The statements without those of an egg-info that is named after another project, as that of a demo below."""
    titles = [statement.title.value for statement in statements if isinstance(statement.title, Declared)]
    if not titles:
        return statements
    name = canonicalize_name(titles[0])
    return [each for each in statements if each.kind is not Kind.REQUIRES_TXT or _egg_name(each.path) == name]


def _joined(statements: list[Statement]) -> list[Statement]:
    """The statements, with what a pyproject.toml that leaves its project to setup files says besides in the first."""
    if len(statements) < 2 or statements[0].kind is not Kind.PYPROJECT or not _leaves_all(statements[0]):
        return statements
    beside, leading, *others = statements
    joined = replace(leading, groups=beside.groups, group_names=beside.group_names, build=beside.build)
    return [joined, *others]


def _leaves_all(statement: Statement) -> bool:
    """Whether a statement says nothing of what Core Metadata holds, nor who does."""
    return not statement.dynamic and all(
        value is None
        for value in (
            *(statement.title, statement.version, statement.requires_python, statement.core),
            *(statement.optional, statement.extras, statement.classifiers, statement.license),
        )
    )


def _egg_name(path: str) -> str:
    """The name in ``name.egg-info/requires.txt``."""
    return canonicalize_name(path.rsplit("/", 2)[-2].removesuffix(".egg-info"))


def _authority(path: str) -> tuple[int, str]:
    return _ORDER.index(_kind(path)), path


def _name(path: str) -> str:
    """What messages call the file, whose path stands before them."""
    return path.rsplit("/", 1)[-1]


def _kind(path: str) -> Kind:
    return Kind(_name(path))
