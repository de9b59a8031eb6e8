"""Backups, keys, purge, and the rights of access and erasure."""
