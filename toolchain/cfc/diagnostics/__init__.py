"""What a run has to say: findings as values, their catalogue of rule pages, and one renderer per output format."""
