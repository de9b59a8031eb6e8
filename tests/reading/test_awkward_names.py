"""Names said in awkward ways: chosen among several, spelt by radio, behind a rank, devoted, told to be one, in Creole."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)

# What the last name was asked for: the text, the last name, the first name if it is said.
LAST_NAMES = [
    # spelt by words
    ("Mike Alpha Romeo Tango India November", "Martin", None),
    ("Delta Uniform Bravo Oscar India Sierra, Dubois", "Dubois", None),
    ("je vous l'épelle : Golf Romeo Alpha Sierra", "Gras", None),
    ("Roux : Raoul Oscar Ursule Xavier", "Roux", None),
    ("Henry. Hôtel Echo November Romeo Yankee.", "Henry", None),
    ("Victor Oscar", "Victor", "Oscar"),
    ("Alpha Diallo", "Diallo", "Alpha"),
    # a capital told
    ("petit p majuscule", "Petit", None),
    ("mon nom c'est lebrun avec un grand l", "Lebrun", None),
    ("charpentier, c majuscule", "Charpentier", None),
    ("rose majuscule au r", "Rose", None),
    # ranks and titles
    ("Sergent-chef Vasseur Thierry", "Vasseur", "Thierry"),
    ("Adjudante-cheffe Carole Lemoine, prête", "Lemoine", "Carole"),
    ("Lieutenant-colonel Yves Morin", "Morin", "Yves"),
    ("Caporal-chef de première classe Ouedraogo", "Ouedraogo", None),
    ("Maréchal des logis-chef Bruno Collet", "Collet", "Bruno"),
    ("Capitaine de corvette Le Dantec", "Le Dantec", None),
    ("Brigadier Pons", "Pons", None),
    ("Maître Corinne Petit", "Petit", "Corinne"),
    ("Sergent Thierry", "Sergent", "Thierry"),
    ("Major", "Major", None),
    # first names with their devotion
    ("Maria de Fátima Gonçalves Pereira", "Gonçalves Pereira", "Maria de Fátima"),
    ("Gonçalves Maria de Fátima", "Gonçalves", "Maria de Fátima"),
    ("Maria dos Anjos Ferreira", "Ferreira", "Maria dos Anjos"),
    ("María del Pilar Ortega", "Ortega", "María del Pilar"),
    ("João de Deus Silveira", "Silveira", "João de Deus"),
    ("Ana Lúcia dos Santos Oliveira", "dos Santos Oliveira", "Ana Lúcia"),
    # what is written in the end
    ("Dupuy à la naissance, Arnoux à la mairie, inscrivez Arnoux", "Arnoux", None),
    ("Benali ou Ben Ali selon les papiers, donc notez Ben Ali", "Ben Ali", None),
    ("Vidal. Enfin Vidal c'est mon ex-mari, moi je suis redevenue Castel", "Castel", None),
    ("j'étais Lopez, moi j'ai récupéré Castel", "Castel", None),
    ("on dit Titi mais écrivez Thierry Laporte", "Laporte", "Thierry"),
    ("Le Goff, mettez bien les deux mots", "Le Goff", None),
    # one of a family, what surrounds a name
    ("je suis le fils Bertin", "Bertin", None),
    ("c'est la mère Pons", "Pons", None),
    ("moi c'est la petite dernière Guéguen", "Guéguen", None),
    ("on est des Vandenbroucke depuis 1700", "Vandenbroucke", None),
    ("tout le monde me connaît ici, le Jeannot Riou", "Riou", "Jeannot"),
    ("mon nom est long mais le voilà, Ramanantsoa", "Ramanantsoa", None),
    ("mon nom est court et simple : Roy", "Roy", None),
    ("Leroy en un mot pas le roi mdr", "Leroy", None),
    ("matricule 4521 Lambert", "Lambert", None),
    ("Lambert, matricule 45.21", "Lambert", None),
    ("Affirmatif, Guibert", "Guibert", None),
    ("oui mon capitaine, Guibert", "Guibert", None),
    ("Garde à vous ! Caporal Ndiaye Moussa.", "Ndiaye", "Moussa"),
    ("Renaud, né en 1980", "Renaud", None),
    ("Noël, née à Brest", "Noël", None),
    ("Zot nom lé Payet", "Payet", None),
    ("D. Moreau", "Moreau", None),
    ("D MOREAU", "D Moreau", None),
    ("Comtesse de Saint-Victor", "de Saint-Victor", None),
    ("Baron Kévin", "Baron", "Kévin"),
    # begun again, mended, doubted
    ("Merca... Mercadier, excusez je tape d'une main", "Mercadier", None),
    ("Mercadierr oups un seul r", "Mercadier", None),
    ("Mercadier ou Mercadié, j'ai vu les deux, mais Mercadier", "Mercadier", None),
    ("o'brien sans apostrophe si ça bloque", "O'Brien", None),
    ("Le... Le Guennec", "Le Guennec", None),
    # one name in several words
    ("Petit Jean, en deux mots, c'est mon nom", "Petit Jean", None),
    ("Diallo Sow, ça fait un seul nom de famille", "Diallo Sow", None),
    ("Ben Youssef, un seul nom", "Ben Youssef", None),
    ("Abdou Ali, c'est deux mots mais un seul nom", "Abdou Ali", None),
]

FIRST_NAMES = [
    ("Yankee Victor Echo Sierra", "Yves"),
    ("Lima Uniform Charlie", "Luc"),
    ("paul p majuscule", "Paul"),
    ("Adjudant-chef Kevin", "Kevin"),
    ("Maria do Céu", "Maria do Céu"),
    ("maria da luz", "Maria da Luz"),
    ("Maria de los Ángeles", "Maria de los Ángeles"),
    # chosen by its place
    ("Marie-Christine, Odile, Jeanne ; le premier est le prénom d'usage.", "Marie-Christine"),
    ("Georges, Marcel, Auguste. Le dernier est celui que j'utilise", "Auguste"),
    ("Trois prénoms : Louis Marie Joseph. On garde le premier", "Louis"),
    ("Paulette et Simone, mais je me sers du deuxième", "Simone"),
    ("Awa, Fatim, Nabou, le premier suffit", "Awa"),
    ("Hervé, Louis : on m'appelle par le second", "Louis"),
    ("Lucien Armand Émile, c'est le troisième qui compte, mettez le troisième", "Émile"),
    # what is written in the end
    ("Françoise au livret mais Soizic partout, mettez Soizic", "Soizic"),
    ("Anne-Sophie au civil, Anso pour tout le monde, notez Anso", "Anso"),
    ("On m'a baptisée Marguerite mais j'utilise Margot, inscrivez Margot je vous prie", "Margot"),
    ("Ginou pour les copains, bon mettez Geneviève", "Geneviève"),
    ("à la mairie Mohammed, à la maison Momo, gardez Mohammed merci", "Mohammed"),
    ("Noël, oui comme la fête, né le 25", "Noël"),
    ("Tiphaine T I P H pas S T E", "Tiphaine"),
    ("ah ça c'est facile Nadège", "Nadège"),
    ("Alex. Alexandra en vrai mais personne dit ça", "Alexandra"),
    ("Au boulot c'est Michel, en vrai Mickaël", "Mickaël"),
    ("Ludo partout mais officiellement c'est Ludovic", "Ludovic"),
    ("Guigui, sinon sur mes papiers Guillaume", "Guillaume"),
    ("Ma... Magali", "Magali"),
    # marks and letters told
    ("Hamed sans le A devant", "Hamed"),
    ("loic i tréma", "Loïc"),
    ("maelle, tréma", "Maëlle"),
    ("zoe avec tréma", "Zoë"),
    ("elodie, le E prend un accent", "Élodie"),
    ("jerome chapeau sur le o", "Jérôme"),
    ("Jérome sans chapeau sur le o", "Jérome"),
    ("Anais avec le i tréma", "Anaïs"),
    ("stephane ph et pas f", "Stephane"),
    ("Christelle avec un C-H et deux L", "Christelle"),
    # one name in several words
    ("Mohamed Amjad, c'est deux mots mais un prénom", "Mohamed Amjad"),
    ("Jean Baptiste, c'est un seul prénom, sans tiret", "Jean Baptiste"),
    ("Marie Claude en un seul prénom mais avec un tiret", "Marie-Claude"),
    ("Sur ma carte d'identité c'est Mamadou Lamine, en un seul prénom", "Mamadou Lamine"),
    ("Fatou Kiné, prénom composé", "Fatou Kiné"),
    ("Rose May, les deux font un même prénom", "Rose May"),
    # Creoles of Guyane, Maurice, Haïti, the Antilles and La Réunion
    ("Yo ka kriyé mo Gislaine", "Gislaine"),
    ("Moun ka aplé mo Rodrigue", "Rodrigue"),
    ("Mo non sé Marie-Line", "Marie-Line"),
    ("mo non Kevin", "Kevin"),
    ("Mo apel Kavita", "Kavita"),
    ("yo rele m Wislande", "Wislande"),
    ("Yo ka kriyé mwen Maryvonne", "Maryvonne"),
    ("i apèl amwin Expédit", "Expédit"),
]


@pytest.mark.parametrize(("text", "last", "first"), LAST_NAMES)
def test_last_names(text, last, first):
    said = {"nom": last} | ({"prenom": first} if first else {})
    assert _folded(to_contract("last_name", read_field("last_name", text, TODAY))) == _folded(said)


@pytest.mark.parametrize(("text", "first"), FIRST_NAMES)
def test_first_names(text, first):
    assert to_contract("first_name", read_field("first_name", text, TODAY)) == {"prenom": first}


def _folded(said):
    return {key: value.lower() if isinstance(value, str) else value for key, value in said.items()}
