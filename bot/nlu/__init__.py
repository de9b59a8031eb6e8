"""Rasa graph components: the lean spaCy provider and the sentence encoder."""
