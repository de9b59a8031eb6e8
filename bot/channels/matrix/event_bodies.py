"""Message bodies of Matrix events: plain and formatted text, with numbered choices, split to the allowed size.

An event may hold 65,536 bytes after encryption, which adds a third. It contains the text twice, with six bytes or more
for each non-ASCII character.
"""

import html
import json
import math
from collections.abc import Sequence
from typing import Any

from bot.channels.gateway.splitting import split
from bot.channels.turn.numbered_choices import with_numbers
from bot.content.sentences import sentence

MAX_CONTENT_BYTES = 40_000
MAX_PART_CHARACTERS = 6_000
_HTML_FORMAT = "org.matrix.custom.html"


def contents(
    text: str, buttons: Sequence[str] = (), *, notice: bool = False, thread: str | None = None
) -> list[dict[str, Any]]:
    """Contents of the events to send, in order.

    Args:
        buttons: titles of the choices, as a numbered list in the last part.
        notice: send as `m.notice`, which clients show discreetly.
        thread: first event of the thread to reply in.
    """
    parts = split(text, MAX_PART_CHARACTERS, _measure) or [""]
    made = [_content(part, (), notice) for part in parts[:-1]]
    made.append(_content(parts[-1], buttons, notice))
    return made if thread is None else [{**content, "m.relates_to": _in_thread(thread)} for content in made]


def _in_thread(event_id: str) -> dict[str, Any]:
    return {
        "rel_type": "m.thread", "event_id": event_id, "is_falling_back": True, "m.in_reply_to": {"event_id": event_id},
    }  # fmt: skip


def _measure(text: str) -> int:
    """Size of a text: its characters, or its encoded size if that is nearer to the limit."""
    size = len(json.dumps(_content(text, (), False)))
    return max(len(text), math.ceil(size * MAX_PART_CHARACTERS / MAX_CONTENT_BYTES))


def _content(text: str, buttons: Sequence[str], notice: bool) -> dict[str, Any]:
    body = with_numbers(text, buttons)
    formatted = _as_html(body)
    if len(buttons) > 1:
        items = "".join(f"<li>{_as_html(title)}</li>" for title in buttons)
        formatted = f"{_as_html(text) or sentence('choices.choose')}<ol>{items}</ol>{sentence('choices.by_number')}"
    return {
        "msgtype": "m.notice" if notice else "m.text",
        "body": body,
        "format": _HTML_FORMAT,
        "formatted_body": formatted,
    }


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
