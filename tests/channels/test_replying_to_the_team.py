"""Behind an answer of the team the person may reply, though the assistant is back: what they write is not taken for anything else."""

import pytest
from sqlalchemy import select

from bot.channels.turn.turns import TurnFailedError
from bot.content.sentences import sentence
from bot.records.conversations import candidate_replies, takeover_ends, takeovers
from bot.records.models import AuditEntry, Conversation, HumanRequest
from bot.tools.evaluation.stored import dump
from tests.channels.test_taking_over import ANNE, hand_back, harness, held, passed_on, request_person, say, write  # noqa: F401

QUESTION = "Bonjour, je peux vous appeler. À quel moment, et à quel numéro ?"
STATEMENT = "Bonjour, votre dossier est complet."


def asked(harness, conversation_id):  # noqa: F811
    with harness.database.session_scope() as session:
        return session.scalars(select(HumanRequest).where(HumanRequest.conversation_id == conversation_id)).one()


@pytest.fixture
def answer(harness):  # noqa: F811
    """Answers from the list and gives the conversation back at once."""

    def answer(words, *, is_consented=True):
        conversation_id = harness.arrive("Bonjour", "m0")
        harness.answer_waiting()
        request_id = request_person(harness, conversation_id)
        with harness.database.session_scope() as session:
            if is_consented:
                assert takeovers.reply_to_candidate(session, request_id, words, **ANNE, keeps_takeover=False)
            else:
                session.get(Conversation, conversation_id).consented = False
                takeovers.reply_to_candidate(session, request_id, words, **ANNE, keeps_takeover=True)
                takeover_ends.hand_back(session, request_id, **ANNE)
        return conversation_id

    return answer


@pytest.mark.parametrize("is_consented", [True, False])
def test_what_answers_the_team_reaches_it_and_is_no_answer_to_the_form(harness, answer, is_consented):  # noqa: F811
    here = answer(QUESTION, is_consented=is_consented)
    assert "continuer avec l'assistant" in harness.delivered[-1], "and the form does not ask again meanwhile"
    assert not say(harness, "demain à 14h, au 06 39 98 77 66")
    request = asked(harness, here)
    assert (request.handled_at, request.taken_at) == (None, None)
    assert request.reopened_at is not None
    assert passed_on(harness, here)[-1] == "demain à 14h, au 06 39 98 77 66"
    not_kept = "" if is_consented else sentence("takeover.not_kept")
    assert harness.delivered[-1] == sentence("takeover.forwarded") + not_kept
    assert not say(harness, "plutôt le matin, en fait"), "several messages are one reply"
    assert harness.delivered[-1] == sentence("takeover.forwarded_too")
    assert passed_on(harness, here)[-2:] == ["demain à 14h, au 06 39 98 77 66", "plutôt le matin, en fait"]
    assert harness.rasa.heard == ["Bonjour"]


@pytest.mark.parametrize("end", [
    lambda session, number: takeover_ends.hand_back(session, number, **ANNE),
    lambda session, number: takeover_ends.hand_back(session, number, **ANNE, is_closed=False),
    lambda session, number: takeover_ends.close_handoff(session, number, **ANNE),
    lambda session, number: takeover_ends.requeue_all_of(session, "anne", actor="recruiter:anne"),
])  # fmt: skip
def test_it_is_so_however_the_team_gives_the_conversation_back(harness, held, end):  # noqa: F811
    write(harness, held[1], QUESTION)
    with harness.database.session_scope() as session:
        end(session, held[1])
    assert not say(harness, "jeudi")
    assert passed_on(harness, held[0]) == ["jeudi"]
    assert asked(harness, held[0]).handled_at is None


def test_where_the_team_wrote_nothing_the_bot_goes_on_at_once(harness, held):  # noqa: F811
    hand_back(harness, held[1])
    assert say(harness, "Lyon")


@pytest.mark.parametrize(("words", "thanks", "is_bots"), [
    (STATEMENT, "merci", True), (STATEMENT, "au revoir", True), (QUESTION, "merci", False),
    (STATEMENT, "oui", False), (STATEMENT, "merci, et c'est quand la réunion", False),
])  # fmt: skip
def test_mere_thanks_for_what_asks_nothing_open_nothing_again(harness, answer, words, thanks, is_bots):  # noqa: F811
    here = answer(words)
    assert say(harness, thanks) is is_bots
    assert (asked(harness, here).handled_at is not None) is is_bots
    if is_bots:
        assert say(harness, "Lyon")


def test_a_message_that_was_for_the_assistant_is_taken_by_it_as_if_said_now(harness, answer):  # noqa: F811
    here = answer(STATEMENT)
    assert not say(harness, "Lyon")
    say(harness, "C'était pour l'assistant")
    assert harness.rasa.heard[-1] == "Lyon"
    assert passed_on(harness, here) == []
    assert asked(harness, here).handled_at is not None, "the team is left alone"
    assert say(harness, "30 km")


def test_taking_one_of_two_replies_back_leaves_the_other_with_the_team(harness, answer):  # noqa: F811
    here = answer(QUESTION)
    say(harness, "jeudi à 14h")
    say(harness, "Lyon")
    say(harness, "c'était pour l'assistant")
    assert harness.rasa.heard[-1] == "Lyon"
    assert passed_on(harness, here) == ["jeudi à 14h"]
    assert asked(harness, here).handled_at is None


def test_words_taken_back_are_not_lost_where_the_turn_fails(harness, answer):  # noqa: F811
    answer(STATEMENT)
    say(harness, "Lyon")
    harness.rasa.fails = 1
    with pytest.raises(TurnFailedError):
        say(harness, "C'était pour l'assistant")
    harness.answer_waiting()
    assert harness.rasa.heard[-2:] == ["Lyon", "Lyon"]


@pytest.mark.parametrize("words", ["Continuer avec l'assistant", "reprendre", "retour à l'assistant"])
@pytest.mark.parametrize("replied", [True, False])
def test_going_on_with_the_assistant_repeats_its_question(harness, answer, words, replied):  # noqa: F811
    here = answer(STATEMENT)
    if replied:
        say(harness, "jeudi, ça marche")
    assert not say(harness, words)
    waits = sentence("takeover.still_awaited") if replied else ""
    assert harness.delivered[-2:] == [sentence("takeover.goes_on") + waits, "re: Bonjour"]
    assert (asked(harness, here).handled_at is None) is replied
    assert say(harness, "Lyon")


def test_a_number_answers_the_team_and_picks_among_what_the_bot_offers_behind_it(harness, answer):  # noqa: F811
    here = answer("Plutôt 1 ou 2 jours par semaine ?")
    assert not say(harness, "1")
    assert passed_on(harness, here) == ["1"]
    say(harness, "2")
    assert say(harness, "Lyon"), "the second of what was offered: going on with the assistant"


def test_a_right_that_is_surely_asked_for_is_answered_too(harness, answer):  # noqa: F811
    here = answer(QUESTION)
    assert say(harness, "Effacez toutes mes données, s'il vous plaît.")
    assert passed_on(harness, here) == ["Effacez toutes mes données, s'il vous plaît."]


def test_a_cry_for_help_is_the_bots_alone(harness, answer):  # noqa: F811
    here = answer(QUESTION)
    assert say(harness, "je veux mourir", does=["action_distress"])
    assert passed_on(harness, here) == []
    assert asked(harness, here).handled_at is not None


def test_who_takes_over_again_holds_the_conversation_as_before(harness, answer):  # noqa: F811
    here = answer(QUESTION)
    say(harness, "jeudi")
    with harness.database.session_scope() as session:
        assert takeovers.take_over(session, asked(harness, here).id, **ANNE)
        assert candidate_replies.find_awaiting(session, here) is None
    say(harness, "c'était pour l'assistant")
    assert passed_on(harness, here) == ["jeudi", "c'était pour l'assistant"]


def test_a_photograph_is_a_reply_too(harness, answer):  # noqa: F811
    here = answer("Pouvez-vous m'envoyer le papier ?")
    harness.arrive("", "p1", unsupported="photo")
    assert asked(harness, here).handled_at is None
    assert passed_on(harness, here) == ["Cette personne a envoyé une image (non lue)"]
    assert harness.delivered[-1] == sentence("takeover.forwarded")


def test_on_the_website_the_reply_is_answered_with_where_it_went(harness):  # noqa: F811
    harness.show("c1", "m1", "Bonjour")
    request_id = request_person(harness, "c1", "web")
    with harness.database.session_scope() as session:
        takeovers.reply_to_candidate(session, request_id, QUESTION, **ANNE, keeps_takeover=False)
    (told,) = harness.show("c1", "m2", "jeudi à 14h")
    offered = [sentence("takeover.for_the_bot"), sentence("takeover.go_on")]
    assert (told["text"], told["buttons"]) == (sentence("takeover.forwarded"), offered)
    assert harness.delivered == []


def test_nothing_of_a_reply_is_left_of_who_never_agreed_once_it_is_over(harness, answer):  # noqa: F811
    here = answer(QUESTION, is_consented=False)
    say(harness, "au 06 39 98 77 66")
    assert "06 39 98 77 66" in str(dump(harness.database))
    with harness.database.session_scope() as session:
        takeover_ends.close_handoff(session, asked(harness, here).id, **ANNE)
    assert "06 39 98 77 66" not in str(dump(harness.database))


def test_the_journal_says_who_opened_the_request_again(harness, answer):  # noqa: F811
    answer(QUESTION)
    say(harness, "jeudi")
    with harness.database.session_scope() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.actor, last.act) == ("candidate", "reopened_request")
