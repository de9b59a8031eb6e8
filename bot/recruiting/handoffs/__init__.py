"""Handoffs: candidates who asked for a team member."""
