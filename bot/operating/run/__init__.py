"""Training, starting and supervising the processes."""
