"""Settings of a project: one table of keys, one reader of `cfc.toml` or `[tool.cfc]`."""
