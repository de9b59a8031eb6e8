"""Days by their part in the sentence: what is more exact behind, what is over, what ends, what follows."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

APPOSED = [
    ("après le rush des fêtes, début janvier quoi", "2027-01-01"),
    ("après la folie de Noël, mi janvier quoi", "2027-01-15"),
    ("fin du ramadan à peu près, le 10 mars", "2027-03-10"),
    ("après la Chandeleur, disons le 8 février", "2027-02-08"),
    ("pour la rentrée, vers le 6 septembre", "2027-09-06"),
    ("au printemps (avril)", "2027-04-01"),
    ("après Pâques, donc le 30 mars", "2027-03-30"),
    ("dès la semaine qui vient, mercredi si possible", "2026-12-02"),
]
OVER = [
    ("Après le carnaval, mercredi des Cendres passé", "2027-02-10"),
    ("lundi de Pâques passé", "2027-03-30"),
    ("une fois la Toussaint passée", "2027-11-02"),
    ("après le coup de feu des fêtes", "2027-01-02"),
    ("quand les écoles ferment pour l'été, je garde mes petits-enfants avant", "2027-07-04"),
]
EARLIEST = [
    ("15 janvier 2027 au plus tôt", "2027-01-15"),
    ("début mars au plus vite", "2027-03-01"),
    ("le trois du mois prochain", "2026-12-03"),
    ("le premier lundi du mois prochain", "2026-12-07"),
    ("J-10", "2026-12-04"),
]
ENDS = [
    (
        "Je prends mes derniers congés du 7 au 20 décembre inclus et serai à votre disposition aussitôt après.",
        "2026-12-21",
    ),
    ("Je vous informe avoir remis ma démission le 16 novembre dernier, avec un préavis d'un mois.", "2026-12-16"),
    (
        "Ayant donné congé à mon employeur le 2 novembre, avec deux mois de préavis, je serai libre ensuite",
        "2027-01-02",
    ),
    ("je termine vendredi, lundi je suis là", "2026-11-30"),
    ("mon remplaçant arrive le 20, je lui montre deux jours et c'est bon", "2026-12-22"),
    ("d'ici une paire de semaines, peuchère", "2026-12-08"),
]


@pytest.mark.parametrize(("text", "day"), [*APPOSED, *OVER, *EARLIEST, *ENDS])
def test_days_by_their_part_in_the_sentence(text: str, day: str) -> None:
    reading = read_field("availability", text, TODAY)
    assert reading.value == {"date": day}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("availability", "Je ne souhaite pas m'étendre sur mes dates ici, pardonnez-moi."),
        ("town", "Je réserve mon lieu de vie à l'entretien, si vous le voulez bien."),
        ("town", "mon adresse je la laisse à personne sur internet dsl"),
        ("mobility", "Souffrez que je garde cette information pour moi."),
    ],
)
def test_courtly_refusals(field: str, text: str) -> None:
    assert read_field(field, text, TODAY).status is Status.DECLINED


def test_the_working_week_is_no_day() -> None:
    assert read_field("availability", "lundi, mardi et jeudi", TODAY).status is not Status.VALUE
