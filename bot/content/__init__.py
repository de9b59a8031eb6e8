"""What candidates are told, read from `bot/data`: campaign, answers of the FAQ, scenarios, legal texts."""
