"""`make bench`: this bot beside stock Rasa, on the same machine in the same run."""
