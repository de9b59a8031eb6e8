"""Errors that an operator can fix, each with a message that says what to do; and how others are logged."""

import traceback


class OperatingError(Exception):
    """The installation is misconfigured or damaged."""


class OperatingWarning(Exception):  # noqa: N818 - it stops nothing
    """Something should be fixed, but does not prevent operation."""


def describe_error(error: BaseException) -> str:
    """`TYPE at FILE:LINE` of a caught error, for the log: its message may quote a user."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename}:{frame.lineno}"
