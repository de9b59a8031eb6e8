"""From an answer to a note: evidence, masks, coverage."""
