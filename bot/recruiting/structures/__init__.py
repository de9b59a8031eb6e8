"""Structures, their members and their API clients."""
