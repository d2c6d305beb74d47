"""What poetry-core writes into License: for the full name of an SPDX licence its identifier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.workspace import Field

_NAMES = {
    "apache license 2.0": "Apache-2.0",
    "boost software license 1.0": "BSL-1.0",
    "bsd zero clause license": "0BSD",
    'bsd 2-clause "simplified" license': "BSD-2-Clause",
    'bsd 3-clause "new" or "revised" license': "BSD-3-Clause",
    "eclipse public license 2.0": "EPL-2.0",
    "gnu affero general public license v3.0 only": "AGPL-3.0-only",
    "gnu affero general public license v3.0 or later": "AGPL-3.0-or-later",
    "gnu general public license v2.0 only": "GPL-2.0-only",
    "gnu general public license v2.0 or later": "GPL-2.0-or-later",
    "gnu general public license v3.0 only": "GPL-3.0-only",
    "gnu general public license v3.0 or later": "GPL-3.0-or-later",
    "gnu lesser general public license v3.0 only": "LGPL-3.0-only",
    "gnu lesser general public license v3.0 or later": "LGPL-3.0-or-later",
    "isc license": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0": "MPL-2.0",
    "python software foundation license 2.0": "PSF-2.0",
    "the unlicense": "Unlicense",
    "zlib license": "Zlib",
}
"""Of several hundred names those that projects have."""


def written(license_: Field[str]) -> Field[str]:
    """The licence that is written for the one that is stated; unknown where it reads like one more of those names."""
    if not isinstance(license_, Declared):
        return license_
    name = license_.value.lower()
    if name in _NAMES:
        return replace(license_, value=_NAMES[name])
    words = name.split() if "\n" not in name else ()
    if len(words) > 1 and (len(words) > 2 or "licen" in name) and not _is_expression(license_.value):
        return Unknown("perhaps the name of a licence, which poetry-core replaces with its identifier", license_.at)
    return license_


def _is_expression(text: str) -> bool:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # noqa: PLC0415 - seldom

    try:
        canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return False
    return True
