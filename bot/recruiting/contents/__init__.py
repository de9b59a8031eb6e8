"""Editing the content that the assistant gives to candidates."""
