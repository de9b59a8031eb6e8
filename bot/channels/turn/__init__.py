"""The turn of a message, common to all channels."""
