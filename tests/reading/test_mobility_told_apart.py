"""Mobility in orders, by ear, in Picard and with second thoughts: leagues, places taken back, rivers, feasts, times of day."""

import pytest

from bot.reading.mobility import read_mobility
from bot.reading.result import Status
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
    # outside one's own town
    ("rien en dehors de mon département", "departement"), ("rien en dehors de la région", "region"), ("pas en dehors de Limoges", "radius Limoges"), ("rien au-delà de 10 km de ma commune", "radius 10"),
    ("rien ne m'empêche de travailler en dehors de ma commune", "national"), ("hors de ma ville oui, jusqu'à 30 km", "radius 30"), ("pas de souci pour travailler hors de ma commune, disons 25 bornes", "radius 25"),
    ("ça ne me dérange pas d'aller en dehors de ma ville, dans tout le département", "departement"), ("je travaille pas seulement dans ma ville mais aussi en dehors de ma ville, 20 km", "radius 20"),
    # times of day are no durations
    ("demi-heure max, faut que je sois là à 16h30 pour l'école des petits", "radius 30'"), ("trois quarts d'heure, la nourrice ferme à 18h", "radius 45'"), ("20 minutes de route, j'embauche à 5h du matin", "radius 20'"),
    ("pas plus d'une heure, je dois être rentrée avant 19 heures", "radius 60'"), ("15 km, je dois aller chercher la petite à 4h", "radius 15"), ("40 min de train, mon père a son infirmière de 7h30 à 8h15", "radius 40'"),
    ("vingt minutes, je dois être au portail à 16h15", "radius 20'"), ("un petit quart d'heure, la cloche sonne à 11h30", "radius 15'"), ("1 h pas plus car mon mari part à 5h et il a la voiture", "radius 60'"),
    ("à 1h de chez moi", "radius 60'"), ("je peux être à 1h de chez moi", "radius 60'"), ("entre 1h et 1h30 en voiture", "radius 90'"), ("1h le matin et 1h le soir", "radius 60'"), ("je peux partir à 5h, donc 2h de route ça va", "radius 120'"),
    ("5h de route ça me va", "radius 300'"),
    # Picard
    ("j'bouge dins ch'coin", "radius"), ("j'reste dins l'coin", "radius"), ("autour d'ech village", "radius"), ("ch'bouge partout in France", "national"), ("ch'fais 15 bornes à vélo, pon plus", "radius 15"), ("dins ch'Nord", "departement Nord"),
    ("je bouge pas plus de 10 km de mon coin", "radius 10"), ("je reste dans le coin", "radius"), ("je quitte pas mon coin de Bretagne", "region Bretagne"),
    # the area that a town heads is not meant
    ("Chaumont, préfecture de la Haute-Marne", "radius Chaumont"),
]  # fmt: skip

# Nothing outside one's own town, in French and in Picard.
STAYS = [
    "je ne conduis plus depuis mon opération, donc rien en dehors de ma commune", "rien hors de mon village, la voiture est morte", "pas en dehors du bourg, je suis à pied",
    "au-delà de ma commune ce n'est pas possible pour moi", "je n'accepte aucun poste à l'extérieur de ma ville", "jamais plus loin que mon quartier, avec mes béquilles",
    "j'ai perdu mon permis, alors en dehors de la commune où je vis, non", "on m'a retiré le permis, rien ailleurs que dans mon village", "ailleurs que dans mon bled je ne peux pas",
    "ch'bouge pon d'min coin, mi j'reste ichi", "mi j'décolle pon d'min village", "ej bouge nin d'ichi", "j'reste din m'maison, mi", "ch'reste à m'baraque, j'vas nulle part",
    "mi ch'sus bin ichi, j'bouge pus", "in n'sort pon d'ech village", "ej sus d'ichi pis j'y reste", "j'vas pon quitter min coin à min âge",
    "je bouge pas d'mon coin, je suis bien là où je suis",
]  # fmt: skip
SILENT = [
    "je peux travailler en dehors de ma commune", "deux minutes, je cherche mes lunettes et je vous réponds tout de suite",
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_mobility_told_apart(text: str, right: str) -> None:
    assert short(read_mobility(text)) == right


@pytest.mark.parametrize("text", STAYS)
def test_staying_put(text: str) -> None:
    reading = read_mobility(text)
    assert (reading.status, short(reading)) == (Status.VALUE, "none")


@pytest.mark.parametrize("text", SILENT)
def test_what_gives_no_area_stays_unread(text: str) -> None:
    assert not read_mobility(text).answers
