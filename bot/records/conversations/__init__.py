"""Conversations, their messages in and out, and exchanges with the team."""
