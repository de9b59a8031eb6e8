"""Numbers and durations in words and figures."""

import pytest

from bot.understanding.reading.days.durations import find_durations
from bot.understanding.reading.days.numbers import numbers_as_digits, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("vingt et un", 21),
        ("soixante-dix", 70),
        ("quatre-vingt-dix-sept", 97),
        ("septante", 70),
        ("une vingtaine", 20),
        ("deux mille vingt-sept", 2027),
        ("cent vingt", 120),
        ("deux dizaines", 20),
        ("katorz", 14),
        ("lundi", None),
        ("trente quarante", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_figures_and_words(text: str, number: int | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("une vingtaine de km", "20 km"),
        ("Trente à quarante km", "30 a 40 km"),
        ("trente trente cinq", "30 35"),
        ("trente-quarante", "30-40"),
        ("la première quinzaine de mars", "la premiere quinzaine de mars"),
        ("une vingtaine d'heures", "20 heures"),
        ("le trente et un", "le 31"),
    ],
)
def test_number_words_become_figures_in_place(text: str, written: str) -> None:
    assert numbers_as_digits(text) == written


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("3/4 d'heure", [(0, 0, 45)]),
        ("trois quarts d'heure", [(0, 0, 45)]),
        ("une demi-heure", [(0, 0, 30)]),
        ("1h30", [(0, 0, 90)]),
        ("une heure et demie", [(0, 0, 90)]),
        ("1 h 30 min", [(0, 0, 90)]),
        ("une heure trois quarts", [(0, 0, 105)]),
        ("45'", []),
        ("20-30 min", [(0, 0, 20), (0, 0, 30)]),
        ("2 ou 3 semaines", [(0, 14, 0), (0, 21, 0)]),
        ("un mois et demi", [(1, 15, 0)]),
        ("un mois et dix jours", [(1, 10, 0)]),
        ("un an et demi", [(18, 0, 0)]),
        ("une petite heure", [(0, 0, 60)]),
        ("trois smaines", [(0, 21, 0)]),
        ("1h30-2h", [(0, 0, 90), (0, 0, 120)]),
        ("vendredi", []),
    ],
)
def test_durations_are_found_with_their_ranges(text: str, lengths: list[tuple[int, int, int]]) -> None:
    assert [(one.months, one.days, one.minutes) for one in find_durations(text)] == lengths
