"""Edited contents: versions, drafts, draft evaluations."""
