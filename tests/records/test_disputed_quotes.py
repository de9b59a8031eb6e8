"""Highlights that their author contests: gone for others, found again by quote and indicator, counted without anybody."""

import pytest

from bot.notes.masking.masking import as_rows, find_masks
from bot.records.files import candidates, disputed_quotes, notes
from bot.records.models import Note
from bot.tools.evaluation.stored import dump

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
ANSWER = "Je lui remontre sans soupirer, puis je demande à mon voisin Karim."
REPEATS, CALM = "patience.repete_sans_reproche", "patience.garde_son_calme"


def quote(text, words, indicator, polarity="positive"):
    start = text.index(words)
    return {
        "quote": words, "start": start, "end": start + len(words), "part": "answer", "indicator": indicator,
        "polarity": polarity, "rule": "r",
    }  # fmt: skip


EVIDENCE = [quote(ANSWER, "Je lui remontre", REPEATS), quote(ANSWER, "sans soupirer", CALM)]


def answer(session, conversation_id="c1", text=ANSWER, evidence=EVIDENCE) -> Note:
    candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
    note = notes.store_answer(
        session, conversation_id, QUESTION, text, evidence, rubric_version="1", masks=as_rows(find_masks(text))
    )
    session.flush()
    return note


def stored(session, conversation_id="c1") -> Note:
    session.flush()
    session.expire_all()
    return notes.get(session, conversation_id, QUESTION.id)


@pytest.fixture
def session(store):
    with store.session_scope() as session:
        yield session


def test_a_contested_highlight_is_none_and_stays_evidence(session):
    note = answer(session)
    assert disputed_quotes.contest(session, note, EVIDENCE[1])
    note = stored(session)
    assert note.highlights == [EVIDENCE[0]]
    assert (note.evidence, note.contested_count) == (EVIDENCE, 1)


def test_it_is_contested_once_and_restored_exactly(session):
    note = answer(session)
    assert [disputed_quotes.contest(session, note, EVIDENCE[0]) for _ in range(2)] == [True, False]
    assert disputed_quotes.count_by_indicator(session) == [(REPEATS, "positive", 1)]
    assert [disputed_quotes.restore(session, stored(session), EVIDENCE[0]) for _ in range(2)] == [True, False]
    note = stored(session)
    assert (note.highlights, note.contested) == (EVIDENCE, [])
    assert disputed_quotes.count_by_indicator(session) == []


def test_the_same_quote_for_the_same_indicator_stays_contested_when_evidence_is_found_anew(session):
    note = answer(session)
    disputed_quotes.contest(session, note, EVIDENCE[1])
    text = "D'abord, sans soupirer, je souris."
    same, other = quote(text, "sans soupirer", CALM), quote(text, "sans soupirer", REPEATS)
    notes.amend(session, note, text, [same, other])
    assert stored(session).highlights == [other]
    notes.amend(session, stored(session), "Autrement.", [])
    assert stored(session).contested_count == 0
    notes.store_answer(session, "c1", QUESTION, text, [same], rubric_version="1")
    assert (stored(session).highlights, stored(session).contested_count) == ([], 1)


def test_the_follow_up_leaves_contests_alone(session):
    note = answer(session)
    disputed_quotes.contest(session, note, EVIDENCE[1])
    notes.store_followup(session, "c1", QUESTION.id, "Et ensuite ?", "Je ris.", EVIDENCE)
    assert stored(session).highlights == [EVIDENCE[0]]


def test_a_withdrawn_answer_leaves_no_word_of_what_was_contested(store):
    with store.session_scope() as session:
        note = answer(session)
        disputed_quotes.contest(session, note, EVIDENCE[1])
        notes.withdraw(session, note)
    assert "soupirer" not in str(dump(store))


def test_words_that_are_struck_leave_the_contests_and_those_that_stay_are_contested_still(store):
    with store.session_scope() as session:
        note = answer(session)
        for row in EVIDENCE:
            disputed_quotes.contest(session, note, row)
        text = ANSWER.replace(" sans soupirer", "")
        notes.amend_erasing_history(session, note, text, [EVIDENCE[0]])
        note = stored(session)
        assert (note.contested, note.highlights) == ([disputed_quotes.quote_key(EVIDENCE[0])], [])
    assert "soupirer" not in str(dump(store))


def test_the_figure_outlives_an_erasure_and_tells_of_nobody(store):
    with store.session_scope() as session:
        for conversation_id in ("c1", "c2"):
            disputed_quotes.contest(session, answer(session, conversation_id), EVIDENCE[1])
            session.flush()
        disputed_quotes.contest(session, stored(session, "c2"), EVIDENCE[0])
        candidates.erase(session, "c1")
        candidates.erase(session, "c2")
    with store.session_scope() as session:
        assert disputed_quotes.count_by_indicator(session) == [(CALM, "positive", 2), (REPEATS, "positive", 1)]
    assert dump(store)["contested_counts"] == [
        {"indicator": CALM, "polarity": "positive", "number": 2},
        {"indicator": REPEATS, "polarity": "positive", "number": 1},
    ]
