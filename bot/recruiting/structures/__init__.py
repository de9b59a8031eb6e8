"""Structures and their members."""
