"""Which answers of the FAQ a message gets."""

import pytest

from bot.understanding.nlu.faq_selection import ASKED, by_audience, reweight_for_audience, select_answer, with_answers
from bot.understanding.nlu.training_data import NOT_ANSWERED, answer_examples, main_answers
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.topic_ranking import TopicRanking


def heard(*answers, topic="ask_salary", asking=()):
    return NluResult("…", {}, understood=TopicRanking(((topic, 0.9),), answers), question_parts=tuple(asking))


@pytest.mark.parametrize(("ranking", "chosen"), [
    ((("salaire/net", 0.8), ("salaire/montant", 0.1)), "salaire/net"),
    ((("salaire/net", 0.3), ("salaire/montant", 0.1)), "salaire/net"),
    ((("salaire/net", 0.3), ("salaire/montant", 0.25), ("salaire/plus", 0.2), ("salaire/frais", 0.16)), "salaire/net|salaire/montant|salaire/plus"),
    ((("salaire/net", 0.2), ("salaire/montant", 0.12)), "salaire/net"),
    ((("out_of_scope", 0.6), ("salaire/net", 0.3)), None), ((("out_of_scope", 0.4), ("salaire/net", 0.3)), "salaire/net"),
    ((("ask_human", 0.9),), None), ((), None),
])  # fmt: skip
def test_one_answer_where_one_is_meant_and_a_choice_where_several_may_be(ranking, chosen):
    assert select_answer(ranking) == chosen


FOR = {"c1": "candidate", "c2": "candidate", "e1": "structure", "e2": "structure", "all": "all", "hired": "recruited"}


@pytest.mark.parametrize(("answer", "told"), [
    ("c1|e1", {"candidate": "c1", "structure": "e1"}), ("e1|c1", {"candidate": "c1", "structure": "e1"}),
    ("e1|c1|all", {"candidate": "c1|all", "structure": "e1|all"}), ("c1|e1|c2", {"candidate": "c1|c2", "structure": "e1"}),
    ("c1|e1|hired", {"candidate": "c1|hired", "structure": "e1|hired"}),
    ("c1", {}), ("e1", {}), ("c1|c2", {}), ("e1|e2", {}), ("c1|c2|e1", {}), ("c1|all|e1", {}), ("c1|hired", {}), ("e1|all", {}),
])  # fmt: skip
def test_who_asks_decides_where_the_two_likeliest_are_one_for_each(answer, told):
    assert by_audience(answer, FOR) == told


@pytest.mark.parametrize(("asker", "first"), [(None, "c1"), ("candidate", "c1"), ("structure", "e1")])
def test_answers_for_others_give_way_once_it_is_known_who_asks(asker, first):
    ranking = (("c1", 0.5), ("e1", 0.3), ("all", 0.1), ("out_of_scope", 0.1))
    found = reweight_for_audience(asker, ranking, FOR)
    assert (found == ranking) is (asker is None), "what is no answer counts as before"
    assert found[0][0] == first
    assert sum(chance for _, chance in found) == pytest.approx(1.0)


def test_a_question_of_the_faq_gets_its_answer():
    turn = with_answers(Interpretation(intent="ask_salary"), heard(("salaire/net", 0.8)))
    assert (turn.intent, turn.answers) == ("ask_salary", ("salaire/net",))


def test_a_question_beside_an_answer_gets_its_answer():
    assert with_answers(Interpretation(side_questions=("ask_salary",)), heard(("salaire/net", 0.8))).answers == (
        "salaire/net",
    )


@pytest.mark.parametrize(("first", "second", "whole", "answers"), [
    (0.9, 0.8, ("salaire/net", 0.7), ("contrat/duree", "salaire/net")),
    (0.7, 0.9, ("salaire/net", 0.5), ("contrat/duree", "salaire/net")),
    (0.9, 0.1, ("contrat/duree", 0.5), ("contrat/duree",)),
    (0.4, 0.4, ("structure/remplacement", 0.9), ("structure/remplacement", "contrat/duree")),
])  # fmt: skip
def test_two_questions_get_two_answers_as_they_were_asked(first, second, whole, answers):
    asking = [
        TopicRanking((("ask_contract", 0.9),), (("contrat/duree", first),)),
        TopicRanking((("ask_salary", 0.9),), (("salaire/net", second),)),
    ]
    turn = with_answers(
        Interpretation(intent="ask_contract", side_questions=("ask_salary",)), heard(whole, asking=asking)
    )
    assert turn.answers == answers


@pytest.mark.parametrize(("intent", "chance", "is_answered"), [
    ("out_of_scope", 0.25, True), ("out_of_scope", 0.1, False), ("not_understood", 0.25, True), ("ask_delete_my_data", 0.25, False),
    ("ask_delete_my_data", 0.6, False), ("ask_access_my_data", 0.6, True), ("distress", 0.9, False), ("thanks", 0.9, False), ("stop_pause", 0.9, False),
])  # fmt: skip
def test_an_answer_that_fits_goes_before_what_was_not_understood_and_a_sure_one_before_a_wish(
    intent, chance, is_answered
):
    turn = with_answers(Interpretation(intent=intent), heard(("donnees/effacer", chance), topic=intent))
    assert (turn.intent == ASKED, bool(turn.answers)) == (is_answered, is_answered)


def test_a_complaint_in_passing_that_is_a_question_is_answered():
    asking = [TopicRanking((("complain_process", 0.9),), (("assistant/duree", 0.4),))]
    turn = with_answers(
        Interpretation(side_questions=("complain_process",)), heard(("assistant/duree", 0.3), asking=asking)
    )
    assert (turn.intent, turn.side_questions, turn.answers) == (None, (), ("assistant/duree",))


def test_what_answers_the_waiting_question_is_no_question():
    assert with_answers(Interpretation(value=True), heard(("salaire/net", 0.9))).answers == ()


def test_every_topic_of_the_faq_has_a_main_answer_and_wishes_have_none():
    assert not main_answers().keys() & NOT_ANSWERED
    assert main_answers()["ask_salary"].startswith("salaire/")
    texts, wanted = answer_examples()
    assert len(texts) == len(wanted) > 10_000
