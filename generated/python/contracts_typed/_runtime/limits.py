"""The limits of this project's validators."""

MAX_DEPTH = 200
"""How often a definition may be inside itself in a value."""
