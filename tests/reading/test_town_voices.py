"""The town of residence in many voices: text messages, learners, letters, dialects, overseas, dictation.

The right answer is written short: name and département; "?" before the town to offer first among several.
"""

import time

import pytest

from bot.reading.place_fuzzy import likely_names
from bot.reading.places import place_index
from bot.reading.result import Reading, Status
from bot.reading.towns import read_town


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    place_index()
    likely_names(["x"])


def short(reading: Reading) -> str:
    """Writes a reading in the short form of the tables."""
    if reading.status is Status.VALUE:
        return f"{reading.value['commune']} {reading.value['departement']}"
    if reading.status is Status.AMBIGUOUS:
        return f"?{reading.candidates[0]['commune']} {reading.candidates[0]['departement']}"
    return reading.reason or str(reading.status)


LETTERS = [
    ("demeurant à Hazebrouck", "Hazebrouck 59"), ("Je suis domiciliée à Ploërmel", "Ploërmel 56"), ("domicilié(e) à Issoudun", "Issoudun 36"), ("résidant à Cahors", "Cahors 46"),
    ("originaire de Lille mais je vis à Arras", "Arras 62"), ("j'ai grandi à Nevers, j'habite Moulins dans l'allier", "Moulins 03"), ("ancienne de Lille, Roubaix maintenant", "Roubaix 59"),
    ("Je soussignée demeure au 4 rue des Lilas, 58000 Nevers", "Nevers 58"), ("Ayant quitté Paris, je me suis établi à Auray", "Auray 56"),
    ("J'ai l'honneur de vous informer que je réside à Tulle, en Corrèze.", "Tulle 19"), ("Nous demeurons à Vire depuis 1974", "?Vire Normandie 14"), ("j'ai élu domicile à Pau", "Pau 64"),
    ("native de Dole, je vis toujours à Dole", "Dole 39"), ("Retraité des postes, je coule des jours heureux à Royan", "Royan 17"), ("né à Oran, installé à Béziers", "Béziers 34"),
    ("je loge chez ma fille à Niort", "Niort 79"), ("mon adresse : 8 place du Marché 22300 Lannion", "Lannion 22"), ("habitante de Montluçon", "Montluçon 03"), ("résidente de Vichy", "Vichy 03"),
    ("je suis de Brest", "Brest 29"), ("j'habite Lannion", "Lannion 22"), ("moi j'suis d'Angoulême", "Angoulême 16"), ("Je vis en ce moment à Laval", "Laval 53"),
    ("Je me suis retirée à Ploemeur voici dix ans", "Ploemeur 56"), ("J'ai emménagé à Guéret au printemps", "Guéret 23"), ("Ma commune de résidence est Saint-Flour", "Saint-Flour 15"),
    ("Je suis née à Dijon", "?Dijon 21"), ("ancienne de Lille", "?Lille 59"), ("j'ai grandi à Nevers", "?Nevers 58"), ("originaire de Bastia", "?Bastia 2B"),
    ("Parisienne d'origine, aujourd'hui Bergeracoise : Bergerac", "Bergerac 24"),
]  # fmt: skip
SMS = [
    ("jabit a nant", "?Nantes 44"), ("jvi a tlse", "Toulouse 31"), ("mrseille", "Marseille 13"), ("brdx", "Bordeaux 33"), ("grnbl", "Grenoble 38"), ("grnble", "Grenoble 38"), ("strsbrg", "Strasbourg 67"),
    ("st naz", "Saint-Nazaire 44"), ("lmoges", "Limoges 87"), ("perpi", "Perpignan 66"), ("jui de st brieu", "Saint-Brieuc 22"), ("montobn", "Montauban 82"), ("chalon", "?Chalon-sur-Saône 71"),
    ("villeneuv dasq", "Villeneuve-d'Ascq 59"), ("nimes", "Nîmes 30"), ("bsr jsui a evreu", "Évreux 27"), ("jabite o mans", "Le Mans 72"), ("o havre", "Le Havre 76"), ("jvi o creusot", "Le Creusot 71"),
    ("dla rochelle", "?La Rochelle 17"), ("jhabite a lens dan le 62", "Lens 62"), ("jsuis dlyon", "Lyon 69"), ("jhabit dunkerk", "Dunkerque 59"), ("mtz", "Metz 57"), ("renn", "Rennes 35"),
    ("chuis d'Épinal", "Épinal 88"), ("jcrèche à tourcoing", "Tourcoing 59"), ("clmt fd", "Clermont-Ferrand 63"), ("vlrbn", "Villeurbanne 69"), ("st etienn", "Saint-Étienne 42"), ("ptiers", "Poitiers 86"),
]  # fmt: skip
SHORT = [
    ("La Baule", "La Baule-Escoublac 44"), ("Le Touquet", "Le Touquet-Paris-Plage 62"), ("Saint-Cyr", "?Saint-Cyr-l'École 78"), ("Fontenay", "?Fontenay-sous-Bois 94"), ("Villeneuve", "?Villeneuve-d'Ascq 59"),
    ("Les Sables", "Les Sables-d'Olonne 85"), ("Le Creusot", "Le Creusot 71"), ("Bruay", "?Bruay-la-Buissière 62"), ("Trith", "Trith-Saint-Léger 59"), ("Le Grau", "Le Grau-du-Roi 30"),
    ("Carhaix", "Carhaix-Plouguer 29"), ("Dol", "Dol-de-Bretagne 35"), ("Le Mée", "Le Mée-sur-Seine 77"), ("Saint-Jean de Luz", "Saint-Jean-de-Luz 64"), ("Aulnoye", "Aulnoye-Aymeries 59"),
    ("Noirmoutier", "Noirmoutier-en-l'Île 85"), ("Font-Romeu", "Font-Romeu-Odeillo-Via 66"), ("Villard de lans", "Villard-de-Lans 38"), ("L'Isle-Adam", "L'Isle-Adam 95"), ("Saint-Médard", "?Saint-Médard-en-Jalles 33"),
    ("Saint-Hilaire", "?Saint-Hilaire-de-Riez 85"), ("Noeux les mines", "Nœux-les-Mines 62"), ("j'habite La Baule depuis toujours", "La Baule-Escoublac 44"), ("je suis au Touquet", "Le Touquet-Paris-Plage 62"),
    ("Saint Nazaire", "?Saint-Nazaire 44"), ("Villeneuve d'Ascq", "Villeneuve-d'Ascq 59"), ("Le Kremlin", "Le Kremlin-Bicêtre 94"), ("La Turballe", "La Turballe 44"), ("Les Pavillons", "Les Pavillons-sous-Bois 93"),
]  # fmt: skip
NUMBERED = [
    ("Paris 11", "Paris 75"), ("75011", "Paris 75"), ("Paname", "Paris 75"), ("Marseille 13e", "Marseille 13"), ("j'habite dans le 18ème à paname", "Paris 75"), ("Lyon 7", "Lyon 69"),
    ("Marseille, cinquième arrondissement", "Marseille 13"), ("Paris XIIIe", "Paris 75"), ("paris douzième", "Paris 75"), ("F-67000 Strasbourg", "Strasbourg 67"), ("38 000 Grenoble", "Grenoble 38"),
    ("29 200 brest", "Brest 29"), ("Ste Geneviève des bois 91", "Sainte-Geneviève-des-Bois 91"), ("Kerlouan 29890 lieu dit Kerizoc", "Kerlouan 29"), ("lieu-dit Le Bourg Neuf 19500 Meyssac", "Meyssac 19"),
    ("hameau de la Combe, 38710 Mens", "Mens 38"), ("44 Nantes", "Nantes 44"), ("Vannes (morbihan)", "Vannes 56"), ("99999", "no_such_postcode"), ("dans le 3e à Lyon", "Lyon 69"), ("Toulouse 31200", "Toulouse 31"),
]  # fmt: skip
OVERSEAS = [
    ("97410", "Saint-Pierre 974"), ("je suis à Mayotte, Mamoudzou", "Mamoudzou 976"), ("Pointe-à-Pitre, Guadeloupe", "Pointe-à-Pitre 971"), ("les Abymes", "Les Abymes 971"), ("Baie-Mahault 97122", "Baie-Mahault 971"),
    ("mi rest Saint-Pierre la Réunion", "Saint-Pierre 974"), ("mwen ka rété Fort-de-France", "Fort-de-France 972"), ("Le Tampon 97430", "Le Tampon 974"), ("Cayenne", "Cayenne 973"),
    ("Saint-Laurent du Maroni", "Saint-Laurent-du-Maroni 973"), ("Guadeloupe", "too_wide"), ("Mayotte", "too_wide"), ("Koungou 976", "Koungou 976"), ("St Jo dans le sud de La Réunion", "Saint-Joseph 974"),
    ("le lamentin en martinique", "Le Lamentin 972"), ("Kourou", "Kourou 973"), ("Papeete", "Papeete 987"), ("Nouméa", "Nouméa 988"),
]  # fmt: skip
MERGED = [
    ("Annecy-le-Vieux", "Annecy 74"), ("Cherbourg", "Cherbourg-en-Cotentin 50"), ("Segré", "Segré-en-Anjou Bleu 49"), ("Doué-la-Fontaine", "Doué-en-Anjou 49"), ("Le Chesnay", "Le Chesnay-Rocquencourt 78"),
    ("Saint-Ouen sur seine", "Saint-Ouen-sur-Seine 93"), ("Meythet", "Annecy 74"), ("Beaupréau", "Beaupréau-en-Mauges 49"), ("Château-d'Olonne", "Les Sables-d'Olonne 85"), ("Val de Reuil", "Val-de-Reuil 27"),
    ("Vieux-Condé", "Vieux-Condé 59"), ("Chemillé dans le 49", "Chemillé-en-Anjou 49"),
]  # fmt: skip
WORDS = [
    ("Nancy", "Nancy 54"), ("Vannes", "Vannes 56"), ("Lens", "Lens 62"), ("Sète", "Sète 34"), ("Gap", "Gap 05"), ("Auch", "Auch 32"), ("Die", "Die 26"), ("Tours.", "Tours 37"), ("Troyes", "Troyes 10"), ("lens", "Lens 62"),
    ("Gien", "Gien 45"), ("Foix", "Foix 09"), ("Privas", "Privas 07"), ("nancy", "Nancy 54"), ("vannes", "Vannes 56"), ("gap", "Gap 05"), ("auch", "Auch 32"), ("je vis à Die", "Die 26"), ("Laon", "Laon 02"), ("Dax", "Dax 40"),
]  # fmt: skip
LEARNERS = [
    ("I am living in Metz", "Metz 57"), ("moi habiter Creil", "Creil 60"), ("Je abite en Toulon", "Toulon 83"), ("ma ville elle s'appelle Vesoul", "Vesoul 70"), ("je suis habite à la ville de Sedan", "Sedan 08"),
    ("I'm from Poitiers", "Poitiers 86"), ("Mon ville c'est Le Havre", "Le Havre 76"), ("je reste à Sarcelles", "Sarcelles 95"), ("je habiter dans Nîmes", "Nîmes 30"), ("La nom de la ville est Roanne", "Roanne 42"),
]  # fmt: skip
DICTATED = [
    ("Saint tiret Étienne", "Saint-Étienne 42"), ("euh j'habite à euh Castres voilà", "?Castres 81"), ("la ville c'est Montélimar M O N T E L I M A R", "Montélimar 26"), ("Albi a l b i", "Albi 81"),
    ("Romorantin tiret Lanthenay", "Romorantin-Lanthenay 41"), ("Châteauroux point", "Châteauroux 36"), ("alors moi je suis sur Mâcon virgule en Saône-et-Loire", "Mâcon 71"),
]  # fmt: skip
SILENT = [
    "je suis un peu perdu", "j'habite dans un appartement", "qui veut savoir", "je suis en ville", "à la maison", "deux minutes", "c bon c fini ?", "la réponse est non",
    "48.8566, 2.3522", "lat 45.76 lon 4.83", "sur la planète Terre", "dans ma tête", "chez ma mère", "attends", "stop", "pourquoi vous demandez ça", "c'est loin ?", "quelle ville ?", "recommence", "retour",
    "la ville de naissance ou où j'habite ?", "je veux corriger mon nom", "une minute svp", "vous êtes qui", "c'est obligatoire ?", "help", "j'ai pas compris", "allo", "supprime tout", "t'es un robot ?", "dans une maison",
    "faut habiter où ?", "on peut habiter n'importe où ?", "pk la ville", "j'ai un doute", "au revoir", "c'est pas la bonne question",
]  # fmt: skip
MORE = [
    ("jréside a perpigan", "Perpignan 66"), ("moi c nimes", "Nîmes 30"), ("Je demeure depuis toujours à Saint-Dizier (Haute-Marne)", "Saint-Dizier 52"),
    ("J'ai posé mes valises à Biarritz", "Biarritz 64"), ("Le Puy", "?Le Puy-en-Velay 43"), ("Villefranche", "?Villefranche-sur-Saône 69"),
    ("Bourg-en-Bresse", "Bourg-en-Bresse 01"), ("la seyne", "La Seyne-sur-Mer 83"), ("Vaulx", "?Vaulx-en-Velin 69"), ("Le Blanc", "?Le Blanc-Mesnil 93"),
    ("Mantes", "?Mantes-la-Jolie 78"), ("La Teste", "La Teste-de-Buch 33"), ("Pont-Audemer", "Pont-Audemer 27"), ("Châtellerault", "Châtellerault 86"),
    ("dax ds les landes", "Dax 40"), ("jui sur saint malo", "Saint-Malo 35"), ("42000 st etienne", "Saint-Étienne 42"), ("Fontaine", "?Fontaine 38"),
    ("Sarlat", "Sarlat-la-Canéda 24"), ("Issoire", "Issoire 63"), ("La Ciotat 13", "La Ciotat 13"),
    ("J'étais à Paris, je suis maintenant à Angers", "Angers 49"), ("habitant la commune de Crozon", "Crozon 29"), ("domicile : Avranches", "Avranches 50"),
    ("Bonjour, Thionville en Moselle", "Thionville 57"), ("moi j'abite a amien", "Amiens 80"), ("prpgnn", "Perpignan 66"), ("nncy", "Nancy 54"),
    ("tlon", "Toulon 83"), ("av. de la gare, 05000 Gap", "Gap 05"), ("Les Lilas", "Les Lilas 93"), ("Saint-Leu", "Saint-Leu 974"), ("97434", "Saint-Paul 974"),
    ("Petit-Bourg", "Petit-Bourg 971"), ("Basse-Terre", "Basse-Terre 971"), ("Dzaoudzi", "Dzaoudzi 976"),
    ("ma famille est à Metz mais moi je suis à Épinal", "Épinal 88"), ("je vis chez mes parents à Verdun", "?Verdun 55"),
    ("je suis domiciliée chez ma soeur, à Roanne", "Roanne 42"), ("ma mère habite Lyon", "?Lyon 69"), ("plus à Nantes, à Saint-Herblain", "Saint-Herblain 44"),
    ("un petit bled, Mauron", "Mauron 56"), ("Oloron", "Oloron-Sainte-Marie 64"), ("je viens de Colmar", "Colmar 68"), ("native du Creusot", "?Le Creusot 71"),
    ("Boulogne Billancourt", "Boulogne-Billancourt 92"), ("la roche sur yon", "La Roche-sur-Yon 85"), ("st maur des fossés", "Saint-Maur-des-Fossés 94"),
    ("Neuilly plaisance", "Neuilly-Plaisance 93"), ("Lille-sud", "Lille 59"), ("Montreuil 93", "Montreuil 93"),
    ("mon village s'appelle Locronan", "Locronan 29"), ("jsuis du neuf trois, montreuil", "Montreuil 93"), ("Beauvais dans l'Oise", "Beauvais 60"),
    ("Saint-Pol", "?Saint-Pol-de-Léon 29"), ("Mont de marsan", "Mont-de-Marsan 40"), ("Saint Julien en genevois", "Saint-Julien-en-Genevois 74"),
    ("Ribérac, en Dordogne (24)", "Ribérac 24"),
]  # fmt: skip

TABLE = [*LETTERS, *SMS, *SHORT, *NUMBERED, *OVERSEAS, *MERGED, *WORDS, *LEARNERS, *DICTATED, *MORE]


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_towns_in_many_voices(text: str, right: str) -> None:
    assert short(read_town(text)) == right


@pytest.mark.parametrize("text", SILENT)
def test_questions_and_asides_stay_unread(text: str) -> None:
    assert not read_town(text).answers


UNASKED = [
    ("je suis de Brest", "Brest 29"), ("j'habite Lannion", "Lannion 22"), ("demeurant à Hazebrouck", "Hazebrouck 59"), ("domicilié à Laon", "Laon 02"), ("domicilié(e) à Issoudun", "Issoudun 36"),
    ("résidant à Cahors depuis 2003", "Cahors 46"), ("Je réside actuellement à Vichy", "Vichy 03"), ("habitant Guingamp", "Guingamp 22"), ("je vis à Sète avec mes enfants", "Sète 34"), ("basé sur Nancy", "Nancy 54"),
    ("je suis née à Oran et j'habite aujourd'hui Béziers", "Béziers 34"), ("Mon domicile est à Vannes", "Vannes 56"), ("je suis du Havre", "Le Havre 76"), ("moi c'est Léa, de Lens", "silent"), ("installée à La Baule depuis dix ans", "La Baule-Escoublac 44"),
    ("j'habite dans le 11e à Paris", "Paris 75"), ("je vis à Gap", "Gap 05"), ("jabite nant", "?Nantes 44"), ("Je suis originaire de Lille mais je vis à Arras", "Arras 62"), ("je suis basée à Auch dans le Gers", "Auch 32"),
    ("je suis de bonne humeur", "silent"), ("je suis de nature calme", "silent"), ("j'aime Nancy", "silent"), ("je travaille à Nantes", "silent"), ("je suis sur le point de finir", "silent"), ("je vis pour aider", "silent"),
    ("ancienne de Lille", "silent"), ("j'ai grandi à Nevers", "silent"), ("mon collègue est de Brest", "silent"), ("je suis allée à Tours en stage", "silent"), ("une mamie qui habite à Gap ne savait pas imprimer", "silent"),
    ("ma soeur habite Lyon", "silent"), ("je suis de tout coeur avec eux", "silent"), ("je suis à l'aise", "silent"), ("je suis de service le lundi", "silent"), ("je suis de retour", "silent"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), UNASKED)
def test_what_is_plain_is_sure_out_of_context(text: str, right: str) -> None:
    reading = read_town(text, asked=False)
    assert (short(reading), reading.sure) == (("none", False) if right == "silent" else (right, True))


def test_each_voice_is_read_within_five_milliseconds() -> None:
    texts = [text for text, _ in TABLE] + SILENT
    started = time.process_time()
    for text in texts:
        read_town(text)
        read_town(f"{text} " * (600 // (len(text) + 1)))
    assert (time.process_time() - started) / (2 * len(texts)) < 0.005
