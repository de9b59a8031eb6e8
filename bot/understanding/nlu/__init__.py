"""NLU models, their training data, and the Rasa graph component that runs them."""
