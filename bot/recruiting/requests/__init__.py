"""Requests for a person."""
