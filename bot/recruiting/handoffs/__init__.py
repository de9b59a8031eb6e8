"""Handoffs: candidates who ask for a team member."""
