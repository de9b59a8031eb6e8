"""Errors that an operator can mend: each says what is wrong and what to do."""


class OperatingError(Exception):
    """Something is wrong with the installation; the message is one clear sentence with the remedy."""
