"""Backup and restore, key rotation, purge, data-subject rights."""
