"""Health: preflight checks, `bot doctor`, monitoring endpoints."""
