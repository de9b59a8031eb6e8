"""Learning from similarities, shared by the rooms that classify: numpy only."""
