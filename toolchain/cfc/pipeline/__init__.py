"""The flow: load, resolve, check, lower, emit, write; and what of it can be left out when nothing changed."""
