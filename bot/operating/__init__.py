"""Running an installation: training, starting and supervising the processes, checking that all is sound."""
