"""The tuned encoder: what pieces show where they stand, whatever the answer's length."""

import numpy as np
import pytest

from bot.notes.evidence.context_model import ContextModel, load_context
from bot.understanding.nlu.sentence_encoder import WINDOW_TOKENS

SCENARIO = "patience_un_seul_doigt"
ANSWER = "Je lui laisse tout le temps de chercher. Puis je prends la souris à sa place pour aller plus vite."


@pytest.fixture(scope="module")
def model() -> ContextModel:
    return load_context()


def spans_of(answer: str, *clauses: str) -> list[tuple[int, int]]:
    return [(answer.index(clause), answer.index(clause) + len(clause)) for clause in clauses]


def test_each_clause_shows_its_own_behaviour(model):
    rows = model.probabilities(ANSWER, SCENARIO, spans_of(ANSWER, *ANSWER.split(". ")))
    merit, fault = (
        model.names.index(f"{name}") for name in ("patience.laisse_le_temps+", "bienveillance.laisse_faire-")
    )
    assert rows.shape == (2, len(model.names))
    assert rows[0, merit] > rows[1, merit] and rows[1, fault] > rows[0, fault]


def test_a_clause_far_behind_is_read_as_well(model):
    """What is longer than the encoder reads at once is read in parts that overlap."""
    filler = "Elle cherche la bonne touche sur le clavier du salon. " * 80
    answer = filler + ANSWER
    assert len(filler.split()) > 2 * WINDOW_TOKENS
    *_, fault = ANSWER.split(". ")
    rows = model.probabilities(answer, SCENARIO, spans_of(answer, filler[:50], fault))
    column = model.names.index("bienveillance.laisse_faire-")
    assert rows[1, column] > rows[0, column]


@pytest.mark.parametrize("answer", ["", " ", "🙂", "\x00", "œﬁ½", "a" * 3000])
def test_any_text_has_a_row_for_each_clause(answer, model):
    rows = model.probabilities(answer, "unknown", [(0, len(answer)), (0, 0)])
    assert rows.shape == (2, len(model.names)) and np.isfinite(rows).all()
    assert not rows[1].any(), "no word, no behaviour"
