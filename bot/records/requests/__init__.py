"""Requests to speak with a person."""
