"""What masks are learned from: texts that were read for them, with their masks and nothing else."""

import random

from bot.base.json_lines import read_rows
from bot.notes.masking.learned_masks import EXAMPLES, HIDDEN
from bot.tools.tuning.masks import examples
from bot.tools.tuning.tasks import NOTHING_ASKED


def test_every_text_with_masks_is_learned_from_with_these_alone():
    found = {one.text: one for one in examples(random.Random(1))}
    files = sorted(EXAMPLES.glob("*.jsonl"))  # a text that was read twice has the later marks
    annotated = {row["text"]: row["mask"] for path in files for row in read_rows(path, ["text", "mask"])}
    for text, mask in annotated.items():
        assert not mask or {text[start:end] for start, end, _ in found[text].spans} == set(mask), text
    assert {(one.question, one.labelled_for) for one in found.values()} == {(NOTHING_ASKED, frozenset({HIDDEN}))}


def test_ordinary_answers_are_learned_from_as_well():
    written = {row["text"] for path in EXAMPLES.glob("*.jsonl") for row in read_rows(path, ["text", "mask"])}
    assert any(one.text not in written and not one.spans for one in examples(random.Random(1)))
