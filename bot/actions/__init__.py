"""What the bot does: one action a file, named after its action; each reads the tracker, calls a room below, speaks."""
