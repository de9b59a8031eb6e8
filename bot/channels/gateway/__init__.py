"""The gateway: what carries messages between networks and Rasa."""
