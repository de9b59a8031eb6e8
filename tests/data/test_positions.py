"""Communes lie where they are: positions of the source that were plainly wrong were mended, and stay so."""

import statistics
from collections import defaultdict

from bot.base import geography, places
from bot.base.geography import Commune

_FAR_KM = 40  # of those that share a postcode
_FEW = 3


def test_a_commune_lies_among_those_that_share_its_postcode():
    """A lost minus sign, or the place of a namesake, would let recruiters see who lives across the country."""
    sharing = defaultdict(list)
    for row in places.DATA.joinpath("places/communes.csv").read_text(encoding="utf-8").splitlines()[1:]:
        code, _, kind, _, _, _, postcodes, *_ = row.split(",")
        for postcode in postcodes.split() if kind == "commune" else ():
            sharing[postcode].append(geography.communes()[code])
    lost = []
    for communes in sharing.values():
        placed = [commune for commune in communes if commune.point]
        if len(placed) <= _FEW:
            continue
        middle = Commune("", "", "", "", 0, *(statistics.median(x) for x in zip(*map(_degrees, placed), strict=True)))
        spread = statistics.median(geography.km_between(commune, middle) for commune in placed)
        lost += [commune.name for commune in placed if geography.km_between(commune, middle) > max(_FAR_KM, 4 * spread)]
    assert lost == []


def _degrees(commune):
    return commune.north, commune.east
