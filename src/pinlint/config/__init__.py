"""``[tool.pinlint]`` of pyproject.toml, or the whole of pinlint.toml, as one frozen value; and where it is found.

Everything here comes from a person who can correct it, so whatever is not understood is an error with its place.
"""

from pinlint.config.dependencies import DependencyTable
from pinlint.config.groups import GroupTable, HubName
from pinlint.config.root import Root, config_in, find_root, load
from pinlint.config.schema import Config, IgnoreTable, OverrideTable, parse
from pinlint.config.table import ConfigError

__all__ = [
    "Config",
    "ConfigError",
    "DependencyTable",
    "GroupTable",
    "HubName",
    "IgnoreTable",
    "OverrideTable",
    "Root",
    "config_in",
    "find_root",
    "load",
    "parse",
]
