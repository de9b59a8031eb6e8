"""Edited contents: versions and drafts."""
