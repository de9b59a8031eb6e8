"""Daily counts: once per conversation or handoff, on its start day and channel, kept after erasure."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.base import clock
from bot.base.registration import DECLINED
from bot.content.faq import load_faq
from bot.records.conversations import conversations, takeovers, turn_counts, windows
from bot.records.files import candidates
from bot.records.handoffs import handoffs, response_times
from bot.records.models import HumanRequest
from bot.records.store import daily_counts
from bot.understanding.reading.interpretation import INTERPRETATION_KEY, Interpretation

REGISTERING, INTERVIEW = "registration_form", "interview_form"
TOWN = {"commune": "Figeac", "insee": "46102", "departement": "46"}


def user(text="bonjour", value=None):
    return {
        "event": "user",
        "text": text,
        "timestamp": 1.0,
        "message_id": text,
        "parse_data": {INTERPRETATION_KEY: Interpretation(value=value)},
    }


def did(action):
    return {"event": "action", "name": action}


def bot(text):
    return {"event": "bot", "text": text, "timestamp": 1.0}


class Talk:
    """A conversation saved turn by turn."""

    def __init__(self, store, conversation_id="c1", channel="web"):
        self.store, self.id, self.channel, self.slots = store, conversation_id, channel, {}

    def turn(self, *events, loop=None, **slots):
        self.slots |= slots
        kept = {name: value for name, value in self.slots.items() if value is not None}
        state = {"slots": kept, "active_loop": loop}
        with self.store.session_scope() as session:
            conversations.append(
                session, self.id, events, channel=self.channel, consented=kept.get("consent") is True, state=state
            )


def counted(store):
    with store.session_scope() as session:
        today = clock.today()
        return daily_counts.totals(session, today - timedelta(days=400), today)


def names(store):
    return {name: number for (_, name), number in counted(store).items()}


def test_a_chat_that_is_only_opened_is_no_conversation(store):
    talk = Talk(store)
    talk.turn(user("/open_chat"), bot("Bonjour"))
    assert not counted(store)
    talk.turn(user("bonjour"))
    assert counted(store) == {("web", "begun"): 1}


def test_questions_are_counted_as_asked_answered_and_passed_once(store):
    talk = Talk(store)
    talk.turn(user(), loop=REGISTERING, requested_slot="consent")
    talk.turn(user("oui"), loop=REGISTERING, consent=True, requested_slot="town")
    talk.turn(user("Figeac"), loop=REGISTERING, town=TOWN, requested_slot="email")
    talk.turn(user("passer"), loop=REGISTERING, email=DECLINED, requested_slot="phone")
    # Given after all, corrected, asked again: an outcome is the first one.
    talk.turn(user("a@exemple.fr"), loop=REGISTERING, email="a@exemple.fr", town=None, requested_slot="town")
    talk.turn(user("Figeac encore"), loop=REGISTERING, town=TOWN, requested_slot="phone")
    assert names(store) == {
        "begun": 1, "agreed": 1, "asked/consent": 1, "answered/consent": 1, "asked/town": 1, "answered/town": 1,
        "asked/email": 1, "skipped/email": 1, "asked/phone": 1,
    }  # fmt: skip


def test_what_was_written_before_the_agreement_is_not_counted(store):
    Talk(store).turn(user(), loop=REGISTERING, last_name="Essai", requested_slot="consent")
    assert names(store) == {"begun": 1, "asked/consent": 1}


def test_situations_are_counted_as_answered_or_passed(store):
    talk = Talk(store)
    talk.turn(user(), consent=True)
    talk.turn(user("oui"), loop=INTERVIEW, interview_ready=True, requested_slot="scenario")
    talk.turn(user("peu"), loop=INTERVIEW, requested_slot="followup")
    talk.turn(user("passer", "skip"), loop=INTERVIEW, requested_slot="scenario", scenario_index=1)
    talk.turn(user("passer", "skip"), loop=INTERVIEW, requested_slot="scenario", scenario_index=2)
    talk.turn(user("beaucoup"), loop=INTERVIEW, requested_slot="notes_reviewed", scenario_index=3)
    talk.turn(user("c'est bon"), notes_reviewed=True, requested_slot=None)
    found = names(store)
    expected = {"answered/situation_1", "skipped/situation_2", "answered/situation_3", "finished"}
    assert {name for name in found if "situation" in name and not name.startswith("asked")} | {"finished"} == expected
    assert [found[f"asked/situation_{number}"] for number in (1, 2, 3)] == [1, 1, 1]
    assert set(found.values()) == {1}


def test_answers_pauses_and_questions_without_an_answer_are_counted_once(store):
    talk, (name, answer) = Talk(store), next(iter(load_faq().items()))
    talk.turn(user(), consent=True)
    for again in ("un", "deux"):
        talk.turn(user(f"{again} ?"), bot(answer.text), did("action_out_of_scope"))
        talk.turn(user(f"{again} stop"), did("action_pause"), loop=REGISTERING)
        talk.turn(user(f"{again} me revoici"), loop=REGISTERING)
    found = names(store)
    assert [found[one] for one in (f"faq/{name}", "unanswered/out_of_scope", "paused", "resumed")] == [1, 1, 1, 1]


def test_a_cry_for_help_leaves_no_number(store):
    talk = Talk(store)
    talk.turn(user())
    talk.turn(user("…"), did("action_distress"), did("action_out_of_scope"), loop=REGISTERING, requested_slot="consent")
    assert names(store) == {"begun": 1}


def test_a_conversation_that_began_before_counting_is_never_counted(store):
    with store.session_scope() as session:
        session.add(conversations.Conversation(id="c1", state={"slots": {"consent": True}, "active_loop": None}))
    Talk(store).turn(user(), confirmed=True, consent=True)
    assert not counted(store)


def test_everything_is_of_the_day_and_channel_where_it_began(store, monkeypatch):
    now, talk = clock.now(), Talk(store, channel="telegram")
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=20))
    talk.turn(user())
    monkeypatch.setattr(clock, "now", lambda: now)
    talk.channel = "web"
    talk.turn(user("oui"), consent=True)
    with store.session_scope() as session:
        today, earlier = clock.today(), clock.today() - timedelta(days=20)
        found = daily_counts.by_day(session, earlier, today, ["begun", "agreed"])
    assert {day for day, _, _ in found} == {earlier} and len(found) == 2
    assert counted(store)["telegram", "agreed"] == 1


def test_an_erasure_leaves_the_numbers_and_adds_one(store):
    Talk(store).turn(user(), consent=True)
    before = counted(store)
    with store.session_scope() as session:
        candidates.erase(session, "c1")
        assert session.get(conversations.Conversation, "c1") is None
    assert counted(store) == before + Counter({("web", "erased"): 1})


def test_a_file_whose_time_is_over_is_no_erasure_on_demand(store):
    Talk(store).turn(user(), consent=True)
    before = counted(store)
    with store.session_scope() as session:
        candidates.erase(session, "c1", actor="purge")
    assert counted(store) == before


@pytest.mark.parametrize(("hours", "told"), [(0.5, "00"), (3.2, "03"), (100, "72")])
def test_requests_are_counted_with_how_long_people_waited(store, monkeypatch, hours, told):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=hours))
    with store.session_scope() as session:
        handoffs.open_handoff(session, "c1", channel="web")
        handoffs.open_handoff(session, "c1", channel="web")  # one waits already
        request_id = session.query(HumanRequest).one().id
        takeovers.take_over(session, request_id, recruiter_id="r1", actor="r1")
    monkeypatch.setattr(clock, "now", lambda: now)
    with store.session_scope() as session:
        for text in ("Bonjour", "Et encore"):
            takeovers.write(session, request_id, text, recruiter_id="r1", actor="r1")
    assert names(store) == {
        response_times.ASKED: 1,
        response_times.TAKEN: 1,
        response_times.ANSWERED: 1,
        f"{response_times.HOURS}/{told}": 1,
    }


def test_the_memory_of_counting_names_no_words(store):
    Talk(store).turn(user("Je m'appelle Essai"), consent=True, last_name="Essai")
    with store.session_scope() as session:
        state = windows.load_state(session, "c1").state
    assert "Essai" not in str(state[turn_counts.COUNTED])
