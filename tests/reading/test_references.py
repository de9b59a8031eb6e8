"""Which note or field somebody names."""

import pytest

from bot.understanding.reading.references import ALL, parse_field_reference, parse_note_reference


@pytest.mark.parametrize(("named", "note"), [
    ("1", "1"), ("la 2", "2"), ("réponse 3", "3"), ("la première", "1"), ("ma deuxième réponse", "2"), ("la seconde", "2"), ("la troisième", "3"),
    ("la dernière", "3"), ("mon premier texte", "1"), ("numéro 2", "2"), ("la 9", "9"),
])  # fmt: skip
def test_a_note_is_named_by_its_place(named, note):
    assert parse_note_reference([named]) == note


@pytest.mark.parametrize("named", ["tout", "toutes mes réponses", "toutes", "les trois", "TOUS"])
def test_all_notes(named):
    assert parse_note_reference([named]) == ALL


@pytest.mark.parametrize("named", ["la trois", "réponse trois", "numéro trois"])
def test_three_is_the_third_unless_it_is_the_three(named):
    assert parse_note_reference([named]) == "3"


@pytest.mark.parametrize("named", ["une réponse", "", "12", "0", "celle sur la patience", "ma réponse"])
def test_words_that_do_not_say_which(named):
    assert parse_note_reference([named]) is None


def test_the_first_words_that_say_which_count():
    assert parse_note_reference(["ma réponse", "la deuxième", "la première"]) == "2"


def test_all_goes_before_one():
    assert parse_note_reference(["la deuxième", "toutes"]) == ALL


def test_nothing_named_is_nothing():
    assert parse_note_reference([]) is None


# Words that are nearly those of a list, as people type them, and each list's own.
NAMED = [
    ("nom", "last_name"), ("nom de famille", "last_name"), ("ville", "town"), ("commune", "town"), ("mobilité", "mobility"),
    ("mon rayon", "mobility"), ("km", "mobility"), ("disponibilité", "availability"), ("mail", "email"),
    ("mon adress mail", "email"), ("courriel", "email"), ("téléphone", "phone"), ("mon numéro de téléphone", "phone"), ("tel", "phone"), ("portable", "phone"),
    ("télephonne", "phone"), ("disponibiliter", "availability"), ("MAIL", "email"), ("numéro", "phone"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "field"), NAMED)
def test_a_field_is_named(named, field):
    assert parse_field_reference(named) == field


@pytest.mark.parametrize(("named", "field"), [
    ("prénom", "first_name"), ("mon prénom", "first_name"), ("PRENOM", "first_name"), ("le numéro", "phone"), ("le mail", "email"), ("la distance", "mobility"),
    ("ma dispo", "availability"), ("la date", "availability"), ("l'adresse mail", "email"),
])  # fmt: skip
def test_a_field_is_not_named_by_a_part_of_a_word(named, field):
    assert parse_field_reference(named) == field


@pytest.mark.parametrize("named", ["", "ça", "truc", "🙂"])
def test_other_words_name_no_field(named):
    assert parse_field_reference(named) is None


@pytest.mark.parametrize("named", ["bonjour", "mon âge", "le"])
def test_words_within_the_words_of_a_list_name_no_field(named):
    assert parse_field_reference(named) is None
