"""Tunes the sentence encoder on all that it reads here, apart from the servers: `make tune`."""
