"""The town that spans name, by a table of what people wrote."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.understanding.reading.places.town import resolve
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Span

SPAN = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+)(?::([a-z]+))?\)")
LINES = Path(__file__).with_name("towns.txt").read_text(encoding="utf-8").splitlines()
ROWS = [line.rsplit(" | ", 1) for line in LINES if not line.startswith("#")]


def read(marked: str) -> Resolution:
    spans = [Span(found[2], found[1], found.start(), found.end(), found[3] or "own") for found in SPAN.finditer(marked)]
    return resolve(spans, date(2026, 11, 24), {})


@pytest.mark.parametrize(("marked", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_the_town_that_is_meant_is_read(marked: str, expected: str) -> None:
    reading = read(marked)
    kind, _, rest = expected.rpartition(" ")
    if kind == "?":
        assert reading.status is Status.AMBIGUOUS
        assert rest in [town["insee"] for town in reading.candidates]
    elif kind == "!":
        assert (reading.status, reading.reason or "-") == (Status.NONE if rest == "-" else Status.INVALID, rest)
    else:
        assert (reading.status, reading.value and reading.value["insee"]) == (Status.VALUE, rest)


@pytest.mark.parametrize(
    ("marked", "arrondissement"),
    [
        ("[Paris XI](town)", "Paris 11e Arrondissement"),
        ("[marseille](town) [13008](area)", "Marseille 8e Arrondissement"),
        ("[Lyon](town), [le 3e](town)", "Lyon 3e Arrondissement"),
        ("[75015](area)", "Paris 15e Arrondissement"),
    ],
)
def test_an_arrondissement_stays_beside_its_city(marked: str, arrondissement: str) -> None:
    assert read(marked).value["arrondissement"] == arrondissement


def test_a_former_commune_leads_to_todays() -> None:
    value = read("[Tourlaville](town)").value
    assert (value["commune"], value["former"]) == ("Cherbourg-en-Cotentin", "Tourlaville")


def test_homonyms_are_offered_the_most_populated_first_and_counted() -> None:
    reading = read("[Saint-Martin](town)")
    assert len(reading.candidates) == 5
    assert reading.candidates[0]["departement"] == "978"
    assert reading.details["total"] >= 5


def test_a_contradiction_and_a_mended_spelling_are_told() -> None:
    assert read("[Lyon](town) [75](area)").details["mismatch"]
    assert read("[Monpelié](town)").details["spelling"]


def test_a_long_text_is_read_in_bounded_time() -> None:
    assert read(f"[{'saint ' * 500}](town)").status in Status
    assert read(f"[{'a-' * 5000}](town)").status in Status
