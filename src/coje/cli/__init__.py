"""The `coje` command."""
