"""Developers' tools, not part of the service: evaluation, tuning, bench, demo, supply."""
