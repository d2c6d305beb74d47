"""JSON that every parser accepts and every terminal shows."""

from __future__ import annotations

import json
import re
from typing import Any

SCHEMA_VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(document: dict[str, Any]) -> str:
    """The document as indented ASCII; half characters, as in undecodable file names, become U+FFFD (RFC 8259, 8.2)."""
    text = json.dumps(document, ensure_ascii=False)
    if _SURROGATE.search(text):
        document = json.loads(_SURROGATE.sub("\ufffd", text))
    return json.dumps(document, indent=2) + "\n"
