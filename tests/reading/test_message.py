"""Messages that say several things, and corrections."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.message import read_correction, read_field, read_message
from bot.reading.normal_forms import to_contract
from bot.reading.result import Reading, Status
from tests.timing import quickest

TODAY = date(2026, 11, 24)
FIELDS = ("last_name", "first_name", "town", "mobility", "availability", "email", "phone")

NAMES = {"last_name": "Bérard", "first_name": "Lucie"}
EVERYTHING = "Bonjour, je m'appelle Lucie Bérard, j'habite à Nantes, je peux bouger à 30 km et je suis dispo en janvier, lucie@exemple.fr 0639980001"  # fmt: skip


def values(readings: dict[str, Reading]) -> dict[str, Any]:
    """Returns the values by field; of a town only its name."""
    return {name: r.value["commune"] if name == "town" and r.value else r.value for name, r in readings.items()}


@pytest.mark.parametrize("asked", [None, "last_name", "town", "mobility", "availability", "email", "phone"])
def test_everything_in_one_message_is_read_whatever_was_asked(asked: str | None) -> None:
    assert values(read_message(EVERYTHING, asked, TODAY)) == {
        "last_name": NAMES,
        "town": "Nantes",
        "mobility": {"kind": "radius", "km": 30, "places": []},
        "availability": {"date": "2027-01-01"},
        "email": "lucie@exemple.fr",
        "phone": "+33639980001",
    }


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("last_name", "Lens", {"last_name": {"last_name": "Lens"}}),  # a town too, but a name was asked
        ("last_name", "35000 Rennes", {"town": "Rennes"}),
        ("last_name", "je m'appelle Lucie Bérard et j'habite à Brest", {"last_name": NAMES, "town": "Brest"}),
        ("last_name", "Bérard Lucie, Nantes", {"last_name": NAMES}),
        ("first_name", "Lucie, j'habite Rennes", {"first_name": {"first_name": "Lucie"}, "town": "Rennes"}),
        ("town", "Brest, dispo de suite", {"town": "Brest", "availability": {"immediate": True}}),
        ("town", "lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
        ("town", "vous êtes à Nantes ?", {}),
        ("last_name", "c'est quoi le salaire ?", {}),
        ("email", "lucie@exemple.fr et mon tel c'est 06 39 98 00 01", {"email": "lucie@exemple.fr", "phone": "+33639980001"}),
        ("phone", "non", {"phone": None}),
        ("town", "je préfère ne pas le dire", {"town": None}),
    ],
)  # fmt: skip
def test_messages(asked: str, text: str, said: dict[str, Any]) -> None:
    assert values(read_message(text, asked, TODAY)) == said


def test_a_letter_is_read() -> None:
    letter = "Madame, Monsieur,\nJe me nomme Lucie Bérard. J'habite à Quimper. Je suis disponible à partir du 3 mars 2027.\nCordialement"  # fmt: skip
    assert values(read_message(letter, "last_name", TODAY)) == {
        "last_name": NAMES,
        "town": "Quimper",
        "availability": {"date": "2027-03-03"},
    }


@pytest.mark.parametrize(
    ("pending", "text", "said"),
    [
        (None, "en fait mon prénom c'est Lucie avec un y", {"first_name": {"first_name": "Lucy"}}),
        (None, "je me suis trompé de ville c'est Brest", {"town": "Brest"}),
        (None, "changez mon mail: x@y.fr", {"email": "x@y.fr"}),
        (None, "non c'est Bérard avec un d", {"last_name": {"last_name": "Bérard"}}),
        ("first_name", "non c'est Bérard avec un d", {"last_name": {"last_name": "Bérard"}}),
        ("town", "en fait mon nom c'est Renaud avec un d", {"last_name": {"last_name": "Renaud"}}),
        ("mobility", "en fait j'habite à Brest", {"town": "Brest"}),
        (None, "mon nom c'est pas Dupond c'est Dupont", {"last_name": {"last_name": "Dupont"}}),
        (None, "finalement je serai dispo en avril", {"availability": {"date": "2027-04-01"}}),
        (None, "oups le numéro c'est le 06 39 98 00 02", {"phone": "+33639980002"}),
        (None, "non, 50 km", {"mobility": {"kind": "radius", "km": 50, "places": []}}),
        (None, "changez ma mobilité : 50 km", {"mobility": {"kind": "radius", "km": 50, "places": []}}),
        (None, "j'ai déménagé à Lyon", {"town": "Lyon"}),
        (None, "changer mon nom en Martin", {"last_name": {"last_name": "Martin"}}),
        ("phone", "je me suis trompé pour le mail c'est lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
        ("first_name", "non pardon Dupont", {"last_name": {"last_name": "Dupont"}}),
        ("first_name", "pardon, Dupont avec un t", {"last_name": {"last_name": "Dupont"}}),
        ("first_name", "oups non, Le Bihan", {"last_name": {"last_name": "Le Bihan"}}),
        ("first_name", "c'est pas Dupond c'est Dupont", {"last_name": {"last_name": "Dupont"}}),
        (None, "remplacez Dupond par Dupont", {"last_name": {"last_name": "Dupont"}}),
        (None, "remplacez Lucie par Lucile", {"first_name": {"first_name": "Lucile"}}),
        (None, "remplacez Brest par Quimper", {"town": "Quimper"}),
        (None, "mettez Quimper à la place de Brest", {"town": "Quimper"}),
        (None, "c'est plus Brest c'est Quimper", {"town": "Quimper"}),
        (None, "j'habite plus à Brest mais à Quimper", {"town": "Quimper"}),
        ("email", "c'est plus janvier c'est mars", {"availability": {"date": "2027-03-01"}}),
        ("email", "c'est plus Brest, c'est Quimper maintenant", {"town": "Quimper"}),
        (None, "remplacez lucie@exemple.fr par luce@exemple.fr", {"email": "luce@exemple.fr"}),
        (None, "remplacez 30 km par 50 km", {"mobility": {"kind": "radius", "km": 50, "places": []}}),
    ],
)
def test_corrections(pending: str | None, text: str, said: dict[str, Any]) -> None:
    assert values(read_correction(text, pending, TODAY)) == said


@pytest.mark.parametrize(
    ("pending", "text"),
    [
        (None, "oui"), (None, "non"), (None, "non c'est pas bon"), (None, "il y a une erreur"), (None, "je voudrais changer mon mail"),
        (None, "comment changer mon nom ?"), (None, "je me suis trompé de numéro"), ("town", "non"), ("email", "non merci"), ("last_name", "Bérard"),
        ("first_name", "non Lucie"), ("first_name", "pardon, Lucie"), ("first_name", "non merci"), ("first_name", "non c'est bon"), (None, "non c'est pas possible"), (None, "c'est pas grave c'est bon"),
        (None, "je veux changer de métier pour aider les gens"),
        ("mobility", "je peux changer de ville, par exemple Lyon"), (None, "finalement je préfère pas"),
    ],
)  # fmt: skip
def test_what_corrects_nothing(pending: str | None, text: str) -> None:
    assert read_correction(text, pending, TODAY) == {}


@pytest.mark.parametrize(
    ("field", "text", "form"),
    [
        ("last_name", "moi c'est Lucie Bérard", {"nom": "Bérard", "prenom": "Lucie"}),
        ("last_name", "123", {"invalid": True}),
        ("first_name", "je préfère ne pas le dire", {"refused": True}),
        ("availability", "dans un mois", {"date": "2026-12-24"}),
        ("availability", "bientôt", {"vague": True}),
        ("availability", "je sais pas encore", {"unknown": True}),
        ("availability", "30 février", {"invalid": True}),
        ("availability", "tout de suite", {"immediate": True}),
        ("phone", "06 39 98 00 01", {"telephone": "+33639980001"}),
        ("email", "lucie point berard", {"invalid": True}),
        ("email", "lucie@gmial.com", {"email": "lucie@gmial.com", "hint_suggestion": "lucie@gmail.com"}),
        ("town", "saint-brieuc", {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}),
        ("mobility", "50 bornes max", {"kind": "radius", "km": 50, "places": []}),
    ],
)
def test_normal_forms(field: str, text: str, form: dict[str, Any]) -> None:
    assert to_contract(field, read_field(field, text, TODAY)) == form


def test_readings_map_to_the_contract_whatever_their_status() -> None:
    for field in FIELDS:
        assert to_contract(field, Reading(Status.NONE)) == {"invalid": True}
        assert to_contract(field, Reading(Status.DECLINED)) == {"refused": True}
        assert to_contract(field, Reading(Status.UNKNOWN)) == {"unknown": True}


@settings(deadline=None)
@given(st.text(max_size=120), st.sampled_from([None, *FIELDS]))
def test_no_text_makes_the_readers_raise(text: str, asked: str | None) -> None:
    read_message(text, asked, TODAY)
    read_correction(text, asked, TODAY)
    for field in FIELDS:
        to_contract(field, read_field(field, text, TODAY))


def test_a_message_is_read_within_milliseconds() -> None:
    assert quickest(lambda: read_message(EVERYTHING, "last_name", TODAY), rounds=20) < 0.05


def test_names_with_their_own_labels_are_read_in_one_message() -> None:
    letter = "Mon nom est Vidal, mon prénom Huguette, je suis née à Pau"
    assert values(read_message(letter, "last_name", TODAY))["last_name"] == {"last_name": "Vidal", "first_name": "Huguette"}  # fmt: skip
