"""Handoffs: candidates who ask for a person of the team."""
