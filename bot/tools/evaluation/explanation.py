"""`bot explain`: the NLU result of one message, word by word, and the training examples nearest to it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bot.tools.evaluation.loaded_model import LoadedModel, to_eval_format
from bot.understanding.nlu.message_reader import Reading, load_reader
from bot.understanding.nlu.tags import OUTSIDE
from bot.understanding.nlu.training_data import message_examples
from bot.understanding.reading.dialogue_acts import NO_QUESTION
from bot.understanding.reading.interpretation import Interpretation

MAX_EXAMPLES = 3
MIN_SHOWN_PROBABILITY = 0.05
_READ_AT_ONCE = 32


def explanation(model: LoadedModel, text: str, pending: str | None) -> dict[str, Any]:
    """The NLU result of a message.

    Returns:
        `{"text", "pending", "acts": [{"act", "probability", "examples": [{"text", "likeness"}]}],
        "words": [{"word", "label", "probability"}], "spans": [{"text", "label", "role"}],
        "topics": [{"name", "confidence"}], "turn", "values"}`.
    """
    reading = load_reader().read([(text, pending or NO_QUESTION)])[0]
    near = _nearest(reading, pending or NO_QUESTION)
    parsed = model.parse(text, pending)
    turn = Interpretation.of(parsed)
    ranked = sorted(parsed["acts"].items(), key=lambda one: -one[1])
    return {
        "text": text,
        "pending": pending,
        "acts": [
            {"act": str(act), "probability": round(chance, 3), "examples": near.get(str(act), [])}
            for act, chance in ranked
            if chance >= MIN_SHOWN_PROBABILITY
        ],
        "words": list(_words(reading)),
        "spans": [
            {"text": one["value"], "label": str(one["entity"]), "role": str(one["role"])} for one in parsed["entities"]
        ],
        "topics": parsed["intent_ranking"][:MAX_EXAMPLES],
        "turn": {name: value for name, value in vars(turn).items() if name != "resolutions"},
        "values": {name: to_eval_format(name, reading) for name, reading in turn.resolutions.items()},
    }


def _words(reading: Reading) -> Iterator[dict[str, Any]]:
    """The words that belong to a span, or may, with the likeliest label."""
    reader = load_reader()
    for token, shares in zip(reading.tokens, reader.probabilities(reading), strict=True):
        best = int(np.argmax(shares))
        if reader.tags[best] != OUTSIDE or shares[best] < 1.0 - MIN_SHOWN_PROBABILITY:
            yield {"word": token.text, "label": reader.tags[best], "probability": round(float(shares[best]), 3)}


def _nearest(reading: Reading, pending: str) -> dict[str, list[dict[str, Any]]]:
    """For each act the examples at the same question that the network finds nearest."""
    examples = [one for one in message_examples() if one.pending == pending]
    vectors = []
    for start in range(0, len(examples), _READ_AT_ONCE):
        part = examples[start : start + _READ_AT_ONCE]
        vectors += [one.vector for one in load_reader().read([(one.text, pending) for one in part])]
    rows = np.stack(vectors)
    likeness = rows @ reading.vector / (np.linalg.norm(rows, axis=1) * np.linalg.norm(reading.vector) + 1e-9)
    near: dict[str, list[dict[str, Any]]] = {}
    for index in np.argsort(-likeness):
        for act in examples[index].acts:
            if len(found := near.setdefault(act, [])) < MAX_EXAMPLES:
                found.append({"text": examples[index].text, "likeness": round(float(likeness[index]), 2)})
    return near


def explain(model: LoadedModel, text: str, pending: str | None, say: Callable[[str], None], *, as_json: bool) -> None:
    """Print the NLU result of a message: acts with the nearest examples, words, spans, topics, interpretation."""
    result = explanation(model, text, pending)
    if as_json:
        say(json.dumps(result, ensure_ascii=False))
        return
    for act in result["acts"]:
        say(f"{act['act']:8} {act['probability']:.2f}")
        for example in act["examples"]:
            say(f"           {example['likeness']:.2f}  {example['text']}")
    for word in result["words"]:
        say(f"word     {word['word']}: {word['label']} {word['probability']:.2f}")
    for span in result["spans"]:
        say(f"span     {span['label']} ({span['role']}): {span['text']}")
    for topic in result["topics"]:
        say(f"topic    {topic['name']} {topic['confidence']:.2f}")
    for name, value in result["values"].items():
        say(f"value    {name}: {json.dumps(value, ensure_ascii=False)}")
    turn = result["turn"]
    said = [turn["intent"] or "answer", "" if turn["value"] is None else str(turn["value"]), *turn["side_questions"]]
    say(f"turn     {' '.join(filter(None, said))}")
