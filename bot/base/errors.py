"""Errors that an operator can mend: each says what is wrong and what to do."""


class OperatingError(Exception):
    """Something is wrong with the installation; the message is one clear sentence with the remedy."""


class OperatingWarning(Exception):  # noqa: N818 - it stops nothing
    """Something is to be mended before the installation is used otherwise; nothing is wrong with it as it is."""
