"""The tracker store: a window for Rasa, the whole in the table, no words before the agreement."""

import asyncio
import json
import shutil

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.store import WINDOW_TURNS, ConversationStore, WindowTracker, open_turn
from bot.records.conversations import conversations, transcripts, windows
from bot.records.conversations.event_rows import PERSON
from bot.records.files import redaction
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.markers import ON_POSTGRESQL

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [inform]
slots:
  consent: {type: bool, mappings: [{type: custom}]}
  last_name: {type: any, mappings: [{type: custom}]}
  requested_slot: {type: any, mappings: [{type: custom}]}
forms:
  registration_form: {required_slots: [last_name]}
""")


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def store(request, tmp_path, migrated_file):
    if request.param == "sqlite":
        database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'bot.db')}")
    else:
        database = Database(request.getfixturevalue("postgresql_url"))
        database.migrate()
    with database.session_scope() as session:
        for conversation_id in conversations.list_ids(session):
            redaction.delete_conversation(session, conversation_id)
    yield ConversationStore(DOMAIN, database=database)
    database.engine.dispose()


def run(awaitable):
    return asyncio.run(awaitable)


def heard(store, kinds=UserUttered):
    """The texts of the messages that Rasa is handed, by default those of the person."""
    return [event.text for event in run(store.retrieve("c1")).events if isinstance(event, kinds)]


def begin(store, sender="c1", consent=True):
    tracker = run(store.get_or_create_tracker(sender, append_action_listen=False))
    tracker.update_with_events(
        [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")], DOMAIN
    )
    if consent:
        tracker.update(SlotSet("consent", True), DOMAIN)
    run(store.save(tracker))


def turn(store, text, sender="c1", more=()):
    tracker = run(store.retrieve(sender))
    tracker.update_with_events(
        [UserUttered(text, {"name": "inform"}), *more, BotUttered(f"re {text}"), ActionExecuted("action_listen")],
        DOMAIN,
    )
    run(store.save(tracker))


def test_a_conversation_that_nobody_had_is_none(store):
    assert run(store.retrieve("nobody")) is None


def test_what_was_said_is_stored_once_and_in_order(store):
    begin(store)
    for number in range(8):
        turn(store, f"message {number}")
    whole = run(store.retrieve_full_tracker("c1"))
    said = [event.text for event in whole.events if isinstance(event, UserUttered)]
    assert said == [f"message {number}" for number in range(8)]
    assert [event.text for event in whole.events if isinstance(event, BotUttered)] == [f"re {text}" for text in said]


def test_rasa_is_handed_the_last_turns_with_slots_and_form_as_before_them(store):
    begin(store)
    turn(
        store,
        "old",
        more=[SlotSet("last_name", "Bérard"), ActiveLoop("registration_form"), SlotSet("requested_slot", "town")],
    )
    for number in range(5):
        turn(store, f"message {number}")
    tracker = run(store.retrieve("c1"))
    assert isinstance(tracker, WindowTracker)
    assert heard(store) == ["message 2", "message 3", "message 4"]
    assert tracker.get_slot("last_name") == "Bérard"
    assert tracker.get_slot("requested_slot") == "town"
    assert tracker.active_loop_name == "registration_form"
    assert tracker.latest_action_name == "action_listen"


def test_what_was_said_before_the_first_message_is_handed_on_as_long_as_the_first_turn_is(store):
    tracker = run(store.get_or_create_tracker("c1", append_action_listen=False))
    welcomed = [SlotSet("consent", True), BotUttered("Bienvenue"), ActionExecuted("action_listen")]
    tracker.update_with_events(welcomed, DOMAIN)
    run(store.save(tracker))
    for number in range(WINDOW_TURNS):
        turn(store, f"message {number}")
    assert heard(store, UserUttered | BotUttered)[:2] == ["Bienvenue", "message 0"]
    turn(store, "un de plus")
    assert heard(store, UserUttered | BotUttered)[:2] == ["message 1", "re message 1"]


def test_before_the_agreement_no_word_of_the_person_is_stored(store):
    begin(store, consent=False)
    turn(store, "je suis Lucie Bérard")
    assert "Bérard" not in json.dumps(
        [row for row in dump(store._database)["conversation_events"] if row["type_name"] == "user"]
    )
    turn(store, "oui", more=[SlotSet("consent", True)])
    turn(store, "Bérard")
    with store._database.session_scope() as session:
        said = [row["text"] for row in transcripts.read(session, "c1") if row["from"] == "user"]
    assert said == [None, "oui", "Bérard"]


def test_a_deleted_conversation_is_gone_and_may_begin_again(store):
    begin(store)
    turn(store, "bonjour")
    run(store.delete("c1"))
    assert run(store.retrieve("c1")) is None
    begin(store)
    assert "c1" in run(store.keys())


def test_erasing_in_the_middle_of_a_turn_keeps_only_what_comes_after(store):
    begin(store)
    turn(store, "Bérard", more=[SlotSet("last_name", "Bérard")])
    tracker = run(store.retrieve("c1"))
    run(store.delete("c1"))
    tracker.update_with_events(
        [UserUttered("supprimer Bérard", {"name": "inform"}), SlotSet("consent", None), SlotSet("last_name", None)],
        DOMAIN,
    )
    run(store.save(tracker))
    assert "Bérard" not in str(dump(store._database)["conversation_events"])
    assert run(store.retrieve("c1")).get_slot("last_name") is None


def test_what_was_made_of_an_older_state_is_refused(store):
    """Whoever lost the lock stores nothing; a word of the team, which Rasa does not see, overtakes nobody."""
    begin(store)
    late = run(store.retrieve("c1"))
    with store._database.session_scope() as session:
        conversations.append_out_of_band(session, "c1", PERSON, reply="Je vous écoute.")
    late.update_with_events([UserUttered("un", {"name": "inform"}), ActionExecuted("action_listen")], DOMAIN)
    run(store.save(late))
    turn(store, "deux")
    late.update_with_events([UserUttered("trois", {"name": "inform"}), ActionExecuted("action_listen")], DOMAIN)
    with pytest.raises(conversations.StaleRevisionError):
        run(store.save(late))
    turn(store, "quatre")
    assert heard(store) == ["un", "deux", "quatre"]


def test_a_new_conversation_begins_once(store):
    trackers = [store.init_tracker("c1") for _ in range(2)]
    for tracker in trackers:
        tracker.update(ActionExecuted("action_session_start"), DOMAIN)
    run(store.save(trackers[0]))
    with pytest.raises(conversations.StaleRevisionError):
        run(store.save(trackers[1]))


def test_who_read_it_before_it_was_erased_and_begun_anew_stores_nothing(store):
    begin(store)
    late = run(store.retrieve("c1"))
    run(store.delete("c1"))
    begin(store)
    late.update(UserUttered("Bérard", {"name": "inform"}), DOMAIN)
    with pytest.raises(conversations.StaleRevisionError):
        run(store.save(late))
    assert "Bérard" not in str(dump(store._database))


def test_what_was_made_without_reading_a_conversation_never_replaces_it(store):
    """Rasa's wrapper of the store goes on with an empty tracker when the database could not be read."""
    begin(store)
    turn(store, "un", more=[SlotSet("last_name", "Bérard")])
    blind = DialogueStateTracker("c1", DOMAIN.slots)
    blind.update_with_events([UserUttered("deux", {"name": "inform"}), ActionExecuted("action_listen")], DOMAIN)
    with pytest.raises(conversations.StaleRevisionError):
        run(store.save(blind))
    assert run(store.retrieve("c1")).get_slot("last_name") == "Bérard"


def test_what_was_done_in_the_last_turns_is_known(store):
    begin(store)
    turn(store, "au secours", more=[ActionExecuted("action_distress")])
    turn(store, "merci")
    done = [event.action_name for event in run(store.retrieve("c1")).events if isinstance(event, ActionExecuted)]
    assert done == ["action_listen", "action_distress", "action_listen", "action_listen"]


def test_choices_that_were_offered_and_what_else_a_message_carried_come_back(store):
    begin(store)
    offered = {"buttons": [{"title": "Oui", "payload": "Oui"}], "image": "https://www.exemple.fr/a.png"}
    tracker = run(store.retrieve("c1"))
    tracker.update(BotUttered("Alors ?", offered), DOMAIN)
    run(store.save(tracker))
    (said,) = [event for event in run(store.retrieve("c1")).events if isinstance(event, BotUttered)]
    assert {name: value for name, value in said.data.items() if value} == offered


def test_what_is_at_hand_is_read_once(store):
    begin(store)
    with store._database.session_scope() as session:
        window = windows.load_window(session, "c1", 3)
    turn(store, "un")
    with open_turn("c1", window):
        first, second = run(store.retrieve("c1")), run(store.retrieve("c1"))
    texts = [[event.text for event in tracker.events if isinstance(event, UserUttered)] for tracker in (first, second)]
    assert texts == [[], ["un"]]
    first.update(UserUttered("deux", {"name": "inform"}), DOMAIN)
    with pytest.raises(conversations.StaleRevisionError):
        run(store.save(first))


def test_an_open_turn_is_saved_by_its_opener_or_not_at_all(store):
    begin(store)
    with store._database.session_scope() as session:
        window = windows.load_window(session, "c1", 3)
    with open_turn("c1", window) as opened:
        tracker = run(store.retrieve("c1"))
        tracker.update(UserUttered("un", {"name": "inform"}, message_id="m1"), DOMAIN)
        run(store.save(tracker))
    with store._database.session_scope() as session:
        assert transcripts.find_stored_turn(session, "c1", "m1") is None
        opened.save(session)
        assert transcripts.find_stored_turn(session, "c1", "m1") is not None
        session.rollback()
    with store._database.session_scope() as session:
        assert transcripts.find_stored_turn(session, "c1", "m1") is None
