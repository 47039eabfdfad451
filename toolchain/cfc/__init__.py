"""cfc, the contract-first compiler."""

__version__ = "0.1.0"
