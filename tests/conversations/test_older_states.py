"""Conversations that were stored when a declined field was `False`."""

import pytest

from bot.base.registration import DECLINED
from bot.records.conversations import conversations, windows
from bot.records.conversations.state_upgrades import upgrade_state
from bot.records.store.database import Database


@pytest.mark.parametrize(("slots", "now"), [
    ({"phone": False, "email": "a@exemple.fr"}, {"phone": DECLINED, "email": "a@exemple.fr"}),
    ({"confirmed": False, "consent": False, "interview_ready": False}, {"confirmed": False, "consent": False, "interview_ready": False}),
    ({"phone": DECLINED}, {"phone": DECLINED}), ({}, {}),
    ({"added_since": False}, {"added_since": False}),
    (
        {"choices": {"Annuler ce changement": 'set:{"phone": false, "town": null}', "Non": "intent:no_change", "20 km": 'value:{"km": false}'}},
        {"choices": {"Annuler ce changement": f'set:{{"phone": "{DECLINED}", "town": null}}', "Non": "intent:no_change", "20 km": 'value:{"km": false}'}},
    ),
    ({"choices": None}, {"choices": None}),
])  # fmt: skip
def test_a_declined_field_is_taken_over(slots, now):
    assert upgrade_state({"slots": slots, "active_loop": "registration_form"}) == {"slots": now, "active_loop": "registration_form"}  # fmt: skip


@pytest.mark.parametrize("state", [None, {}, {"active_loop": None}])
def test_a_state_without_slots_stays(state):
    assert upgrade_state(state) == state


def test_an_older_conversation_goes_on_with_it(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    database.migrate()
    said = {"event": "user", "timestamp": 1.0, "text": "passer", "message_id": "m1"}
    older = {"slots": {"consent": True, "phone": False}, "active_loop": "registration_form"}
    with database.session_scope() as session:
        conversations.append(session, "web-1", [said], channel="web", consented=True, state=older)
    with database.session_scope() as session:
        assert windows.load_window(session, "web-1").state["slots"] == {"consent": True, "phone": DECLINED}
    database.engine.dispose()
