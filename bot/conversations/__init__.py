"""Rasa's side of a conversation: the tracker store, and the policy that decides whose turn a message is."""
