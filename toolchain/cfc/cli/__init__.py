"""The command line: one command a file, options and exit codes shared."""
