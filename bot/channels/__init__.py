"""Rasa input channels: the website. Each is configured in `credentials.yml` by its class path."""
