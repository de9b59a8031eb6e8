"""Dossiers of candidates: the list, one dossier, exports and the shortlist."""
