"""TypeScript and JavaScript: the IR's records as text of modules that depend on nothing."""
