"""The workspace as values: what is declared, where, and by whom. No I/O and no judgement.

What only some workspaces have is imported where it is needed: ``locked`` and ``requested``.
"""

from pinlint.workspace.group import Group, Policy, Share
from pinlint.workspace.member import Facts, Kind, Member, Statement, VersionCopy
from pinlint.workspace.problem import Problem, ProblemKind
from pinlint.workspace.requirement import BUILD, CORE, Requirement, Scope, ScopeKind
from pinlint.workspace.values import Declared, Field, Listing, T, Unknown
from pinlint.workspace.whole import Dependency, Workspace

__all__ = [
    "BUILD",
    "CORE",
    "Declared",
    "Dependency",
    "Facts",
    "Field",
    "Group",
    "Kind",
    "Listing",
    "Member",
    "Policy",
    "Problem",
    "ProblemKind",
    "Requirement",
    "Scope",
    "ScopeKind",
    "Share",
    "Statement",
    "T",
    "Unknown",
    "VersionCopy",
    "Workspace",
]
