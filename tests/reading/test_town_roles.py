"""The home among other towns, told by clauses, by lands, by words of its longer name, or misspelt mid-sentence."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

BESIDE_THE_ANSWER = [
    ("Forbach, mais je dors trois nuits sur quatre à Metz dans le camion", "Forbach"),
    ("Colmar, on va souvent à Mulhouse le dimanche", "Colmar"),
    ("Nîmes sur le papier, mais je passe mes semaines chez mon copain à Arles", "Nîmes"),
    ("Cahors, mon club de rugby c'est Albi par contre", "Cahors"),
    ("Vichy, j'ai tous mes amis sur Moulins", "Vichy"),
]
WHERE_I_LIVE = [
    ("Après trente ans à Angers, j'ai suivi mon époux à Saumur, où je demeure désormais.", "Saumur"),
    ("Après mes études à Poitiers j'ai rejoint ma sœur à Niort, où je réside depuis.", "Niort"),
    ("Née à Reims, mariée à Laon, c'est à Soissons, où nous vivons à présent, que je cherche", "Soissons"),
    ("J'ai été affecté à Draguignan puis à Castelsarrasin où j'habite encore", "Castelsarrasin"),
    ("Je travaille au Mans et je rentre tous les soirs à Alençon", "Alençon"),
]
OF_OTHERS = [
    ("mon fils est à Rennes, ma fille à Nantes, et moi je suis restée à Redon", "Redon"),
    ("caserné à Mourmelon mais le foyer familial est à Épernay", "Épernay"),
    ("à la base Marseille mais là chuis sur Toulon depuis deux ans", "Toulon"),
    ("je suis affecté à Brest, la maison est à Landerneau", "Landerneau"),
    ("J'avais une maison à Royan, vendue, je loue désormais à Saintes", "Saintes"),
    ("mes parents à Dax, mon frère à Pau, moi Tarbes", "Tarbes"),
]
DENIED = [
    (
        "Permettez-moi de préciser : Saint-Amand-Montrond, dans le Cher, et non Saint-Amand-les-Eaux.",
        "Saint-Amand-Montrond",
    ),
    ("Je tiens à préciser : Saint-Jean-de-Luz, au Pays basque, et non Saint-Jean-de-Maurienne", "Saint-Jean-de-Luz"),
    ("Plouhinec, celui du Cap Sizun, pas celui du Morbihan", "Plouhinec"),
    ("Je habite dans ville Rennes, avant Alep", "Rennes"),
    ("ville d'Angers maintenant, avant Kaboul", "Angers"),
]
LANDS = [
    ("Je réside à Villefranche. Celle du Beaujolais, cela va de soi.", "Villefranche-sur-Saône"),
    ("Villefranche, dans le Rouergue", "Villefranche-de-Rouergue"),
    ("Bagnols, à côté de Marcoule", "Bagnols-sur-Cèze"),
    ("Clermont, la cathédrale noire et les volcans", "Clermont-Ferrand"),
    ("Grigny dans l'Artois", "Grigny"),
    ("Saint-Pol, au fond du Léon", "Saint-Pol-de-Léon"),
    ("Saint-Sauveur, en Puisaye", "Saint-Sauveur-en-Puisaye"),
]
TOLD_BY_THE_NAME = [
    ("Saint-Laurent, sur le Maroni évidemment", "Saint-Laurent-du-Maroni"),
    ("Saint-Maixent, l'école des sous-offs, j'y suis resté", "Saint-Maixent-l'École"),
    ("Chalon, je ne sais pas avec s ou sans s. C'est Chalon avec la Saône", "Chalon-sur-Saône"),
    ("Villeneuve, oui, au bord de l'eau, sur le Lot", "Villeneuve-sur-Lot"),
    ("Bar, dans la Meuse, le duc et tout ça", "Bar-le-Duc"),
    ("Nogent, celui avec le Rotrou au bout", "Nogent-le-Rotrou"),
]
MISSPELT = [
    ("Bom dia, je suis la gardienne de immeuble à Villier sur Marne, le 94", "Villiers-sur-Marne"),
    ("concièrge à Neuilli sur Seine, dans le 92", "Neuilly-sur-Seine"),
    ("vennissieux lol jsé jamai lecrire", "Vénissieux"),
    ("plobanalec lesconil, les tirets je les mets jamais", "Plobannalec-Lesconil"),
    ("septeme les valon, tarpin loin du vieux port", "Septèmes-les-Vallons"),
    ("ma Doue, à Douarn', avec les sardines", "Douarnenez"),
    ("À Maripa. Deux jours de pirogue quand l'avion est annulé.", "Maripasoula"),
    ("j'habite à cent dans l'yonne pas le chiffre", "Sens"),
    ("Mo lékòl a Apatou mé mo kaz a Sen Loran di Maroni", "Saint-Laurent-du-Maroni"),
    ("villerbane mdr j'ai jamais su l'écrire", "Villeurbanne"),
    ("on tient la boulangerie à Montbrisson, en face de la gare", "Montbrison"),
    ("chateau roux oui en deux mots jecri mal", "Châteauroux"),
    ("Saint-Gué, le port de Penmarc'h", "Penmarch"),
]
SHORT_FORMS = [
    ("mtp vers les arceaux", "Montpellier"),
    ("bdx mé jdemenage a nantes en janv normalmt", "Bordeaux"),
    ("jsuis a st den ds le 9.3", "Saint-Denis"),
    ("St Georges de l'Oyapock, en face du Brésil", "Saint-Georges"),
    ("Aix. Enfin Gardanne. Bon, Meyreuil quoi", "Meyreuil"),
    ("Les Pennes, à côté de Plan de Campagne", "Les Pennes-Mirabeau"),
]


@pytest.mark.parametrize(
    ("text", "town"),
    [*BESIDE_THE_ANSWER, *WHERE_I_LIVE, *OF_OTHERS, *DENIED, *LANDS, *TOLD_BY_THE_NAME, *MISSPELT, *SHORT_FORMS],
)
def test_the_home_is_told_from_the_rest(text: str, town: str) -> None:
    reading = read_field("town", text, TODAY)
    assert reading.status is Status.VALUE, reading
    assert reading.value["commune"] == town


@pytest.mark.parametrize(
    "text",
    [
        "je suis content à mourir",
        "on se voit à Noël",
        "salut mdr jsais pas trop",
        "le Beaujolais",
        "quelque part en Sologne",
        "Paris-sur-Mer",
        "je bosse à Frankfort en Allemagne",
    ],
)
def test_no_town_is_made_up(text: str) -> None:
    assert read_field("town", text, TODAY).status is not Status.VALUE
