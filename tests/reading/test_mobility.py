"""Mobility, in everyday and messy writing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.mobility import read_mobility
from bot.reading.places import place_index
from bot.reading.result import NOTHING, Status
from tests.timing import quickest

OUEST = ["Bretagne", "Pays de la Loire", "Normandie"]
WORDS = [
    "35",
    "km",
    "partout",
    "sauf",
    "Paris",
    "?",
    "le",
    "la",
    "Bretagne",
    "pas",
    "1h",
    "30-40",
    "max",
    "et",
    "Rennes",
    "non",
]


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    place_index()


RADIUS = [
    ("50 bornes max", 50, None, []), ("trente km", 30, None, []), ("une vingtaine de kilomètres", 20, None, []), ("30-40km", 40, None, []),
    ("jusk'a 40km", 40, None, []), ("je peu me deplacer sur 60 km", 60, None, []), ("pas + de 15km", 15, None, []), ("oui 30 km", 30, None, []),
    ("non, 20 km max", 20, None, []), ("je ne peux pas faire plus de 20 km", 20, None, []), ("une 50aine de km", 50, None, []),
    ("dans un rayon de 25 kilomètres autour de chez moi", 25, None, []), ("50", 50, None, []), ("grand maximum 30", 30, None, []), ("35 max", 35, None, []),
    ("30 km, ça ira ?", 30, None, []), ("60km A/R", 60, None, []), ("I can travel 30 km", 30, None, []), ("20 km à vélo", 20, None, []),
    ("1h de route", None, 60, []), ("3/4 d'heure", None, 45, []), ("45 min", None, 45, []), ("pas de permis mais en bus 20 min", None, 20, []),
    ("une heure de trajet maximum", None, 60, []), ("2h en train max", None, 120, []), ("entre 30 et 45 minutes", None, 45, []),
    ("jusqu'a une heure trente", None, 90, []), ("30 km ou 30 min", 30, 30, []), ("pas au dela de 40 min", None, 40, []),
    ("Rennes et alentours", None, None, ["Rennes"]), ("50 km autour de Nantes", 50, None, ["Nantes"]), ("Vannes +40km", 40, None, ["Vannes"]),
    ("Rennes, Saint-Malo ou Dinan", None, None, ["Rennes", "Saint-Malo", "Dinan"]), ("je peux aller jusqu'à Nantes", None, None, ["Nantes"]),
    ("Saint Brieuc - Guingamp - Lannion", None, None, ["Saint-Brieuc", "Guingamp", "Lannion"]), ("sur Tours", None, None, ["Tours"]),
    ("lyon villeurbanne vénissieux", None, None, ["Lyon", "Villeurbanne", "Vénissieux"]), ("métropole lilloise", None, None, ["Lille"]),
    ("entre Brest et Quimper", None, None, ["Brest", "Quimper"]), ("Bordeaux, mais pas plus de 15 km", 15, None, ["Bordeaux"]),
    ("autour de chez moi", None, None, []), ("communes limitrophes", None, None, []), ("quelques kilomètres", None, None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "km", "minutes", "places"), RADIUS)
def test_distances_durations_and_towns(text, km, minutes, places):
    reading = read_mobility(text)
    assert reading.status is Status.VALUE, reading
    assert reading.value["kind"] == "radius"
    assert (reading.value["km"], reading.value.get("minutes"), reading.value["places"]) == (km, minutes, places)


AREAS = [
    ("tout le 35", "departement", ["Ille-et-Vilaine"]), ("tt le 22", "departement", ["Côtes-d'Armor"]), ("que le 59", "departement", ["Nord"]),
    ("22, 35 et 56", "departement", ["Côtes-d'Armor", "Ille-et-Vilaine", "Morbihan"]), ("35/22/56", "departement", ["Ille-et-Vilaine", "Côtes-d'Armor", "Morbihan"]),
    ("ds le 44 et 85", "departement", ["Loire-Atlantique", "Vendée"]), ("92 93 94", "departement", ["Hauts-de-Seine", "Seine-Saint-Denis", "Val-de-Marne"]),
    ("le neuf trois et le 94", "departement", ["Seine-Saint-Denis", "Val-de-Marne"]), ("les Bouches du Rhône", "departement", ["Bouches-du-Rhône"]),
    ("le trente cinq", "departement", ["Ille-et-Vilaine"]), ("dans le Lot", "departement", ["Lot"]), ("la Creuse", "departement", ["Creuse"]),
    ("finistere", "departement", ["Finistère"]), ("val d'oise + 78", "departement", ["Val-d'Oise", "Yvelines"]), ("94 uniquement", "departement", ["Val-de-Marne"]),
    ("les deux Savoie", "departement", ["Savoie", "Haute-Savoie"]), ("Alsace", "departement", ["Bas-Rhin", "Haut-Rhin"]), ("la Vienne", "departement", ["Vienne"]),
    ("Picardie", "departement", ["Aisne", "Oise", "Somme"]), ("Rennes et tout le 35", "departement", ["Ille-et-Vilaine"]), ("le nord", "departement", ["Nord"]),
    ("peu importe dans le 35", "departement", ["Ille-et-Vilaine"]), ("dans tout mon département", "departement", []), ("tout le département", "departement", []),
    ("la Bretagne", "region", ["Bretagne"]), ("région PACA", "region", ["Provence-Alpes-Côte d'Azur"]), ("IDF", "region", ["Île-de-France"]),
    ("région parisienne", "region", ["Île-de-France"]), ("Hauts-de-France et Normandie", "region", ["Hauts-de-France", "Normandie"]), ("Grand Ouest", "region", OUEST),
    ("l'ouest de la France", "region", OUEST), ("partout en Bretagne", "region", ["Bretagne"]), ("toute l'ile de france", "region", ["Île-de-France"]),
    ("la Bretagne et Nantes", "region", ["Bretagne", "Nantes"]), ("ma région", "region", []), ("au niveau régional", "region", []), ("en Corse", "region", ["Corse"]),
    ("Je suis mobile sur toute la région Occitanie", "region", ["Occitanie"]), ("Mayotte et La Réunion", "region", ["Mayotte", "La Réunion"]),
    ("DOM", "region", ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "places"), AREAS)
def test_departements_and_regions(text, kind, places):
    reading = read_mobility(text)
    assert reading.status is Status.VALUE, reading
    assert (reading.value["kind"], reading.value["places"]) == (kind, places)


NATIONAL = [
    "toute la france", "tt la france", "partout", "n'importe où", "peu importe", "France entière", "national", "mobilité nationale", "comme vous voulez",
    "toute la France y compris DOM", "France entière DOM-TOM compris", "je peux déménager partout en France", "jpeux bouger partout", "où vous voulez",
    "pas de limite", "sans limite de distance", "ça m'est égal", "je m'en fiche", "j'irai où il y a du travail", "tout le territoire",
]  # fmt: skip


@pytest.mark.parametrize("text", NATIONAL)
def test_everywhere(text):
    assert read_mobility(text).value == {"kind": "national", "km": None, "places": []}


NOWHERE = [
    "non", "nulle part", "nul part", "que ma ville", "je bouge pas", "je reste à Rennes", "je bouge pas de Rennes", "0 km", "zéro", "pas mobile du tout",
    "non je ne suis pas mobile", "je ne souhaite pas déménager", "limité à ma commune", "je veux rester sur Brest", "aucune mobilité", "pas question de bouger",
    "je peu pa bougé", "j peut pas me deplacé", "ma ville uniquement", "non merci",
]  # fmt: skip


@pytest.mark.parametrize("text", NOWHERE)
def test_nowhere(text):
    assert read_mobility(text).value == {"kind": "none", "km": None, "places": []}


@pytest.mark.parametrize(
    ("text", "kind", "exclude"),
    [
        ("toute la France sauf Paris", "national", ["Paris"]),
        ("partout sauf la région parisienne", "national", ["Île-de-France"]),
        ("partout sauf 75 et 92", "national", ["Paris", "Hauts-de-Seine"]),
        ("hors Paris, partout", "national", ["Paris"]),
        ("partout sauf Paris et Lyon", "national", ["Paris", "Lyon"]),
        ("Région Auvergne Rhône Alpes, pas l'Isère", "region", ["Isère"]),
    ],
)
def test_what_is_excluded_is_kept(text, kind, exclude):
    value = read_mobility(text).value
    assert (value["kind"], value["exclude"]) == (kind, exclude)


OTHERS = [
    ("oui", Status.INVALID, "how_far"), ("je suis mobile", Status.INVALID, "how_far"), ("j'ai le permis et une voiture", Status.INVALID, "how_far"),
    ("je suis véhiculé", Status.INVALID, "how_far"), ("je n'ai pas le permis", Status.INVALID, "how_far"), ("oui un peu", Status.INVALID, "how_far"),
    ("à pied", Status.INVALID, "how_far"), ("Belgique", Status.INVALID, "abroad"), ("ça dépend", Status.INVALID, "how_far"), ("je sais pas trop", Status.UNKNOWN, None),
    ("c'est négociable", Status.UNKNOWN, None), ("je préfère pas répondre", Status.DECLINED, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "reason"), OTHERS)
def test_answers_without_an_area(text, status, reason):
    reading = read_mobility(text)
    assert (reading.status, reading.reason) == (status, reason)


@pytest.mark.parametrize("text", ["44", "35", "trente-cinq"])
def test_a_bare_number_may_be_a_departement(text):
    reading = read_mobility(text)
    assert reading.status is Status.AMBIGUOUS
    assert [candidate["kind"] for candidate in reading.candidates] == ["radius", "departement"]


SILENT = [
    "c'est loin ?", "vous recrutez où ?", "combien de km ?", "il faut le permis ?", "bonjour", "merci", "je suis patient", "je suis dispo en mars", "j'ai 35 ans",
    "2 jours par semaine", "je travaille depuis 3 ans", "le poste est où exactement ?", "C'est quoi la mobilité ?", "je comprends pas la question", "pourquoi",
    "ca veut dire quoi mobile", "quel est le salaire", "35h ou 39h", "tout le monde peut postuler ?", "y aura t il des stages pratiques", "", "???", "👍",
    "impossible de me connecter a la plateforme", "j'ai lu quatorze mille candidatures", "je veux plus que vous ayez mon numéro", "pas d'accord",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_other_matters_are_no_mobility(text):
    assert read_mobility(text) == NOTHING


@pytest.mark.parametrize(
    "text", ["mobile 50 km", "toute la France", "30 km max", "je peux me déplacer dans tout le 35"]
)
def test_plain_mobility_is_read_unasked(text):
    assert read_mobility(text, asked=False).sure


@pytest.mark.parametrize("text", ["oui", "non", "Rennes", "45 min", "la Bretagne", "44", "je sais pas"])
def test_what_only_the_question_explains_is_not_read_unasked(text):
    assert read_mobility(text, asked=False) == NOTHING


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)), st.booleans())
@settings(deadline=None, max_examples=400)
def test_any_text_is_read_without_raising(text, asked):
    reading = read_mobility(text, asked)
    assert reading.status is not Status.VALUE or reading.value["kind"] in (
        "none",
        "radius",
        "departement",
        "region",
        "national",
    )
    known = {commune.name for commune in place_index().communes.values()}
    known |= {area.name for area in (*place_index().departements.values(), *place_index().regions.values())}
    assert reading.status is not Status.VALUE or set(reading.value["places"]) <= known


def test_reading_takes_less_than_five_milliseconds():
    texts = [text for text, *_ in RADIUS + AREAS + OTHERS] + NATIONAL + NOWHERE + SILENT
    assert quickest(lambda: [read_mobility(text) for text in texts]) / len(texts) < 0.005


def test_long_texts_are_read_quickly():
    text = "je peux aller de Saint-Martin à 30 km ou pas trop loin du 35 et " * 95  # the longest message
    assert quickest(lambda: read_mobility(text)) < 0.06
