"""Words of an earlier scene beside another one: names, titles, numbers and nouns are found, other words are not."""

import pytest

from bot.content.editing.old_words import old_words
from bot.content.interview import scenario_files, scenario_values
from bot.recruiting.review.anchors import load_scale

NOW = scenario_values()
ARMAND, OUMAROU = "patience_cinquieme_fois", "patience_un_seul_doigt"


def left(scenario, new, *, follow_up=None, wordings=(NOW,)):
    """Returns the old words by part, beside a new scene."""
    given = NOW | {f"{scenario}.text": new, f"{scenario}.follow_up": follow_up or NOW[f"{scenario}.follow_up"]}
    found = old_words(given, list(wordings), load_scale().scenarios)
    assert {one.scenario for one in found} <= {scenario}
    return {one.part: set(one.words) for one in found}


def reworded(scenario, *pairs):
    text = NOW[f"{scenario}.text"]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


LOPEZ = reworded(ARMAND, ("Monsieur Armand", "Madame Lopez"), ("cinquième", "troisième"))


def test_the_old_person_and_number_are_found_in_the_follow_up_and_in_every_anchor():
    assert left(ARMAND, LOPEZ) == {
        "follow_up": {"Monsieur", "Armand"},
        "low": {"cinquième", "Monsieur", "Armand"},
        "high": {"Monsieur", "Armand"},
    }


def test_a_follow_up_that_was_corrected_is_left_out():
    follow_up = "Pouvez-vous raconter plus précisément ce que vous faites et dites avec Madame Lopez ?"
    assert set(left(ARMAND, LOPEZ, follow_up=follow_up)) == {"low", "high"}


@pytest.mark.parametrize(("scenario", "pairs", "word", "parts"), [
    (OUMAROU, [("Oumarou", "Diallo")], "Oumarou", {"follow_up", "low", "middle"}),
    ("humilite_site_inconnu", [("Un agriculteur", "Une apicultrice")], "agriculteur", {"follow_up", "low", "high"}),
    ("humilite_photos_effacees", [("une dame", "un retraité")], "dame", {"follow_up", "low", "high"}),
    ("humilite_contredit_a_raison", [("une participante", "un participant"), ("elle a", "il a")], "participante", {"low", "high"}),
    ("bienveillance_mot_de_passe_caf", [("Une mère", "Un père")], "mère", {"follow_up", "high"}),
    ("bienveillance_honte_de_la_souris", [("maçon", "boulanger")], "maçon", {"middle"}),
])  # fmt: skip
def test_somebody_without_a_name_is_found_too(scenario, pairs, word, parts):
    found = left(scenario, reworded(scenario, *pairs))
    assert {part for part, words in found.items() if word in words} == parts


@pytest.mark.parametrize("scenario", scenario_files())
def test_nothing_is_found_where_a_scene_only_asks_in_other_words(scenario):
    """« Faites », « dites », « raconter » come back in every follow-up, and tell of nobody."""
    text = NOW[f"{scenario}.text"]
    assert text[-1] in "?."
    scene, _, _ = text.rpartition(". " if text.endswith("?") else " Racontez")
    assert left(scenario, f"{scene}. Comment vous y prenez-vous ?") == {}


def test_a_scenario_that_is_left_as_it_was_is_not_looked_at():
    assert old_words(NOW | {"version": "2027-01.1"}, [NOW], load_scale().scenarios) == []


def test_an_earlier_person_is_found_although_another_was_between():
    between = NOW | {f"{ARMAND}.text": LOPEZ}
    third = LOPEZ.replace("Madame Lopez", "Madame Petit")
    assert "Armand" in left(ARMAND, third, wordings=(between, NOW))["low"]
    assert left(ARMAND, NOW[f"{ARMAND}.text"], wordings=(between, NOW)) == {}
