"""Starting, serving and supervising the processes of an installation; training."""
