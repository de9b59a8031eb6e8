"""Blind review of answers by scenario, and manual rating."""
