"""Operating an installation: training, starting and supervising the servers, health checks, commands."""
