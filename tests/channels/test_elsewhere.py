"""A conversation with several addresses: each hears of what changes elsewhere, and how to get there."""

import pytest

from bot.channels import sentences
from bot.channels.unread import KINDS
from bot.channels.ways import ACCOUNT
from bot.records import addresses, candidates, channel_states, conversations, inbox, notes, outbox, resume
from bot.records.addresses import met_at
from bot.records.candidates import ERASED_ELSEWHERE
from tests.channels.test_turns import Announcing, House

QUESTION = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
ROOM, THREAD = "!salon:exemple.fr", "$fil"


@pytest.fixture
def house(database):
    return House(database)


@pytest.fixture
def known(house):
    """Somebody with a file who began on Telegram."""
    conversation_id = house.arrive("Bonjour", "m0")
    house.answer_waiting()
    with house.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="telegram", notice_version="1")
    return conversation_id


def told(house, channel):
    with house.database.session_scope() as session:
        rows = session.query(outbox.OutboundMessage).filter_by(channel=channel).order_by(outbox.OutboundMessage.id)
        return [(row.address, row.text) for row in rows]


def test_a_person_is_the_same_in_any_of_their_rooms_and_is_answered_where_they_last_were(database):
    with database.session_scope() as session:
        first = addresses.conversation_at(session, "matrix", met_at("lea", ROOM))
        assert addresses.conversation_at(session, "matrix", met_at("lea", "!autre:exemple.fr", THREAD)) == first
        assert addresses.conversation_at(session, "matrix", met_at("ali", ROOM)) != first
        address = addresses.address_of(session, first)
    assert (address.address, address.place) == ("lea", f"lea|!autre:exemple.fr|{THREAD}")


def test_a_move_is_told_where_the_conversation_was(house, known):
    with house.database.session_scope() as session:
        code = resume.issue(session, known)
    house.show("w1", "m1", f"reprendre {code}")
    assert told(house, "telegram")[-1] == ("4711", sentences.MOVED)
    assert told(house, "web") == []


def test_an_erasure_is_told_where_it_was_not_asked_for(house, known):
    with house.database.session_scope() as session:
        addresses.move(session, "matrix", met_at("lea", ROOM), known)
        addresses.move(session, "web", "w1", known)
        candidates.erase(session, known, actor="operator")
    assert told(house, "telegram")[-1] == ("4711", ERASED_ELSEWHERE)
    assert told(house, "matrix") == [(f"lea|{ROOM}", ERASED_ELSEWHERE)]
    assert told(house, "web") == []
    house.arrive("Bonjour", "m1")
    house.answer_waiting()
    assert house.rasa.heard[-1] == "Bonjour"


def test_a_file_whose_time_is_over_goes_without_a_word(house, known):
    before = told(house, "telegram")
    with house.database.session_scope() as session:
        candidates.erase(session, known, actor="purge")
    assert ERASED_ELSEWHERE not in str(told(house, "telegram")) + str(before)


def test_a_code_comes_with_the_ways_to_use_it(house, known):
    with house.database.session_scope() as session:
        for channel, account in (("telegram", "assistant_bot"), ("matrix", "@assistant:exemple.fr")):
            channel_states.put(session, channel, ACCOUNT, account)

    house.rasa = Announcing(house.database)
    house.arrive("code de reprise", "m1")
    house.answer_waiting()
    text = house.delivered[-1]
    code = next(word for word in text.split() if resume.read_code(word))
    assert f"/#reprendre={code}" in text and "matrix.to/#/@assistant:exemple.fr" in text
    assert "t.me" not in text  # they are there


def test_an_answer_is_one_message_where_messages_are_dear(database):
    parts = [{"text": "Un."}, {"text": ""}, {"text": "Deux ?", "buttons": ["Oui", "Non"]}, {"text": "Trois."}]
    with database.session_scope() as session:
        for channel in ("telegram", "matrix", "email"):
            outbox.post(session, "c1", channel, channel, parts)
    with database.session_scope() as session:
        rows = session.query(outbox.OutboundMessage).order_by(outbox.OutboundMessage.id).all()
        posted = [(row.channel, row.text, row.buttons) for row in rows]
    as_one = "Un.\n\nDeux ?\n\nVous pouvez écrire : « Oui », « Non ».\n\nTrois."
    assert posted[2:] == [("telegram", "Trois.", []), ("matrix", as_one, []), ("email", as_one, [])]


def test_of_several_lists_of_choices_the_last_alone_is_numbered_where_an_answer_is_one_message(database):
    parts = [{"text": "Un.", "buttons": ["A", "B"]}, {"text": "Deux ?", "buttons": ["Oui", "Non"]}, {"text": ""}]
    with database.session_scope() as session:
        outbox.post(session, "c1", "email", "email", parts)
        outbox.post(session, "c1", "email", "email", [{"text": ""}])
        (row,) = session.query(outbox.OutboundMessage)
        posted = (row.text, row.buttons)
    assert posted == ("Un.\n\nVous pouvez écrire : « A », « B ».\n\nDeux ?", ["Oui", "Non"])


def answered(house, conversation_id, *messages):
    """Messages that were one answer to a situation, read as such; returns their ids."""
    ids = [f"m{number}" for number in range(1, len(messages) + 1)]
    for message_id, text in zip(ids, messages, strict=True):
        house.arrive(text, message_id)
    said = "\n".join(messages)
    events = [
        {"event": "user", "text": said, "timestamp": 1.0, "message_id": ids[0]},
        {"event": "bot", "text": "Merci.", "timestamp": 2.0, "data": {}},
    ]
    with house.database.session_scope() as session:
        inbox.join(session, conversation_id, ids[0], ids[1:])
        conversations.append(session, conversation_id, events, channel="telegram", consented=True, state={"slots": {}})
        inbox.answered(session, conversation_id, ids[0])
        notes.store_answer(session, conversation_id, QUESTION, said, [], rubric_version="1")
    return ids


def edit(house, message_id, text, edit_id="e1"):
    """Gives a message other words; returns what the bot is asked for, None if it says that it is too late."""
    before = len(house.rasa.heard)
    house.arrive(text, edit_id, unread="edited", amends=message_id)
    house.answer_waiting()
    return house.rasa.heard[-1] if len(house.rasa.heard) > before else None


def test_an_edit_of_the_answer_to_a_situation_rewrites_it(house, known):
    (message,) = answered(house, known, "Je l'écoute.\nToujours.")
    assert (
        edit(house, message, "Je l'écoute et je reformule.") == "Modifier la situation 1 : Je l'écoute et je reformule."
    )


def test_an_edit_of_one_of_several_messages_leaves_the_others_as_they_are(house, known):
    first, second, third = answered(house, known, "Je souris.", "Je l'écoute.", "Je reformule.")
    assert (
        edit(house, second, "Je l'écoute bien.")
        == "Modifier la situation 1 : Je souris.\nJe l'écoute bien.\nJe reformule."
    )
    assert (
        edit(house, first, "Je souris !", "e2") == "Modifier la situation 1 : Je souris !\nJe l'écoute.\nJe reformule."
    )
    assert edit(house, third, "Et voilà.", "e3") == "Modifier la situation 1 : Je souris.\nJe l'écoute.\nEt voilà."


def test_an_answer_that_was_edited_can_be_edited_again(house, known):
    first, second = answered(house, known, "Je souris.", "Je l'écoute.")
    with house.database.session_scope() as session:
        notes.amend(session, notes.get(session, known, QUESTION.id), "Je souris.\nJe l'écoute bien.", [])
    assert edit(house, first, "Je souris !") == "Modifier la situation 1 : Je souris !\nJe l'écoute bien."
    assert edit(house, second, "J'écoute.", "e2") == "Modifier la situation 1 : Je souris.\nJ'écoute."


def test_where_an_answer_does_not_come_apart_an_edit_of_a_part_takes_nothing_of_it(house, known):
    first, second = answered(house, known, "Je souris.\nPuis je reformule.", "Je l'écoute.")
    assert edit(house, first, "Je souris !") is None
    assert edit(house, second, "J'écoute.", "e2") is None
    assert house.delivered[-1] == KINDS["edited"].sentence


def test_words_that_were_struck_do_not_come_back_by_an_edit(house, known):
    (message,) = answered(house, known, "Je l'écoute, comme ma voisine.")
    with house.database.session_scope() as session:
        notes.rewrite(session, notes.get(session, known, QUESTION.id), "Je l'écoute.", [], struck="comme ma voisine")
    assert edit(house, message, "Je l'écoute bien, comme ma voisine.") is None
