"""Rasa's conversations: tracker store, policy, locks and the action endpoint."""
