"""A yes needs words that were seen in agreements."""

import pytest

from bot.understanding.nlu.agreement import Agreements

AGREED = [
    "oui !",
    "oui !",
    "allez-y !",
    "oui",
    "oui",
    "oui allez-y",
    "oui je suis d'accord",
    "je suis d'accord",
    "je suis d'accord oui",
    "ça marche",
    "ça marche pour moi",
    "oui ça marche",
    "allez-y",
]
NOT = ["non", "lyon", "je suis perdu", "je suis de lyon", "et après", "non merci"]


@pytest.fixture(scope="module")
def agreements():
    return Agreements.learn([*AGREED, *NOT], [True] * len(AGREED) + [False] * len(NOT))


@pytest.mark.parametrize("text", ["oui", "Oui !", "oui je suis d'accord", "ça marche pour moi oui", "je suis d'accord"])
def test_words_of_agreement_support_it(agreements, text):
    assert agreements.supports(text)


@pytest.mark.parametrize("text", ["marche", "suis", "Ez", "kaixo", "hayır", "いいえ", "", "…", "d", "un oui ou un non dans une phrase que personne ne dit ainsi", "lyon"])  # fmt: skip
def test_other_words_do_not(agreements, text):
    assert not agreements.supports(text)


def test_what_was_learned_is_stored(agreements, tmp_path):
    agreements.save(tmp_path / "agreements.json")
    again = Agreements.read(tmp_path / "agreements.json")
    assert (again.pairs, again.words) == (agreements.pairs, agreements.words)


def test_a_model_that_learned_nothing_supports_nothing():
    assert not Agreements().supports("oui")
