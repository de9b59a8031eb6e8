"""E-mails to candidates."""
