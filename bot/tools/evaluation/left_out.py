"""`bot eval reading`: acts and spans of the examples that are left out of learning, as the network alone reads them."""

from collections import Counter
from typing import Any

from bot.understanding.nlu.message_examples import MessageExample
from bot.understanding.nlu.message_reader import ACTS, MessageReader, load_reader
from bot.understanding.nlu.training_data import is_left_out, message_examples
from bot.understanding.reading.dialogue_acts import select_acts
from bot.understanding.reading.spans import Span

_READ_AT_ONCE = 32
_MARKS = " ,;."


def evaluate(reader: MessageReader | None = None) -> dict[str, Any]:
    """Examples, share with exactly the acts, and precision, recall and F1 of spans: exact text, label and role."""
    reader, examples = reader or load_reader(), [one for one in message_examples() if is_left_out(one)]
    heard, right, extra, missed = 0, Counter[str](), Counter[str](), Counter[str]()
    for start in range(0, len(examples), _READ_AT_ONCE):
        part = examples[start : start + _READ_AT_ONCE]
        for example, reading in zip(part, reader.read([(one.text, one.pending) for one in part]), strict=True):
            acts = select_acts(dict(zip(ACTS, map(float, reading.acts), strict=False)), example.pending)
            heard += {*acts} == {*example.acts}
            wanted, got = _plain(example, example.spans), _plain(example, reader.spans(reading))
            for counts, found in ((right, wanted & got), (extra, got - wanted), (missed, wanted - got)):
                counts.update(label for label, _, _ in found)
    labels = {label: _scores(right[label], extra[label], missed[label]) for label in sorted({*right, *extra, *missed})}
    return {
        "kind": "reading",
        "examples": len(examples),
        "acts": round(heard / len(examples), 4),
        "spans": _scores(right.total(), extra.total(), missed.total()),
        "labels": labels,
    }


def _plain(example: MessageExample, spans: list[Span] | tuple[Span, ...]) -> set[tuple[str, str, str]]:
    return {(str(one.label), str(one.role), example.text[one.start : one.end].strip(_MARKS)) for one in spans}


def _scores(right: int, extra: int, missed: int) -> dict[str, Any]:
    precision, recall = right / max(right + extra, 1), right / max(right + missed, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "wanted": right + missed,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(both, 3),
    }
