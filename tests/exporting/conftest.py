"""One candidate with every kind of note: masked, amended, commented, followed up, passed, taken back, and hostile words."""

import pytest

from bot.content.interview import load_scenarios
from bot.notes.masking.masking import FOLLOWUP, as_rows, find_masks
from bot.records.files import candidates, notes

ANSWER = "Je demande à mon voisin Karim, puis je reformule avec un dessin."
COMMENT = "+ demandez à Samira ; j'étais pressée"
MASKED_COMMENT = r"\+ (demandez )?(à )?\[masqué\] ; j'étais pressée"  # how far a mask reaches is learned
MORE = "Je suis diabétique, j'ai appris à attendre."
SCENARIOS = list(load_scenarios().values())


def question(number):
    scenario = SCENARIOS[number]
    return notes.Question(scenario.id, scenario.version, scenario.trait, scenario.text)


def quote(text, words, part="answer", polarity="positive"):
    start = text.index(words)
    return {
        "quote": words, "start": start, "end": start + len(words), "part": part, "polarity": polarity,
        "indicator": "patience.reformule_autrement", "rule": "patience.reformule_autrement/image",
    }  # fmt: skip


def fill(session, conversation_id="c1"):
    candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="2026-11")
    candidate.last_name, candidate.first_name = "=HYPERLINK(1)", "Zoé"
    candidate.town = {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}
    candidate.phone = "+33639980001"
    notes.store_answer(session, conversation_id, question(0), "Bof.", [], rubric_version="1")
    note = notes.get(session, conversation_id, question(0).id)
    masks = as_rows(find_masks(ANSWER))
    evidence = [quote(ANSWER, "à mon voisin Karim"), quote(ANSWER, "je reformule avec un dessin", polarity="negative")]
    notes.amend(session, note, ANSWER, evidence, masks)
    more = quote(MORE, "j'ai appris à attendre", FOLLOWUP)
    notes.store_followup(
        session, conversation_id, note.question_id, "Pouvez-vous préciser ?", MORE, [*evidence, more],
        masks=masks + as_rows(find_masks(MORE, part=FOLLOWUP)),
    )  # fmt: skip
    notes.add_comment(session, note, COMMENT, as_rows(find_masks(COMMENT)))
    notes.store_skip(session, conversation_id, question(3), rubric_version="1")
    notes.withdraw(
        session, notes.store_answer(session, conversation_id, question(6), "Repris.", [], rubric_version="1")
    )
    notes.store_skip(session, conversation_id, question(4), rubric_version="1")
    notes.amend(session, notes.get(session, conversation_id, question(4).id), "Après coup.", [])
    session.flush()
    return candidate


@pytest.fixture
def session(database):
    with database.session_scope() as session:
        yield session


@pytest.fixture
def candidate(session):
    return fill(session)
