"""Engines that judge instances: one per file, each with the same question and the same shape of answer."""
