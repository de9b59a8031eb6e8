"""A label says which field its words give, whatever they look like."""

import pytest

from bot.understanding.reading.labels import is_whole_name, name_with_particle, split_labelled


@pytest.mark.parametrize(("text", "given", "rest"), [
    ("Nom : Rahimi, prénom : Ahmad", [("last_name", "Rahimi"), ("first_name", "Ahmad")], ""),
    ("nom Rahimi prénom Ahmad", [("last_name", "Rahimi"), ("first_name", "Ahmad")], ""),
    ("Mon nom de famille c'est Rahimi, prénom Ahmad Zia", [("last_name", "Rahimi"), ("first_name", "Ahmad Zia")], ""),
    ("ma ville c'est Nancy", [("town", "Nancy")], ""), ("non, ma ville c est Nancy", [("town", "Nancy")], "non"),
    ("bonjour. Mon tél : 06 39 98 00 01", [("phone", "06 39 98 00 01")], "bonjour"),
    ("Nom : Le Goff\nVille : Brest\nDisponible : tout de suite", [("last_name", "Le Goff"), ("town", "Brest"), ("availability", "tout de suite")], ""),
    ("mail : lucie@exemple.fr et tel : 06 39 98 00 01", [("email", "lucie@exemple.fr"), ("phone", "06 39 98 00 01")], ""),
    ("pour le nom c'est « de La Tour », et rien d'autre", [("last_name", "de La Tour")], "pour et rien d'autre"),
    ("mobilité : 30 km autour de Brest, pas plus", [("mobility", "30 km autour de Brest, pas plus")], ""),
])  # fmt: skip
def test_labelled_words_are_given_to_their_fields(text, given, rest):
    segments, left = split_labelled(text)
    assert [(one.field, one.words) for one in segments] == given
    assert left == rest


@pytest.mark.parametrize("text", [
    "je suis dispo en mars", "Lopez Nora, Metz", "la ville est jolie par ici", "j'ai changé de numéro", "", "😀", "nom",
    "le prénom de mon fils", "c'est le nom de ma mère", "un nom à coucher dehors",
])  # fmt: skip
def test_words_that_only_speak_of_a_field_are_no_label(text):
    assert split_labelled(text) == ([], text.strip(" ,;.-"))


def test_a_long_message_is_read_once():
    segments, _ = split_labelled("nom : Dupont, " * 300)
    assert {one.words for one in segments} == {"Dupont"}


@pytest.mark.parametrize(("text", "name"), [
    ("de La Tour d'Auvergne-Lauraguais", (None, "de La Tour d'Auvergne-Lauraguais")), ("de Villeneuve", (None, "de Villeneuve")),
    ("Paul de Saint-Denis", ("Paul", "de Saint-Denis")), ("du Plessis", (None, "du Plessis")), ("d'Alembert.", (None, "d'Alembert")),
])  # fmt: skip
def test_a_name_that_begins_with_a_particle_is_whole(text, name):
    assert name_with_particle(text) == name


@pytest.mark.parametrize("text", ["de rien", "d'accord", "de Lyon et vous", "du coup je sais pas", "de la tour", "", "Lucie Bérard", "je suis de Lyon"])  # fmt: skip
def test_other_words_are_no_such_name(text):
    assert name_with_particle(text) is None


@pytest.mark.parametrize(("text", "whole"), [
    ("Van der Meersch", True), ("Ben Salah El Haddad", True), ("benali", True), ("Rahimi et je suis dispo", False),
    ("je ne sais pas", False), ("06 39", False), ("c'est Rahimi", False),
])  # fmt: skip
def test_a_whole_name_is_capitals_and_particles_or_a_few_plain_words(text, whole):
    assert is_whole_name(text) is whole
