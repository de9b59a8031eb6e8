"""Stored data in French words."""
