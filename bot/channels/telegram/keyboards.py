"""Offered choices as Telegram shows them: buttons under the message, and numbers in the text when they do not fit.

A button carries no words but where its title is found: the outbound row and its place in it. So a press is understood
after a restart, whatever the title's length, and nobody can make the bot hear a title that it did not offer.
"""

import re
from collections.abc import Sequence
from typing import Any

from bot.channels.turn.numbered import CHOOSE, with_numbers

LONGEST_TITLE = 40
MOST_BUTTONS = 8
MOST_NUMBERS = 40
SHORT_TITLE = 14
NUMBERS_IN_A_ROW = 5
_DATA = re.compile(r"([0-9]{1,18})\.([0-9]{1,4})")


def _fit(titles: Sequence[str]) -> bool:
    return len(titles) <= MOST_BUTTONS and all(title and len(title) <= LONGEST_TITLE for title in titles)


def with_choices(text: str, titles: Sequence[str]) -> str:
    """Returns the text of a message, with its choices numbered in it if they do not fit buttons."""
    if not _fit(titles):
        return with_numbers(text, titles)
    return text if text.strip() or not titles else CHOOSE


def keyboard(row_id: int, titles: Sequence[str]) -> dict[str, Any] | None:
    """Returns the buttons of a message, None if it has none (or so many choices that numbers are typed).

    Args:
        row_id: the outbound row.
        titles: its choices.
    """
    if not titles or len(titles) > MOST_NUMBERS:
        return None
    fit = _fit(titles)
    labels = list(titles) if fit else [str(number) for number in range(1, len(titles) + 1)]
    buttons = [{"text": label, "callback_data": f"{row_id}.{place}"} for place, label in enumerate(labels)]
    if not fit:
        width = NUMBERS_IN_A_ROW
    elif all(len(title) <= SHORT_TITLE for title in titles):
        width = 3 if len(titles) == 3 else 2
    else:
        width = 1
    return {"inline_keyboard": [buttons[start : start + width] for start in range(0, len(buttons), width)]}


def pressed(data: str) -> tuple[int, int] | None:
    """Returns the row and the place that a button names, None if it is none of ours."""
    match = _DATA.fullmatch(data)
    return (int(match[1]), int(match[2])) if match else None
