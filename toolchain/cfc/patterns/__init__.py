"""ECMA-262 regular expressions: our own grammar of them, and their exact translation to Python."""
