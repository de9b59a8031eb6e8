"""`make attack`: automated attacks on the complete running system."""
