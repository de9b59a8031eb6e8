"""Places and distances by their part in the sentence: meant, denied, left behind, of the past, of others."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

DENIED_BEHIND = [
    ("le Gers oui, les Landes oui, la Gironde non merci", "departement Gers|Landes"),
    ("Toulouse et Albi, Montauban hors de question", "radius Toulouse|Albi"),
    (
        "le 44, le 49 et le 85, par contre la Sarthe jamais de la vie",
        "departement Loire-Atlantique|Maine-et-Loire|Vendée",
    ),
    ("Lyon volontiers, Saint-Étienne et Vienne non merci", "radius Lyon"),
    ("Rhône-Alpes sauf la Savoie et la Haute-Savoie", "departement Ain|Ardèche|Drôme|Isère|Loire|Rhône"),
    ("la Normandie, la Bretagne c'est trop loin", "region Normandie"),
    ("54 et 88 mais pas la Meuse, y a rien là-bas", "departement Meurthe-et-Moselle|Vosges"),
    ("Partout en Occitanie, à l'exception peut-être de la Lozère", "region Occitanie"),
    ("les Hauts-de-France, en excluant toutefois l'Aisne", "region Hauts-de-France"),
    ("Rhône Ain Isère, exit la Loire", "departement Rhône|Ain|Isère"),
    ("toute la France, Paris très peu pour moi", "national "),
    ("Quimper, Brest aussi, Rennes sans moi", "radius Quimper|Brest"),
]
LEFT = [
    ("prête à quitter Mayotte pour l'Hexagone, peu importe la région", "national "),
    ("je lâche Paris pour la Bretagne sans regret", "region Bretagne"),
    ("j'abandonnerais la Réunion pour aller n'importe où en métropole", "national "),
    ("partir de Lille pour le Var, oui", "departement Var"),
    ("je quitte la caserne de Metz en mars, ensuite la Drôme ou l'Ardèche", "departement Drôme|Ardèche"),
    ("je ne quitterai pas le Morbihan", "departement Morbihan"),
    ("jamais je ne quitterai la Corse pour aller sur le continent", "region Corse"),
]
PAST = [
    ("Avant je faisais 120 bornes matin et soir, terminé, aujourd'hui c'est 25 grand maximum", "radius 25"),
    ("j'ai roulé 900 km par semaine pendant dix ans, désormais 15 max", "radius 15"),
    ("J'ai été muté à Toulon puis à Brest, maintenant je ne veux plus quitter le Morbihan", "departement Morbihan"),
    ("je bossais à Roissy à 2 h de chez moi, plus jamais, une demi-heure de bus et c'est bien", "radius 30 min"),
    ("autrefois j'allais jusqu'à Nantes, maintenant Cholet et c'est tout", "radius Cholet"),
    ("j'ai vécu à Paris, à Lyon et à Lille, là je cherche dans le Jura", "departement Jura"),
    ("mon ancien secteur c'était Dunkerque, aujourd'hui je vise Amiens et Abbeville", "radius Amiens|Abbeville"),
    (
        "Nous sommes restés dix ans en Bretagne mais maintenant seulement la Charente-Maritime",
        "departement Charente-Maritime",
    ),
    ("100 km par jour j'en ai ma claque, maintenant 10", "radius 10"),
]
OF_OTHERS = [
    ("mon frère m'a proposé de monter à Paris mais moi la Creuse me suffit", "departement Creuse"),
    ("ma fille est scolarisée à Béziers donc Béziers et les communes d'à côté", "radius Béziers"),
    ("mes parents sont à Nice, je vise plutôt le Vaucluse", "departement Vaucluse"),
    ("le Cantal, ma sœur habite Clermont", "departement Cantal"),
    ("mon collègue fait 80 km, moi 20 km me vont bien", "radius 20"),
]
ASIDES = [
    ("Marseille, Aubagne, La Ciotat, et encore, l'A50 c'est l'enfer", "radius Marseille|Aubagne|La Ciotat"),
    ("Annecy, Rumilly, après c'est les bouchons tous les matins je peux pas", "radius Annecy|Rumilly"),
    ("Voyez-vous, trois quarts d'heure de train me semblent déjà bien longs à mon âge", "radius 45 min"),
    ("franchement moi plus d'un quart d'heure le matin je fais pas", "radius 15 min"),
    ("30 min de bus max sinon c'est la galère avec les petits", "radius 30 min"),
    ("à vélo quoi, 8 kilomètres, 10 si ça descend", "radius 10"),
    ("je vais partout, Lille ou Nice c'est pareil pour moi", "national "),
    ("je livre dans toute l'Europe alors Lille ou Perpignan pour moi c'est kif kif, où vous voulez", "national "),
]
OWN_TOWN = [
    ("je me limiterai donc, à mon grand regret, à ma commune.", "none "),
    ("ah moi je décolle pas du quartier", "none "),
    ("oh non moi je reste au bourg", "none "),
    ("N'ayant plus le permis, je suis contrainte de m'en tenir à mon village.", "none "),
    ("je ne m'éloignerai guère de notre village", "none "),
    ("mon hameau me suffit", "none "),
    ("pas plus loin que mon quartier", "none "),
    ("je me cantonne à ma ville et aux alentours", "radius "),
    ("je veux bien sortir de mon village, 20 km", "radius 20"),
]
BY_EAR = [
    ("dans l'heure et loir tout le département", "departement Eure-et-Loir"),
    ("tout le loire et cher", "departement Loir-et-Cher"),
    ("maine est loire", "departement Maine-et-Loire"),
    ("toulon efface toulon je disais toulouse et sa première couronne", "radius Toulouse"),
    ("lyon non pas lyon, j'ai dit dijon et autour", "radius Dijon"),
    ("kilomètres trente virgule pas plus", "radius 30"),
    ("La mobilité ? Nationale.", "national "),
    ("idf only", "region Île-de-France"),
    ("paca et pi c'est tout", "region Provence-Alpes-Côte d'Azur"),
]


def short(text: str) -> str:
    reading = read_field("mobility", text, TODAY)
    if reading.status is not Status.VALUE:
        return reading.status.value
    value = reading.value
    measure = f"{value['km']}" if value["km"] else f"{value['minutes']} min" if "minutes" in value else ""
    return f"{value['kind']} {measure}{'|'.join(value['places'])}"


@pytest.mark.parametrize(("text", "right"), [*DENIED_BEHIND, *LEFT, *PAST, *OF_OTHERS, *ASIDES, *OWN_TOWN, *BY_EAR])
def test_places_by_their_part_in_the_sentence(text: str, right: str) -> None:
    assert short(text) == right


@pytest.mark.parametrize("text", ["je veux quitter Paris pour autre chose", "mon mari travaille à Lyon"])
def test_what_is_left_or_of_others_alone_is_never_sure(text: str) -> None:
    assert not read_field("mobility", text, TODAY).sure
