"""Stock Rasa to compare with: its documented default pipeline and stores, on our sentences and answers."""
