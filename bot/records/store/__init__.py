"""Database, encryption, audit log."""
