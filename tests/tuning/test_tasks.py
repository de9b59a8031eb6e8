"""What the encoder is tuned on, and that tuning learns from it, in the environment that has TensorFlow."""

import json
import random
import subprocess

import numpy as np
import pytest

from bot.base import places
from bot.tools.tuning.tasks import PIECES, Task
from bot.understanding.nlu.message_reader import LEARNED
from tests.tuning.examples import QUESTIONS, pieces

INTERPRETER = places.HOME / ".tools" / "tune" / "bin" / "python"


def test_a_piece_counts_for_what_its_text_was_read_for(monkeypatch):
    monkeypatch.setattr("bot.tools.tuning.tasks._NOISY_SHARE", 0.0)
    ((ids, is_text, wanted, counts, asked),) = pieces().batches(QUESTIONS, random.Random(1))
    assert wanted.shape == counts.shape == (*ids.shape, 3)
    for row, question in enumerate(asked):
        read = counts[row].max(axis=0) > 0
        shown = wanted[row].max(axis=0) > 0
        assert not (shown & ~read).any(), "nothing is wanted that was not read for"
        assert read[1] == (question == 1 or shown[2])
    assert (counts[is_text == 0] == 0).all()
    assert sorted(map(tuple, (wanted.max(axis=1) > 0).tolist())) == [
        (False, True, False), (False, True, True), (True, False, False),
    ]  # fmt: skip


def test_what_stands_before_a_clause_does_not_count(monkeypatch):
    monkeypatch.setattr("bot.tools.tuning.tasks._NOISY_SHARE", 0.0)
    alone = Task(PIECES, pieces().labels, pieces().texts[1:2], per_piece=True)
    ((ids, _, wanted, counts, _),) = alone.batches(QUESTIONS, random.Random(1))
    counted = counts[0, :, 0] > 0
    assert 0 < counted.sum() < ids.shape[1] / 2
    assert (wanted[0, counted, 0] == 1).all()


@pytest.fixture(scope="module")
def tuned() -> dict:
    """What the script prints after tuning."""
    done = subprocess.run([INTERPRETER, "-m", "tests.tuning.tune"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_tuning_learns_pieces_and_sentences_together(tuned):
    assert tuned["factors"] == ["a", "b"]
    assert tuned["largest_b"] > 0, "factors begin at nothing"
    assert tuned["shapes"] == [[384, 3], [3], [2, 3], [384, 2]]


@pytest.mark.slow
def test_a_text_may_mean_one_thing_after_one_question_and_another_after_another(tuned):
    consent, followup = tuned["of_question"]
    assert consent[0] > followup[0] and consent[1] < followup[1]


@pytest.mark.slow
def test_the_reader_is_stored_as_it_is_read_and_restored(tuned):
    assert tuned["restored"]
    with np.load(LEARNED, allow_pickle=False) as shipped:
        assert set(tuned["reading"]) == set(shipped)
        same = [name for name in shipped if name.endswith((".a", ".b", "_in"))]
        assert all(tuned["reading"][name] == list(shipped[name].shape) for name in same)
