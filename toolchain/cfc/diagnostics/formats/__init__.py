"""One renderer per output format: the same findings, in the same order, in each of them."""
