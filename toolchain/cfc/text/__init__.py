"""Characters and positions: sources, JSON and YAML readers, pointers, Markdown pages. Knows no contracts."""
