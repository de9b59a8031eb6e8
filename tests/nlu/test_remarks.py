"""Remarks beside a value: which words are quoted, and what the network finds in whole messages."""

import pytest

from bot.understanding.nlu.remarks import find_remarks, refused_areas
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.tokens import tokenize


def heard(marked, *spans):
    """A message whose words between bars are remarks; spans are (words, label, role)."""
    text, inside, places = "", False, []
    for piece in marked.split("|"):
        if inside:
            places.append((len(text), len(text) + len(piece)))
        text, inside = text + piece, not inside
    words = tuple(
        (token.start, token.end, float(any(start <= token.start < end for start, end in places)))
        for token in tokenize(text)
    )
    found = (Span(label, said, text.index(said), text.index(said) + len(said), role) for said, label, role in spans)
    return NluResult(text, {}, tuple(found), remark_words=words)


@pytest.mark.parametrize(("marked", "remarks"), [
    ("20 km, mais |je ne conduis pas la nuit|.", ["je ne conduis pas la nuit"]),
    ("20 km |mais pas la nuit|", ["pas la nuit"]),
    ("|plutôt après 18 h|, 06 39 98 11 22, |en semaine seulement|", ["plutôt après 18 h", "en semaine seulement"]),
    ("|par SMS|, |jamais le matin|", ["par SMS, jamais le matin"]),
    ("20 km. |c'est grave si je n'ai pas le permis| ?", []),
    ("20 km, |bon|", []),
    ("20 km", []),
])  # fmt: skip
def test_words_of_a_remark_are_quoted_as_they_were_said(marked, remarks):
    assert find_remarks(heard(marked)) == remarks


def test_a_value_that_is_not_meant_may_stand_inside_a_remark_but_is_none_alone():
    message = heard("le 3 mars mais |pas le| mercredi |avant midi|", ("mercredi", Label.DAY, Role.OTHER))
    assert find_remarks(message) == ["pas le mercredi avant midi"]
    assert find_remarks(heard("plus Brest, Rezé", ("Brest", Label.TOWN, Role.DENIED))) == []


@pytest.mark.parametrize(("text", "clause"), [
    ("Tout le Gard, sauf Alès", "sauf Alès"), ("Tout le Gard mais pas Alès", "pas Alès"),
    ("Tout le Gard et, dans le Nord, pas Alès, trop loin", "pas Alès"),
])  # fmt: skip
def test_an_excluded_place_is_quoted_with_its_clause_and_without_the_area_that_is_given(text, clause):
    message = heard(text, ("Gard", Label.ZONE, Role.OWN), ("Alès", Label.ZONE, Role.DENIED))
    turn = Interpretation(resolutions={"mobility": Resolution(Status.VALUE, {})})
    excluded = refused_areas(turn, message)
    assert find_remarks(message, excluded=excluded) == [clause]
    assert refused_areas(Interpretation(), message) == []


@pytest.mark.parametrize(("pending", "text", "details"), [
    ("mobility", "30 km, mais je ne conduis pas la nuit", ("je ne conduis pas la nuit",)),
    ("phone", "06 39 98 11 22 plutôt après 18h", ("plutôt après 18h",)),
    ("town", "Lyon, j'y suis né", ()),
    ("mobility", "20 km, je dois m'occuper de ma mère malade", ()),
    ("availability", "tout de suite, merci beaucoup", ()),
])  # fmt: skip
def test_the_network_finds_remarks_beside_a_value(reader, pending, text, details):
    assert reader.parse(text, pending)["turn"].details == details


def test_remarks_are_found_only_after_consent(reader):
    assert reader.parse("je m'inscris, je ne conduis pas la nuit", None, {"consent": None})["turn"].details == ()
