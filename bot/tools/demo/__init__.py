"""`bot demo`: a throw-away installation with invented candidates, who talked with the real assistant."""
