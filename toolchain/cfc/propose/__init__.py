"""Change proposals: Markdown pages with a patch and evidence that are executed, negotiated and applied."""
