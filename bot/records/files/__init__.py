"""Candidates' dossiers: registration, notes, remarks, erasure and retention."""
