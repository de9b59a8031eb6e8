"""Words in answers: their beginnings are found, and masked ones are not."""

import pytest

from bot.notes.masking.masking import as_rows, find_masks
from bot.records.desk import answer_search
from bot.records.files import candidates, notes

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
OTHER = notes.Question("humilite_site_inconnu", "1", "humilite", "Que répondez-vous ?")


def answer(store, conversation_id, words, question=QUESTION, masks=None):
    with store.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        notes.store_answer(session, conversation_id, question, words, [], rubric_version="1", masks=masks)


def found(store, search):
    with store.session_scope() as session:
        ids = {candidates.find(session, one).id: one for one in ("c1", "c2") if candidates.find(session, one)}
        return sorted(ids[one] for one in answer_search.scan(session, list(ids), answer_search.words_of(search)))


@pytest.mark.parametrize(
    "search", ["reformule", "REFORM", "élève", "eleve", "cœur", "coeur", "l'élève", "reformule calme"]
)
def test_beginnings_of_words_are_found_without_accents(store, search):
    answer(store, "c1", "Je reformule pour l'élève, au cœur du sujet.")
    answer(store, "c1", "Je reste calme.", OTHER)
    answer(store, "c2", "Je montre.")
    assert found(store, search) == ["c1"]


@pytest.mark.parametrize("search", ["formule", "reformule montre", '"reformule" OR montre', "xyz*"])
def test_ends_of_words_and_operators_find_nothing(store, search):
    answer(store, "c1", "Je reformule.")
    answer(store, "c2", "Je montre.")
    assert found(store, search) == []


def test_masked_words_are_never_found(store):
    words = "Je demande à mon voisin Karim."
    answer(store, "c1", words, masks=as_rows(find_masks(words)))
    assert found(store, "demande") == ["c1"]
    assert found(store, "karim") == found(store, "masque") == []
