"""Comments in the files of a workspace: where they are, told from strings, and what they ask to ignore.

Imported only where some file has a comment for pinlint, or is to get one.
"""

from pinlint.comments.dialects import Dialect, dialect, requirement_texts
from pinlint.comments.directives import Directive, Named, directives
from pinlint.comments.scanning import Comments, scan

__all__ = ["Comments", "Dialect", "Directive", "Named", "dialect", "directives", "requirement_texts", "scan"]
