"""The checks of invariants against the schema, by subject; `inference` calls them."""
