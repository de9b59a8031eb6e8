"""Messages of the bot as contents of Matrix events: plain and formatted, choices numbered, cut to the size allowed.

An event holds 65,536 bytes at most, after encryption (a third more), with the text in it twice and each letter that is
not ASCII written in six bytes or more.
"""

import html
import json
import math
from collections.abc import Sequence
from typing import Any

from bot.channels.gateway.splitting import split
from bot.channels.turn.numbered import ANSWER_BY_NUMBER, CHOOSE, with_numbers

LARGEST_CONTENT = 40_000
LONGEST_PART = 6_000
_HTML_FORMAT = "org.matrix.custom.html"


def contents(
    text: str, buttons: Sequence[str] = (), *, notice: bool = False, thread: str | None = None
) -> list[dict[str, Any]]:
    """Returns the contents to send, in order.

    Args:
        text: what is said.
        buttons: titles of the choices, offered as a numbered list in the last part.
        notice: sent as a program's remark, which clients show quietly.
        thread: the event that began the thread where it is said.
    """
    parts = split(text, LONGEST_PART, _measure) or [""]
    made = [_content(part, (), notice) for part in parts[:-1]]
    made.append(_content(parts[-1], buttons, notice))
    return made if thread is None else [{**content, "m.relates_to": _in_thread(thread)} for content in made]


def _in_thread(event_id: str) -> dict[str, Any]:
    return {
        "rel_type": "m.thread", "event_id": event_id, "is_falling_back": True, "m.in_reply_to": {"event_id": event_id},
    }  # fmt: skip


def _measure(text: str) -> int:
    """Returns the size of a text: of its letters, or of its content where that is nearer to what an event holds."""
    size = len(json.dumps(_content(text, (), False)))
    return max(len(text), math.ceil(size * LONGEST_PART / LARGEST_CONTENT))


def _content(text: str, buttons: Sequence[str], notice: bool) -> dict[str, Any]:
    body = with_numbers(text, buttons)
    formatted = _as_html(body)
    if len(buttons) > 1:
        items = "".join(f"<li>{_as_html(title)}</li>" for title in buttons)
        formatted = f"{_as_html(text) or CHOOSE}<ol>{items}</ol>{ANSWER_BY_NUMBER}"
    return {
        "msgtype": "m.notice" if notice else "m.text",
        "body": body,
        "format": _HTML_FORMAT,
        "formatted_body": formatted,
    }


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
