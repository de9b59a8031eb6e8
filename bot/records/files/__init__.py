"""Candidates' files: registration, notes, erasure."""
