"""The gateway, which carries messages between networks and Rasa."""
