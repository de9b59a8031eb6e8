"""What a withdrawn note leaves in the conversation: nothing of its words."""

import pytest

from bot.content.sentences import sentence
from bot.records.conversations import conversations, transcripts, windows
from bot.records.files import candidates, notes, redaction
from bot.tools.evaluation.stored import dump

WITHDRAWN = sentence("redaction.answer")
QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
FIRST, SECOND, FOLLOWUP = "Je m'énerve, zut.", "Je reformule avec un dessin.", "Je lui laisse du temps."


def user(text):
    parse_data = {"text": text, "intent": {"name": "inform"}, "entities": [], "text_tokens": [[0, 2]]}
    return {"event": "user", "timestamp": 1.0, "text": text, "parse_data": parse_data, "metadata": {}}


def bot(text):
    return {"event": "bot", "timestamp": 2.0, "text": text, "data": {}, "metadata": {}}


@pytest.fixture
def session(store):
    with store.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1")
        note = notes.store_answer(session, "c1", QUESTION, FIRST, [{"quote": "Je m'énerve"}], rubric_version="1")
        notes.amend(session, note, SECOND, [{"quote": "avec un dessin"}])
        notes.store_followup(session, "c1", QUESTION.id, "Et ensuite ?", FOLLOWUP, note.evidence)
        read_back = f"Votre réponse : « {SECOND} »\n  – « avec un dessin » : Autre façon d'expliquer"
        said = [
            user("Lyon"),
            user(FIRST),
            user(f" {SECOND}\n"),
            user(FOLLOWUP),
            bot(read_back),
            bot("Merci « beaucoup »."),
        ]
        for conversation_id in ("c1", "c2"):
            conversations.append(session, conversation_id, said, channel="web", consented=True, state={"slots": {}})
        session.flush()
        yield session


def withdraw(session):
    notes.withdraw(session, notes.get(session, "c1", QUESTION.id))
    session.flush()


def test_all_versions_of_the_words_go_from_messages_and_read_backs(store, session):
    withdraw(session)
    redaction.delete_conversation(session, "c2")
    session.commit()
    stored = str(dump(store))
    for words in ("énerve", "dessin", "laisse du temps"):
        assert words not in stored


def test_nothing_is_added_to_an_answer_that_was_withdrawn(session):
    withdraw(session)
    with pytest.raises(LookupError):
        notes.store_followup(session, "c1", QUESTION.id, "Et ensuite ?", FOLLOWUP, [])
    assert notes.get(session, "c1", QUESTION.id).followup_answer is None


def test_everything_else_stays(session):
    withdraw(session)
    said = [row["text"] for row in transcripts.read(session, "c1")]
    read_back = f"Votre réponse : {WITHDRAWN}\n  – {WITHDRAWN} : Autre façon d'expliquer"
    assert said == ["Lyon", None, None, None, read_back, "Merci « beaucoup »."]


def test_the_transcript_tells_a_withdrawn_message_from_one_before_consent(session):
    conversations.append(session, "c1", [user("")], channel="web", consented=True, state={"slots": {}})
    withdraw(session)
    rows = [row for row in transcripts.read(session, "c1") if row["from"] == "user"]
    assert [row.get("withdrawn", False) for row in rows] == [False, True, True, True, False]


def test_a_blanked_message_is_still_one_that_rasa_reads(session):
    withdraw(session)
    said = windows.load_window(session, "c1").events
    assert [row.type_name for row in said] == ["user"] * 4 + ["bot"] * 2
    assert said[1].data["intent"] == "inform"


def test_another_conversation_is_left_alone(session):
    withdraw(session)
    assert SECOND in str(transcripts.read(session, "c2"))


def test_withdrawing_a_skipped_scenario_changes_no_message(session):
    other = notes.Question("humilite_site_inconnu", "1", "humilite", "Que répondez-vous ?")
    notes.store_skip(session, "c1", other, rubric_version="1")
    session.flush()
    before = transcripts.read(session, "c1")
    notes.withdraw(session, notes.get(session, "c1", other.id))
    session.flush()
    assert transcripts.read(session, "c1") == before


MASKED = "Je demande à mon voisin Karim."
COMMENT = "J'étais fatiguée, appelez Samira."


def masks_of(text, words, kind="name"):
    start = text.index(words)
    return [{"kind": kind, "start": start, "end": start + len(words), "part": "answer"}]


@pytest.fixture
def masked_note(session):
    note = notes.get(session, "c1", QUESTION.id)
    quote = {"quote": "à mon voisin Karim", "start": 11, "end": 29, "part": "answer"}
    notes.amend(session, note, MASKED, [quote], masks_of(MASKED, "Karim"))
    notes.add_comment(session, note, COMMENT, masks_of(COMMENT, "Samira"))
    read_back = (
        "Votre réponse : « Je demande à mon voisin [masqué]. »\n  – « à mon voisin [masqué] »\n"
        "Votre commentaire : « J'étais fatiguée, appelez [masqué]. »"
    )
    said = [user(MASKED), user(COMMENT), bot(read_back)]
    conversations.append(session, "c1", said, channel="web", consented=True, state={"slots": {}})
    return note


def test_masked_words_and_comments_go_from_read_backs_too(store, session, masked_note):
    assert masked_note.masked
    withdraw(session)
    redaction.delete_conversation(session, "c2")
    session.commit()
    stored = str(dump(store))
    for words in ("voisin", "Karim", "fatiguée", "Samira"):
        assert words not in stored
    assert not masked_note.masked


def test_comments_can_be_taken_back_alone(store, session, masked_note):
    notes.withdraw_comments(session, masked_note)
    session.commit()
    stored = str(dump(store))
    assert "fatiguée" not in stored
    assert MASKED in stored


def test_the_same_comment_is_added_once(session, masked_note):
    notes.add_comment(session, masked_note, COMMENT)
    assert [row.text for row in masked_note.comments] == [COMMENT]


def test_an_earlier_version_keeps_its_masks(session, masked_note):
    notes.amend(session, masked_note, "Autrement.", [])
    session.flush()
    session.refresh(masked_note)
    assert masked_note.masks == []
    assert masked_note.earlier[-1].masks == masks_of(MASKED, "Karim")


def test_the_same_amendment_makes_one_version(session, masked_note):
    before = len(masked_note.earlier)
    notes.amend(session, masked_note, MASKED, [])
    assert len(masked_note.earlier) == before


@pytest.mark.parametrize(("field", "value", "said", "left"), [
    ("phone", "+33639980001", "06 39 98 00 01, ou +33 (0)6.39.98.00.01", "(retiré), ou (retiré)"),
    ("phone", "+33639980001", "le 0639980001 !", "le (retiré) !"), ("phone", "+33639980001", "06 39 98 00 02", "06 39 98 00 02"),
    ("phone", "+32470123456", "+32 470 12 34 56", "(retiré)"),
    ("last_name", "Bérard", "Lucie BERARD", "Lucie (retiré)"), ("last_name", "Petit", "petite", "petite"),
    ("last_name", "Le Goff-Bérard", "Anna le goff bérard", "Anna (retiré)"),
    ("email", "zoe.b@exemple.fr", "C'est zoe.b@EXEMPLE.fr.", "C'est (retiré)."), ("email", "zoe.b@exemple.fr", "zoeXb@exemple.fr", "zoeXb@exemple.fr"),
    ("first_name", "Lucie", "Lucie, lucie@exemple.fr, b.lucie@exemple.fr", "(retiré), lucie@exemple.fr, b.lucie@exemple.fr"),
    ("first_name", "Lucie", "Je suis Lucie.", "Je suis (retiré)."), ("first_name", "Marie", "Marie-Laure", "Marie-Laure"),
    ("town", {"commune": "Saint-Brieuc"}, "à saint brieuc", "à (retiré)"),
    ("last_name", "Petit", "J'explique par petit bout, sans aller trop vite, et je lui laisse la souris tout du long.", None),
    ("mobility", {"kind": "none"}, "20 km", "20 km"),
])  # fmt: skip
def test_a_field_that_is_taken_out_is_read_nowhere_any_more(session, field, value, said, left):
    heard = {"event": "user", "timestamp": 1.0, "text": said}
    conversations.append(session, "c3", [heard], channel="web", consented=True, state={"slots": {}})
    redaction.redact_field(session, "c3", field, value)
    assert [row["text"] for row in transcripts.read(session, "c3")] == [said if left is None else left]
