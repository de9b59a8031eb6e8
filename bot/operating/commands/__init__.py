"""The commands of `bot`."""
