"""Training data, read without Rasa: topics (`bot/data/nlu`), messages in context (`bot/data/turns`) and the FAQ."""

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.base import places
from bot.base.json_lines import BadFileError
from bot.content.faq import faq_files
from bot.understanding.nlu.message_examples import BadExampleError, MessageExample, parse_block
from bot.understanding.nlu.message_reader import WHOLE_MESSAGE_LABELS
from bot.understanding.reading.spans import Role

# Wishes that no answer of the FAQ serves, and that are near to some.
NOT_ANSWERED = frozenset({
    "ask_access_my_data", "ask_change_my_data", "ask_delete_my_data", "ask_human", "call_off_human", "out_of_scope", "start_registration",
    "complain_process", "resume_code", "repeat_question", "dont_understand", "whether_required",
})  # fmt: skip
_MAX_PER_ANSWER, _MAX_PER_INTENT = 100, 400  # sentences
_SEED = 1
_LEFT_OUT = 20


def _files(name: str) -> list[Path]:
    return sorted((places.DATA / name).glob("*.yml"))


def _blocks(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"])


def _sentences_of_topics() -> Iterator[tuple[str, list[str], str]]:
    """Intent, FAQ answer ids and text of each topic sentence."""
    for path in _files("nlu"):
        for block in _blocks(path):
            answers = (block.get("metadata") or {}).get("answers", "").split()
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    yield block["intent"], answers, line.strip()[2:]


def training_examples() -> tuple[list[str], list[str]]:
    """Topic sentences and their intents."""
    sentences = list(_sentences_of_topics())
    return [text for _, _, text in sentences], [intent for intent, _, _ in sentences]


def answer_examples() -> tuple[list[str], list[str]]:
    """Sentences for FAQ answer selection, and the answer id or neighbouring intent of each.

    A sentence with two answers appears once for each. Large classes are sampled.
    """
    by_name: dict[str, list[str]] = {}

    def add(text: str, names: Iterable[str]) -> None:
        for name in names:
            by_name.setdefault(name, []).append(text)

    for intent, answers, text in _sentences_of_topics():
        add(text, answers or ([intent] if intent in NOT_ANSWERED else []))
    for name, entry in faq_files().items():
        for text in entry["asked"]:
            add(text, [name])
    rng = random.Random(_SEED)
    for name, texts in by_name.items():
        maximum = _MAX_PER_INTENT if name in NOT_ANSWERED else _MAX_PER_ANSWER
        kept = sorted(rng.sample(range(len(texts)), min(len(texts), maximum)))  # sentences of a writer stay together
        by_name[name] = [texts[index] for index in kept]
    return [text for texts in by_name.values() for text in texts], [
        name for name, texts in by_name.items() for _ in texts
    ]


def main_answers() -> dict[str, str]:
    """Most frequent answer of each topic."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for intent, answers, _ in _sentences_of_topics():
        counts[intent].update(answers[:1])
    return {topic: names.most_common(1)[0][0] for topic, names in counts.items() if names}


def message_examples() -> list[MessageExample]:
    """Messages in context, without duplicates.

    Raises:
        BadFileError: a file is invalid; names the file and the example.
    """
    examples: dict[MessageExample, None] = {}
    for path in _files("turns"):
        try:
            for block in _blocks(path):
                examples.update(dict.fromkeys(parse_block(block)))
        except (BadExampleError, KeyError, TypeError, AttributeError) as error:
            raise BadFileError(
                f"{path.relative_to(places.DATA.parent.parent)}: {error}. Mend it and run again."
            ) from error
    return list(examples)


def is_left_out(example: MessageExample) -> bool:
    """Whether a message in context is never learned, so that models can be measured and calibrated on it: one in twenty."""
    key = f"{example.pending} {example.text}".encode()
    return int.from_bytes(hashlib.sha256(key).digest()[:4]) % _LEFT_OUT == 0


def whole_message_labels(example: MessageExample) -> list[str]:
    """Labels from `WHOLE_MESSAGE_LABELS` of spans that cover a whole example."""
    return [span.label for span in example.spans if span.label in WHOLE_MESSAGE_LABELS and span.role == Role.OWN]


def messages_version() -> str:
    """Cache key for Rasa, which does not see these files: hash of `bot/data/turns`."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _files("turns"))).hexdigest()[:12]


def answers_version() -> str:
    """Cache key for Rasa: hash of the FAQ and topic files."""
    files = [*_files("faq"), *_files("nlu")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
