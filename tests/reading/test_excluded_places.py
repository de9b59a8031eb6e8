"""Places where somebody does not want to work give no value; beside an area they are a detail."""

import pytest

from bot.understanding.reading.excluded_places import may_exclude_places, refused_areas, with_excluded_places
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span


def heard(text, *places):
    return NluResult(
        text,
        {},
        tuple(Span(label, words, text.index(words), text.index(words) + len(words)) for label, words in places),
    )


@pytest.mark.parametrize(("text", "detail", "denied"), [
    ("Tout le Gard, sauf Alès et Uzès", "sauf Alès et Uzès", {"Alès", "Uzès"}),
    ("Tout le Gard mais pas Alès", "Tout le Gard mais pas Alès", {"Alès"}),
    ("Tout le Gard, je prends le train à Alès", "je prends le train à Alès", set()),
    ("Tout le Gard, pas la nuit. Alès aussi", "pas la nuit", set()),
])  # fmt: skip
def test_a_place_behind_an_excluding_word_of_a_detail_is_denied(text, detail, denied):
    places = [(Label.ZONE, "le Gard"), *((Label.TOWN, name) for name in ("Alès", "Uzès") if name in text)]
    start = text.index(detail)
    result = with_excluded_places(heard(text, *places), [(start, start + len(detail))])
    assert {span.text for span in result.spans if span.role == Role.DENIED} == denied
    turn = Interpretation(resolutions={"mobility": Resolution(Status.VALUE, {})})
    assert {span.text for span in refused_areas(turn, result)} == denied
    assert refused_areas(Interpretation(), result) == []


def test_without_a_place_or_an_excluding_word_nothing_is_looked_for():
    assert may_exclude_places(heard("Tout le Gard, sauf Alès", (Label.TOWN, "Alès")))
    assert not may_exclude_places(heard("Tout le Gard et Alès", (Label.TOWN, "Alès")))
    assert not may_exclude_places(heard("pas la nuit"))
