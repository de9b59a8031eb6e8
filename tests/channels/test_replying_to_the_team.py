"""Behind an answer of the team the person may reply, though the assistant is back: what they write is not taken for anything else."""

import pytest
from sqlalchemy import select

from bot.channels.turn.turns import TurnFailedError
from bot.content.sentences import sentence
from bot.records.conversations import candidate_replies, takeover_ends, takeovers
from bot.records.models import AuditEntry, Conversation, HumanRequest
from bot.tools.evaluation.stored import dump
from tests.channels.test_taking_over import ANNE, hand_back, held, house, passed_on, request_person, say, write  # noqa: F401

QUESTION = "Bonjour, je peux vous appeler. À quel moment, et à quel numéro ?"
STATEMENT = "Bonjour, votre dossier est complet."


def asked(house, conversation_id):  # noqa: F811
    with house.database.session_scope() as session:
        return session.scalars(select(HumanRequest).where(HumanRequest.conversation_id == conversation_id)).one()


@pytest.fixture
def answer(house):  # noqa: F811
    """Answers from the list and gives the conversation back at once."""

    def answer(words, *, is_consented=True):
        conversation_id = house.arrive("Bonjour", "m0")
        house.answer_waiting()
        request_id = request_person(house, conversation_id)
        with house.database.session_scope() as session:
            if is_consented:
                assert takeovers.reply_to_candidate(session, request_id, words, **ANNE, keeps_takeover=False)
            else:
                session.get(Conversation, conversation_id).consented = False
                takeovers.reply_to_candidate(session, request_id, words, **ANNE, keeps_takeover=True)
                takeover_ends.hand_back(session, request_id, **ANNE)
        return conversation_id

    return answer


@pytest.mark.parametrize("is_consented", [True, False])
def test_what_answers_the_team_reaches_it_and_is_no_answer_to_the_form(house, answer, is_consented):  # noqa: F811
    here = answer(QUESTION, is_consented=is_consented)
    assert "continuer avec l'assistant" in house.delivered[-1], "and the form does not ask again meanwhile"
    assert not say(house, "demain à 14h, au 06 39 98 77 66")
    request = asked(house, here)
    assert (request.handled_at, request.taken_at) == (None, None)
    assert request.reopened_at is not None
    assert passed_on(house, here)[-1] == "demain à 14h, au 06 39 98 77 66"
    not_kept = "" if is_consented else sentence("takeover.not_kept")
    assert house.delivered[-1] == sentence("takeover.forwarded") + not_kept
    assert not say(house, "plutôt le matin, en fait"), "several messages are one reply"
    assert house.delivered[-1] == sentence("takeover.forwarded_too")
    assert passed_on(house, here)[-2:] == ["demain à 14h, au 06 39 98 77 66", "plutôt le matin, en fait"]
    assert house.rasa.heard == ["Bonjour"]


@pytest.mark.parametrize("end", [
    lambda session, number: takeover_ends.hand_back(session, number, **ANNE),
    lambda session, number: takeover_ends.hand_back(session, number, **ANNE, is_closed=False),
    lambda session, number: takeover_ends.close_handoff(session, number, **ANNE),
    lambda session, number: takeover_ends.requeue_all_of(session, "anne", actor="recruiter:anne"),
])  # fmt: skip
def test_it_is_so_however_the_team_gives_the_conversation_back(house, held, end):  # noqa: F811
    write(house, held[1], QUESTION)
    with house.database.session_scope() as session:
        end(session, held[1])
    assert not say(house, "jeudi")
    assert passed_on(house, held[0]) == ["jeudi"]
    assert asked(house, held[0]).handled_at is None


def test_where_the_team_wrote_nothing_the_bot_goes_on_at_once(house, held):  # noqa: F811
    hand_back(house, held[1])
    assert say(house, "Lyon")


@pytest.mark.parametrize(("words", "thanks", "is_bots"), [
    (STATEMENT, "merci", True), (STATEMENT, "au revoir", True), (QUESTION, "merci", False),
    (STATEMENT, "oui", False), (STATEMENT, "merci, et c'est quand la réunion", False),
])  # fmt: skip
def test_mere_thanks_for_what_asks_nothing_open_nothing_again(house, answer, words, thanks, is_bots):  # noqa: F811
    here = answer(words)
    assert say(house, thanks) is is_bots
    assert (asked(house, here).handled_at is not None) is is_bots
    if is_bots:
        assert say(house, "Lyon")


def test_a_message_that_was_for_the_assistant_is_taken_by_it_as_if_said_now(house, answer):  # noqa: F811
    here = answer(STATEMENT)
    assert not say(house, "Lyon")
    say(house, "C'était pour l'assistant")
    assert house.rasa.heard[-1] == "Lyon"
    assert passed_on(house, here) == []
    assert asked(house, here).handled_at is not None, "the team is left alone"
    assert say(house, "30 km")


def test_taking_one_of_two_replies_back_leaves_the_other_with_the_team(house, answer):  # noqa: F811
    here = answer(QUESTION)
    say(house, "jeudi à 14h")
    say(house, "Lyon")
    say(house, "c'était pour l'assistant")
    assert house.rasa.heard[-1] == "Lyon"
    assert passed_on(house, here) == ["jeudi à 14h"]
    assert asked(house, here).handled_at is None


def test_words_taken_back_are_not_lost_where_the_turn_fails(house, answer):  # noqa: F811
    answer(STATEMENT)
    say(house, "Lyon")
    house.rasa.fails = 1
    with pytest.raises(TurnFailedError):
        say(house, "C'était pour l'assistant")
    house.answer_waiting()
    assert house.rasa.heard[-2:] == ["Lyon", "Lyon"]


@pytest.mark.parametrize("words", ["Continuer avec l'assistant", "reprendre", "retour à l'assistant"])
@pytest.mark.parametrize("replied", [True, False])
def test_going_on_with_the_assistant_repeats_its_question(house, answer, words, replied):  # noqa: F811
    here = answer(STATEMENT)
    if replied:
        say(house, "jeudi, ça marche")
    assert not say(house, words)
    waits = sentence("takeover.still_awaited") if replied else ""
    assert house.delivered[-2:] == [sentence("takeover.goes_on") + waits, "re: Bonjour"]
    assert (asked(house, here).handled_at is None) is replied
    assert say(house, "Lyon")


def test_a_number_answers_the_team_and_picks_among_what_the_bot_offers_behind_it(house, answer):  # noqa: F811
    here = answer("Plutôt 1 ou 2 jours par semaine ?")
    assert not say(house, "1")
    assert passed_on(house, here) == ["1"]
    say(house, "2")
    assert say(house, "Lyon"), "the second of what was offered: going on with the assistant"


def test_a_right_that_is_surely_asked_for_is_answered_too(house, answer):  # noqa: F811
    here = answer(QUESTION)
    assert say(house, "Effacez toutes mes données, s'il vous plaît.")
    assert passed_on(house, here) == ["Effacez toutes mes données, s'il vous plaît."]


def test_a_cry_for_help_is_the_bots_alone(house, answer):  # noqa: F811
    here = answer(QUESTION)
    assert say(house, "je veux mourir", does=["action_distress"])
    assert passed_on(house, here) == []
    assert asked(house, here).handled_at is not None


def test_who_takes_over_again_holds_the_conversation_as_before(house, answer):  # noqa: F811
    here = answer(QUESTION)
    say(house, "jeudi")
    with house.database.session_scope() as session:
        assert takeovers.take_over(session, asked(house, here).id, **ANNE)
        assert candidate_replies.find_awaiting(session, here) is None
    say(house, "c'était pour l'assistant")
    assert passed_on(house, here) == ["jeudi", "c'était pour l'assistant"]


def test_a_photograph_is_a_reply_too(house, answer):  # noqa: F811
    here = answer("Pouvez-vous m'envoyer le papier ?")
    house.arrive("", "p1", unsupported="photo")
    assert asked(house, here).handled_at is None
    assert passed_on(house, here) == ["Cette personne a envoyé une image (non lue)"]
    assert house.delivered[-1] == sentence("takeover.forwarded")


def test_on_the_website_the_reply_is_answered_with_where_it_went(house):  # noqa: F811
    house.show("c1", "m1", "Bonjour")
    request_id = request_person(house, "c1", "web")
    with house.database.session_scope() as session:
        takeovers.reply_to_candidate(session, request_id, QUESTION, **ANNE, keeps_takeover=False)
    (told,) = house.show("c1", "m2", "jeudi à 14h")
    offered = [sentence("takeover.for_the_bot"), sentence("takeover.go_on")]
    assert (told["text"], told["buttons"]) == (sentence("takeover.forwarded"), offered)
    assert house.delivered == []


def test_nothing_of_a_reply_is_left_of_who_never_agreed_once_it_is_over(house, answer):  # noqa: F811
    here = answer(QUESTION, is_consented=False)
    say(house, "au 06 39 98 77 66")
    assert "06 39 98 77 66" in str(dump(house.database))
    with house.database.session_scope() as session:
        takeover_ends.close_handoff(session, asked(house, here).id, **ANNE)
    assert "06 39 98 77 66" not in str(dump(house.database))


def test_the_journal_says_who_opened_the_request_again(house, answer):  # noqa: F811
    answer(QUESTION)
    say(house, "jeudi")
    with house.database.session_scope() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.actor, last.act) == ("candidate", "reopened_request")
