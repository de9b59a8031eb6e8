"""Edited contents: versions, drafts, measures."""
