"""Two versions of contracts to changes, verdicts with witnesses, and the least version bump."""
