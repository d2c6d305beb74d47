"""A path -> the files to read: the only place that walks a disk or opens a file.

``find`` walks the PATHs that the user named and answers with candidates for membership: folders, sdists and wheels
with the metadata files in them. Whether a candidate is a member, its readers say; they read through ``Found.files``,
which gives out nothing from outside of what was named.

*Folders* are walked without what git ignores, without hidden folders, environments, outputs of builds, vendored trees,
fixtures and templates (``names`` lists them). A PATH that is named is read whatever it is called, and whatever its
parents ignore. Configured ``members`` say exactly which folders are candidates, junk or not; only their ``**`` does
not pass through what an ordinary walk would not. ``exclude`` always applies.

*Archives* and installed metadata (``*.dist-info``) are read where they are named, where they lie directly in a named
folder, and deeper only where that folder holds no source tree. An archive that is not named must bear a
distribution's name, which has a version in it: other archives are data.

*A file* that is named stands for what it belongs to: a metadata file for the project in its folder, an archive for its
distribution. Any other file is a problem.

*Files beside projects* (``workspace.companion``) speak of them without being metadata. They are found wherever a member
may be, on the way there, in folders of requirements, and among the workflows at the top of a named folder. BUILD files
are found everywhere below a pants.toml, since each of its targets may change what another one is.

A folder with a PKG-INFO is an unpacked sdist (``Origin.SDIST``): one distribution, in which no further projects are
looked for unless it is a git repository all the same.
"""

from __future__ import annotations

from pinlint.discover.finding import Found, find

__all__ = ["Found", "find"]
