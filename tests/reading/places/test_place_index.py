"""The index of places: names as people write them."""

import pytest

from bot.understanding.phonetics import name_phonetics, words_of
from bot.understanding.reading.places.index import place_index


def names(towns: list) -> list[str]:
    return [town.commune.name for town in towns]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bdx", "Bordeaux"), ("boulogne s/mer", "Boulogne-sur-Mer"), ("aulnay s/s bois", "Aulnay-sous-Bois"), ("l hay les roses", "L'Haÿ-les-Roses"),
        ("Mans", "Le Mans"), ("La Baule", "La Baule-Escoublac"), ("Penmarc'h", "Penmarch"), ("STE FOY LA GRANDE", "Sainte-Foy-la-Grande"),
        ("29200", "Brest"), ("Oeting", "Œting"), ("Annecy le vieux", "Annecy"),
    ],
)  # fmt: skip
def test_spelling_habits_do_not_matter(written: str, name: str) -> None:
    assert names(place_index().towns(written)) == [name]


def test_exact_homonyms_all_come_the_most_populated_first() -> None:
    assert [town.commune.departement for town in place_index().towns("St-Denis")] == ["974", "93", "11", "30"]


def test_an_article_left_out_may_be_meant_one_that_is_said_is() -> None:
    assert names(place_index().towns("lamentin")) == ["Le Lamentin", "Lamentin"]
    assert names(place_index().towns("Le Lamentin")) == ["Le Lamentin"]


def test_a_departement_picks_the_longer_name() -> None:
    assert names(place_index().towns("vitry", {"94"})) == ["Vitry-sur-Seine"]


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("le 44", "departement", "Loire-Atlantique"), ("dept 2A", "departement", "Corse-du-Sud"), ("9.3", "departement", "Seine-Saint-Denis"),
        ("le neuf trois", "departement", "Seine-Saint-Denis"), ("PACA", "region", "Provence-Alpes-Côte d'Azur"), ("IDF", "region", "Île-de-France"),
        ("dans le Gers", "departement", "Gers"), ("Alsace", "zone", "Alsace"), ("le Beaujolais", "land", "Beaujolais"),
    ],
)  # fmt: skip
def test_areas_are_known_by_number_and_by_usual_name(written: str, kind: str, name: str) -> None:
    assert [(area.kind, area.name) for area in place_index().areas(written)] == [(kind, name)]


def test_a_zone_tells_its_official_names() -> None:
    assert place_index().areas("Alsace")[0].names == ("Bas-Rhin", "Haut-Rhin")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("monpelier", "Montpellier"), ("limgoes", "Limoges"), ("Fodfrans", "Fort-de-France"), ("Lézabim", "Les Abymes"), ("Pwatié", "Poitiers"),
        ("grnbl", "Grenoble"), ("vitry sur s1", "Vitry-sur-Seine"), ("stetienne", "Saint-Étienne"), ("Obervilié", "Aubervilliers"),
    ],
)  # fmt: skip
def test_a_misspelt_or_heard_name_has_one_clear_guess(written: str, name: str) -> None:
    guesses = place_index().closest(written)
    assert [guess.place.commune.name for guess in guesses] == [name]
    assert 0 < guesses[0].score <= 1


@pytest.mark.parametrize("written", ["Trifouilly-les-Oies", "tkt", "", "oui", "?"])
def test_what_resembles_no_name_has_none(written: str) -> None:
    assert place_index().closest(written) == []


@pytest.mark.parametrize(
    ("written", "name"), [("Bretagn", "Bretagne"), ("l'heure et loir", "Eure-et-Loir"), ("oxitanie", "Occitanie"), ("Matinik", "Martinique")]
)  # fmt: skip
def test_misspelt_areas_are_found(written: str, name: str) -> None:
    assert place_index().closest_areas(written)[0].place.name == name


def test_countries_and_foreign_cities_are_told_from_communes() -> None:
    assert [place_index().abroad(name) for name in ("Genève", "Suriname", "Bruges", "Lyon")] == [
        "Suisse",
        "Suriname",
        None,
        None,
    ]


def test_sounds_draw_words_together() -> None:
    assert name_phonetics().key(words_of("les Abymes")) == "LEZABIM"
    assert name_phonetics().distance("MARSEY", "MARSEY") == 0
