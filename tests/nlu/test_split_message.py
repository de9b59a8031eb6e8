"""How a message is cut into parts that may each ask something."""

import pytest

from bot.understanding.nlu.split_message import split_message


@pytest.mark.parametrize(("text", "parts"), [
    ("Bonjour, inscription", ["inscription"]),
    ("merci beaucoup", []),
    ("bonjour à tous, je suis à Lyon. On gagne combien ?", ["je suis à Lyon.", "On gagne combien ?"]),
    ("Lyon\nc'est payé combien", ["c'est payé combien"]),
    ("etudiant en L2 accepté ?", []),
    ("Yohan Martin", []),
    ("m'inscrire tout de suite", []),
])  # fmt: skip
def test_split_parts(text, parts):
    assert split_message(text) == parts
