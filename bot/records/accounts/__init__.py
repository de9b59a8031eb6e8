"""Recruiters' accounts, structures, sign-in, API tokens and webhooks."""
