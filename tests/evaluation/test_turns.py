"""How acts of messages are scored, and the false yeses counted."""

from datetime import date

import pytest

from bot.tools.evaluation.loaded_model import to_eval_format
from bot.tools.evaluation.turns import acts_of, evaluate, is_false_yes, is_right, summarise
from bot.understanding.reading.dialogue_acts import Act
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import Resolution, Status

TODAY = date(2026, 11, 24)


def row(pending, expected, got, **more):
    return {
        "text": "x", "pending": pending, "kind": "plain", "expected": {"acts": expected.split()}, "got": {"acts": got.split()}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(("expected", "got", "also", "right"), [
    ("yes", "yes", [], True), ("yes ask", "ask yes", [], True), ("yes", "no", [], False), ("yes", "yes ask", [], False),
    ("yes ask", "yes", [], False), ("yes", "unclear", [["unclear"]], True), ("yes", "no", [["unclear"], ["ask", "no"]], False),
    ("yes", "no ask", [["unclear"], ["ask", "no"]], True),
])  # fmt: skip
def test_acts_are_right_as_a_set_or_another_right_set(expected, got, also, right):
    assert is_right(row("consent", expected, got, also_ok=also)) is right


def test_no_other_sets_need_to_be_named():
    assert is_right(row("consent", "yes", "yes"))


@pytest.mark.parametrize(("pending", "expected", "got", "also", "false"), [
    ("consent", "no", "yes", [], True), ("erasure", "unclear", "yes ask", [], True), ("consent", "yes", "yes", [], False), ("consent", "no", "no", [], False),
    ("consent", "yes ask", "yes", [], False), ("consent", "unclear", "yes", [["yes"]], False), ("confirmation", "no", "yes", [], False), (None, "ask", "yes", [], False),
])  # fmt: skip
def test_an_unintended_yes_to_a_strict_question_is_a_false_yes(pending, expected, got, also, false):
    assert is_false_yes(row(pending, expected, got, also_ok=also)) is false


@pytest.mark.parametrize(("turn", "acts"), [
    (Interpretation(acts=("yes",), value=True), ["yes"]), (Interpretation(acts=("yes",), needs_confirmation=True), ["unclear"]), (Interpretation(acts=("ask", "yes"), needs_confirmation=True), ["ask"]),
    (Interpretation(intent="accept_reminder"), ["ask"]), (Interpretation(resolutions={}), ["answer"]), (Interpretation(acts=(Act.ASK, Act.NO), value=False), ["ask", "no"]),
])  # fmt: skip
def test_a_yes_that_is_asked_about_again_is_none(turn, acts):
    assert acts_of(turn) == acts


ROWS = [
    row("consent", "yes", "yes"), row("consent", "no", "yes"), row("consent", "unclear", "yes", also_ok=[["yes"]]),
    row(None, "ask", "ask", kind="odd"), row("town", "answer", "ask", kind="odd"),
]  # fmt: skip


def test_the_summary_counts_by_question_and_by_kind_and_shows_each_miss():
    assert summarise(ROWS) == {
        "kind": "turns", "examples": 5, "accuracy": 0.6, "false_yes": 1,
        "questions": {
            "(odd)": {"examples": 2, "accuracy": 0.5}, "(plain)": {"examples": 3, "accuracy": 0.6667}, "None": {"examples": 1, "accuracy": 1.0},
            "consent": {"examples": 3, "accuracy": 0.6667}, "town": {"examples": 1, "accuracy": 0.0},
        },
        "misses": [
            {"pending": "consent", "text": "x", "expected": ["no"], "got": ["yes"]},
            {"pending": "town", "text": "x", "expected": ["answer"], "got": ["ask"]},
        ],
    }  # fmt: skip


def test_no_rows_have_no_accuracy():
    assert summarise([])["accuracy"] is None


def test_rows_are_read_by_the_trained_bot(reader):
    rows = [
        {"text": "oui", "pending": "consent", "expected": {"acts": ["yes"]}},
        {"text": "J'habite à Lyon. C'est payé combien ?", "pending": "town", "expected": {"acts": ["answer", "ask"]}},
        {"text": "je ne sais pas encore", "pending": "availability", "expected": {"acts": ["unknown"]}},
        {
            "text": "je veux changer mon mail",
            "pending": None,
            "slots": {"consent": True},
            "expected": {"acts": ["ask"]},
        },
    ]
    lyon = {"commune": "Lyon", "insee": "69123", "departement": "69"}
    assert [one["got"] for one in evaluate(rows, TODAY, reader)][:3] == [
        {"acts": ["yes"], "topic": None, "values": {}},
        {"acts": ["answer", "ask"], "topic": "ask_salary", "values": {"ville": lyon}},
        {"acts": ["unknown"], "topic": None, "values": {"disponibilite": {"unknown": True}}},
    ]


@pytest.mark.parametrize(("field", "reading", "contract"), [
    ("last_name", Resolution(Status.VALUE, "Bérard"), {"nom": "Bérard"}), ("first_name", Resolution(Status.VALUE, "Lucie"), {"prenom": "Lucie"}),
    ("email", Resolution(Status.VALUE, "l@exemple.fr"), {"email": "l@exemple.fr"}), ("phone", Resolution(Status.VALUE, "+33639980001"), {"telephone": "+33639980001"}),
    ("town", Resolution(Status.VALUE, {"commune": "Lyon", "insee": "69123", "departement": "69", "near": True}), {"commune": "Lyon", "insee": "69123", "departement": "69"}),
    ("mobility", Resolution(Status.VALUE, {"kind": "radius", "km": 30, "places": []}), {"kind": "radius", "km": 30, "places": []}),
    ("phone", Resolution(Status.UNKNOWN), {"unknown": True}), ("phone", Resolution(Status.DECLINED), {"refused": True}), ("phone", Resolution(Status.NONE), {"invalid": True}),
    ("town", Resolution(Status.INVALID, reason="no_such_town"), {"invalid": True}), ("availability", Resolution(Status.INVALID, reason="vague"), {"vague": True}),
    ("mobility", Resolution(Status.INVALID, reason="how_far"), {"vague": True, "invalid": True}),
    ("availability", Resolution(Status.AMBIGUOUS, candidates=({"date": "2027-03-01"},)), {"ambiguous": [{"date": "2027-03-01"}], "vague": True}),
    ("email", Resolution(Status.AMBIGUOUS, candidates=("l@gmail.com", "l@gmial.com")), {"email": "l@gmial.com", "hint_suggestion": "l@gmail.com"}),
    ("email", Resolution(Status.AMBIGUOUS, candidates=("l@gmail.com",)), {"invalid": True, "hint_suggestion": "l@gmail.com"}),
])  # fmt: skip
def test_a_reading_has_one_form_in_evaluations(field, reading, contract):
    assert to_eval_format(field, reading) == contract
