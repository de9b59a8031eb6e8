"""The town of residence in many voices: text messages, learners, letters, dialects, overseas, dictation.

The right answer is written short: name and département; "?" before the town to offer first among several.
"""

import pytest

from bot.reading.place_fuzzy import likely_names
from bot.reading.places import place_index
from bot.reading.result import Reading, Status
from bot.reading.towns import read_town
from tests.timing import quickest


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
    ("Saint-Hilaire", "?Saint-Hilaire 31"), ("Noeux les mines", "Nœux-les-Mines 62"), ("j'habite La Baule depuis toujours", "La Baule-Escoublac 44"), ("je suis au Touquet", "Le Touquet-Paris-Plage 62"),
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
EVERYDAY = [
    ("J'suis d'Hénin", "Hénin-Beaumont 62"), ("jcrèche à Liévin", "Liévin 62"), ("jmeule à Pau", "Pau 64"), ("adresse: 12 rue de Paris, 59000 Lille", "Lille 59"),
    ("12 rue de Paris Lille", "Lille 59"), ("appart 3 résidence les Lilas Roubaix", "Roubaix 59"), ("HLM de Mons-en-Baroeul", "Mons-en-Barœul 59"),
    ("Mons en baroeul", "Mons-en-Barœul 59"), ("Vieux-Lille", "Lille 59"), ("j'habite le Vieux-Lille", "Lille 59"), ("quartier de Fives à Lille", "Lille 59"),
    ("Monplaisir, Lyon 8", "Lyon 69"), ("Croix-Rousse à Lyon", "Lyon 69"), ("Cité Balzac à Vitry-sur-Seine", "Vitry-sur-Seine 94"), ("Barbès", "Paris 75"),
    ("St Barnabé à Marseille", "Marseille 13"), ("Saint-Cyprien, à Toulouse", "Toulouse 31"),
    ("Saint-Jean, pas de Luz hein, de Maurienne", "Saint-Jean-de-Maurienne 73"), ("Aix, en Provence pas les Bains", "Aix-en-Provence 13"),
    ("Villefranche sur Saône", "Villefranche-sur-Saône 69"), ("Châlons, en Champagne", "Châlons-en-Champagne 51"),
    ("Chalon avec un seul n, en Bourgogne", "Chalon-sur-Saône 71"), ("Sainte-Suzanne, 974", "Sainte-Suzanne 974"),
    ("Saint-Louis, à côté de Mulhouse", "Saint-Louis 68"), ("Saint-Louis réunion", "Saint-Louis 974"), ("Saint-Louis, à la Réunion", "Saint-Louis 974"),
    ("Saint-Louis en Alsace", "Saint-Louis 68"), ("Vienne, en Isère", "Vienne 38"), ("Vienne pas l'Autriche lol", "Vienne 38"),
    ("Valence dans la Drôme et pas en Espagne", "Valence 26"), ("Montréal dans le Gers", "Montréal 32"), ("Montréal au Canada", "abroad"), ("Rome", "abroad"),
    ("je vis à Berlin", "abroad"), ("Tourcoing, à la frontière belge", "Tourcoing 59"), ("Wattrelos, frontière belge", "Wattrelos 59"),
    ("Menton, côté français", "Menton 06"), ("Hendaye, tout près de l'Espagne", "Hendaye 64"), ("Givet, c'est à la frontière belge", "Givet 08"),
    ("Annemasse près de Genève", "Annemasse 74"), ("saint julien en genevois", "Saint-Julien-en-Genevois 74"), ("Forbach à côté de Sarrebruck", "Forbach 57"),
    ("Longwy, pas au Luxembourg", "Longwy 54"), ("je suis en Suisse", "abroad"), ("Comines, pas la belge, la française", "Comines 59"),
    ("Comines (59)", "Comines 59"), ("Warneton", "Warneton 59"), ("Bondues", "Bondues 59"), ("Eu", "Eu 76"), ("Is-sur-Tille", "Is-sur-Tille 21"),
    ("le bled s'appelle Us", "Us 95"), ("Mon village c'est Ry, en Normandie", "Ry 76"), ("Sées", "Sées 61"), ("j'habite à Sin", "Sin-le-Noble 59"),
    ("ben c'est Wizernes", "Wizernes 62"), ("cest a cote darras", "near_town"), ("bapaume", "Bapaume 62"), ("frevent", "Frévent 62"), ("lilers", "Lillers 62"),
    ("bethunes", "Béthune 62"), ("armentiere", "Armentières 59"), ("haubourdun", "Haubourdin 59"), ("haubourdin", "Haubourdin 59"),
    ("grande synthe", "Grande-Synthe 59"), ("coudekerque", "Coudekerque-Branche 59"), ("Coudekerque-Branche", "Coudekerque-Branche 59"),
    ("Gravelines", "Gravelines 59"), ("berck plage", "Berck 62"), ("Berck-Plage", "Berck 62"), ("le Touquet Paris Plage", "Le Touquet-Paris-Plage 62"),
    ("Hardelot", "Neufchâtel-Hardelot 62"), ("Wimereux", "Wimereux 62"), ("Marquise dans le 62", "Marquise 62"), ("Desvres", "Desvres 62"),
    ("Hesdin", "Hesdin-la-Forêt 62"), ("Auchel", "Auchel 62"), ("st pol sur ternoise", "Saint-Pol-sur-Ternoise 62"), ("Avion", "Avion 62"),
    ("j'habite à Avion", "Avion 62"), ("avion, la ville hein", "Avion 62"), ("Vimy", "Vimy 62"), ("Oignies", "Oignies 62"), ("Carvin 62220", "Carvin 62"),
    ("je sais pas l'écrire", "unknown"), ("je suis hébergée à Lomme chez une copine", "Lille 59"), ("foyer à Tourcoing", "Tourcoing 59"),
    ("avant Lille, maintenant Douai", "Douai 59"), ("Lille avant, Douai maintenant", "Douai 59"), ("bientôt à Nantes mais là c'est Angers", "Angers 49"),
    ("Angers (je déménage à Nantes bientôt)", "Angers 49"), ("Y. Oui oui, c'est le nom du village, une lettre, dans la Somme", "Y 80"),
    ("Malo-les-Bains", "Dunkerque 59"), ("malo les bains", "Dunkerque 59"), ("j'habite à Malo", "Dunkerque 59"), ("Rosendaël", "Dunkerque 59"),
    ("rosendael", "Dunkerque 59"), ("Petite-Synthe", "Dunkerque 59"), ("Saint-Servan", "Saint-Malo 35"), ("Saint-Servan-sur-Mer", "Saint-Malo 35"),
    ("Paramé", "Saint-Malo 35"), ("La Bassée", "La Bassée 59"), ("Hellemmes", "Lille 59"), ("Lomme", "Lille 59"), ("Wazemmes", "Lille 59"), ("Vaise", "Lyon 69"),
    ("Saint-Pol-sur-Mer", "Dunkerque 59"), ("Fives", "Lille 59"), ("la Croix-Rousse", "Lyon 69"), ("Bacalan", "Bordeaux 33"), ("Caudéran", "Bordeaux 33"),
    ("Chantenay, à Nantes", "Nantes 44"), ("l'Estaque", "Marseille 13"), ("Neudorf", "Strasbourg 67"), ("le Mirail", "Toulouse 31"),
    ("La Paillade", "Montpellier 34"), ("Sanvic", "Le Havre 76"), ("Saint-Marc à Brest", "Brest 29"),
    ("Merville, pas celle vers Toulouse, celle dans le Nord", "Merville 59"), ("Saint-Denis, pas la Réunion, celui du 93", "Saint-Denis 93"),
    ("Valence, celle de la Drôme", "Valence 26"), ("Beaumont, celui dans l'Oise", "Beaumont-les-Nonains 60"), ("j'habite à Y, dans la Somme", "Y 80"),
    ("Y (80)", "Y 80"), ("Eu, en Normandie", "Eu 76"), ("Oô, oui c'est bien le nom du village", "Oô 31"), ("Eu, c'est un vrai nom de ville", "Eu 76"),
    ("Us dans le Val d'Oise", "Us 95"), ("Comines côté belge", "abroad"), ("Comines, côté français", "Comines 59"), ("Comines en France", "Comines 59"),
    ("Comines (Belgique)", "abroad"), ("Comines-Warneton", "abroad"), ("Wervicq, côté belge", "abroad"), ("Halluin", "Halluin 59"),
    ("côté suisse, à Saint-Gingolph", "abroad"), ("Saint-Gingolph côté suisse", "abroad"), ("j'habite Mouscron", "abroad"),
    ("je suis de l'autre côté de la frontière, en Belgique", "abroad"), ("Quiévrain", "abroad"), ("Leers, en France pas en Belgique", "Leers 59"),
    ("Menen", "abroad"), ("Bruxelles", "abroad"), ("l'village ch'est Wormhout", "Wormhout 59"), ("mi j'sus d'Lens", "Lens 62"), ("ej reste à Béthune", "Béthune 62"),
    ("j'habite din l'Nord, à Denain", "Denain 59"), ("jhabite a dunkerke", "Dunkerque 59"), ("chui a roubai", "Roubaix 59"), ("jvi a turcoin", "Tourcoing 59"),
    ("je vis actuellement chez mes parents à Hénin-Beaumont", "Hénin-Beaumont 62"), ("La Madeleine, collé à Lille", "La Madeleine 59"),
    ("Bruay sur Escaut", "Bruay-sur-l'Escaut 59"), ("Villeneuve d'Ascq, quartier Pont-de-Bois", "Villeneuve-d'Ascq 59"), ("Lille, quartier Moulins", "Lille 59"),
    ("Lille Moulins", "Lille 59"), ("Lille-Sud", "Lille 59"), ("j'habite Lille, je travaille à Arras", "Lille 59"),
    ("Douai mais je déménage à Lens en janvier", "Douai 59"), ("entre Lille et Douai", "near_town"), ("un petit village à côté d'Hazebrouck", "near_town"),
    ("près de Cambrai", "near_town"), ("je préfère ne pas dire", "declined"), ("j'aimerais mieux pas", "declined"), ("ça ne regarde que moi", "declined"),
    ("sur une péniche à Douai", "Douai 59"), ("en caravane à Fréthun", "Fréthun 62"), ("à l'hôtel pour l'instant, Calais", "Calais 62"),
    ("Calais 62100", "Calais 62"), ("62100", "Calais 62"), ("code postal 59140", "Dunkerque 59"), ("dans le 59", "too_wide"), ("le Nord", "too_wide"),
    ("Picardie", "too_wide"), ("Paris 19ème", "Paris 75"), ("Paname 20", "Paris 75"), ("Marseille dans les quartiers nord", "Marseille 13"),
    ("st-amand-les-eaux", "Saint-Amand-les-Eaux 59"), ("St-Quentin dans l'Aisne", "Saint-Quentin 02"), ("Chateau-Thierry", "Château-Thierry 02"),
    ("chateau thiery", "Château-Thierry 02"), ("valensienne", "Valenciennes 59"), ("monbéliar", "Montbéliard 25"), ("Sin-le-Noble", "Sin-le-Noble 59"),
    ("sin le noble", "Sin-le-Noble 59"), ("Loos", "Loos 59"), ("loos en gohelle", "Loos-en-Gohelle 62"), ("Wattrelos hein, avec deux T", "Wattrelos 59"),
    ("W-A-T-T-R-E-L-O-S", "Wattrelos 59"), ("Ham, dans la Somme", "Ham 80"), ("Vitry sur Seine", "Vitry-sur-Seine 94"),
    ("Saint Maur, dans le 94", "Saint-Maur-des-Fossés 94"), ("Bourg la reine", "Bourg-la-Reine 92"), ("à la Réunion, au Tampon", "Le Tampon 974"),
    ("au Port, à la Réunion", "Le Port 974"), ("Sainte-Anne en Guadeloupe", "Sainte-Anne 971"), ("Sainte-Anne, Martinique", "Sainte-Anne 972"),
    ("Le Moule", "Le Moule 971"), ("au François", "Le François 972"), ("Schœlcher", "Schœlcher 972"), ("au Mans", "Le Mans 72"),
    ("aux Sables d'Olonne", "Les Sables-d'Olonne 85"), ("du Havre", "Le Havre 76"), ("ville de Rennes", "Rennes 35"), ("la ville rose", "Toulouse 31"),
    ("I live in Lyon", "Lyon 69"), ("yo vivo en Nantes", "Nantes 44"), ("mon ville c'est Creil", "Creil 60"), ("Montreuil, 93", "Montreuil 93"),
    ("Montreuil-sur-Mer", "Montreuil-sur-Mer 62"), ("Ville : Arras, CP : 62000", "Arras 62"), ("Bray-Dunes, tout au nord", "Bray-Dunes 59"),
    ("Cassel (le village en haut de la colline)", "Cassel 59"), ("j'suis ch'ti, d'Armentières", "Armentières 59"), ("Annœullin", "Annœullin 59"),
    ("annoeulin", "Annœullin 59"), ("Le Quesnoy", "Le Quesnoy 59"), ("Caudry près de Cambrai", "Caudry 59"), ("Fourmies, dans l'Avesnois", "Fourmies 59"),
    ("Saint-Étienne, la ville des Verts", "Saint-Étienne 42"), ("Nancy en Lorraine", "Nancy 54"), ("c'est à Metz", "Metz 57"),
    ("Quimper bientôt, pour l'instant Brest", "Brest 29"), ("aux Lilas", "Les Lilas 93"),
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

AROUND = [
    ("je suis à Montferrand, vous savez, le vieux quartier de Clermont-Ferrand", "Clermont-Ferrand 63"), ("La Croix-Rousse, un quartier de Lyon", "Lyon 69"),
    ("la Part-Dieu, c'est à Lyon", "Lyon 69"), ("Belleville, le quartier de Paris", "Paris 75"), ("j'habite Bellevue, un quartier de Nantes", "Nantes 44"),
    ("Saint-Jean, le quartier de Lyon, pas la commune", "Lyon 69"), ("Les Minguettes à Vénissieux", "Vénissieux 69"), ("Fontaine d'Ouche, quartier de Dijon", "Dijon 21"),
    ("Villejean c'est un quartier de Rennes", "Rennes 35"), ("au Mirail, à Toulouse", "Toulouse 31"), ("quartier Saint-Michel à Bordeaux", "Bordeaux 33"),
    ("moi c le quartier de la Paillade, montpellier", "Montpellier 34"), ("Hellemmes, commune associée à Lille", "Lille 59"),
    ("Le Mont-Dore dans le Puy-de-Dôme, pas en Nouvelle-Calédonie !", "Mont-Dore 63"), ("Saint-Denis en Seine-Saint-Denis, pas à La Réunion", "Saint-Denis 93"),
    ("Valence dans la Drôme, pas en Espagne", "Valence 26"), ("Vienne en Isère, pas l'Autriche", "Vienne 38"), ("Le Havre pas Le Havre-de-Grâce", "Le Havre 76"),
    ("Besse en Chandesse", "Besse-et-Saint-Anastaise 63"), ("saint hilaire", "?Saint-Hilaire 31"), ("Saint-Martin", "?Saint-Martin 978"),
    ("Moulin dans le 03", "Moulins 03"), ("Nante dans le 44", "Nantes 44"), ("renne 35", "Rennes 35"), ("Vannnes, Morbihan", "Vannes 56"), ("Auxere (89)", "Auxerre 89"),
    ("Bezier dans l'Hérault", "Béziers 34"), ("Lyon septième, vers Jean Macé", "Lyon 69"), ("Paris 11e, près de la place Léon Blum", "Paris 75"),
    ("Paris vers Montparnasse", "Paris 75"), ("Marseille 5e, du côté de La Plaine", "Marseille 13"), ("Lyon 3, à côté de la Part Dieu", "Lyon 69"),
    ("Toulouse, vers Saint-Cyprien", "Toulouse 31"), ("Nantes, pas loin de la Beaujoire", "Nantes 44"),
    ("Bordeaux, quartier Saint-Augustin, vers Pellegrin", "Bordeaux 33"), ("Lille, vers Wazemmes", "Lille 59"),
    ("ma ville est Villeurbane près de Lyon", "Villeurbanne 69"), ("jabite a venisieu pré de lyon", "Vénissieux 69"),
    ("Cournon d'auvergne à côté de clermont", "Cournon-d'Auvergne 63"), ("Tourcoin près de Lille", "Tourcoing 59"), ("Merignak à coté de Bordeaux", "Mérignac 33"),
    ("je vis à Colomier, près de Toulouse", "Colomiers 31"), ("c'est Argenteuille, proche Paris", "Argenteuil 95"), ("Rézé, juste à côté de Nantes", "Rezé 44"),
    ("sans domicile fixe en ce moment", "unknown"), ("SDF", "unknown"), ("wesh jsui de sarcelle", "Sarcelles 95"), ("Jhab a Créteil soleil", "Créteil 94"),
    ("chui dans le neuf trois, à Bondy", "Bondy 93"), ("j'habite le Tampon", "Le Tampon 974"), ("mi rès Saint-Benoît La Réunion", "Saint-Benoît 974"),
    ("Mi lé la Possession", "La Possession 974"), ("Baie-Mahault en Guadeloupe", "Baie-Mahault 971"), ("Mamoudzou", "Mamoudzou 976"),
    ("Pointe à Pitre virgule Guadeloupe", "Pointe-à-Pitre 971"), ("J'habiter dans Strasbourg", "Strasbourg 67"), ("I live in Grenoble", "Grenoble 38"),
    ("je habite en Mulhouse", "Mulhouse 68"), ("mi casa es en Perpignan", "Perpignan 66"), ("ma maison c'est Perpignan", "Perpignan 66"),
    ("Bonjour, j'habite actuellement chez mes parents à Quimperlé dans le Finistère sud.", "Quimperlé 29"),
    ("Eh bien, voyez-vous, je demeure à Cosne-Cours-sur-Loire depuis la guerre", "Cosne-Cours-sur-Loire 58"), ("cosne sur loire", "Cosne-Cours-sur-Loire 58"),
    ("deux mille cent Dijon", "Dijon 21"), ("vingt et un mille Dijon", "Dijon 21"), ("trente-cinq mille Rennes", "Rennes 35"), ("code postal 87000", "Limoges 87"),
    ("Limoges tiret c'est quatre vingt sept", "Limoges 87"), ("à Bourg-Saint-Maurice point final", "Bourg-Saint-Maurice 73"),
    ("je vis entre Albi et Castres, à Graulhet", "Graulhet 81"), ("Graulhet, entre Albi et Castres", "Graulhet 81"),
    ("un petit village à côté d'Angers, Bouchemaine", "Bouchemaine 49"), ("dans un bled paumé : Mouthe dans le Doubs", "Mouthe 25"), ("Chaumont (52)", "Chaumont 52"),
    ("Saint-Omer 62500", "Saint-Omer 62"), ("Villefranche dans le Rhône", "Villefranche-sur-Saône 69"),
    ("Châlons en Champagne anciennement Châlons sur Marne", "Châlons-en-Champagne 51"), ("chalon sur saone", "Chalon-sur-Saône 71"), ("aix les bains", "Aix-les-Bains 73"),
    ("St-Etienne 42", "Saint-Étienne 42"), ("À Nîmes, ville de ma mère aussi", "Nîmes 30"), ("Nîmes mais je bouge à Montpellier le mois prochain", "Nîmes 30"),
    ("je suis né à Oran mais je vis à Roubaix", "Roubaix 59"), ("Roubaix, mais j'ai grandi à Tourcoing", "Roubaix 59"),
    ("hameau de Chantemerle, commune de Bagnols-sur-Cèze", "Bagnols-sur-Cèze 30"), ("lieu-dit La Forge, 24300 Nontron", "Nontron 24"),
    ("12 bis rue de Paris, 59000 Lille", "Lille 59"), ("rue de Marseille à Bordeaux", "Bordeaux 33"), ("avenue de Lyon, Limoges", "Limoges 87"),
    ("Ch'ti de Lens !", "Lens 62"), ("Mon bled c'est Thiers, la capitale du couteau", "Thiers 63"), ("Marseille bébé, le 13e", "Marseille 13"),
    ("J'sus d'Saint-Brieuc mai asteure j'reste à Loudéac", "Loudéac 22"), ("je reste à Guingamp", "Guingamp 22"), ("Je reste sur Cholet", "Cholet 49"),
    ("dijon.", "Dijon 21"), ("DIJON !!!", "Dijon 21"), ("d i j o n", "Dijon 21"), ("T O U R S", "Tours 37"), ("Tours comme les tours d'un château", "Tours 37"),
    ("Angers, A N G E R S", "Angers 49"), ("Gap avec un P à la fin", "Gap 05"), ("Metz (prononcez Mess)", "Metz 57"), ("je vis en camping-car", "no_such_town"),
    ("en Belgique", "abroad"), ("à Bruxelles", "abroad"), ("dans le Cantal", "too_wide"), ("près de Limoges", "near_town"),
    ("j'sais plus trop, je déménage, disons Troyes", "Troyes 10"), ("Le Mans, Sarthe", "Le Mans 72"), ("Mans", "Le Mans 72"), ("Sète (34)", "Sète 34"),
    ("Cergy Pontoise", "Cergy 95"), ("Saint Germain en Laye 78", "Saint-Germain-en-Laye 78"), ("issy les moulineau", "Issy-les-Moulineaux 92"),
    ("Neuilly", "?Neuilly-sur-Seine 92"), ("Montreuil sous bois", "Montreuil 93"), ("Ivry", "Ivry-sur-Seine 94"), ("Vitry sur seine dans le 94", "Vitry-sur-Seine 94"),
    ("Clichy-sous-Bois, pas Clichy", "Clichy-sous-Bois 93"), ("Annecy le vieux", "Annecy 74"), ("Saint-Malo intra muros", "Saint-Malo 35"),
    ("La Roche sur Yon en Vendée", "La Roche-sur-Yon 85"), ("Fontenay aux roses", "Fontenay-aux-Roses 92"), ("fontenay le comte", "Fontenay-le-Comte 85"),
    ("Bastia, Corse", "Bastia 2B"), ("Ajacciu", "Ajaccio 2A"), ("Baiona", "Bayonne 64"), ("Strossburi", "Strasbourg 67"),
    ("Colmar dans le Haut-Rhin en Alsace", "Colmar 68"), ("Bellevue à Nantes", "Nantes 44"), ("Belleville à Paris", "Paris 75"), ("Saint-Jean à Lyon", "Lyon 69"),
    ("Vaise, dans Lyon", "Lyon 69"), ("la ville de Bron près de Lyon", "Bron 69"), ("ma commune c'est Pessak à coté de Bordeaux", "Pessac 33"),
    ("Villeurbanne, quartier Gratte-Ciel", "Villeurbanne 69"), ("Mon quartier c'est Montplaisir à Lyon 8", "Lyon 69"),
    ("je suis sur le quartier de Saint-Roch à Nice", "Nice 06"), ("quartier de Nice", "Nice 06"), ("la ZUP de Fontbarlettes à Valence", "?Valence 26"),
    ("le quartier de la gare à Poitiers", "Poitiers 86"), ("Saint-Symphorien, un quartier de Tours", "Tours 37"),
    ("Saint-Pierre-des-Corps, à côté de Tours", "Saint-Pierre-des-Corps 37"), ("un appart dans le quartier de Grenoble Europole", "Grenoble 38"),
    ("Croix-de-Pierre, un quartier de Toulouse", "Toulouse 31"), ("Sous-Préfecture du Nord, Dunkerque", "Dunkerque 59"), ("Tarbe dans les Hautes-Pyrénées", "Tarbes 65"),
    ("Castre (81)", "Castres 81"), ("rode dans l'aveyron", "Rodez 12"), ("Gueret dans la creuse", "Guéret 23"), ("Chateaurou dans l'Indre", "Châteauroux 36"),
    ("Nevert 58", "Nevers 58"), ("tour dans le 37", "Tours 37"), ("Sable dans la Sarthe", "Sablé-sur-Sarthe 72"), ("Meudon, vers Bellevue", "Meudon 92"),
    ("Rennes, vers Jean Jaurès", "Rennes 35"), ("Nantes, à côté du lycée Jules Verne", "Nantes 44"), ("Brest, près de la place Albert 1er", "Brest 29"),
    ("Toulouse, métro Jean Jaurès", "Toulouse 31"), ("Paris, métro Marcel Sembat", "Paris 75"), ("Lille, station Caulier", "Lille 59"),
    ("Strasbourg, arrêt Hoenheim", "Strasbourg 67"), ("Lyon près de Perrache", "Lyon 69"), ("Saint-Louis en Alsace et non à La Réunion", "Saint-Louis 68"),
    ("Saint-Dizier, le Saint-Dizier de la Haute-Marne", "Saint-Dizier 52"), ("Valence d'Agen", "Valence 82"),
    ("Vitry-le-François, pas Vitry-sur-Seine", "Vitry-le-François 51"), ("B R E S T", "Brest 29"), ("l-i-l-l-e", "Lille 59"), ("L, Y, O, N", "Lyon 69"),
    ("ma ville est Monpellié", "Montpellier 34"), ("mon village s'appelle Sarzeau", "Sarzeau 56"), ("Je vivre à Le Mans", "Le Mans 72"), ("à Le Havre", "Le Havre 76"),
    ("au Havre", "Le Havre 76"), ("aux Ulis", "Les Ulis 91"), ("aux Sables-d'Olonne", "Les Sables-d'Olonne 85"), ("du Creusot", "Le Creusot 71"),
    ("jsui de la Courneuve", "La Courneuve 93"), ("Lons", "?Lons-le-Saunier 39"), ("Chambé", "Chambéry 73"), ("Clermont", "?Clermont-Ferrand 63"),
    ("clermont 63", "Clermont-Ferrand 63"), ("clermont dans l'oise", "Clermont 60"), ("Aurillac bien sûr, capitale du Cantal", "Aurillac 15"),
    ("J'habite une petite commune qui s'appelle Lezoux", "Lezoux 63"), ("la commune de Gerzat (63360)", "Gerzat 63"), ("63000", "Clermont-Ferrand 63"),
    ("63200", "?Riom 63"), ("mi abit Sin-Pier", "Saint-Pierre 974"), ("Mont de Marsan", "Mont-de-Marsan 40"), ("Pau, là où y a le château d'Henri IV", "Pau 64"),
    ("Condom (32) et oui ça existe", "Condom 32"), ("Y dans la Somme", "Y 80"), ("Bitche en Moselle", "Bitche 57"), ("Montcuq", "Montcuq-en-Quercy-Blanc 46"),
    ("en résidence à Foix pour mes études, sinon Pamiers", "Foix 09"), ("Alès, avant j'étais sur Nîmes", "Alès 30"), ("pas Lyon, Villeurbanne", "Villeurbanne 69"),
    ("région lyonnaise", "near_town"), ("banlieue de Toulouse", "near_town"), ("Blagnac, banlieue de Toulouse", "Blagnac 31"),
    ("Vaulx en velin banlieue lyonnaise", "Vaulx-en-Velin 69"), ("c'est écrit sur ma carte d'identité : Dax", "Dax 40"), ("Dax, comme l'eau thermale", "Dax 40"),
    ("moi? Lourdes! (la ville des miracles)", "Lourdes 65"), ("J'vis à Roanne avec ma mère et mes deux sœurs", "Roanne 42"),
    ("Ma femme est de Troyes mais nous vivons à Sens", "Sens 89"), ("ma fille est à Paris, moi à Orléans", "Orléans 45"), ("nous autres on est d'Épinal", "Épinal 88"),
    ("je dors en ce moment chez un pote à Vierzon", "Vierzon 18"), ("je suis hébergé au CADA de Mâcon", "Mâcon 71"), ("foyer de jeunes travailleurs, Évreux", "Évreux 27"),
    ("EHPAD de Pontivy", "Pontivy 56"), ("le camping de Sète", "Sète 34"),
    ("oklm a nanterre", "Nanterre 92"), ("Jsuis de Bagnolet 93 wallah", "Bagnolet 93"), ("Je viens d'Aubervilliers", "Aubervilliers 93"),
    ("j'viens du Blanc Mesnil", "Le Blanc-Mesnil 93"), ("Corbeil", "?Corbeil-Essonnes 91"), ("St Germain", "?Saint-Germain-en-Laye 78"),
    ("Mantes la jolie", "Mantes-la-Jolie 78"), ("Chateauroux, Indre, Centre Val de Loire", "Châteauroux 36"), ("Bourges, dans le Berry", "Bourges 18"),
    ("La Châtre en Berry", "La Châtre 36"), ("Sarlat dans le Périgord", "Sarlat-la-Canéda 24"), ("Figeac dans le Quercy", "Figeac 46"), ("Mende en Lozère", "Mende 48"),
    ("Ambert dans le Livradois", "Ambert 63"), ("Le Puy en Velay", "Le Puy-en-Velay 43"), ("Montbrison dans le Forez", "Montbrison 42"),
    ("Saint-Flour dans le Cantal, Auvergne", "Saint-Flour 15"), ("Thouars, nord Deux-Sèvres", "Thouars 79"), ("Hazebrouck dans les Flandres", "Hazebrouck 59"),
    ("Guingamp en Bretagne", "Guingamp 22"), ("Kemper", "Quimper 29"), ("An Oriant", "Lorient 56"), ("Baiona Pays basque", "Bayonne 64"),
    ("Saint Jean pied de port", "Saint-Jean-Pied-de-Port 64"), ("St jean d'angely", "Saint-Jean-d'Angély 17"),
    ("Saint-Jean-de-Maurienne (73)", "Saint-Jean-de-Maurienne 73"), ("st etiene du rouvray", "Saint-Étienne-du-Rouvray 76"),
    ("Sotteville les rouen", "Sotteville-lès-Rouen 76"), ("Le petit quevilly", "Le Petit-Quevilly 76"), ("Herouville st clair", "Hérouville-Saint-Clair 14"),
    ("Lisieux comme la sainte Thérèse", "Lisieux 14"), ("la ville des 24 heures, Le Mans", "Le Mans 72"), ("Maubeuge, clair de lune", "Maubeuge 59"),
    ("Tourcoing les bains lol non Tourcoing", "Tourcoing 59"), ("Reims (on dit Rince)", "Reims 51"), ("Rince... euh Reims", "Reims 51"), ("Caen avec un C", "Caen 14"),
    ("Quant dans le Calvados, C A E N", "Caen 14"), ("Sens dans l'Yonne", "Sens 89"), ("Auxerre on prononce Ausserre", "Auxerre 89"), ("j'habite Ausserre", "Auxerre 89"),
    ("Genève", "abroad"), ("j'habite au Luxembourg", "abroad"), ("Sarrebruck mais côté français, Forbach", "Forbach 57"), ("Annemasse, à côté de Genève", "Annemasse 74"),
    ("Hendaye, frontière espagnole", "Hendaye 64"), ("Menton, près de Monaco", "Menton 06"), ("Beausoleil à côté de Monaco", "Beausoleil 06"),
    ("Ferney-Voltaire", "Ferney-Voltaire 01"), ("moi j'habite à la Réunion, à Saint-Paul exactement", "Saint-Paul 974"),
    ("Saint-Denis mais à la Réunion hein", "Saint-Denis 974"), ("Les Abymes Guadeloupe 971", "Les Abymes 971"), ("Schoelcher", "Schœlcher 972"),
    ("Le François en Martinique", "Le François 972"), ("Trois-Rivières Guadeloupe", "Trois-Rivières 971"), ("Petite-Île", "Petite-Île 974"),
    ("L'Étang-Salé les Bains", "L'Étang-Salé 974"), ("Saint-Gilles les Bains", "Saint-Paul 974"), ("Kawéni, Mamoudzou", "Mamoudzou 976"),
    ("Matoury, à côté de Cayenne", "Matoury 973"), ("Dumbéa près de Nouméa", "Dumbéa 988"), ("Punaauia à Tahiti", "Punaauia 987"),
    ("Échirolles (agglo de Grenoble)", "Échirolles 38"), ("métropole de Lyon : Caluire", "Caluire-et-Cuire 69"), ("officiellement Vichy, en pratique Cusset", "?Vichy 03"),
    ("je vis à cheval entre Niort et La Rochelle", "near_town"), ("une semaine sur deux à Dole, l'autre à Dijon", "?Dole 39"), ("Baugé", "Baugé-en-Anjou 49"),
    ("Saint-Fargeau-Ponthierry 77", "Saint-Fargeau-Ponthierry 77"), ("Brie-Comte-Robert", "Brie-Comte-Robert 77"), ("brie conte robert", "Brie-Comte-Robert 77"),
    ("chez moi c'est Gardanne", "Gardanne 13"), ("mon adresse : 3 allée des Tilleuls à Voiron", "Voiron 38"), ("4 place de Verdun 64000 Pau", "Pau 64"),
    ("17 rue du Maréchal Foch Haguenau", "Haguenau 67"), ("12, rue de la République à Givors", "Givors 69"), ("résidence Les Lilas à Oullins", "Oullins-Pierre-Bénite 69"),
    ("Oullins", "Oullins-Pierre-Bénite 69"), ("cité des 4000 la courneuve", "La Courneuve 93"), ("Marseille quartiers nord", "Marseille 13"),
    ("St Denis banlieu parisienne", "?Saint-Denis 974"), ("j'habite a Sain Nazère", "Saint-Nazaire 44"), ("j'abite a Karkasone", "Carcassonne 11"),
    ("pérpignon", "Perpignan 66"), ("avinion", "Avignon 84"), ("Tolon", "Toulon 83"), ("Angoulaime", "Angoulême 16"), ("Lebourget", "Le Bourget 93"),
    ("lahavre", "Le Havre 76"), ("orlean", "Orléans 45"), ("Chalons s/ Saône", "Chalon-sur-Saône 71"), ("Ville: Annonay, Ardèche", "Annonay 07"),
    ("Commune : Privas ; CP : 07000", "Privas 07"), ("Le Teil dans l'Ardèche pas le Theil", "Le Teil 07"), ("ça dépend des semaines", "unknown"),
    ("Île-de-France", "too_wide"),
    ("entre Riom et Vichy", "near_town"), ("entre Dole et Dijon", "near_town"),
]  # fmt: skip

TABLE = [*LETTERS, *SMS, *SHORT, *NUMBERED, *OVERSEAS, *MERGED, *WORDS, *LEARNERS, *DICTATED, *MORE, *AROUND, *EVERYDAY]


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
    texts += [f"{text} " * (600 // (len(text) + 1)) for text in texts]
    assert quickest(lambda: [read_town(text) for text in texts]) / len(texts) < 0.005
