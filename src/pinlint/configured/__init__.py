"""What the configuration says of the members that were read: overrides, groups, policies, version files."""
