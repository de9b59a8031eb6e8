"""Index of French place names, and the resolver of the town."""
