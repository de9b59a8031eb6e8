"""Training data, read without Rasa: topics (`bot/data/nlu`), messages in context (`bot/data/turns`), details and the FAQ.

Details (`bot/data/details`) are messages, one a line, with brackets around what a recruiter would want to know.
"""

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from bot.base import places
from bot.base.json_lines import BadFileError
from bot.base.registration import CONTACTS, NAMES
from bot.content.faq import faq_files
from bot.understanding.nlu.detail_model import DETAIL, OTHER, pieces
from bot.understanding.nlu.message_examples import BadExampleError, MessageExample, parse_block
from bot.understanding.reading.dialogue_acts import Act
from bot.understanding.reading.spans import Label

# Wishes that no answer of the FAQ serves, and that are near to some.
NOT_ANSWERED = frozenset({
    "ask_access_my_data", "ask_change_my_data", "ask_delete_my_data", "ask_human", "call_off_human", "out_of_scope", "start_registration",
    "complain_process", "resume_code", "repeat_question", "dont_understand", "whether_required",
})  # fmt: skip
_MAX_PER_ANSWER, _MAX_PER_INTENT = 100, 400  # sentences
_MAX_OTHER_PIECES = 800
_MAX_INTRODUCTION = 25  # characters: « mon numéro, c'est le »
_WITHOUT_DETAILS = frozenset({Act.YES, Act.NO, Act.SKIP, Act.DECLINE, Act.UNKNOWN})
_MAY_HOLD_DETAILS = frozenset({"leave_remark", "ask_mobility", "ask_eligibility"})
_SEED = 1
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")


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


def detail_examples() -> tuple[list[str], list[str]]:
    """Pieces of messages, and the label of each: `DETAIL` if half of it stands in brackets in `bot/data/details`.

    Some pieces of the messages in context are added, as `OTHER`.

    Raises:
        BadFileError: a bracket is not closed; names the file and the line.
    """
    texts, labels = [], []
    for path in _detail_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            parts = _BRACKETS.split(line)  # outside, inside, outside …
            text, ends = "".join(parts), list(accumulate(map(len, parts)))
            if "[" in text or "]" in text:
                raise BadFileError(
                    f"{path.relative_to(places.DATA.parent.parent)}, line {number}: a bracket is not closed."
                )
            marked = list(zip(ends[::2], ends[1::2], strict=False))
            for start, end in pieces(text):
                inside = sum(max(0, min(end, last) - max(start, first)) for first, last in marked)
                texts.append(text[start:end])
                labels.append(
                    DETAIL
                    if 2 * inside >= end - start or any(start <= first and last <= end for first, last in marked)
                    else OTHER
                )
    others = _pieces_without_details(message_examples())
    return texts + others, labels + [OTHER] * len(others)


def _pieces_without_details(examples: Iterable[MessageExample]) -> list[str]:
    """A sample of pieces that hold no detail: of agreements, refusals, questions, and what introduces a value."""
    found: set[str] = set()
    for one in examples:
        cut = list(pieces(one.text))
        for start, end in cut:
            gives = any(span.start < end and span.end > start and span.label != Label.FIELD_NAME for span in one.spans)
            introduces = one.acts == (Act.ANSWER,) and one.pending in {*NAMES, *CONTACTS} and not gives
            is_short = end - start <= _MAX_INTRODUCTION
            asks = one.acts == (Act.ASK,) and one.topic not in _MAY_HOLD_DETAILS and len(cut) == 1
            if asks or (introduces and is_short) or (len(one.acts) == 1 and one.acts[0] in _WITHOUT_DETAILS):
                found.add(one.text[start:end])
    kept = sorted(found)
    return random.Random(_SEED).sample(kept, min(len(kept), _MAX_OTHER_PIECES))


def _detail_files() -> list[Path]:
    return sorted((places.DATA / "details").glob("*.txt"))


def messages_version() -> str:
    """Cache key for Rasa, which does not see these files: hash of `bot/data/turns` and `bot/data/details`."""
    files = [*_files("turns"), *_detail_files()]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def answers_version() -> str:
    """Cache key for Rasa: hash of the FAQ and topic files."""
    files = [*_files("faq"), *_files("nlu")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
