"""The home told from former places and other people's, by learners, in telegrams and by what lies in it."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.towns import read_town
from tests.reading.test_town_voices import short

TABLE = [
    ("RÉSIDENCE BOULOGNE-BILLANCOURT. STOP.", "Boulogne-Billancourt 92"), ("RÉSIDENCE MONTLUÇON. FIN.", "Montluçon 03"), ("DOMICILE BOURGES. STOP.", "Bourges 18"),
    ("St Maximin, celui de la Sainte Baume", "Saint-Maximin-la-Sainte-Baume 83"), ("Salon, té, vous savez bien, en Provence", "Salon-de-Provence 13"), ("Châlons, pardi, en Champagne", "Châlons-en-Champagne 51"),
    ("Montreuil, métro Robespierre", "Montreuil 93"), ("Aix, quartier Jas de Bouffan", "Aix-en-Provence 13"), ("Saint-Denis, RER La Plaine", "Saint-Denis 93"),
    ("avan jété a Lille, mintenan ces Roubaix", "Roubaix 59"), ("Avan cété Kinshasa. Mintenan ces Grigni la banlieu, le 91", "Grigny 91"), ("je sui a la ville de sarselle", "Sarcelles 95"),
    ("nou abiton a vilurbane", "Villeurbanne 69"), ("nou abitons vilneuve sin jorge", "Villeneuve-Saint-Georges 94"), ("jsui a vitry sur s1", "Vitry-sur-Seine 94"),
    ("Epinal ces la ou ma seur abite. Moi ces Golbey", "Golbey 88"), ("Gonesse c'est là où mon frère habite. Moi c'est Villiers-le-Bel", "Villiers-le-Bel 95"), ("Mon père vit à Brest. Moi c'est Morlaix.", "Morlaix 29"),
    ("Brest, c'est la ville que mes parents habitent. Moi c'est Landerneau", "Landerneau 29"), ("j'ai longtemps vécu à Metz, aujourd'hui c'est Thionville", "Thionville 57"),
    ("né à Loudun et ayant longtemps exercé à Thouars, c'est à Bressuire que j'ai fixé ma demeure", "Bressuire 79"), ("C'est à Figeac que j'ai élu domicile.", "Figeac 46"),
    ("j'ai fait Decize, Cosne, et puis voilà je suis revenue à Nevers", "Nevers 58"), ("Vienne, la ville, pas le département, en Isère", "Vienne 38"), ("quand dans le calvados je répète C A E N", "Caen 14"),
    ("Gonesse ces la ou mon frere habite. mois ces Vilié le bel", "Villiers-le-Bel 95"), ("Bruay, Bruay la Buissière, nin l'aut' su l'Escaut", "Bruay-la-Buissière 62"), ("jdi pa ou jabite c perso", "declined"), ("c perso", "declined"),
]  # fmt: skip

# The area whose préfecture, sous-préfecture or chief town it is.
SEATS = [
    ("Chaumont, préfecture de la Haute-Marne, pour éviter toute méprise", "Chaumont 52"), ("Saint-Claude, sous-préfecture du Jura", "Saint-Claude 39"), ("Valence, chef-lieu de la Drôme", "Valence 26"),
    ("Vienne (sous-préfecture de l'Isère)", "Vienne 38"), ("j'habite Fontenay, la sous préfecture de Vendée", "Fontenay-le-Comte 85"), ("Bourg, la préfecture de l'Ain", "Bourg-en-Bresse 01"), ("Saint-Denis, préfecture du 974", "Saint-Denis 974"),
    ("Saint-Laurent, sous-préfecture de la Guyane", "Saint-Laurent-du-Maroni 973"), ("Villefranche, c'est la sous-préfecture du Rhône", "Villefranche-sur-Saône 69"), ("Villefranche, sous-préfecture de l'Aveyron", "Villefranche-de-Rouergue 12"),
    ("Moulins, qui est la préfecture de l'Allier", "Moulins 03"), ("moulins c'est la préfecture de l'allier", "Moulins 03"), ("La préfecture de l'Aude, Carcassonne", "Carcassonne 11"), ("Die est une sous-préfecture de la Drôme, j'y suis", "Die 26"),
    ("Chaumont, la préfecture, pas un village", "Chaumont 52"), ("Chaumont, en face de la préfecture", "Chaumont 52"), ("Valence, côté préfecture", "Valence 26"),
    # an office that is no answer
    ("à Dijon, rue de la Préfecture", "Dijon 21"), ("Versailles, à côté de la préfecture des Yvelines", "Versailles 78"), ("Bayeux, mais je bosse à la préfecture de l'Orne", "Bayeux 14"), ("la préfecture du Cantal", "none"), ("près de la préfecture des Yvelines", "none"),
    ("Chaumont, chef-lieu de canton", "?Chaumont 52"),
]  # fmt: skip

# A town that is taken back because of a move, and moves that take nothing back.
MOVES = [
    ("Colmar... excusez-moi, je suis stressée, on a déménagé en mars : Sélestat", "Sélestat 67"), ("Metz, oh pardon l'habitude, on a changé d'adresse cet été : Thionville", "Thionville 57"),
    ("Angers. Ah mais c'est vrai que j'ai déménagé, je suis à Cholet", "Cholet 49"), ("Brest, euh attendez on vient d'emménager à Quimper", "Quimper 29"), ("j'allais dire Vichy mais on a bougé l'an dernier, Moulins dans l'Allier", "Moulins 03"),
    ("Albi, quelle idiote, j'ai déménagé en juin, c'est Castres maintenant", "Castres 81"), ("Tarbes... enfin depuis le déménagement c'est Lourdes", "Lourdes 65"), ("Béziers mais j'y habite plus, maintenant c'est Agde", "Agde 34"),
    ("Béziers... que je suis bête, nous avons emménagé à Pézenas en septembre", "Pézenas 34"), ("Roanne... mais qu'est-ce que je raconte, on a emménagé à Vichy à Pâques", "Vichy 03"), ("j'ai mis Roanne sur le CV mais j'ai déménagé depuis : Vichy", "Vichy 03"),
    ("Colmar, on a déménagé en mars, avant c'était Sélestat", "Colmar 68"), ("Sélestat, j'ai déménagé en mars, j'étais à Colmar", "Sélestat 67"), ("Colmar, on a déménagé en mars de Sélestat", "Colmar 68"), ("Sélestat (on a déménagé de Colmar)", "Sélestat 67"),
    ("Colmar, on a déménagé en mars pour le travail de mon mari à Sélestat", "Colmar 68"), ("Colmar, on a déménagé en mars, Sélestat avant", "Colmar 68"), ("Colmar, mais on va déménager en mars à Sélestat", "Colmar 68"),
    ("Colmar, mes parents ont déménagé à Sélestat", "Colmar 68"), ("Colmar, on a failli déménager à Sélestat", "Colmar 68"), ("Colmar, on a déménagé en mars", "Colmar 68"), ("Arras. J'ai déménagé en mai, mon ancienne adresse c'est Lens", "Arras 62"),
    ("Arras, on a déménagé en mai, mes parents sont à Lens", "Arras 62"), ("Arras, j'ai changé d'adresse en mai, mobile sur Lens", "Arras 62"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_town_told_apart(text: str, right: str) -> None:
    assert short(read_town(text)) == right


@pytest.mark.parametrize(("text", "right"), SEATS)
def test_town_told_by_the_area_that_it_heads(text: str, right: str) -> None:
    assert short(read_town(text)) == right


@pytest.mark.parametrize(("text", "right"), MOVES)
def test_town_told_by_a_move(text: str, right: str) -> None:
    assert short(read_field("town", text, date(2026, 11, 24))) == right
