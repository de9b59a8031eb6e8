"""Motivation notes: evidence in answers, coverage of traits, and masking."""
