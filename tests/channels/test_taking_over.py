"""A person of the team takes over: the bot is quiet, what each writes reaches the other, and the bot comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.notes_choices import confirmation_choices
from bot.base import clock
from bot.content.sentences import sentence
from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.conversations import (
    conversations,
    reminders,
    reply_notifications,
    resume_codes,
    takeover_ends,
    takeovers,
    transcripts,
    windows,
)
from bot.records.conversations.event_rows import HELD
from bot.records.files import candidates, redaction
from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, Conversation, ConversationEvent, HumanRequest
from bot.tools.evaluation.stored import dump
from tests.channels.turn_harness import TurnHarness

# What a person says to whoever of the team answers them; no model takes it for one of their rights, or a cry for help.
HELLO, THANKS = "Bonjour madame, je suis Lucie.", "Merci, c'est bien cela."
ANNE = {"recruiter_id": "anne", "actor": "recruiter:anne"}


@pytest.fixture
def harness(database, reader):
    return TurnHarness(database, reader.read)


@pytest.fixture
def held(harness):
    """A conversation of Telegram that Anne holds; returns (conversation, request)."""
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    request_id = request_person(harness, conversation_id)
    assert take_over(harness, request_id)
    return conversation_id, request_id


def request_person(harness, conversation_id, channel="telegram", **more):
    """Asks for a person of the team; returns the request's id."""
    with harness.database.session_scope() as session:
        handoffs.open_handoff(session, conversation_id, channel=channel, **more)
    with harness.database.session_scope() as session:
        return session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == conversation_id)).one()


def take_over(harness, request_id):
    """Anne takes the conversation over."""
    with harness.database.session_scope() as session:
        return takeovers.take_over(session, request_id, **ANNE)


def hand_back(harness, request_id):
    """Anne gives the conversation back."""
    with harness.database.session_scope() as session:
        takeover_ends.hand_back(session, request_id, **ANNE)


def never_agreed(harness, conversation_id):
    """Nobody agreed that words of this conversation are kept."""
    with harness.database.session_scope() as session:
        session.get(Conversation, conversation_id).consented = False


def write(harness, request_id, text):
    with harness.database.session_scope() as session:
        return takeovers.write(session, request_id, text, **ANNE)


def test_the_bot_says_that_it_is_quiet_and_is(harness, held):
    assert harness.delivered[-1] == sentence("takeover.taken_over")
    harness.arrive("vous êtes là ?", "m1")
    harness.arrive("allô", "m2")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour"]
    assert harness.delivered[-1] == sentence("takeover.taken_over")
    assert harness.said[-2:] == ["vous êtes là ?", "allô"]


def test_what_the_recruiter_writes_arrives_signed_on_the_channel_last_used(harness, held):
    conversation_id, request_id = held
    assert write(harness, request_id, "Bonjour, je suis Anne.")
    assert harness.delivered[-1] == sentence("takeover.from_team", text="Bonjour, je suis Anne.")
    with harness.database.session_scope() as session:
        last = transcripts.read(session, conversation_id)[-1]
    assert (last["from"], last["text"], last["person"]) == ("bot", "Bonjour, je suis Anne.", True)


def test_handed_back_the_bot_says_so_and_repeats_its_question_with_its_choices(harness, held):
    hand_back(harness, held[1])
    rows = dump(harness.database)["outbound_messages"]
    assert [row["text"] for row in rows[-2:]] == [sentence("takeover.handed_back"), "re: Bonjour"]
    assert rows[-1]["buttons"] == ["Oui"]
    harness.arrive("je reprends", "m1")
    harness.answer_waiting()
    assert harness.delivered[-1] == "re: je reprends"
    assert not write(harness, held[1], "encore un mot")


FORM, HUMAN, DISTRESS = "registration_form", "action_request_human", "action_human_after_distress"


@pytest.mark.parametrize(("turns", "state", "repeated"), [
    ([["action_answer_question"]], {"slots": {}}, None),
    ([["utter_thanks"], [HUMAN]], {"slots": {}, "active_loop": None}, None),
    ([["action_answer_question", FORM], [HUMAN]], {"slots": {}, "active_loop": FORM}, "said 0"),
    ([[FORM], ["action_give_resume_code"], [HUMAN]], {"slots": {}, "active_loop": FORM}, "said 0"),
    ([[HUMAN, FORM]], {"slots": {}, "active_loop": FORM}, "said 0"),
    ([["action_amend_note"], [HUMAN]], {"slots": {"awaiting": "amendment"}}, "said 0"),
    ([[FORM], [HUMAN], ["action_show_my_data"]], {"slots": {}, "active_loop": FORM}, "said 0"),
    ([[FORM], ["action_distress"], [DISTRESS]], {"slots": {}, "active_loop": FORM}, None),
    ([[FORM], ["action_pause"], [HUMAN]], {"slots": {}, "active_loop": FORM}, None),
])  # fmt: skip
def test_handed_back_the_bot_repeats_what_waits_for_an_answer_and_nothing_else(harness, held, turns, state, repeated):
    with harness.database.session_scope() as session:
        for number, actions in enumerate(turns):
            events = [
                {"event": "user", "text": "x", "timestamp": 1.0},
                *({"event": "action", "name": name, "timestamp": 1.0} for name in actions),
                {"event": "bot", "text": f"said {number}", "timestamp": 1.0},
            ]
            conversations.append(session, held[0], events, channel="telegram", consented=True, state=state)
    hand_back(harness, held[1])
    assert harness.delivered[2:] == [sentence("takeover.handed_back"), *([repeated] if repeated else [])]


@pytest.mark.parametrize("words", ["stop", "Stop !", "stop rappel"])
@pytest.mark.parametrize("agree", [reply_notifications.opt_in, reminders.opt_in, None])
def test_what_was_agreed_to_is_taken_back_even_then(harness, held, words, agree):
    if agree is not None:
        with harness.database.session_scope() as session:
            agree(session, held[0])
    say(harness, words)
    assert harness.rasa.heard[1:] == ([] if agree is None else [words])


def test_an_agreement_to_e_mails_takes_no_other_words_from_the_team(harness, held):
    with harness.database.session_scope() as session:
        reply_notifications.opt_in(session, held[0])
    harness.arrive("stop, attendez, je cherche mes papiers", "m1")
    harness.answer_waiting()
    assert harness.rasa.heard == ["Bonjour"]


def test_the_way_back_to_the_assistant_where_nobody_holds_it_is_no_answer_to_anything(harness):
    harness.rasa.heard.append("before")
    assert not say(harness, "retour à l'assistant")
    assert harness.delivered[-1] == sentence("turn.no_takeover")


@pytest.mark.parametrize("words", ["retour à l'assistant", "Retour a l'assistant !", "« retour à l'assistant »"])
def test_the_person_may_go_back_to_the_bot(harness, held, words):
    say(harness, words)
    assert harness.delivered[-2:] == [sentence("takeover.still_queued"), "re: Bonjour"]
    harness.arrive("la suite", "m2")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == "la suite"
    with harness.database.session_scope() as session:
        request = session.get(HumanRequest, held[1])
        assert (request.taken_at, request.handled_at) == (None, None), "only a person of the team closes it"


@pytest.mark.parametrize("text", [
    "/supprimer", "/mesdonnees", "je veux mourir", "Supprimer", "supprimer mes données", "Mes données", "effacez mes données svp",
    "Supprimer toutes mes données", "je voudrais voir mes données s'il vous plaît", "supprimez tout ce que vous avez sur moi", "Retirer la situation 1", "Retirer toutes mes réponses",
])  # fmt: skip
def test_rights_and_a_cry_for_help_are_heard_all_the_same(harness, held, text):
    say(harness, text)
    assert len(harness.rasa.heard) == 2


def test_the_answer_to_the_question_of_erasing_is_the_bots(harness, held):
    assert say(harness, "supprimer", does=["action_erase"], awaiting="erasure")
    assert say(harness, "oui")


def test_a_yes_to_the_team_erases_nothing(harness, held):
    say(harness, "supprimer", does=["action_erase"], awaiting="erasure")
    write(harness, held[1], "Vous êtes disponible lundi ?")
    assert not say(harness, "oui")
    with harness.database.session_scope() as session:
        takeover_ends.return_to_bot(session, held[1])
        assert windows.load_state(session, held[0]).state["slots"]["awaiting"] is None


def test_the_question_of_erasing_is_over_once_somebody_takes_over(harness):
    say(harness, "supprimer", does=["action_erase"], awaiting="erasure")
    with harness.database.session_scope() as session:
        here = session.scalars(select(Conversation.id)).one()
    assert take_over(harness, request_person(harness, here))
    assert not say(harness, "oui")


def passed_on(harness, conversation_id):
    """What the team reads as said to it."""
    with harness.database.session_scope() as session:
        said = transcripts.read(session, conversation_id, for_team=True)
    return [one["text"] for one in said if one.get("held")]


@pytest.mark.parametrize("text", ["j'enlève mon manteau et j'arrive", "J'efface le tableau et je suis à vous", "Lyon"])
def test_what_only_sounds_like_something_for_the_bot_is_the_teams(harness, held, text):
    assert not say(harness, text)
    assert passed_on(harness, held[0]) == [text]


@pytest.mark.parametrize("is_consented", [True, False])
@pytest.mark.parametrize(
    "text", ["Mes données", "supprimez tout ce que vous avez sur moi", "Retirer toutes mes réponses"]
)
def test_what_the_bot_answers_beside_is_passed_on_all_the_same(harness, held, monkeypatch, text, is_consented):
    append = conversations.append
    monkeypatch.setattr(
        conversations, "append", lambda *given, **named: append(*given, **named | {"consented": is_consented})
    )
    with harness.database.session_scope() as session:
        session.get(Conversation, held[0]).consented = is_consented
    assert say(harness, text)
    assert passed_on(harness, held[0]) == [text]
    hand_back(harness, held[1])
    assert (text in harness.said) is is_consented, "who never agreed: the exchange alone keeps it"


def test_a_cry_for_help_is_seen_by_nobody_else(harness, held):
    assert say(harness, "je veux mourir", does=["action_distress"])
    with harness.database.session_scope() as session:
        assert "mourir" not in str(transcripts.read(session, held[0], for_team=True))


def say(harness, text, *, does=(), offers=(), **slots):
    """Writes a message; what the bot does with it, if it hears it, is told beforehand."""
    harness.rasa.does, harness.rasa.offers, harness.rasa.leaves = does, offers, slots
    harness.arrive(text, f"s{len(harness.said)}")
    harness.answer_waiting()
    return harness.rasa.heard[-1] == text


ASKS_FOR_NEW_WORDS = {"does": ["action_strike_passage"], "awaiting": "amendment", "erases_earlier": True}


def test_new_words_that_the_bot_asked_for_are_the_bots(harness, held):
    assert say(harness, "Retirer la situation 1", **ASKS_FOR_NEW_WORDS)
    assert say(harness, "Je réexplique autrement, avec ses mots à lui.")
    assert not say(harness, THANKS), "what follows is the recruiter's"


@pytest.mark.parametrize("pick", ["Passage 2", "le deuxième", "2"])
def test_a_choice_that_the_bot_offered_is_the_bots(harness, held, pick):
    offers = ["Passage 1", "Passage 2"]
    assert say(harness, "Ce passage ne dit pas cela", does=["action_contest_passage"], offers=offers)
    assert say(harness, pick)


@pytest.mark.parametrize(("answer", "is_bots"), [
    ("oui", True), ("oui je veux bien", True), ("non", True), ("d'accord", True), (HELLO, False),
])  # fmt: skip
def test_a_yes_or_a_no_to_what_the_bot_asks_once_is_the_bots(harness, held, answer, is_bots):
    choices = confirmation_choices("Oui, la retirer", "intent:withdraw_note=patience")
    offers = [title for title in choices if not title.startswith("__")]
    assert say(harness, "Retirer la situation 1", does=["action_withdraw_note"], offers=offers, choices=choices)
    assert say(harness, answer) is is_bots


def test_what_is_written_behind_words_of_the_team_is_theirs(harness, held):
    say(harness, "Retirer la situation 1", **ASKS_FOR_NEW_WORDS)
    write(harness, held[1], "Vous êtes disponible lundi ?")
    assert not say(harness, THANKS)


def test_a_question_of_before_the_exchange_takes_no_words_of_it(harness, held):
    assert say(harness, "Mes données", does=["action_show_my_data"], awaiting="amendment")
    assert not say(harness, THANKS)


def test_one_goes_back_to_the_bot_whatever_it_asked(harness, held):
    say(harness, "Retirer la situation 1", **ASKS_FOR_NEW_WORDS)
    assert not say(harness, "retour à l'assistant")
    assert harness.delivered[-2:] == [sentence("takeover.still_queued"), "re: Retirer la situation 1"]


def test_words_of_somebody_who_never_agreed_are_kept_for_the_exchange_alone(harness, held):
    never_agreed(harness, held[0])
    say(harness, HELLO)
    assert HELLO in str(dump(harness.database))
    hand_back(harness, held[1])
    assert HELLO not in str(dump(harness.database))


def test_on_the_website_nothing_is_posted_and_the_answer_to_coming_back_is_shown(harness):
    harness.show("c1", "m1", "Bonjour")
    request_id = request_person(harness, "c1", "web")
    take_over(harness, request_id)
    write(harness, request_id, "Bonjour !")
    assert harness.show("c1", "m2", "bonjour madame") == []
    assert harness.show("c1", "m2", "bonjour madame") == []
    told = harness.show("c1", "m3", "retour à l'assistant")
    assert [part["text"] for part in told] == [sentence("takeover.still_queued"), "re: Bonjour"]
    assert harness.delivered == []
    assert harness.said.count("bonjour madame") == 1


def test_only_one_holds_a_conversation_and_erasing_ends_it(harness, held):
    with harness.database.session_scope() as session:
        assert not takeovers.take_over(session, held[1], recruiter_id="paul", actor="recruiter:paul")
        assert not takeovers.write(session, held[1], "x", recruiter_id="paul", actor="recruiter:paul")
        assert takeovers.take_over(session, held[1], **ANNE)
        for act in (takeovers.take_over, takeovers.write):
            with pytest.raises(LookupError):
                act(session, 999, **({"text": "x"} if act is takeovers.write else {}), **ANNE)
        candidates.erase(session, held[0])
    with harness.database.session_scope() as session:
        assert takeovers.find_takeover(session, held[0]) is None


def test_the_audit_log_holds_no_words(harness, held):
    write(harness, held[1], "un secret")
    hand_back(harness, held[1])
    with harness.database.session_scope() as session:
        entries = session.scalars(select(AuditEntry)).all()
    assert [entry.act for entry in entries][-3:] == ["took_over", "wrote_to_candidate", "handed_back"]
    assert "secret" not in str([(entry.actor, entry.act, entry.subject) for entry in entries])


def later(monkeypatch, **passed):
    now = clock.now() + timedelta(**passed)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_somebody_who_writes_into_a_long_silence_is_told_once_how_to_go_on(harness, held, monkeypatch):
    harness.arrive("un", "m1")
    harness.answer_waiting()
    assert sentence("takeover.no_reply_yet") not in harness.delivered
    later(monkeypatch, minutes=21)
    for number in range(2, 5):
        harness.arrive("toujours là ?", f"m{number}")
    harness.answer_waiting()
    assert harness.delivered.count(sentence("takeover.no_reply_yet")) == 1
    later(monkeypatch, minutes=1)
    write(harness, held[1], "Me voici.")
    harness.arrive("ah merci", "m5")
    harness.answer_waiting()
    later(monkeypatch, minutes=21)
    harness.arrive("et maintenant ?", "m6")
    harness.answer_waiting()
    assert harness.delivered.count(sentence("takeover.no_reply_yet")) == 2
    assert harness.rasa.heard == ["Bonjour"]


def test_after_a_day_without_a_word_the_bot_is_back_and_the_request_waits_again(harness, held, monkeypatch):
    later(monkeypatch, hours=25)
    harness.arrive("vous êtes là ?", "m1")
    harness.answer_waiting()
    assert harness.delivered[-2:] == [sentence("takeover.released"), "re: Bonjour"]
    harness.arrive("la suite", "m2")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == "la suite"
    with harness.database.session_scope() as session:
        request = session.get(HumanRequest, held[1])
        assert (request.taken_at, request.handled_at) == (None, None)
        assert takeovers.take_over(session, held[1], recruiter_id="paul", actor="recruiter:paul")


def test_who_answers_late_is_not_told_of_a_silence_of_the_team(harness, held, monkeypatch):
    write(harness, held[1], "Êtes-vous libre lundi ?")
    later(monkeypatch, minutes=25)
    say(harness, "oui, le matin")
    assert sentence("takeover.no_reply_yet") not in harness.delivered
    later(monkeypatch, hours=23)
    say(harness, "vous êtes là ?")
    assert harness.delivered.count(sentence("takeover.no_reply_yet")) == 1
    later(monkeypatch, hours=2)
    say(harness, "vous êtes là ?")
    assert harness.delivered[-2:] == [sentence("takeover.released"), "re: Bonjour"]


def test_who_answers_the_next_day_is_still_with_the_team(harness, held, monkeypatch):
    write(harness, held[1], "Êtes-vous libre lundi ?")
    later(monkeypatch, hours=30)
    say(harness, "oui, le matin")
    assert sentence("takeover.released") not in harness.delivered
    with harness.database.session_scope() as session:
        assert takeovers.find_takeover(session, held[0]) is not None


@pytest.mark.parametrize("ends", ["handed back", "handled"])
def test_without_agreement_the_message_that_nobody_read_stays_until_somebody_has(harness, held, monkeypatch, ends):
    never_agreed(harness, held[0])
    say(harness, HELLO)
    later(monkeypatch, hours=25)
    say(harness, THANKS)
    assert HELLO not in harness.said and THANKS in harness.said
    with harness.database.session_scope() as session:
        if ends == "handed back":
            takeovers.take_over(session, held[1], **ANNE)
            takeover_ends.hand_back(session, held[1], **ANNE)
        else:
            takeover_ends.close_handoff(session, held[1], **ANNE)
    assert THANKS not in harness.said


def test_on_the_website_the_silence_is_told_with_the_answer(harness, monkeypatch):
    harness.show("c1", "m1", "Bonjour")
    take_over(harness, request_person(harness, "c1", "web"))
    later(monkeypatch, minutes=21)
    told = harness.show("c1", "m2", "allô ?")
    assert [part["text"] for part in told] == [sentence("takeover.no_reply_yet")]
    assert harness.show("c1", "m3", "allô ??") == []


def test_what_the_team_wrote_to_somebody_who_never_agreed_goes_with_the_exchange(harness, held):
    never_agreed(harness, held[0])
    write(harness, held[1], "je vous appelle au 0639980077")
    hand_back(harness, held[1])
    assert "0639980077" not in str(dump(harness.database)["conversation_events"])


def test_two_recruiters_at_once_do_not_both_win(harness):
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    request_id = request_person(harness, conversation_id)
    with ThreadPoolExecutor(2) as both:

        def take(name):
            with harness.database.session_scope() as session:
                return takeovers.take_over(session, request_id, recruiter_id=name, actor=f"recruiter:{name}")

        assert sorted(both.map(take, ["anne", "paul"])) == [False, True]
    assert harness.delivered.count(sentence("takeover.taken_over")) == 1


def test_a_request_goes_along_with_a_resume_code(harness):
    old, new = harness.arrive("Bonjour", "m0"), harness.arrive("Bonjour", "m0", address="another chat")
    harness.answer_waiting()
    with harness.database.session_scope() as session:
        handoffs.open_handoff(session, new, channel="telegram", reason="not_understood")
        code = resume_codes.issue(session, old)
    harness.arrive(f"reprendre code {code}", "m1", address="another chat")
    harness.answer_waiting()
    with harness.database.session_scope() as session:
        moved = session.scalars(select(HumanRequest)).one()
        assert (moved.conversation_id, moved.reason) == (old, "not_understood")


def test_whoever_comes_back_to_a_held_conversation_is_told_so(harness, held):
    harness.arrive("Bonjour", "m0", address="another chat")
    harness.answer_waiting()
    with harness.database.session_scope() as session:
        code = resume_codes.issue(session, held[0])
    harness.arrive(f"reprendre code {code}", "m1", address="another chat")
    harness.answer_waiting()
    assert harness.delivered[-1] == sentence("turn.takeover_continues")


def test_ones_own_code_never_leads_to_erasing(harness):
    conversation_id = harness.arrive("Bonjour", "m0")
    harness.answer_waiting()
    with harness.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="telegram", notice_version="2026-11")
        code = resume_codes.issue(session, conversation_id)
    harness.arrive(f"reprendre code {code}", "m1")
    harness.answer_waiting()
    assert harness.delivered[-1] == sentence("resume_code.already_here")


@pytest.fixture
def account(harness, held):
    """The account of whoever holds the conversation; returns its id."""
    with harness.database.session_scope() as session:
        made = recruiters.create(session, login="anne@exemple.fr", name="Anne", password="une phrase de passe")
        session.get(HumanRequest, held[1]).taken_by = made.id
        return made.id


@pytest.mark.parametrize("end", [recruiters.disable, recruiters.erase])
def test_an_account_that_ends_gives_its_conversations_back_and_the_request_waits(harness, held, account, end):
    never_agreed(harness, held[0])
    say(harness, HELLO)
    with harness.database.session_scope() as session:
        end(session, recruiters.find(session, "anne@exemple.fr"))
    assert harness.delivered[-2:] == [sentence("takeover.requeued"), "re: Bonjour"]
    assert HELLO not in str(dump(harness.database))
    with harness.database.session_scope() as session:
        request = session.get(HumanRequest, held[1])
        assert (request.taken_at, request.taken_by, request.handled_at) == (None, None, None)
        assert takeovers.take_over(session, held[1], recruiter_id="paul", actor="recruiter:paul")


def test_of_an_erased_account_the_audit_log_alone_knows_the_id(harness, held, account):
    with harness.database.session_scope() as session:
        recruiter_sessions.open_session(session, account)
        takeover_ends.hand_back(session, held[1], actor=f"recruiter:{account}", recruiter_id=account)
    with harness.database.session_scope() as session:
        recruiters.erase(session, recruiters.find(session, "anne@exemple.fr"))
    stored = dump(harness.database)
    knowing = {name for name, rows in stored.items() if account in str(rows)}
    assert knowing == {"audit_entries"}
    assert "anne@exemple.fr" not in str(stored)


def test_what_arrives_while_the_conversation_is_handed_back_is_the_bots(harness, held, monkeypatch):
    """Between the look whether somebody holds it and the writing of the message, the exchange ends."""
    never_agreed(harness, held[0])
    read = windows.load_state

    def read_before_the_end(session, conversation_id):
        window = read(session, conversation_id)
        if window.is_held:
            with harness.database.session_scope() as other:
                takeover_ends.hand_back(other, held[1], **ANNE)
        return window

    monkeypatch.setattr(windows, "load_state", read_before_the_end)
    harness.arrive(HELLO, "m1")
    harness.answer_waiting()
    assert harness.rasa.heard[-1] == HELLO
    with harness.database.session_scope() as session:
        marks = [row.mark for row in session.scalars(select(ConversationEvent)) if row.message_id == "m1"]
    assert marks == [None]


def test_what_an_exchange_of_before_left_is_forgotten_by_the_purge(harness, held):
    never_agreed(harness, held[0])
    hand_back(harness, held[1])
    with harness.database.session_scope() as session:
        conversations.append_out_of_band(session, held[0], HELD, text=HELLO)
    with harness.database.session_scope() as session:
        assert redaction.redact_ended_takeovers(session) == 1
        assert redaction.redact_ended_takeovers(session) == 0
    assert HELLO not in str(dump(harness.database))


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("photo", "", "Cette personne a envoyé une image (non lue)"),
        ("document", "mon CV", "Cette personne a envoyé un document (non lu) mon CV"),
        ("edited", "Bonsoir", "Cette personne a modifié un message : Bonsoir"),
    ],
)
def test_who_holds_a_conversation_is_told_of_what_is_not_read(harness, held, kind, words, told):
    before = harness.delivered
    harness.arrive(words, "m1", unsupported=kind, amends="m0" if kind == "edited" else None)
    harness.answer_waiting()
    assert (harness.said[-1], harness.delivered) == (told, before)
    with harness.database.session_scope() as session:
        assert transcripts.read(session, held[0], for_team=True)[-1]["held"]
