"""A dependency-pin consistency linter for Python workspaces."""
