"""Sign-in, accounts and invitations."""
