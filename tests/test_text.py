"""The ways in which text is compared, side by side."""

import pytest

from bot.base.text import fold, fold_any_script, plain, plain_ascii, plain_in_place, without_accents

TEXT = "L’Œuvre d_Éloïse ½ Ωμέγα"


@pytest.mark.parametrize(("change", "changed"), [
    (without_accents, "L’Œuvre d_Eloise ½ Ωμεγα"),
    (plain, "l'oeuvre d_eloise 1⁄2 ωμεγα"),
    (plain_ascii, "l'oeuvre d_eloise 12 "),
    (plain_in_place, "l'œuvre d_eloise ½ ωμεγα"),
    (fold, "l oeuvre d eloise 1 2"),
    (fold_any_script, "l oeuvre d_eloise 1 2 ωμεγα"),
])  # fmt: skip
def test_each_way_keeps_what_its_readers_need(change, changed):
    assert change(TEXT) == changed
