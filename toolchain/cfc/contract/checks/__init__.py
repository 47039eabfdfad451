"""What can be wrong with a contract, one subject a file; `contract/check.py` runs them."""
