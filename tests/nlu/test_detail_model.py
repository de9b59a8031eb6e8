"""Details that no field holds: how messages are cut, and what the trained model finds."""

import pytest

from bot.understanding.nlu.detail_model import DETAIL, OTHER, pieces
from bot.understanding.nlu.training_data import detail_examples


@pytest.mark.parametrize(("text", "cut"), [
    ("20 km max, et je conduis pas la nuit", ["20 km max", "et je conduis pas la nuit"]),
    ("06 39 98 11 22 plutôt après 18h svp", ["plutôt après 18h svp"]),
    ("jo.r@exemple.fr mais pas le soir", ["mais pas le soir"]),
    ("20 km. C'est grave si je n'ai pas le permis ?", ["20 km"]),
    ("2,5 km", ["2", "5 km"]),
    (" \n … ?", []),
])  # fmt: skip
def test_messages_are_cut_at_punctuation_and_around_contacts(text, cut):
    assert [text[start:end] for start, end in pieces(text)] == cut


def test_long_pieces_are_cut_into_clauses():
    text = "je peux venir à Alès ou à Nîmes par le train du matin mais je ne conduis plus la nuit depuis longtemps"
    assert len(list(pieces(text))) > 1


def test_examples_hold_both_labels_and_no_bracket():
    texts, labels = detail_examples()
    assert {*labels} == {DETAIL, OTHER}
    assert not any("[" in text or "]" in text for text in texts)


@pytest.mark.parametrize(("pending", "text", "details"), [
    ("mobility", "30 km, mais je ne conduis pas la nuit", ("je ne conduis pas la nuit",)),
    ("phone", "06 39 98 11 22 plutôt après 18h", ("plutôt après 18h",)),
    ("town", "Lyon, j'y suis né", ()),
    ("mobility", "20 km, je dois m'occuper de ma mère malade", ()),
    ("availability", "tout de suite, merci beaucoup", ()),
])  # fmt: skip
def test_the_trained_model_finds_details_beside_a_value(reader, pending, text, details):
    assert reader.parse(text, pending)["turn"].details == details


def test_details_are_found_only_after_consent(reader):
    assert reader.parse("je m'inscris, je ne conduis pas la nuit", None, {"consent": None})["turn"].details == ()
