"""Ratings by hand as rows: what goes with a note, whose are paired, and that nothing is left of an erased person."""

import pytest
from sqlalchemy import select, update

from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.desk import rating_queries, ratings, scenario_review, shortlists
from bot.records.desk.ratings import RatingError, RatingInput, RatingRefusedError
from bot.records.files import candidates, erasure, notes
from bot.records.models import AnswerRead, Note, Rating, RatingConclusion, RatingVersion, Shortlisted
from bot.tools.evaluation.stored import dump

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
ANSWER = "Je dessine zigzag. Puis j'attends."


def account(session, login, structure):
    made = recruiters.create(session, login=login, name=login, password="une phrase assez longue", structure=structure)
    return recruiter_sessions.RecruiterUser(
        made.id, made.name, "csrf", structure_id=structure.id, structure=structure.name
    )


@pytest.fixture
def readers(store):
    with store.session_scope() as session:
        here = structures.create(session, name="Ici", town=None)
        return [account(session, f"{name}@exemple.fr", here) for name in "abc"]


def answer(session, conversation_id="c1", text=ANSWER):
    candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
    note = notes.store_answer(session, conversation_id, QUESTION, text, [], rubric_version="1")
    session.flush()
    return note


def opinion(note, level=4, quote="dessine zigzag", comment="Vu : zigzag."):
    return RatingInput(level, "Explique autrement.", quote, comment, "2026-11.1", rating_queries.answer_hash(note))


def all_rows(session):
    return [
        session.scalars(select(table)).all()
        for table in (Rating, RatingVersion, RatingConclusion, AnswerRead, Shortlisted)
    ]


@pytest.fixture
def full(store, readers):
    """An answer that two rated, one twice; read and set aside."""
    with store.session_scope() as session:
        note = answer(session)
        for me in readers[:2]:
            ratings.finish(session, me, note, opinion(note))
        ratings.correct(session, readers[0], note, "Relu.")
        ratings.finish(session, readers[0], note, opinion(note, 5))
        ratings.write_joint_conclusion(session, readers[0], note, "Nous gardons zigzag.")
        scenario_review.mark_read(session, readers[0], note.question_id, [note.candidate_id])
        scenario_review.mark_read(session, readers[0], note.question_id, [note.candidate_id])
        scenario_review.record_shown(session, readers[0], [(note.candidate_id, note.question_id)])
        shortlists.set_shortlisted(session, readers[0], [note.candidate_id], aside=True)
        session.flush()
        assert [len(rows) for rows in all_rows(session)] == [2, 1, 1, 1, 1]
    return store


def test_a_withdrawn_answer_takes_its_ratings_and_the_words_they_quote(full):
    with full.session_scope() as session:
        notes.withdraw(session, session.scalars(select(Note)).one())
    with full.session_scope() as session:
        assert [len(rows) for rows in all_rows(session)][:3] == [0, 0, 0]
    assert "zigzag" not in str(dump(full))


def test_erasing_leaves_nothing_in_any_table_or_file(full):
    receipt = erasure.erase(full, "c1", actor="candidate")
    assert receipt.is_verified or not full.is_sqlite
    with full.session_scope() as session:
        assert [len(rows) for rows in all_rows(session)] == [0, 0, 0, 0, 0]
    assert "zigzag" not in str(dump(full))


def test_an_amended_answer_keeps_its_ratings(full):
    with full.session_scope() as session:
        note = session.scalars(select(Note)).one()
        before = rating_queries.answer_hash(note)
        notes.amend(session, note, "Autre chose.", [])
        assert rating_queries.answer_hash(note) != before
        assert {row.quote for row in session.scalars(select(Rating))} == {"dessine zigzag"}


def test_words_that_are_struck_are_quoted_no_more_and_others_are(full):
    with full.session_scope() as session:
        note = session.scalars(select(Note)).one()
        kept = session.scalars(select(Rating).where(Rating.level.is_not(None))).first()
        kept.quote = "j'attends"
        notes.amend_erasing_history(session, note, "Puis j'attends.", [], struck="Je dessine zigzag.")
        session.flush()
        quotes = [row.quote for row in session.scalars(select(Rating).order_by(Rating.quote))]
        assert sorted(quotes, key=str) == [None, "j'attends"]
        assert [row.quote for row in session.scalars(select(RatingVersion))] == [None]


def test_of_two_corrections_at_once_one_begins_a_version(store, readers):
    with store.session_scope() as session:
        note = answer(session)
        ratings.finish(session, readers[0], note, opinion(note))
    with store.session_scope() as session:
        note = session.scalars(select(Note)).one()
        assert rating_queries.find_own(session, readers[0], note.id).is_final  # read before the other one opened it
        session.connection().execute(update(Rating.__table__).values(state="draft", final_at=None))
        ratings.correct(session, readers[0], note, "la même raison")
    with store.session_scope() as session:
        assert [len(row.earlier) for row in session.scalars(select(Rating))] == [0]


def test_levels_are_sealed_so_that_no_query_sorts_by_them(full):
    with full.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT level FROM ratings").scalars().all()
    assert len({bytes(value) for value in raw}) == 2
    assert all(len(bytes(value)) > 16 for value in raw)


def test_pairs_are_first_finals_of_the_same_words_by_trait(store, readers):
    one, other, third = readers
    with store.session_scope() as session:
        for place, (first, second) in enumerate([(4, 2), (5, 5), (1, 3)]):
            note = answer(session, f"p{place}")
            ratings.finish(session, one, note, opinion(note, first))
            ratings.finish(session, other, note, opinion(note, second))
            ratings.finish(session, third, note, opinion(note, 3))  # a third reading is not counted
        ratings.correct(session, other, note, "Relu.")
        ratings.finish(session, other, note, opinion(note, 1))  # changed once the other was read
        single = answer(session, "single")
        ratings.finish(session, one, single, opinion(single))
        draft = answer(session, "draft")
        ratings.save_draft(session, one, draft, opinion(draft))
        changed = answer(session, "changed")
        ratings.finish(session, one, changed, opinion(changed))
        notes.amend(session, changed, f"{ANSWER} Et plus.", [])
        ratings.finish(session, other, changed, opinion(changed))
        pairs = rating_queries.rating_pairs_by_trait(session, one.structure_id)
        assert set(pairs) == {"patience"}
        assert sorted(pairs["patience"].levels) == [(1, 3), (4, 2), (5, 5)]
        assert pairs["patience"].single == 1
        assert rating_queries.rating_pairs_by_trait(session, "another") == {}


@pytest.mark.parametrize(("words", "found"), [
    ("zigzag", ("answer", 11, 17)), ("Puis\nj'attends.", ("answer", 19, 34)), ("Je reviens", ("followup", 0, 10)),
])  # fmt: skip
def test_a_passage_is_where_it_stands(store, words, found):
    with store.session_scope() as session:
        note = answer(session, text=ANSWER.replace("Puis ", "Puis\n"))
        notes.store_followup(session, "c1", QUESTION.id, "Et ensuite ?", "Je reviens le voir.", [])
        passage = ratings.locate_quote(note, words)
        assert (passage.part, passage.start, passage.end) == found


def test_words_that_stand_twice_are_quoted_where_nothing_is_masked(store):
    with store.session_scope() as session:
        note = answer(session, text="Léa dessine. Léa dessine.")
        note.masks = [{"kind": "x", "start": 0, "end": 6, "part": "answer"}]
        assert ratings.locate_quote(note, "Léa dessine").start == len("[masqué]ssine. ")
        with pytest.raises(RatingRefusedError) as refused:
            ratings.locate_quote(note, "[masqué]ssine")
        assert refused.value.error is RatingError.MASKED
        with pytest.raises(RatingRefusedError) as refused:
            ratings.locate_quote(note, "Léa de ")
        assert refused.value.error is RatingError.NOT_THERE


def test_two_windows_of_one_recruiter_make_one_rating(store, readers):
    with store.session_scope() as session:
        note = answer(session)
    for level in (2, 3):
        with store.session_scope() as session:
            ratings.save_draft(session, readers[0], session.get_one(Note, note.id), opinion(note, level))
    with store.session_scope() as session:
        assert [row.level for row in session.scalars(select(Rating))] == [3]
