"""An edit of a message that was answered: what it asks for, and where what was said first has to stand."""

import pytest

from bot.content.sentences import section
from bot.records.conversations import addresses, conversations, inbox
from bot.records.files import candidates, notes
from tests.channels.turn_harness import CHAT, TELEGRAM, TurnHarness

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
TOWN_ASKED, MOBILITY_ASKED = {"requested_slot": "town"}, {"requested_slot": "mobility", "town": {"name": "Brest"}}


@pytest.fixture
def harness(database):
    """Somebody with a file, who was asked for their town."""
    made = TurnHarness(database)
    leave(made, TOWN_ASKED)
    conversation_id = say(made, "Bonjour", "m0")
    with database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="telegram", notice_version="1")
        notes.store_answer(session, conversation_id, QUESTION, "Je l'écoute.", [], rubric_version="1")
    return made


def leave(harness, slots, offers=("Oui",)):
    """The turns from here on end with these slots, and offer these choices."""
    harness.rasa.asks({"consent": True, **slots}, offers)


def say(harness, text, message_id):
    """Says a message, or several before they are answered: a text and an id each."""
    for one, known in zip(text.split("\n"), message_id.split(), strict=True):
        conversation_id = harness.arrive(one, known)
    harness.answer_waiting()
    return conversation_id


def edit(harness, message_id, text):
    """Gives a message other words; returns what the bot is asked for, None if it says that what was said first stands."""
    heard = len(harness.rasa.heard)
    harness.arrive(text, f"edit of {message_id}", unsupported="edited", amends=message_id)
    harness.answer_waiting()
    if len(harness.rasa.heard) > heard:
        return harness.rasa.heard[-1]
    assert harness.delivered[-1] == section("unsupported")["edited"]
    return None


def test_the_answer_to_a_situation_is_written_anew(harness):
    leave(harness, {"requested_slot": "scenario"})
    say(harness, "Bonjour encore", "m5")
    say(harness, "Je l'écoute.", "m1")
    leave(harness, {"requested_slot": "followup"})
    say(harness, "Et après ?", "m2")
    assert edit(harness, "m1", "Je l'écoute et reformule.") == "Modifier la situation 1 : Je l'écoute et reformule."


@pytest.mark.parametrize(
    ("edited", "words"), [("m1", "Je l'écoute.\nPuis je montre."), ("m2", "Je l'écoute bien.\nJe montre.")]
)
def test_an_answer_and_what_was_added_to_it_keep_each_other(harness, database, edited, words):
    leave(harness, {"requested_slot": "followup"})
    say(harness, "Bonjour encore", "m5")
    conversation_id = say(harness, "Je l'écoute.", "m2")
    say(harness, "Je montre.", "m1")
    with database.session_scope() as session:
        notes.store_followup(session, conversation_id, QUESTION.id, "Et ensuite ?", "Je montre.", [])
    new = {"m1": "Puis je montre.", "m2": "Je l'écoute bien."}[edited]
    assert edit(harness, edited, new) == f"Modifier la situation 1 : {words}"


def test_a_field_that_was_given_is_corrected(harness):
    leave(harness, MOBILITY_ASKED)
    say(harness, "Brest", "m1")
    leave(harness, {"requested_slot": "availability", "town": {"name": "Brest"}})
    say(harness, "30 km", "m2")
    assert edit(harness, "m1", "Rennes") == "Modifier Ville : Rennes"


def test_what_changed_nothing_is_said_again_in_its_new_words(harness):
    say(harness, "je sui de Brset", "m1")
    assert edit(harness, "m1", "je suis de Brest") == "je suis de Brest"


def test_of_several_messages_that_were_one_answer_one_is_edited(harness, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "0.3")
    leave(harness, {"requested_slot": "scenario"}, offers=())
    say(harness, "Bonjour encore", "m1")
    say(harness, "Je l'écoute.\nJe montre.\nJe recommence.", "m2 m3 m4")
    assert harness.rasa.heard[-1] == "Je l'écoute.\nJe montre.\nJe recommence."
    assert edit(harness, "m3", "Je montre deux fois.") == "Je l'écoute.\nJe montre deux fois.\nJe recommence."


def test_an_answer_that_led_on_and_gave_no_field_stands(harness):
    leave(harness, {"awaiting": "erasure"})
    say(harness, "tout effacer", "m1")
    leave(harness, TOWN_ASKED)
    say(harness, "oui", "m2")
    assert edit(harness, "m1", "rien effacer") is None
    assert edit(harness, "m2", "non") is None


def test_an_older_question_is_not_asked_again(harness):
    say(harness, "c'est payé combien", "m1")
    say(harness, "et où ?", "m2")
    assert edit(harness, "m1", "c'est payé comment ?") is None


def test_a_number_chooses_nothing_among_what_was_offered_since(harness):
    leave(harness, TOWN_ASKED, offers=("Un", "Deux"))
    say(harness, "autre chose", "m1")
    leave(harness, TOWN_ASKED, offers=("Trois", "Quatre"))
    say(harness, "1", "m2")
    assert edit(harness, "m2", "2") is None


def test_what_is_edited_away_stands(harness):
    say(harness, "Brest", "m1")
    assert edit(harness, "m1", "") is None


def test_an_edit_of_what_is_not_known_here_stands(harness):
    assert edit(harness, "m9", "Rennes") is None


def answered(harness, *messages):
    """Messages that were one answer to the situation, read as such; returns their ids."""
    leave(harness, {"requested_slot": "scenario"})
    say(harness, "Bonjour encore", "m00")
    ids = [f"m{number}" for number in range(1, len(messages) + 1)]
    for message_id, text in zip(ids, messages, strict=True):
        here = harness.arrive(text, message_id)
    said = "\n".join(messages)
    events = [
        {"event": "user", "text": said, "timestamp": 1.0, "message_id": ids[0]},
        {"event": "bot", "text": "Merci.", "timestamp": 2.0, "data": {}},
    ]
    with harness.database.session_scope() as session:
        inbox.merge(session, here, ids[0], ids[1:])
        conversations.append(session, here, events, channel="telegram", consented=True, state={"slots": {}})
        inbox.mark_answered(session, here, ids[0])
        notes.store_answer(session, here, QUESTION, said, [], rubric_version="1")
    return ids


def note(harness, change):
    """Changes the note of the situation."""
    with harness.database.session_scope() as session:
        here = addresses.find(session, TELEGRAM, CHAT)
        change(session, notes.get(session, here, QUESTION.id))


def test_an_edit_of_one_of_several_messages_leaves_the_others_as_they_are(harness):
    first, second, third = answered(harness, "Je souris.", "J'écoute.", "Je reformule.")
    assert (
        edit(harness, second, "J'écoute bien.") == "Modifier la situation 1 : Je souris.\nJ'écoute bien.\nJe reformule."
    )
    assert edit(harness, first, "Je ris.") == "Modifier la situation 1 : Je ris.\nJ'écoute.\nJe reformule."
    assert edit(harness, third, "Et voilà.") == "Modifier la situation 1 : Je souris.\nJ'écoute.\nEt voilà."


def test_an_answer_that_was_edited_can_be_edited_again(harness):
    first, second = answered(harness, "Je souris.", "J'écoute.")
    note(harness, lambda session, one: notes.amend(session, one, "Je souris.\nJ'écoute bien.", []))
    assert edit(harness, first, "Je ris.") == "Modifier la situation 1 : Je ris.\nJ'écoute bien."
    assert edit(harness, second, "Je lis.") == "Modifier la situation 1 : Je souris.\nJe lis."


def test_two_parts_that_stand_together_since_an_edit_are_not_told_apart(harness):
    (message,) = answered(harness, "Je souris.")
    note(
        harness,
        lambda session, one: notes.store_followup(session, one.conversation_id, QUESTION.id, "Et ?", "Puis rien.", []),
    )
    note(harness, lambda session, one: notes.amend(session, one, "Je ris.\nPuis rien.", []))
    assert edit(harness, message, "Je ris fort.") is None


def test_where_an_answer_does_not_come_apart_an_edit_of_a_part_takes_nothing_of_it(harness):
    first, second = answered(harness, "Je souris.\nPuis je reformule.", "J'écoute.")
    assert edit(harness, first, "Je souris !") is None
    assert edit(harness, second, "Je lis.") is None


def test_words_that_were_struck_do_not_come_back_by_an_edit(harness):
    (message,) = answered(harness, "J'écoute, comme ma voisine.")
    note(
        harness,
        lambda session, one: notes.amend_erasing_history(session, one, "J'écoute.", [], struck="comme ma voisine"),
    )
    assert edit(harness, message, "J'écoute bien, comme ma voisine.") is None


def test_an_answer_that_two_situations_were_given_alike_is_not_told_apart(harness):
    (message,) = answered(harness, "Je ne sais pas.")
    other = notes.Question("humilite_correction", "1", "humilite", "Et là ?")
    note(
        harness,
        lambda session, one: notes.store_answer(
            session, one.conversation_id, other, "Je ne sais pas.", [], rubric_version="1"
        ),
    )
    leave(harness, {"requested_slot": "scenario"})
    say(harness, "Autre chose.", "m8")
    assert edit(harness, message, "Je demande.") is None


def test_a_yes_to_something_else_rewrites_no_note_that_says_yes(harness):
    answered(harness, "oui")
    leave(harness, {"requested_slot": "confirmation"})
    say(harness, "Bonjour encore", "m7")
    leave(harness, {"requested_slot": "interview_ready"})
    say(harness, "oui", "m8")
    assert edit(harness, "m8", "non") is None


def test_an_edit_answers_no_question_that_comes_after_what_waits(harness):
    say(harness, "Brst", "m1")
    harness.arrive("Brest", "m2")
    harness.arrive("Brest !", "e1", unsupported="edited", amends="m1")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == "Brest"


def test_an_edit_and_what_is_said_beside_it_are_not_one_answer(harness, monkeypatch):
    monkeypatch.setenv("BOT_QUIET_SECONDS", "0.3")
    answered(harness, "Je souris.")
    leave(harness, {"requested_slot": "scenario"}, offers=())
    say(harness, "Bonjour encore", "m8")
    harness.arrive("Réponse suivante.", "m9")
    harness.arrive("Je ris.", "e1", unsupported="edited", amends="m1")
    harness.arrive("Et sa fin.", "m10")
    harness.answer_waiting()
    assert harness.rasa.heard[-3:] == ["Réponse suivante.", "Modifier la situation 1 : Je ris.", "Et sa fin."]
