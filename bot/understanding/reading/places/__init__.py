"""The places of France: an index of their names, and the town where somebody lives."""
