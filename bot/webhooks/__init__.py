"""Outgoing webhooks: URL policy, signatures, delivery."""
