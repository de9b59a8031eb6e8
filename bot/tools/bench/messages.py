"""Unique messages, so that no cache of texts replaces the encoder.

First the held-out sets, which neither bot has learned from; then training messages with two letters swapped.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.base import places
from bot.base.json_lines import read_rows
from bot.understanding.nlu.training_data import training_examples

HELD_OUT = places.HOME / "tests" / "heldout"
# They would end a long conversation, or lead it elsewhere.
ENDING = frozenset({"ask_delete_my_data", "resume_code", "resume"})
_SPAN = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


def without_annotations(line: str) -> str:
    """An example of Rasa's training format as plain text."""
    return _SPAN.sub(r"\1", line).replace(" // ", " ")


def mistyped(text: str, chance: random.Random) -> str:
    """The text with two neighbouring letters of its longest word swapped."""
    word = max(re.findall(r"\w+", text) or [""], key=len)
    places = [index for index in range(len(word) - 1) if word[index] != word[index + 1]]
    if not places:
        return f"{text} {chance.choice('bcdfghjklmnpqrst')}"
    at = chance.choice(places)
    wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text.replace(word, wrong, 1)


def _turns() -> list[str]:
    """Training messages for all pending questions except erasure."""
    examples = []
    for path in sorted((places.DATA / "turns").glob("*.yml")):
        if path.stem == "erasure":
            continue
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.strip() for line in block["examples"].splitlines())
            examples += [without_annotations(line[2:]) for line in lines if line.startswith("- ")]
    return examples


def _rows(name: str) -> list[dict[str, Any]]:
    return read_rows(HELD_OUT / f"{name}.jsonl", ["text"])


def _unique(held_out: list[str], learned: list[str], seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    chance.shuffle(held_out)
    chance.shuffle(learned)
    seen: set[str] = set()
    for text in [*held_out, *(mistyped(text, chance) for text in learned)]:
        if text not in seen and not text.startswith("/"):
            seen.add(text)
            yield text


def unique_messages(seed: int) -> Iterator[str]:
    """Some thousands of messages of every kind, without repetition.

    Args:
        seed: of the order.
    """
    held_out = [row["text"] for row in _rows("turns") if row["pending"] != "erasure"]
    held_out += [row["text"] for row in _rows("intents") if row["topic"] not in ENDING]
    return _unique(held_out, _turns(), seed)


def unique_questions(seed: int) -> Iterator[str]:
    """Some thousands of FAQ questions, without repetition; they leave an open form where it is.

    Args:
        seed: of the order.
    """
    held_out = [row["text"] for row in _rows("intents") if _is_question(row["topic"])]
    learned = [text for text, intent in zip(*training_examples(), strict=True) if _is_question(intent)]
    return _unique(held_out, learned, seed)


def _is_question(topic: str) -> bool:
    return topic.startswith("ask_") and topic not in ENDING and topic != "ask_change_my_data"


def word_list(path: Path) -> list[str]:
    """Lines of a word list without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def pending_in(messages: Iterable[Mapping[str, Any]]) -> str | None:
    """Name of the question that messages of stock Rasa ask, from the payload that `stock.project` adds to it."""
    payloads = [message["custom"] for message in messages if "custom" in message]
    return str(payloads[-1]["pending"]) if payloads else None


def button_titles(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """Titles of all buttons, which are strings on the web channel and objects in stock Rasa."""
    buttons = [button for message in messages for button in message.get("buttons") or ()]
    return [button if isinstance(button, str) else button["title"] for button in buttons]
