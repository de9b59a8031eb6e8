"""The home told from former places and other people's, by learners, in telegrams and by what lies in it."""

import pytest

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


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_town_told_apart(text: str, right: str) -> None:
    assert short(read_town(text)) == right
