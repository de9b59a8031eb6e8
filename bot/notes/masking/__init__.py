"""Masking of sensitive words: health, bank details, other people. Imports neither Rasa nor a database."""
