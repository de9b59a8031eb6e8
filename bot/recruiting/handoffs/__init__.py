"""Handoffs: candidates who handoff for a team member."""
