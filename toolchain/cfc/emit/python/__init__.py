"""The Python target: identifiers, literals, types, steps and boundaries as text a colleague could have written."""
