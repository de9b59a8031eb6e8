"""How form answers are scored."""

from datetime import date

import pytest

from bot.tools.evaluation.fields import evaluate, is_right, summarise

TODAY = date(2026, 11, 24)
MARCEL_71 = {"commune": "Saint-Marcel", "insee": "71445", "departement": "71"}
MARCEL_27 = {"commune": "Saint-Marcel", "insee": "27562", "departement": "27"}


def right(expected, got, **more):
    return is_right({"expected": expected, "got": got, **more})


@pytest.mark.parametrize(("expected", "got"), [
    ({"nom": "Bérard"}, {"nom": "BÉRARD"}), ({"nom": "Bérard"}, {"nom": "Bérard", "prenom": "Lucie"}), ({"nom": "D’Arc"}, {"nom": "d'Arc"}),
    ({"nom": "Bérard"}, {"nom": "Bérard"}), ({"email": "Lucie@exemple.fr"}, {"email": "lucie@exemple.fr"}),
    ({"kind": "radius", "km": 30, "places": []}, {"kind": "radius", "km": 30}), ({"kind": "region", "places": ["Bretagne", "Normandie"]}, {"kind": "region", "places": ["normandie", "BRETAGNE"]}),
    ({"kind": "none", "km": None}, {"kind": "none"}), ({"km": 30}, {"km": 30.0}), ({"immediate": True}, {"immediate": True}), ({"refused": True}, {"refused": True}),
    ({"nom": "X", "note": "for a reader", "hint_voice": "old", "permis": True}, {"nom": "X"}),
    ({"ambiguous": [MARCEL_71, MARCEL_27]}, {"ambiguous": [MARCEL_71, MARCEL_27]}), ({"ambiguous": [MARCEL_71]}, {"ambiguous": [MARCEL_71, MARCEL_27]}),
    ({"ambiguous": True}, {"ambiguous": [MARCEL_71]}), ({"ambiguous": [MARCEL_71, MARCEL_27]}, {"ambiguous": [MARCEL_71]}),
    ({}, {"nom": "anything"}),
])  # fmt: skip
def test_right(expected, got):
    assert right(expected, got)


@pytest.mark.parametrize(("expected", "got"), [
    ({"nom": "Bérard"}, {"nom": "Berard"}), ({"nom": "Bérard"}, {}), ({"nom": "Bérard", "prenom": "Lucie"}, {"nom": "Bérard"}),
    ({"commune": "Brest"}, {"commune": "brest"}), ({"insee": "22278"}, {"insee": 22278}), ({"km": 30}, {"km": 31}), ({"km": 30}, {"km": None}),
    ({"places": ["Bretagne"]}, {"places": []}), ({"places": ["Bretagne"]}, {"places": ["Bretagne", "Normandie"]}), ({"immediate": True}, {"date": "2026-11-24"}),
    ({"ambiguous": [MARCEL_71]}, {"ambiguous": []}), ({"ambiguous": [MARCEL_71]}, MARCEL_71), ({"ambiguous": True}, {}), ({"ambiguous": [MARCEL_71]}, {"ambiguous": [MARCEL_27]}),
    ({"refused": True}, {"unknown": True}),
])  # fmt: skip
def test_wrong(expected, got):
    assert not right(expected, got)


@pytest.mark.parametrize(("got", "expected"), [
    ({"date": "2026-12-24"}, True), ({"date": "2026-12-22"}, True), ({"date": "2026-12-26"}, True), ({"date": "2026-12-21"}, False), ({"vague": True}, True),
    ({"immediate": True}, False), ({}, False),
])  # fmt: skip
def test_a_tolerance_takes_near_dates_and_a_question_back(got, expected):
    assert right({"date": "2026-12-24", "tolerance_days": 2}, got) is expected


def test_without_tolerance_a_date_is_exact():
    assert not right({"date": "2026-12-24"}, {"date": "2026-12-25"})
    assert not right({"date": "2026-12-24"}, {"vague": True})


@pytest.mark.parametrize("also", [{"nom": "Lucie"}, [{"nom": "X"}, {"nom": "Lucie"}]])
def test_another_right_answer_counts(also):
    assert right({"nom": "Bérard"}, {"nom": "Lucie"}, also=also)
    assert right({"nom": "Bérard", "also": also}, {"nom": "Lucie"})
    assert not right({"nom": "Bérard"}, {"nom": "Marie"}, also=also)


@pytest.mark.parametrize(("field", "text", "got"), [
    ("nom", "moi c'est Lucie Bérard", {"nom": "Bérard", "prenom": "Lucie"}), ("ville", "saint-brieuc", {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}),
    ("mobilite", "50 bornes max", {"kind": "radius", "km": 50, "places": []}), ("disponibilite", "dans un mois", {"date": "2026-12-24"}),
    ("telephone", "06 39 98 00 01", {"telephone": "+33639980001"}),
])  # fmt: skip
def test_rows_are_read_by_the_trained_bot(reader, field, text, got):
    row = {"field": field, "text": text, "expected": got}
    assert evaluate([row], TODAY, reader) == [{**row, "got": got}]


def test_the_summary_counts_by_field_and_shows_each_miss():
    rows = [
        {"field": "nom", "text": "a", "expected": {"nom": "A"}, "got": {"nom": "A"}},
        {"field": "nom", "text": "b", "expected": {"nom": "B"}, "got": {}},
        {"field": "email", "text": "c", "expected": {"refused": True}, "got": {"refused": True}},
    ]
    summary = summarise(rows)
    assert (summary["kind"], summary["examples"], summary["accuracy"]) == ("fields", 3, 0.6667)
    assert summary["fields"] == {"nom": {"examples": 2, "accuracy": 0.5}, "email": {"examples": 1, "accuracy": 1.0}}
    assert summary["misses"] == [{"field": "nom", "text": "b", "expected": {"nom": "B"}, "got": {}}]


def test_no_rows_have_no_accuracy():
    assert summarise([])["accuracy"] is None
