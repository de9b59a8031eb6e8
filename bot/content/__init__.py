"""The editable content of `bot/data`: campaign, FAQ, interview, legal texts, sentences."""
