"""An answer to the question that its author saw, although another answer came first: two tabs, two devices."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from bot.base.places import HOME
from bot.content.sentences import sentence
from bot.records.files import candidates
from bot.records.models import Conversation
from tests.channels.turn_harness import TurnHarness

YES, NO = "Oui, je suis d'accord", "Non merci"
AGREED = {"consent": True, "requested_slot": "last_name"}
# What waits after each message of the test, by its words: slots, choices.
ASKS_CONSENT = ({"requested_slot": "consent"}, (YES, NO))


class Tabs:
    """One session in two tabs, on a real web server."""

    def __init__(self, site):
        self.site, self.player, self.token = site, site.player, site.open()["token"]
        self.conversation_id = site.conversation_of(self.token)

    def send(self, text, seen=None):
        answer = self.site.send(self.token, text, **({} if seen is None else {"seen": seen}))
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]

    def ask(self, slots, offers=()):
        """Has the bot ask something; returns the id of the question."""
        self.player.asks(slots, offers)
        return self.send("et ensuite")[-1]["id"]

    def register(self):
        with self.site.database.session_scope() as session:
            candidates.open_registration(session, self.conversation_id, channel="web", notice_version="1")

    @property
    def slots(self):
        with self.site.database.session_scope() as session:
            return session.get_one(Conversation, self.conversation_id).state["slots"]


@pytest.fixture
def tabs(site):
    made = Tabs(site)
    site.player.heard.clear()
    return made


def agree(tabs):
    """Asks for the agreement; a tab gives it, and the next question is asked."""
    seen = tabs.ask(*ASKS_CONSENT)
    tabs.register()
    tabs.player.asks(AGREED)
    tabs.send(YES, seen)
    return seen


@pytest.mark.parametrize("said", [NO, "non", "Non, finalement non"])
def test_a_no_behind_a_yes_to_the_agreement_asks_whether_to_keep_anything(tabs, said):
    seen = agree(tabs)
    (answer,) = tabs.send(said, seen)
    assert (answer["text"], answer["buttons"]) == (
        sentence("turn.yes_and_no"),
        [sentence("turn.erase"), sentence("turn.keep")],
    )
    assert said not in tabs.player.heard
    assert {name: tabs.slots.get(name) for name in ("consent", "requested_slot", "awaiting")} == {
        **AGREED, "awaiting": "erasure",
    }  # fmt: skip


def test_the_buttons_of_that_question_are_those_by_which_erasing_is_always_asked():
    told = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["responses"]["utter_ask_erasure"]
    assert [button["title"] for button in told[0]["buttons"]] == [sentence("turn.erase"), sentence("turn.keep")]


def test_a_third_no_is_asked_the_same_again(tabs):
    seen = agree(tabs)
    assert tabs.send(NO, seen)[-1]["text"] == tabs.send(NO, seen)[-1]["text"] == sentence("turn.yes_and_no")


def test_who_saw_the_next_question_answers_that_one(tabs):
    agree(tabs)
    tabs.player.asks(AGREED)
    latest = tabs.send("Bérard")[-1]["id"]
    tabs.send(NO, latest)
    assert tabs.player.heard[-1] == NO


def test_a_yes_behind_a_no_is_not_taken_for_an_answer_to_anything_else(tabs):
    seen = tabs.ask(*ASKS_CONSENT)
    tabs.player.asks({"consent": False}, ("Finalement, oui",))
    tabs.send(NO, seen)
    (answer,) = tabs.send(YES, seen)
    assert answer["text"].startswith(sentence("turn.late")) and answer["buttons"] == ["Finalement, oui"]
    assert tabs.player.heard[-1] == NO
    news = tabs.site.get(tabs.token, "/messages").json()["messages"]
    assert YES not in [message["text"] for message in news], "nobody agreed that words are kept"


def test_words_that_are_no_answer_to_the_question_of_then_are_taken(tabs):
    """Who writes fast writes ahead: their name behind the yes, without having seen the question."""
    seen = agree(tabs)
    for ahead in ("Bérard", "Ma réponse au deuxième point"):
        tabs.send(ahead, seen)
        assert tabs.player.heard[-1] == ahead


def test_a_choice_of_before_is_asked_again_where_another_question_waits(tabs):
    tabs.register()
    seen = tabs.ask({"requested_slot": "town"}, ("Plouha (22)", "Passer"))
    tabs.player.asks({"requested_slot": "mobility"}, ("Toute la France", "Passer"))
    tabs.send("Plouha (22)", seen)
    for late in ("Passer", "Plouha (22)", "2"):
        (answer,) = tabs.send(late, seen)
        assert answer["text"].startswith(sentence("turn.late")) and answer["text"].endswith("re: Plouha (22)")
        assert answer["buttons"] == ["Toute la France", "Passer"]
    assert tabs.player.heard[-1] == "Plouha (22)"


def test_a_choice_that_is_still_offered_is_taken_though_something_was_asked_meanwhile(tabs):
    tabs.register()
    seen = tabs.ask({"requested_slot": "town"}, ("Plouha (22)", "Passer"))
    tabs.send("et c'est payé combien ?", seen)
    tabs.send("Passer", seen)
    assert tabs.player.heard[-1] == "Passer"


def test_sentences_that_say_what_they_are_for_are_taken_whatever_waits(tabs):
    seen = agree(tabs)
    tabs.send("M'opposer", seen)
    assert tabs.player.heard[-1] == "M'opposer"


@pytest.mark.parametrize("seen", [-1, "3", 1.5, True, [], 2**31])
def test_what_is_no_id_is_refused(tabs, seen):
    answer = tabs.site.send(tabs.token, "Bonjour", seen=seen)
    assert (answer.status_code, answer.json()["error"]) == (400, "format")


def test_two_that_arrive_at_the_same_moment_need_no_client_that_tells(tabs):
    """As clients of before do: what was said when a message arrived is what its author saw."""
    tabs.ask(*ASKS_CONSENT)
    tabs.register()
    tabs.player.asks(AGREED)
    tabs.player.seconds = 1
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(tabs.send, (YES, "Non")))
    assert len(tabs.player.heard[1:]) == 1, "one of them is the answer"
    late = next(parts for parts in answers if not parts[-1]["text"].startswith("re: "))
    assert late[-1]["text"] in {
        sentence("turn.late"),
        sentence("turn.yes_and_no"),
        f"{sentence('turn.late')}\n\nre: Non",
    }


def test_two_devices_on_a_network_are_alike(database):
    """Both presses arrive before either is answered."""
    harness = TurnHarness(database)
    harness.rasa.asks(*ASKS_CONSENT)
    here = harness.arrive("Bonjour", "m1")
    harness.answer_waiting()
    harness.rasa.asks(AGREED)
    with database.session_scope() as session:
        candidates.open_registration(session, here, channel="telegram", notice_version="1")
    harness.arrive(YES, "m2")
    harness.arrive(NO, "m3")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour", YES]
    assert harness.delivered[-1] == sentence("turn.yes_and_no")
