"""Editing what candidates are told."""
