"""Facts that a conversation must lead to, held against stored rows."""

import pytest

from bot.tools.evaluation.facts import check_facts

CANDIDATE = {
    "last_name": "Bérard", "first_name": "Lucie", "town": {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"},
    "mobility": {"kind": "departement", "km": None, "places": ["Drôme", "Ardèche"]}, "availability": {"immediate": True},
    "email": "lucie@exemple.fr", "phone": None,
}  # fmt: skip
NOTE = {"trait": "patience", "answer": "Je reprends pas à pas.", "followup_answer": "Sans soupirer."}
STORED = {
    "candidates": [CANDIDATE], "notes": [NOTE], "note_versions": [], "human_requests": [{"id": 1}],
    "conversation_events": [{"type_name": "user", "data": {"text": "Bérard"}}],
}  # fmt: skip
EMPTY = {name: [] for name in STORED}


def verdict(line, stored=STORED):
    return check_facts([line], stored).get(line)  # None when the line is for a reader


@pytest.mark.parametrize("line", [
    "last_name=Bérard", "town.insee=22278", "town.commune=Saint-Brieuc", "mobility.kind=departement", "mobility.places=Drôme", "mobility.places=Ardèche",
    "mobility.km=null", "availability.immediate=true", "phone=null", "email=lucie@exemple.fr", "notes=1", "human_request=1", "consent=true",
    'note.patience contains "pas à pas"', 'note.patience contains "soupirer"', "  last_name=Bérard ",
])  # fmt: skip
def test_true(line):
    assert verdict(line) is True


@pytest.mark.parametrize("line", [
    "last_name=Berard", "last_name=Bérard ou", "town.insee=22279", "town.nowhere=x", "mobility.places=Isère", "availability.immediate=false", "phone=+33639980001",
    "last_name.insee=1", "availability.date=2027-01-04", "notes=0", "notes=2", "notes=one", "human_request=0", "consent=false", 'note.patience contains "pas a pas"',
    'note.humilite contains "pas à pas"', "nothing_stored",
])  # fmt: skip
def test_false(line):
    assert verdict(line) is False


@pytest.mark.parametrize("line", [
    "none of the fields given in a group is asked again", "the bot says that it is a machine", "Last_name=Bérard", "colour=blue", "", "note.patience holds words",
])  # fmt: skip
def test_what_is_for_a_reader_is_passed_over(line):
    assert check_facts([line], STORED) == {}


@pytest.mark.parametrize(("wanted", "km"), [("30", 30), ("30", 30.0), ("30.0", 30), ("null", None)])
def test_numbers_are_compared_as_numbers(wanted, km):
    stored = {**STORED, "candidates": [{**CANDIDATE, "mobility": {"kind": "radius", "km": km, "places": []}}]}
    assert verdict(f"mobility.km={wanted}", stored) is True


def test_a_word_is_no_number():
    stored = {**STORED, "candidates": [{**CANDIDATE, "mobility": {"kind": "radius", "km": 30, "places": []}}]}
    assert verdict("mobility.km=trente", stored) is False


@pytest.mark.parametrize(("line", "expected"), [
    ("last_name=Bérard", False), ("notes=0", True), ("human_request=0", True), ("consent=false", True), ("nothing_stored", True),
    ('note.patience contains "x"', False),
])  # fmt: skip
def test_facts_without_a_candidate(line, expected):
    assert verdict(line, EMPTY) is expected


def test_fields_of_two_candidates_are_ambiguous():
    assert verdict("last_name=Bérard", {**STORED, "candidates": [CANDIDATE, CANDIDATE]}) is False


@pytest.mark.parametrize(("data", "is_nothing"), [
    ({"text": ""}, True), ({"text": None}, True), ({}, True), ({"text": "/open_chat"}, True), ({"text": "Bérard"}, False),
])  # fmt: skip
def test_words_in_events_are_something_stored(data, is_nothing):
    assert (
        verdict("nothing_stored", {**EMPTY, "conversation_events": [{"type_name": "user", "data": data}]}) is is_nothing
    )
    assert verdict("nothing_stored", {**EMPTY, "conversation_events": [{"type_name": "bot", "data": data}]}) is True
