"""`bot demo`: a temporary installation with invented candidates."""
