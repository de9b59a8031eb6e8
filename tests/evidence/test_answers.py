"""When more may be invited: little said, off topic or copied; never for what is said."""

import pytest

from bot.evidence.answers import says_little
from bot.evidence.content import load_scenarios

ARMAND = load_scenarios()["patience_cinquieme_fois"].text
SITE = load_scenarios()["humilite_site_inconnu"].text


@pytest.mark.parametrize("answer", ["👍", "...", "ok", "Bof", "oui oui", "rien", "aucune idée"])
def test_a_word_or_two_say_little(answer):
    assert says_little(answer, ARMAND)


@pytest.mark.parametrize(("answer", "scenario"), [
    (ARMAND, ARMAND), (ARMAND[:90], ARMAND), ("Un agriculteur me demande comment déclarer en ligne un changement de parcelle", SITE),
    ("Monsieur Armand, 81 ans, me demande pour la cinquième fois de la matinée où se trouvent les messages", ARMAND),
])  # fmt: skip
def test_the_scenario_copied_back_says_little(answer, scenario):
    assert says_little(answer, scenario)


@pytest.mark.parametrize("answer", [
    "J'adore le football et les pizzas", "quel temps fait demain", "azerty qsdfgh wxcvbn", "salut ça va bien",
    "Patience, empathie, bienveillance, pédagogie", "j'ai le permis et une voiture",
])  # fmt: skip
def test_what_has_nothing_to_do_with_the_scenario_says_little(answer):
    assert says_little(answer, ARMAND)


@pytest.mark.parametrize("answer", [
    "Je reste calme", "je lui remontre", "on recommence ensemble", "Il apprendra, patience", "les messages sont dans le dossier",
    "Monsieur Armand, 81 ans, me demande encore : je lui remontre avec un dessin et je note le chemin sur un papier à garder.",
    "je mennerve et je dit kil a qua suivre", "jlui esplik encor",
])  # fmt: skip
def test_an_act_told_shortly_is_an_answer(answer):
    assert not says_little(answer, ARMAND)
