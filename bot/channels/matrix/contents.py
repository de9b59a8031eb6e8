"""Messages of the bot as contents of Matrix events: plain and formatted, choices numbered, cut to the size allowed.

An event holds 65,536 bytes at most, after encryption (a third more), with the text in it twice and each letter that is
not ASCII written in six bytes or more.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

LARGEST_CONTENT = 40_000
LONGEST_PART = 6_000
_HTML_FORMAT = "org.matrix.custom.html"
_BREAKS = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…]) "), re.compile(r"\s"))


def contents(text: str, buttons: Sequence[str] = (), *, notice: bool = False) -> list[dict[str, Any]]:
    """Returns the contents to send, in order.

    Args:
        text: what is said.
        buttons: titles of the choices, offered as a numbered list in the last part.
        notice: sent as a program's remark, which clients show quietly.
    """
    parts = list(split(text))
    made = [_content(part, (), notice) for part in parts[:-1]]
    return [*made, _content(parts[-1], buttons, notice)]


def split(text: str, longest: int = LONGEST_PART) -> Iterator[str]:
    """Yields the text in parts that one event can hold, cut between paragraphs, lines, sentences or words if possible."""
    rest = text
    while len(rest) > longest or _size(rest) > LARGEST_CONTENT:
        limit = min(longest, len(rest))
        while _size(rest[:limit]) > LARGEST_CONTENT:
            limit //= 2
        cut = _last_break(rest, limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
        if not rest:
            return
    yield rest


def _size(text: str) -> int:
    return len(json.dumps(_content(text, (), False)))


def _last_break(text: str, limit: int) -> int:
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, limit // 2, limit)]
        if ends:
            return ends[-1]
    return limit


def _content(text: str, buttons: Sequence[str], notice: bool) -> dict[str, Any]:
    body, formatted = text, _as_html(text)
    if buttons:
        lines = [f"{number}. {title}" for number, title in enumerate(buttons, start=1)]
        body = "\n".join([text, "", *lines]).lstrip("\n")
        formatted += f"<ol>{''.join(f'<li>{_as_html(title)}</li>' for title in buttons)}</ol>"
    return {
        "msgtype": "m.notice" if notice else "m.text",
        "body": body,
        "format": _HTML_FORMAT,
        "formatted_body": formatted,
    }


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
