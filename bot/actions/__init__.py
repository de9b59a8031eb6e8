"""Rasa's custom actions: one action a file, named after it; what several share is in the other modules."""
