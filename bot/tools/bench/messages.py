"""What candidates of the bench write: messages that are all unlike, so that no cache of texts answers for the encoder.

First those of the held-out sets, which neither bot has learned from; then training messages with two letters changed
round, which are new texts as well.
"""

import random
import re
from collections.abc import Iterator
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


def without_marks(line: str) -> str:
    """Returns an example of Rasa's training format as it was typed."""
    return _SPAN.sub(r"\1", line).replace(" // ", " ")


def mistyped(text: str, chance: random.Random) -> str:
    """Returns a text with two neighbouring letters of its longest word changed round."""
    word = max(re.findall(r"\w+", text) or [""], key=len)
    places = [index for index in range(len(word) - 1) if word[index] != word[index + 1]]
    if not places:
        return f"{text} {chance.choice('bcdfghjklmnpqrst')}"
    at = chance.choice(places)
    wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text.replace(word, wrong, 1)


def _turns() -> list[str]:
    """Returns the training messages by pending question, erasure apart."""
    found = []
    for path in sorted((places.DATA / "turns").glob("*.yml")):
        if path.stem == "erasure":
            continue
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.strip() for line in block["examples"].splitlines())
            found += [without_marks(line[2:]) for line in lines if line.startswith("- ")]
    return found


def _rows(name: str) -> list[dict[str, Any]]:
    return read_rows(HELD_OUT / f"{name}.jsonl", ["text"])


def _unlike(held_out: list[str], learned: list[str], seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    chance.shuffle(held_out)
    chance.shuffle(learned)
    told: set[str] = set()
    for text in [*held_out, *(mistyped(text, chance) for text in learned)]:
        if text not in told and not text.startswith("/"):
            told.add(text)
            yield text


def unlike_messages(seed: int) -> Iterator[str]:
    """Yields some thousands of messages of every kind, never the same twice.

    Args:
        seed: the same gives the same order.
    """
    held_out = [row["text"] for row in _rows("turns") if row["pending"] != "erasure"]
    held_out += [row["text"] for row in _rows("intents") if row["topic"] not in ENDING]
    return _unlike(held_out, _turns(), seed)


def unlike_questions(seed: int) -> Iterator[str]:
    """Yields some thousands of questions about the posts, never the same twice: they leave an open form where it is.

    Args:
        seed: the same gives the same order.
    """
    held_out = [row["text"] for row in _rows("intents") if _is_question(row["topic"])]
    learned = [text for text, intent in zip(*training_examples(), strict=True) if _is_question(intent)]
    return _unlike(held_out, learned, seed)


def _is_question(topic: str) -> bool:
    return topic.startswith("ask_") and topic not in ENDING and topic != "ask_change_my_data"


def lines_of(path: Path) -> list[str]:
    """Returns the lines of a list of words, remarks left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
