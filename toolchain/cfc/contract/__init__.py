"""Contracts as their authors wrote them: loaded, identified, resolved, checked; nothing decided about code."""
