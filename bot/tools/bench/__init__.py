"""`make bench`: this bot and stock Rasa measured on the same machine in the same run."""
