"""Examples that masks are learned from: annotated texts, labelled for masks alone, and unmasked answers."""

import random

import pytest

from bot.base.json_lines import read_rows
from bot.notes.masking.learned_masks import EXAMPLES, HIDDEN
from bot.tools.tuning.masks import examples
from bot.tools.tuning.tasks import NOTHING_ASKED


@pytest.fixture(scope="module")
def annotated():
    """Masks by text; of a text that was annotated twice, the later ones."""
    return {
        row["text"]: row["mask"]
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for row in read_rows(path, ["text", "mask"])
    }


@pytest.fixture(scope="module")
def learned():
    return list(examples(random.Random(1)))


def test_each_masked_text_is_an_example_with_exactly_its_masks(annotated, learned):
    masks = {one.text: {one.text[start:end] for start, end, _ in one.spans} for one in learned}
    wanted = {text: set(mask) for text, mask in annotated.items() if mask}
    assert {text: masks.get(text) for text in wanted} == wanted


def test_examples_are_labelled_for_masks_alone(learned):
    assert {(one.question, one.labelled_for) for one in learned} == {(NOTHING_ASKED, frozenset({HIDDEN}))}


def test_unmasked_answers_are_examples_too(annotated, learned):
    assert any(one.text not in annotated and not one.spans for one in learned)
