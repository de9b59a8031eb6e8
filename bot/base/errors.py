"""Errors that an operator can fix. Each message says what is wrong and what to do."""


class OperatingError(Exception):
    """The installation is misconfigured or damaged."""


class OperatingWarning(Exception):  # noqa: N818 - it stops nothing
    """Something should be fixed, but does not prevent operation."""
