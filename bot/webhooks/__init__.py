"""Webhooks: where they may lead, how they are signed, and the courier that delivers them."""
