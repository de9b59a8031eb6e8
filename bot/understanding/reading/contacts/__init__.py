"""Normal forms of e-mail addresses and telephone numbers."""
