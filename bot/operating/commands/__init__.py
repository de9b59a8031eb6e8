"""The commands of `bot` and what they print."""
