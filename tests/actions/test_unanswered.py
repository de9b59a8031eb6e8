"""Questions without an answer: which are kept for the editors, and which never."""

import pytest

from bot.base.registration import DECLINED
from bot.records.conversations import unanswered
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from tests.actions.action_player import FILE, chosen, responses, run, tracker_of

ASKED = "Est-ce que la mairie prête un vélo ?"
OUT = Interpretation(intent="out_of_scope")
WHICH = Interpretation(intent="ask_salary", answers=("salaire/net|salaire/montant",))


def kept(database):
    with database.session_scope() as session:
        return [(row.text, row.reason, row.number) for row in unanswered.list_all(session)]


def ask(text=ASKED, turn=OUT, *, action="action_out_of_scope", topics=(), spans=(), done=(), **slots):
    tracker = tracker_of(turn, text, topics=topics, **({"consent": True} | slots))
    tracker.latest_message["entities"] = [{"entity": label} for label in spans]
    tracker.events[:0] = [{"event": "action", "name": name} for name in done]
    return run(action, tracker)


def test_a_question_out_of_scope_is_kept_and_answered_as_ever(database):
    for text in (ASKED, f"  {ASKED}"):
        messages, _, _ = ask(text)
        assert responses(messages) == ["utter_out_of_scope"]
    assert kept(database) == [(ASKED, "out_of_scope", 2)]


@pytest.mark.parametrize("slots", [
    {"requested_slot": "town"}, {"requested_slot": "confirmation"}, {"consent": True}, {"town": DECLINED, "phone": DECLINED} | {"last_name": "Vélodrome"},
])  # fmt: skip
def test_it_is_kept_wherever_no_answer_in_own_words_waits(database, slots):
    ask(**slots)
    assert len(kept(database)) == 1


@pytest.mark.parametrize(("text", "more"), [
    (ASKED, {"consent": None}), (ASKED, {"consent": False}),
    (ASKED, {"requested_slot": "scenario"}), (ASKED, {"requested_slot": "followup"}), (ASKED, {"awaiting": "amendment"}),
    (ASKED, {"awaiting": "comment"}),
    (ASKED, {"turn": Interpretation(side_questions=("out_of_scope",))}),
    (ASKED, {"turn": Interpretation(intent="out_of_scope", resolutions={"town": Resolution(Status.VALUE, FILE["town"])})}),
    (ASKED, {"topics": [("out_of_scope", 0.7), ("distress", 0.2)]}), (ASKED, {"done": ["action_distress"]}),
    (ASKED, {"done": ["action_human_after_distress", "action_listen"]}),
    ("un vélo ?", {}), ("Comment " * 40, {}),
    ("Ma voisine Karima peut-elle passer me voir ?", {}), ("Rappelez-moi au 06 39 98 00 01 pour la CAF", {}),
    ("je suis diabétique, la mutuelle paie quoi ?", {}), ("mon adresse lucie@exemple.fr marche plus, pourquoi ?", {}),
    ("qui est le maire de saint brieuc ?", {"town": FILE["town"]}), ("ça vient d'où le nom bérard ?", {"last_name": "Bérard"}),
    (ASKED, {"spans": ["last_name"]}), (ASKED, {"spans": ["day", "town"]}), (ASKED, {"spans": ["phone"]}),
])  # fmt: skip
def test_what_is_personal_or_no_question_is_not_kept(database, text, more):
    messages, _, _ = ask(text, **more)
    assert responses(messages) == ["utter_out_of_scope"]
    assert kept(database) == []


def test_nothing_is_kept_where_nothing_is_to_be(database, monkeypatch):
    monkeypatch.setenv("BOT_UNANSWERED_DAYS", "0")
    ask()
    assert kept(database) == []


@pytest.mark.parametrize(("intent", "times", "is_kept"), [
    ("not_understood", 0, False), ("not_understood", 1, True), ("affirm", 1, False), ("nothing_said", 3, False),
])  # fmt: skip
def test_what_was_not_understood_is_kept_the_second_time(database, intent, times, is_kept):
    ask(turn=Interpretation(intent=intent), action="action_rephrase", misunderstandings=times)
    assert kept(database) == ([(ASKED, "not_understood", 1)] if is_kept else [])


def test_a_question_of_the_faq_that_no_answer_was_found_for_is_kept(database):
    ask(turn=Interpretation(intent="ask_salary"), action="action_answer_question")
    assert kept(database) == [(ASKED, "not_understood", 1)]


@pytest.mark.parametrize(("picks", "is_own", "is_left"), [
    (True, True, False), (True, False, True), (False, True, True),
], ids=["one is picked", "somebody else asked", "another question"])  # fmt: skip
def test_which_of_several_is_kept_until_one_is_picked(database, picks, is_own, is_left):
    _, slots, _ = ask(turn=WHICH, action="action_answer_question")
    assert kept(database) == [(ASKED, "not_picked", 1)]
    turn = chosen("la deuxième", slots) if picks else Interpretation(intent="ask_salary", answers=("salaire/net",))
    tracker = tracker_of(turn, "la deuxième", consent=True, counted=slots["counted"] if is_own else None)
    tracker.events.insert(0, {"event": "user", "text": ASKED})
    messages, _, _ = run("action_answer_question", tracker)
    assert messages[0]["text"]
    assert bool(kept(database)) is is_left
