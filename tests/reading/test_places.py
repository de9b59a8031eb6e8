"""The index of places, the names found in texts, the misspellings mended, the amounts read."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.place_fuzzy import likely_names
from bot.reading.place_mentions import Kind
from bot.reading.place_phrases import is_refusal, is_unknown, plain, statements
from bot.reading.place_scan import find_places
from bot.reading.place_text import fold, name_key, tokenize, words_of
from bot.reading.places import DATA, departement_name, place_index
from bot.reading.quantities import figures, read_amounts
from tests.timing import quickest


@pytest.fixture(scope="module", autouse=True)
def index():
    likely_names(["x"])
    return place_index()


def test_the_index_holds_every_commune_of_the_file(index):
    with (DATA / "communes.csv").open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader(lines) if row["type"] == "commune"}
    assert set(index.communes) == codes


def test_the_index_loads_in_well_under_a_second():
    assert quickest(place_index.__wrapped__, rounds=2) < 1.5  # 0.4 s on a quiet machine


def test_1441_names_are_borne_by_several_communes(index):
    names = [town.commune.name for towns in index.by_name.values() for town in towns if not town.former]
    assert len(_repeated(names)) == 1441


def _repeated(names):
    seen, twice = set(), set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice


def test_every_short_form_points_to_a_place_that_exists(index):
    assert all(town.commune.insee in index.communes for towns in index.by_usage.values() for town in towns)
    assert all(code in index.departements for area in index.areas.values() for code in area.codes)
    assert all(insee in index.communes for insee in index.demonyms.values())


def test_departement_names():
    assert departement_name("35") == "Ille-et-Vilaine"
    assert departement_name("2A") == "Corse-du-Sud"
    with pytest.raises(KeyError):
        departement_name("20")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("ST-ÉTIENNE", "saint etienne"),
        ("Ste Marie", "sainte marie"),
        ("Vandœuvre-lès-Nancy", "vandoeuvre les nancy"),
        ("Chalon s/ Saône", "chalon sur saone"),
        ("chalon s saone", "chalon sur saone"),
        ("l’isle d’abeau", "l isle d abeau"),
        ("Bors (Canton de Charente-Sud)", "bors"),
    ],
)
def test_names_are_folded(written, key):
    assert name_key(written) == key


def test_an_elided_s_is_not_sur():
    assert words_of("je m'en occupe, s'il faut") == ["je", "m", "en", "occupe", "s", "il", "faut"]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("le neuf trois", Kind.AREA, "Seine-Saint-Denis"),
        ("les Bouches du Rhône", Kind.AREA, "Bouches-du-Rhône"),
        ("dans l'Eure", Kind.AREA, "Eure"),
        ("la Creuse", Kind.AREA, "Creuse"),
        ("le Val de Marne", Kind.AREA, "Val-de-Marne"),
        ("PACA", Kind.AREA, "Provence-Alpes-Côte d'Azur"),
        ("hdf", Kind.AREA, "Hauts-de-France"),
        ("IDF", Kind.AREA, "Île-de-France"),
        ("région parisienne", Kind.AREA, "Île-de-France"),
        ("Midi-Pyrénées", Kind.AREA, "Midi-Pyrénées"),
        ("Bdx", Kind.TOWN, "Bordeaux"),
        ("la Vienne", Kind.AREA, "Vienne"),
        ("Vienne", Kind.TOWN, "Vienne"),
        ("le 35", Kind.CODE, "Ille-et-Vilaine"),
        ("2A", Kind.CODE, "Corse-du-Sud"),
    ],
)
def test_places_are_found(text, kind, what):
    (mention,) = find_places(tokenize(text))
    assert mention.kind is kind
    assert (mention.area.name if mention.area and kind is not Kind.TOWN else mention.towns[0].commune.name) == what


@pytest.mark.parametrize("text", ["35 km", "35 ans", "22 rue de Paris", "avenue de Bretagne", "lycée de Rennes", "35h"])
def test_numbers_with_units_and_streets_are_no_places(text):
    assert [m for m in find_places(tokenize(text)) if m.kind is Kind.CODE or not m.weak] == []


MISSPELT = {
    "monpelier": "montpellier", "toulouz": "toulouse", "marseil": "marseille", "bezier": "beziers", "renne": "rennes",
    "nante": "nantes", "lile": "lille", "tourcouin": "tourcoing", "strasbour": "strasbourg", "st etiene": "saint etienne",
    "grenobl": "grenoble", "chateau tierry": "chateau thierry", "perpinian": "perpignan", "bordau": "bordeaux",
    "st brieux": "saint brieuc", "saintbrieuc": "saint brieuc", "ville urbanne": "villeurbanne", "kimper": "quimper",
    "clermon ferran": "clermont ferrand", "aix en provance": "aix en provence", "mulouse": "mulhouse",
    "annecie": "annecy", "avinion": "avignon", "loriant": "lorient", "valensienne": "valenciennes",
    "st malot": "saint malo", "dunkerk": "dunkerque", "limoge": "limoges", "besanson": "besancon", "angoulème": "angouleme",
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MISSPELT.items())
def test_misspellings_are_mended(written, meant):
    assert likely_names(words_of(written)) == [meant]


@pytest.mark.parametrize("word", ["merci", "bonjour", "ouais", "suivant", "developpeur", "annuler", "patience", "oui"])
def test_everyday_words_are_no_misspelt_towns(word):
    assert likely_names([word]) == []


AMOUNTS = [
    ("50 bornes max", 50, None), ("trente km", 30, None), ("une vingtaine de kilomètres", 20, None),
    ("30-40km", 40, None), ("30 à 40 km", 40, None), ("entre 20 et 30 km", 30, None), ("30 voire 40 km", 40, None),
    ("20 km 30 km", 30, None), ("quatre-vingt-dix kilomètres", 90, None), ("cent bornes", 100, None),
    ("vingt et un km", 21, None), ("une centaine de bornes", 100, None), ("50aine de kms", 50, None),
    ("500 m", 0.5, None), ("12,5 km", 12.5, None), ("1h de route", None, 60), ("3/4 d'heure", None, 45),
    ("trois quarts d'heure", None, 45), ("45 min", None, 45), ("1h30", None, 90), ("1 h 30", None, 90),
    ("une heure et demie", None, 90), ("une demi-heure", None, 30), ("un quart d'heure", None, 15), ("1/2h", None, 30),
    ("1h1/2", None, 90), ("1.5h", None, 90), ("45'", None, 45), ("20/30 min", None, 30), ("1h45min", None, 105),
    ("une petite heure", None, 60), ("30km ou 30 min", 30, 30), ("le 35", None, None), ("rien", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "km", "minutes"), AMOUNTS)
def test_amounts(text, km, minutes):
    amounts = read_amounts(plain(text))
    assert (amounts.km, amounts.minutes) == (km, minutes)


@pytest.mark.parametrize(
    ("spelt", "number"),
    [
        ("quatre vingts", 80),
        ("quatre-vingt-dix-neuf", 99),
        ("soixante et onze", 71),
        ("septante", 70),
        ("deux cent cinquante", 250),
        ("mille", 1000),
    ],
)
def test_numerals(spelt, number):
    assert figures(spelt) == str(number)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("j'habite à Lyon, c'est grave ?", "j'habite à Lyon"),
        ("Rennes ?", "Rennes"),
        ("combien on gagne à Paris ?", ""),
        ("Lyon. Et c'est combien le salaire ?", "Lyon"),
        ("est-ce que je peux habiter à Lyon", ""),
        ("si j'habite à Lyon je peux postuler ?", ""),
        ("St. Denis", "St. Denis"),
    ],
)
def test_questions_are_left_out(text, said):
    assert statements(text).strip(" .,?") == said


def test_refusals_and_ignorance():
    assert is_refusal("ça vous regarde pas") and is_refusal("je préfère ne pas le dire")
    assert is_unknown("je sais pas") and is_unknown("jsp") and is_unknown("aucune idée")
    assert not is_refusal("Rennes") and not is_unknown("Rennes")


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=200)
def test_folding_and_scanning_never_raise(text):
    assert fold(text) == fold(fold(text)) or text
    find_places(tokenize(text))
    statements(text)
    read_amounts(plain(text))
