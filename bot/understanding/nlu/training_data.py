"""The training messages, read without Rasa: those of topics (`bot/data/nlu`) and those of turns (`bot/data/turns`)."""

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.base import places
from bot.base.json_lines import BadFileError
from bot.understanding.nlu.turn_examples import BadExampleError, TurnExample, block_examples

# Wishes that no answer of the FAQ serves, and that are near to some.
NOT_ANSWERED = frozenset({
    "ask_access_my_data", "ask_change_my_data", "ask_delete_my_data", "ask_human", "call_off_human", "out_of_scope", "start_registration",
    "complain_process", "resume_code", "repeat_question", "dont_understand",
})  # fmt: skip
_ENOUGH_OF_AN_ANSWER, _ENOUGH_OF_A_WISH = 100, 400  # sentences
_SEED = 1


def _files(name: str) -> list[Path]:
    return sorted((places.DATA / name).glob("*.yml"))


def _blocks(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"])


def _sentences_of_topics() -> Iterator[tuple[str, list[str], str]]:
    """Yields the training sentences of topics: intent, the answers of the FAQ that each asks for, text."""
    for path in _files("nlu"):
        for block in _blocks(path):
            answers = (block.get("metadata") or {}).get("answers", "").split()
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    yield block["intent"], answers, line.strip()[2:]


def training_examples() -> tuple[list[str], list[str]]:
    """Returns the training sentences of topics and their intents."""
    sentences = list(_sentences_of_topics())
    return [text for _, _, text in sentences], [intent for intent, _, _ in sentences]


def answer_examples() -> tuple[list[str], list[str]]:
    """Returns the sentences that an answer of the FAQ is chosen by, and what each asks for: an answer, or another wish.

    A sentence that two answers satisfy stands with each. Of what abounds some are enough.
    """
    found: dict[str, list[str]] = {}

    def add(text: str, names: Iterable[str]) -> None:
        for name in names:
            found.setdefault(name, []).append(text)

    for intent, answers, text in _sentences_of_topics():
        add(text, answers or ([intent] if intent in NOT_ANSWERED else []))
    for path in _files("faq"):
        topic = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for aspect, answer in topic["aspects"].items():
            for text in answer["asked"]:
                add(text, [f"{topic['topic']}/{aspect}"])
    chance = random.Random(_SEED)
    for name, texts in found.items():
        most = _ENOUGH_OF_A_WISH if name in NOT_ANSWERED else _ENOUGH_OF_AN_ANSWER
        kept = sorted(chance.sample(range(len(texts)), min(len(texts), most)))  # sentences of a writer stay together
        found[name] = [texts[index] for index in kept]
    return [text for texts in found.values() for text in texts], [name for name, texts in found.items() for _ in texts]


def questions_of_answers(each: int) -> list[str]:
    """Returns the first questions that stand with each answer of the FAQ, so many of each."""
    topics = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in _files("faq")]
    return [text for topic in topics for answer in topic["aspects"].values() for text in answer["asked"][:each]]


def main_answers() -> dict[str, str]:
    """Returns the answer that most sentences of a topic ask for, by topic."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for intent, answers, _ in _sentences_of_topics():
        counts[intent].update(answers[:1])
    return {topic: names.most_common(1)[0][0] for topic, names in counts.items() if names}


def turn_examples() -> list[TurnExample]:
    """Returns the examples of turns, each once.

    Raises:
        BadFileError: a file holds something else; names the file and the example.
    """
    found: dict[TurnExample, None] = {}
    for path in _files("turns"):
        try:
            for block in _blocks(path):
                found.update(dict.fromkeys(block_examples(block)))
        except (BadExampleError, KeyError, TypeError, AttributeError) as error:
            raise BadFileError(
                f"{path.relative_to(places.DATA.parent.parent)}: {error}. Mend it and run again."
            ) from error
    return list(found)


def turns_version() -> str:
    """Returns a hash of the files of turns, for Rasa's cache, which does not see them."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _files("turns"))).hexdigest()[:12]


def answers_version() -> str:
    """Returns a hash of the files of answers and topics, for Rasa's cache."""
    files = [*_files("faq"), *_files("nlu")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
