"""Candidates' files: list, file, selection."""
