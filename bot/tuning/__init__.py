"""Tunes the sentence encoder on marked answers, apart from the servers: `make tune` writes `bot/data/interview/context.npz`."""
