"""Engines that judge values: generated Python, generated TypeScript, the reference package, expressions."""
