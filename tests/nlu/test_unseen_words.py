"""What the training never saw agrees to nothing: other languages, the dictionary, noise, other domains."""

import json
from pathlib import Path

import pytest

from bot.base.places import DATA
from bot.understanding.nlu.message_interpreter import MessageInterpreter
from bot.understanding.nlu.message_reader import ACTS
from bot.understanding.reading.dialogue_acts import ACT_THRESHOLD, Act

INVISIBLE = Path(__file__).parent.parent / "heldout" / "unseen_words.jsonl"
EVERY = 4  # word of the list
AT_ONCE = 32
MOST = 0.002  # share of what is heard as a yes that may be one, such as « allez » or « confirme »


@pytest.fixture(scope="module")
def turn_reader(reader):
    nodes = reader._agent.processor.graph_runner._nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, MessageInterpreter))


def from_outside():
    words = (DATA / "reading" / "common_words.txt").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, INVISIBLE.read_text(encoding="utf-8").splitlines())
    return [*(row["text"] for row in rows), *[word for word in words if word and not word.startswith("#")][::EVERY]]


@pytest.mark.slow
@pytest.mark.parametrize("pending", ["consent", "erasure", "confirmation"])
def test_hardly_anything_from_outside_agrees(turn_reader, pending):
    texts = [turn_reader._normaliser.rewrite(text) for text in from_outside()]
    assert len(texts) > 10_000
    model = turn_reader._model
    yes = [
        reading.acts[ACTS.index(Act.YES)]
        for at in range(0, len(texts), AT_ONCE)
        for reading in model.reader.read([(text, pending) for text in texts[at : at + AT_ONCE]])
    ]
    agreed = [
        text
        for text, chance in zip(texts, yes, strict=True)
        if chance >= ACT_THRESHOLD and model.agreements.supports(text)
    ]
    assert len(agreed) <= MOST * len(texts), agreed
