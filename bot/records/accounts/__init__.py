"""Accounts, structures, sessions, tokens."""
