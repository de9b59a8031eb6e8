"""Answers in creoles and in the phrases of other languages, all fields."""

from datetime import date

import pytest

from bot.reading.message import read_field, read_message
from bot.reading.normal_forms import to_contract
from bot.reading.other_tongues import in_french

TODAY = date(2026, 11, 24)


def radius(km=None, *places):
    return {"kind": "radius", "km": km, "places": list(places)}


@pytest.mark.parametrize(
    ("written", "french"),
    [
        ("mwen ka rété Fodfrans", "j'habite Fodfrans"), ("An ka rété Lézabim", "j'habite Lézabim"), ("an pé fè 20 kilomèt, pa plis", "je peux faire 20 kilomètres, pas plus"),
        ("mi pé komansé domin", "je peux commencer demain"), ("toutswit menm", "tout de suite même"), ("mi koné pa", "je ne sais pas"), ("I live in Lyon", "j'habite à Lyon"),
        ("in two weeks", "dans deux semaines"), ("en dos semanas", "dans deux semaines"), ("hasta 25 km", "jusqu'à 25 km"), ("ab sofort", "tout de suite"),
    ],
)  # fmt: skip
def test_creoles_and_foreign_phrases_are_put_into_french(written, french):
    assert in_french(written) == french


@pytest.mark.parametrize(
    "text",
    ["je reste chez moi", "dans un an", "à partir de mi-janvier", "on verra mi mars", "Lyon ou Lille", "je suis dispo de mai à juin", "mes parents", "en un mois", "12 bis rue des Lilas", "c'est pas loin"],
)  # fmt: skip
def test_french_is_left_as_it_is(text):
    assert in_french(text) == text


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("mobility", "an pé fè 20 kilomèt, pa plis", radius(20)), ("mobility", "mwen pé alé jis 30 kilomèt", radius(30)), ("mobility", "mi pé roul 40 km", radius(40)),
        ("mobility", "toupatou an Gwadloup", {"kind": "region", "km": None, "places": ["Guadeloupe"]}), ("mobility", "mi boug pa", {"kind": "none", "km": None, "places": []}),
        ("mobility", "tout la Matinik", {"kind": "region", "km": None, "places": ["Martinique"]}), ("mobility", "mwen pa ka boujé", {"kind": "none", "km": None, "places": []}),
        ("mobility", "jis Pwentapit", radius(None, "Pointe-à-Pitre")), ("mobility", "otou Fodfrans", radius(None, "Fort-de-France")), ("mobility", "bò lakay mwen", radius()),
        ("mobility", "Fodfrans épi Lamanten", radius(None, "Fort-de-France", "Le Lamentin")), ("mobility", "autour de Monpelier", radius(None, "Montpellier")),
        ("mobility", "sur Marsey uniquement", radius(None, "Marseille")), ("mobility", "Grenoble et Chanbéri", radius(None, "Grenoble", "Chambéry")),
        ("mobility", "la Bretany et la Normandi", {"kind": "region", "km": None, "places": ["Bretagne", "Normandie"]}), ("mobility", "gare de Lens", radius()),
        ("mobility", "I can go up to 30 km", radius(30)), ("mobility", "anywhere in France", {"kind": "national", "km": None, "places": []}), ("mobility", "20 km around my home", radius(20)),
        ("mobility", "hasta Lyon", radius(None, "Lyon")), ("mobility", "bis zu 20 Kilometer", radius(20)), ("mobility", "only in my city", {"kind": "none", "km": None, "places": []}),
        ("mobility", "in tutta la regione", {"kind": "region", "km": None, "places": []}), ("mobility", "moi bouger 10 kilomètre pas plus", radius(10)),
        ("availability", "dan dé mwa", {"date": "2027-01-24"}), ("availability", "an désanm", {"date": "2026-12-01"}), ("availability", "mi lé disponib astèr", {"immediate": True}),
        ("availability", "available from January", {"date": "2027-01-01"}), ("availability", "ab sofort", {"immediate": True}), ("availability", "disponible desde el 3 de enero", {"date": "2027-01-03"}), ("availability", "ab dem 3. Februar", {"date": "2027-02-03"}), ("availability", "from next monday", {"date": "2026-11-30"}),
        ("last_name", "mwen sé Jean-Luc Virapin", {"nom": "Virapin", "prenom": "Jean-Luc"}), ("last_name", "non mwen sé Marie-Sainte", {"nom": "Marie-Sainte"}),
        ("last_name", "mi apèl Hoarau", {"nom": "Hoarau"}), ("first_name", "moin lé Brigitte", {"prenom": "Brigitte"}), ("last_name", "an ka kriyé Bélénus", {"nom": "Bélénus"}),
        ("first_name", "mi nombre Carmen", {"prenom": "Carmen"}), ("last_name", "yo soy Ruiz", {"nom": "Ruiz"}), ("first_name", "my name is Blessing", {"prenom": "Blessing"}),
        ("last_name", "je m'appel Da Costa", {"nom": "Da Costa"}), ("first_name", "ti non an mwen sé Rosalie", {"prenom": "Rosalie"}), ("last_name", "siyati mwen sé Monplaisir", {"nom": "Monplaisir"}),
        ("first_name", "tout le monde dit Jo, mais c'est Josiane", {"prenom": "Josiane"}), ("email", "mwen pa ni imèl", {"refused": True}), ("phone", "mi vé pa doné", {"refused": True}),
    ],
)  # fmt: skip
def test_creoles_and_learners_are_read(field, text, wanted):
    if text == "gare de Lens":
        assert to_contract(field, read_field(field, text, TODAY)).get("places", []) == []
        return
    assert to_contract(field, read_field(field, text, TODAY)) == wanted


def test_an_address_is_not_translated():
    assert to_contract("email", read_field("email", "now.from@exemple.fr", TODAY)) == {"email": "now.from@exemple.fr"}
    assert "email" in read_message("mwen sé Léa, lea.domin@exemple.fr", "email", TODAY)
