"""Choices as inline keyboards, or as numbers in the text if the titles do not fit on buttons.

A button carries only the outbound row and the index of its title. A press is therefore understood after a restart and
for titles of any length, and no client can submit a title that was not offered.
"""

import re
from collections.abc import Sequence
from typing import Any

from bot.channels.turn.numbered_choices import with_numbers
from bot.content.sentences import sentence

MAX_TITLE = 40
MAX_BUTTONS = 8
MAX_NUMBERS = 40
SHORT_TITLE = 14
NUMBERS_IN_A_ROW = 5
_DATA = re.compile(r"([0-9]{1,18})\.([0-9]{1,4})")


def _fit(titles: Sequence[str]) -> bool:
    return len(titles) <= MAX_BUTTONS and all(title and len(title) <= MAX_TITLE for title in titles)


def with_choices(text: str, titles: Sequence[str]) -> str:
    """The text of a message, with numbered choices if they do not fit on buttons."""
    if not _fit(titles):
        return with_numbers(text, titles)
    return text if text.strip() or not titles else sentence("choices.choose")


def keyboard(row_id: int, titles: Sequence[str]) -> dict[str, Any] | None:
    """The inline keyboard of a message; None without choices, or with too many to show."""
    if not titles or len(titles) > MAX_NUMBERS:
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


def parse_button_data(data: str) -> tuple[int, int] | None:
    """Row and index of a button's data, None if malformed."""
    match = _DATA.fullmatch(data)
    return (int(match[1]), int(match[2])) if match else None
