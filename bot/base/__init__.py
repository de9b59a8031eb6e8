"""Foundations that import nothing else of this project: settings, clock, errors, logs, metrics."""
