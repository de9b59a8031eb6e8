"""Normal forms in words."""

import pytest

from bot.words.wording import mobility_in_words


@pytest.mark.parametrize(("places", "said"), [
    ([], "de chez vous"), (["Angers"], "d'Angers"), (["Évreux"], "d'Évreux"), (["Œting"], "d'Œting"), (["Yvetot"], "d'Yvetot"),
    (["Le Mans"], "du Mans"), (["Les Ulis"], "des Ulis"), (["La Rochelle"], "de La Rochelle"), (["L'Abergement-de-Varey"], "de L'Abergement-de-Varey"),
    (["Yutz"], "de Yutz"), (["Figeac", "Le Havre"], "de Figeac, du Havre"),
])  # fmt: skip
def test_a_place_is_named_as_it_is_said(places, said):
    assert mobility_in_words({"kind": "radius", "km": 30, "places": places}) == f"30 km autour {said}"
