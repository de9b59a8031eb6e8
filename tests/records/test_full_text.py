"""Words in answers: found by the index where it is allowed, and gone from it, byte by byte, with the answer."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.notes.masking.masking import as_rows, find_masks
from bot.records.files import candidates, erasure, notes
from bot.records.models import AnswerWords, Candidate
from bot.records.store import full_text

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
OTHER = notes.Question("humilite_site_inconnu", "1", "humilite", "Que répondez-vous ?")


@pytest.fixture
def allowed(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_FULL_TEXT", "yes")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))


def answer(store, conversation_id, words, question=QUESTION, masks=None):
    with store.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        notes.store_answer(session, conversation_id, question, words, [], rubric_version="1", masks=masks)


def found(store, search):
    with store.session_scope() as session:
        rows = select(Candidate.conversation_id).where(full_text.matches_index(session, full_text.words_of(search)))
        return sorted(session.scalars(rows))


def stored(store):
    with store.session_scope() as session:
        return [str(words) for words in session.scalars(select(AnswerWords.words))]


@pytest.mark.parametrize(
    "search", ["reformule", "REFORM", "élève", "eleve", "cœur", "coeur", "l'élève", "reformule calme"]
)
def test_beginnings_of_words_are_found_without_accents(store, allowed, search):
    answer(store, "c1", "Je reformule pour l'élève, au cœur du sujet.")
    answer(store, "c1", "Je reste calme.", OTHER)
    answer(store, "c2", "Je montre.")
    assert found(store, search) == ["c1"]


@pytest.mark.parametrize("search", ["formule", "reformule montre", '"reformule" OR montre', "xyz*"])
def test_ends_of_words_and_operators_find_nothing(store, allowed, search):
    answer(store, "c1", "Je reformule.")
    answer(store, "c2", "Je montre.")
    assert found(store, search) == []


def test_masked_words_are_never_indexed(store, allowed):
    words = "Je demande à mon voisin Karim."
    answer(store, "c1", words, masks=as_rows(find_masks(words)))
    assert found(store, "demande") == ["c1"]
    assert found(store, "karim") == found(store, "masque") == []


def test_sentences_are_not_stored_and_places_neither(store, allowed):
    answer(store, "c1", "Zébu après abricot, puis encore zébu.")
    (words,) = stored(store)
    assert words.replace("'", "").split() == ["abricot", "apres", "encore", "puis", "zebu"]


@pytest.mark.parametrize("way", ["amend", "amend_erasing_history", "withdraw", "erase"])
def test_words_go_with_what_they_were_of(store, allowed, way):
    answer(store, "c1", "Je reformule avec quinquina.")
    answer(store, "c2", "Je reformule.")
    if way == "erase":
        assert erasure.erase(store, "c1", actor="candidate", patience=30).is_verified
    else:
        with store.session_scope() as session:
            note = notes.get(session, "c1", QUESTION.id)
            if way == "withdraw":
                notes.withdraw(session, note)
            else:
                getattr(notes, way)(session, note, "Je montre.", [])
        store.scrub()
    assert found(store, "quinquina") == []
    assert found(store, "reformule") == ["c2"]
    assert not any("quinquina" in words for words in stored(store))
    if store.is_sqlite:
        content = Path(store.url.database).read_bytes()
        assert b"quinquina" not in content and b"uinquina" not in content


def test_nothing_is_indexed_unless_it_is_allowed(store):
    answer(store, "c1", "Je reformule.")
    assert stored(store) == []


def test_the_index_follows_the_setting(store, monkeypatch):
    answer(store, "c1", "Je reformule.")
    monkeypatch.setenv("BOT_FULL_TEXT", "yes")
    with store.session_scope() as session:
        assert full_text.synchronise(session) == 1
    assert found(store, "reformule") == ["c1"]
    answer(store, "c2", "Je reformule.")
    with store.session_scope() as session:
        assert full_text.synchronise(session) == full_text.rebuild(session) == 2
    monkeypatch.setenv("BOT_FULL_TEXT", "no")
    with store.session_scope() as session:
        assert full_text.synchronise(session) == 0
    store.scrub()
    assert found(store, "reformule") == []
    if store.is_sqlite:
        with store.engine.connect() as connection:
            connection.execute(text("INSERT INTO answer_words_index(answer_words_index) VALUES('integrity-check')"))
        assert b"reformule" not in Path(store.url.database).read_bytes()
