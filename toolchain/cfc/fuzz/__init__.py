"""Try values against implementations and judges; shrink what fails, and remember it."""
