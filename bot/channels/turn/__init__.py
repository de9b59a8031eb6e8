"""A message's turn, the same on every channel: answered once, in order."""
