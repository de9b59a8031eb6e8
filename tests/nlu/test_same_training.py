"""What is learned is the same in each process, to the byte, and nearly the same on another kind of processor."""

import subprocess
import sys

import numpy as np
import pytest

from bot.operating.run.training import training_environment

# Learns from some of the examples, by the ways of a whole training.
LEARN = """
import sys
from pathlib import Path
from bot.notes.evidence.clause_model import ClauseModel
from bot.notes.evidence.training import labelled_clauses, read_examples
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.training_data import answer_examples, training_examples, message_examples
from bot.understanding.nlu.message_model import MessageModel

def some(rows):
    return rows[:: len(rows) // 150]

sources = (training_examples(), answer_examples())
topics, answers = (tuple(map(some, pair)) for pair in sources)
turns, marked = some(message_examples()), some(read_examples())
rewrite = Normaliser.learn([*topics[0], *(turn.text for turn in turns)]).rewrite
turn_model, clause_model = MessageModel({"topics": {"odds": {}}}), ClauseModel()
turn_model.fit(topics, answers, turns, rewrite)
clause_model.fit(*labelled_clauses(marked))
turn_model.save(Path(sys.argv[1]))
clause_model.save(Path(sys.argv[1], "clauses.npz"))
"""
# Learns topics from enough sentences for rounding errors to grow, and tells those of others.
TELL_TOPICS = """
import sys
from pathlib import Path
import numpy as np
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.nlu.embedding_space import TrainingEmbeddings
from bot.understanding.nlu.training_data import training_examples

texts, topics = training_examples()
taught = texts[:: len(texts) // 2000]
model = HybridModel({})
model.fit(taught, topics[:: len(texts) // 2000], TrainingEmbeddings(taught))
np.save(Path(sys.argv[1], "chances"), model.probabilities(texts[5::101]))
"""


@pytest.fixture
def learn(tmp_path_factory, monkeypatch):
    """Returns how to learn in a process of its own: what is told is a folder."""

    def learned(program, **environment):
        folder = tmp_path_factory.mktemp("learned")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        done = subprocess.run(
            [sys.executable, "-c", program, folder], env=training_environment(), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return folder

    return learned


@pytest.mark.slow
def test_neither_the_order_of_sets_nor_the_number_of_threads_makes_a_difference(learn):
    one = learn(LEARN, PYTHONHASHSEED="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    other = learn(LEARN, PYTHONHASHSEED="2", OMP_NUM_THREADS="2", OPENBLAS_NUM_THREADS="4")
    names = {path.name for path in one.iterdir()}
    assert names > {"topics.npz", "answers.npz", "meaning.npz", "clauses.npz"}
    assert {name for name in names if (one / name).read_bytes() != (other / name).read_bytes()} == set()


@pytest.mark.slow
def test_the_sums_of_another_processor_make_no_difference_that_a_threshold_would_see(learn):
    here = np.load(learn(TELL_TOPICS) / "chances.npy")
    there = np.load(
        learn(TELL_TOPICS, OPENBLAS_CORETYPE="Nehalem") / "chances.npy"
    )  # of 2008: all know its instructions
    assert np.abs(here - there).max() < 0.001
