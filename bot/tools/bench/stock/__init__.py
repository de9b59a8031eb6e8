"""Stock Rasa for comparison: its documented default pipeline and stores, our sentences and answers."""
