"""From the IR to files: decisions about text in Python, layout in Jinja templates, careful writing."""
