"""The content editors' bench: `bot eval`, one module a kind, over JSON Lines."""
