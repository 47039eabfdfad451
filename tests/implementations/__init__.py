"""Small implementations of the contracts in `schemas/`, in both languages: the gate fuzzes them."""
