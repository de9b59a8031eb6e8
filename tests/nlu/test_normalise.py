"""French as it is typed, rewritten as plain words."""

import pytest

from bot.understanding.nlu.normalise import MAX_CHARACTERS, Normaliser, normalise
from bot.understanding.nlu.typed_forms import WORDS

TRAINING = [
    "bonjour je veux m'inscrire maintenant", "je veux être inscrit", "bonjour quelqu'un peut m'aider pour m'inscrire",
    "pouvez vous m'aider demain", "ça va bien demain", "c'est très bien", "quel est le salaire", "le salaire net",
    "oui maintenant", "oui", "l'appel", "l'appel de demain", "les postes sont en CDD ou CDI", "un CDD", "un CDI",
]  # fmt: skip


@pytest.fixture(scope="module")
def rewrite():
    return Normaliser.learn(TRAINING).rewrite


@pytest.mark.parametrize(("typed", "plain"), [
    ("c koi le salaire", "c'est quoi le salaire"),
    ("ces koi", "c'est quoi"),
    ("cb on gagne", "combien on gagne"),
    ("pk", "pourquoi"),
    ("jsuis pas dispo", "je suis pas dispo"),
    ("jvoudrai minscrire", "je voudrais minscrire"),
    ("keske le pix", "qu'est-ce que le pix"),
    ("est ce ke", "est-ce que"),
    ("sava", "ça va"),
    ("sa va", "ça va"),
    ("kan", "quand"),
    ("bcp de tps", "beaucoup de temps"),
    ("svp", "s'il vous plaît"),
    ("stp", "s'il vous plaît"),
    ("bjr", "bonjour"),
    ("slt", "salut"),
    ("g pas compris", "j'ai pas compris"),
    ("jai pas compris", "j'ai pas compris"),
    ("2main", "demain"),
    ("a2m1", "à demain"),
    ("combi1", "combien"),
    ("m1tenant", "maintenant"),
    ("ça va bi1", "ça va bien"),
    ("mintenan", "maintenant"),
    ("qq1", "quelqu'un"),
    ("1scrire", "inscrire"),
    ("ouiiiiii", "oui"),
    ("ouii", "oui"),
    ("salaiiiire", "salaire"),
    ("dc ds", "donc dans"),
    ("j’ai", "j'ai"),
    ("y'a", "il y a"),
    ("👍", "ok super"),
    ("PK", "pourquoi"),
    # What is French already, names and numbers stay.
    ("je me demande si je peux", "je me demande si je peux"),
    ("ce que je veux", "ce que je veux"),
    ("quelle est la durée", "quelle est la durée"),
    ("CDD ou CDI", "CDD ou CDI"),
    ("l'appel", "l'appel"),
    ("Anne-Laure Dupont", "Anne-Laure Dupont"),
    ("4000 postes", "4000 postes"),
    ("06 39 98 00 01", "06 39 98 00 01"),
    ("29200", "29200"),
    ("Aubervilliers", "Aubervilliers"),
    ("", ""),
])  # fmt: skip
def test_rewriting(rewrite, typed, plain):
    assert rewrite(typed) == plain


def test_no_plain_form_is_itself_rewritten(rewrite):
    """What a rewriting gives, a second one leaves alone."""
    changed = {plain: rewrite(plain) for plain in WORDS.values() if rewrite(plain) != plain}
    assert not changed


def test_rewriting_is_bounded(rewrite):
    assert len(rewrite("c koi 2main " * 10_000)) < 3 * MAX_CHARACTERS


@pytest.mark.parametrize(("text", "folded"), [
    ("L'ÉTÉ, déjà ?!", "l ete deja ?!"), ("ouiiiii", "ouii"), ("  ", ""), ("😀", ""),
])  # fmt: skip
def test_folding(text, folded):
    assert normalise(text) == folded
