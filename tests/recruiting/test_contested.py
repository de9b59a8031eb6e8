"""What a candidate contests of the highlights: recruiters see that there was one, nothing else."""

import csv
import html
import io
import json
import time

import pytest
from recruiting_samples import ANSWER, DOSSIER_PATHS, EVIDENCE, act_on_handoff, as_read, marks, said

from bot.records.conversations import conversations
from bot.records.files import candidates, disputed_quotes
from bot.recruiting.dossiers.masked_conversation import PRIVATE
from bot.recruiting.dossiers.masked_conversation import QUOTES_READ_BACK as READ_BACK_TO_THEM
from bot.understanding.reading import directives

QUOTE = "Je ne redis pas deux fois"
TOLD = "1 passage contesté par la personne"
READ_BACK = f"Situation 1 : « … »\nVotre réponse : « {ANSWER} »\n  – « {QUOTE} » : Répéter (en sens contraire)\n  – « Je dessine » : x"
CHOICE = f"De quel passage parlez-vous ?\n  1. « {QUOTE} » : Répéter\n  2. « Je dessine » : x"


# Whatever marks stand around it, or within.
QUOTING = f"mon passage “{QUOTE}” et \"{QUOTE}\" ('{QUOTE}'), c'est « {QUOTE} « oui » » que je conteste"
CONTESTED = {"event": "action", "name": "action_contest_passage", "timestamp": time.time()}


def carrying(text, **custom):
    """Returns a message of the bot that carries something beside its words."""
    return {**said("bot", text), "data": {"custom": custom}}


@pytest.fixture
def contested_id(database, candidate_id):
    with database.session_scope() as session:
        messages = [
            carrying(READ_BACK, shows=["note:a"]), said("user", QUOTING), CONTESTED, carrying(CHOICE, private=True),
            said("user", directives.contest_sentence(1, 3)), CONTESTED,
        ]  # fmt: skip
        conversations.append(session, "c1", messages, channel="web", consented=True, state={"slots": {}})
        disputed_quotes.contest(session, candidates.find(session, "c1").notes[0], EVIDENCE[2])
    return candidate_id


def page_of(reader, candidate_id, query="?passages=tous"):
    return reader.get(f"/recrutement/candidats/{candidate_id}{query}")


def test_it_is_highlighted_nowhere_and_the_answer_stands_whole(reader, contested_id):
    page = page_of(reader, contested_id)
    assert QUOTE not in marks(page)
    assert html.escape(QUOTE) in page.text
    assert "Répétition, formulation en sens contraire" not in page.text
    assert TOLD in as_read(page)


def test_every_page_and_export_tells_the_number_alone(reader, contested_id):
    for path in (path.format(id=contested_id) for path in DOSSIER_PATHS):
        if not path.endswith(".json"):
            is_table = path.endswith(".csv")
            assert (TOLD in html.unescape(reader.get(path).text)) is is_table, "without marks there is nothing to tell"
            marked = f"{path}{'&' if '?' in path else '?'}passages=tous"
            assert TOLD in html.unescape(reader.get(marked).text), path
    (note, *others) = reader.get(f"/recrutement/candidats/{contested_id}/dossier.json").json()["notes"]
    assert note["contested"] == 1 and [other["contested"] for other in others] == [0, 0]
    assert QUOTE not in [row["quote"] for row in note["evidence"]]
    assert "repete_sans_reproche" not in json.dumps(note)
    table = reader.get(f"/recrutement/candidats/{contested_id}/dossier.csv").text.lstrip("\ufeff")
    first = next(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert QUOTE not in first["Passages surlignés"]
    assert first["Passages surlignés"].endswith(f"({TOLD})")


def test_the_conversation_does_not_tell_which_one(reader, contested_id):
    words = as_read(page_of(reader, contested_id, "?onglet=conversation"))
    assert words.count(QUOTE) == 1, "in the answer alone, as it was written"
    assert "« Je dessine » : x" not in words, "nor among which it was chosen"
    assert words.count(PRIVATE) == 3 and words.count(READ_BACK_TO_THEM) == 1
    assert "situation 1, passage 3" not in words


def test_a_recruiter_who_holds_the_conversation_reads_no_more(database, reader, contested_id, request_id):
    exchange = act_on_handoff(reader, f"{request_id}/prendre").headers["location"]
    with database.session_scope() as session:
        later = {**carrying(READ_BACK, shows=["note:a"]), "timestamp": time.time() + 60}
        conversations.append(session, "c1", [later], channel="web", consented=True, state={"slots": {}})
    assert f"« {QUOTE} »" not in as_read(reader.get(exchange))


def test_what_is_restored_is_highlighted_again(database, reader, contested_id):
    with database.session_scope() as session:
        disputed_quotes.restore(session, candidates.find(session, "c1").notes[0], EVIDENCE[2])
    page = page_of(reader, contested_id)
    assert QUOTE in marks(page)
    assert "contesté" not in as_read(page)
