"""Database, encryption at rest, audit log, daily counts."""
