"""Every function from outside the program whose meaning is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.library import (
    classes,
    commands,
    configurations,
    conversions,
    copies,
    data_formats,
    functional,
    iterators,
    loaded_modules,
    loaders,
    modules,
    names,
    open_files,
    os_environ,
    os_folder,
    os_path,
    pathlib_path,
    questions,
    re_patterns,
    requirement_lists,
    running,
    simple,
    sorting,
    str_methods,
    version_readers,
)
from pinlint.metadata.evaluate.values import SETUPS

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Known

FUNCTIONS: dict[str, Known] = {
    **simple.FUNCTIONS,
    **conversions.FUNCTIONS,
    **sorting.FUNCTIONS,
    **iterators.FUNCTIONS,
    **questions.FUNCTIONS,
    **open_files.FUNCTIONS,
    **modules.FUNCTIONS,
    **running.FUNCTIONS,
    **loaders.FUNCTIONS,
    **loaded_modules.FUNCTIONS,
    **version_readers.FUNCTIONS,
    **os_path.FUNCTIONS,
    **os_environ.FUNCTIONS,
    **os_folder.FUNCTIONS,
    **commands.FUNCTIONS,
    **pathlib_path.FUNCTIONS,
    **re_patterns.FUNCTIONS,
    **data_formats.FUNCTIONS,
    **configurations.FUNCTIONS,
    **requirement_lists.FUNCTIONS,
    **functional.FUNCTIONS,
    **copies.FUNCTIONS,
    **classes.FUNCTIONS,
    **str_methods.FUNCTIONS,
}
MODULES = frozenset(
    ".".join(name.split(".")[:count])
    for name in (*FUNCTIONS, *SETUPS, *names.CONSTANTS, "sys.path", "os.environ")
    for count in range(1, name.count(".") + 1)
)
"""The modules and classes that hold something known."""
