"""Mobility in orders, by ear and with second thoughts: parted units, leagues, places taken back, rivers and feasts."""

import pytest

from bot.reading.mobility import read_mobility
from tests.reading.test_mobility_voices import short

TABLE = [
    ("Mobilité : nationale. Sans réserve.", "national"), ("MOBILITÉ NATIONALE.", "national"), ("Périmètre : national", "national"), ("sans aucune réserve", "national"),
    ("30. Kilomètres.", "radius 30"), ("vingt. kilomètres. pas plus.", "radius 20"), ("40 ; km", "radius 40"), ("45. Minutes. En bus.", "radius 45'"),
    ("sans kilomètres", "radius 100"), ("disons deux lieues", "radius 8"), ("trois lieues à la ronde", "radius 12"),
    ("ds le 93 é le 94", "departement Seine-Saint-Denis|Val-de-Marne"), ("le 34 é le 30", "departement Hérault|Gard"),
    ("tt la bretagne mm le 29", "region Bretagne"), ("toute l'Occitanie y compris la Lozère", "region Occitanie"), ("la Normandie, même l'Orne", "region Normandie"),
    ("le Gard et l'Hérault... ah non, pas l'Hérault, l'Aude", "departement Gard|Aude -Hérault"),
    ("Pertuis, Manosque, tout ce qui longe la Durance", "radius Pertuis|Manosque"),
    ("chez moi uniquement", "none"), ("chez nous seulement, désolé", "none"), ("je ne saurais quitter les limites de ma commune", "none"),
    ("Je ne puis m'éloigner de mon domicile", "none"), ("n'ayant plus de véhicule depuis la Toussaint, je ne pourrai quitter ma commune", "none"),
    ("Partout en Occitanie, c'est clair ?", "region Occitanie"), ("le Lot et l'Aveyron, compris ?", "departement Lot|Aveyron"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_mobility_told_apart(text: str, right: str) -> None:
    assert short(read_mobility(text)) == right
