"""Mobility in many voices: text messages, learners, letters, dialects, overseas, dictation.

The right answer is written short: the kind, then km, minutes ("45'"), names joined by "|", excluded names after "-".
"""

import pytest

from bot.reading.mobility import read_mobility
from bot.reading.places import place_index
from bot.reading.result import Reading, Status
from tests.timing import quickest


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    place_index()


def short(reading: Reading) -> str:
    """Writes a reading in the short form of the tables."""
    if reading.status is not Status.VALUE:
        return reading.reason or str(reading.status)
    value = reading.value
    parts = [value["kind"], str(value["km"]) if value["km"] is not None else "", "|".join(value["places"])]
    parts += [f"{value['minutes']}'" if "minutes" in value else "", "-" + "|".join(value.get("exclude", []))]
    return " ".join(part for part in parts if part.strip("-"))


SMS = [
    ("jbouge ds tt lallier", "departement Allier"), ("tt la bretagn", "region Bretagne"), ("ds le 44 ou 49", "departement Loire-Atlantique|Maine-et-Loire"),
    ("max 30 min an bus", "radius 30'"), ("jpeu alé jusqua 50 bornes", "radius 50"), ("jhabite o mans jbouge ds la sarthe", "departement Sarthe"),
    ("dla manche o calvados", "departement Manche|Calvados"), ("ds lallié é le puy de dome", "departement Allier|Puy-de-Dôme"),
    ("jsui mobil ds lherault", "departement Hérault"), ("30 bornes pa +", "radius 30"), ("40km autour 2 chez moi", "radius 40"), ("osef jbouge partt", "national"),
    ("tkt jvai partou", "national"), ("nimporte", "national"), ("jreste ds mon bled", "none"), ("tte lidf", "region Île-de-France"), ("1h2route max", "radius 60'"),
    ("j'peux faire 1/2h voiture", "radius 30'"), ("jai pa le permi donc bus 40mn", "radius 40'"), ("jusko 45 bornes", "radius 45"), ("ds ma rejion", "region"),
    ("ds tt mon dep", "departement"), ("kom vs voulé", "national"), ("chuis pa véhiculé", "how_far"), ("jpe pa bougé", "none"), ("bzh ou pdl", "region Bretagne|Pays de la Loire"),
    ("20aine de bornes", "radius 20"), ("rouen et ses environ", "radius Rouen"), ("marseille ou aix", "radius Marseille|Aix-en-Provence"), ("ds lain ou lisere", "departement Ain|Isère"),
    ("jpx pa aler + loin ke 15 km", "radius 15"), ("ptetre 30 bornes gd max", "radius 30"), ("tt lil de france", "region Île-de-France"), ("jme deplace ds le var", "departement Var"),
]  # fmt: skip
LEARNERS = [
    ("I can go 25 kilometer", "radius 25"), ("je peux aller en tout France", "national"), ("mobile dans la departement de Gironde", "departement Gironde"),
    ("je veux travail seulement ma ville", "none"), ("moi pas voiture, seulement bus ou tramway", "how_far"), ("maximum quarante minute avec le train", "radius 40'"),
    ("je peut travailler à Lyon et aussi Grenoble", "radius Lyon|Grenoble"), ("Possible déplacement partout dans la region Grand Est", "region Grand Est"),
    ("je ne peux pas aller loin, j'ai les enfants", "how_far"), ("je prefere proche de ma maison", "radius"), ("toute les ville de Occitanie", "region Occitanie"),
    ("my city only", "none"), ("anywhere in France", "national"), ("près mon maison svp", "radius"), ("je suis capable aller 20 kilometro", "radius 20"),
]  # fmt: skip
LETTERS = [
    ("Je me permets de vous indiquer que je puis me rendre dans un rayon de trente kilomètres autour de mon domicile.", "radius 30"),
    ("Mon épouse et moi ne souhaitons point déménager ; je resterai donc dans ma commune.", "none"),
    ("Je suis disposée à me déplacer sur l'ensemble du département du Gers.", "departement Gers"),
    ("L'ensemble de la région Bourgogne-Franche-Comté me conviendrait parfaitement.", "region Bourgogne-Franche-Comté"),
    ("N'ayant plus de voiture, je ne puis me déplacer qu'à pied.", "how_far"), ("Tout le territoire national, outre-mer compris.", "national"),
    ("Je me déplace volontiers dans les Deux-Sèvres et en Vendée.", "departement Deux-Sèvres|Vendée"), ("Cher Monsieur, une petite quinzaine de kilomètres tout au plus.", "radius 15"),
    ("Je n'ai plus l'âge de courir la campagne : pas plus de dix kilomètres", "radius 10"), ("à bicyclette, soit une douzaine de kilomètres", "radius 12"),
    ("Fort de mon expérience, j'accepterais un poste en Savoie ou en Haute-Savoie, à votre convenance.", "departement Savoie|Haute-Savoie"),
    ("Je souhaiterais, dans la mesure du possible, ne pas m'éloigner de Quimperlé.", "radius Quimperlé"),
    ("Veuillez noter que je ne dispose d'aucun moyen de locomotion.", "how_far"), ("Ma santé ne me permet pas de trajets de plus d'une demi-heure.", "radius 30'"),
]  # fmt: skip
REGIONAL = [
    ("ben mi ej bouge dins ch'nord", "departement Nord"), ("peuchère jusqu'à Aubagne et c'est tout", "radius Aubagne"), ("dans le neuf-trois", "departement Seine-Saint-Denis"),
    ("mi bouge dann tout la Réunion", "region La Réunion"), ("an tout Gwadloup", "region Guadeloupe"), ("toute la Martinique sans souci", "region Martinique"),
    ("dans le 971 et le 972", "departement Guadeloupe|Martinique"), ("sur toute l'île", "region"), ("Saint-Denis et Le Port", "radius Saint-Denis|Le Port"),
    ("tout Mayotte", "region Mayotte"), ("en Guyane, surtout Kourou", "region Guyane"), ("toute la Corse", "region Corse"), ("Groix et Lorient", "radius Groix|Lorient"),
    ("Noirmoutier", "radius Noirmoutier-en-l'Île"), ("septante kilomètres une fois", "radius 70"),
]  # fmt: skip
DICTATED = [
    ("alors euh je dirais que je peux aller jusqu'à trente trente-cinq kilomètres", "radius 35"), ("quarante cinq minutes de voiture virgule pas plus point", "radius 45'"),
    ("vingt vingt cinq bornes", "radius 25"), ("deux heures de route à la rigueur", "radius 120'"), ("trois quarts d'heure de transport", "radius 45'"),
    ("le vingt-neuf et le cinquante-six", "departement Finistère|Morbihan"), ("départements soixante-neuf et quarante-deux", "departement Rhône|Loire"),
    ("alors attendez euh cinquante non soixante kilomètres voilà", "radius 60"), ("une heure et quart grand maximum", "radius 75'"),
]  # fmt: skip
NOWHERE = [
    ("zéro, je travaille sur place ou rien", "none"), ("chez moi ou en télétravail", "none"), ("uniquement en distanciel", "none"), ("je ne bouge pas de chez moi", "none"),
    ("je suis sédentaire", "none"), ("que dans ma commune", "none"), ("aucun déplacement possible", "none"), ("0km", "none"), ("0 km", "none"),
    ("pas mobile, j'ai des enfants en bas âge", "none"), ("je ne quitterai pas Lorient", "none"), ("sur place uniquement", "none"), ("télétravail seulement", "none"),
]  # fmt: skip
AREAS = [
    ("n'importe où dans mon département", "departement"), ("n'importe où dans ma région", "region"), ("partout dans le département", "departement"),
    ("toute la région et même un peu plus", "region"), ("dans mon département et ceux d'à côté", "departement"), ("mon agglomération", "radius"), ("dans ma communauté d'agglo", "radius"),
    ("toute la région paca", "region Provence-Alpes-Côte d'Azur"), ("Centre val de loire ou pays de la loire", "region Centre-Val de Loire|Pays de la Loire"),
    ("région aura", "region Auvergne-Rhône-Alpes"), ("nouvelle aquitaine et occitanie", "region Nouvelle-Aquitaine|Occitanie"), ("région sud", "region Provence-Alpes-Côte d'Azur"),
    ("la région hauts de france", "region Hauts-de-France"), ("Bourgogne", "departement Côte-d'Or|Nièvre|Saône-et-Loire|Yonne"), ("Normandie, Bretagne", "region Normandie|Bretagne"),
    ("le grand est", "region Grand Est"), ("01, 38, 73 et 74", "departement Ain|Isère|Savoie|Haute-Savoie"), ("Dordogne-Lot-Corrèze", "departement Dordogne|Lot|Corrèze"),
]  # fmt: skip
NUMBERS = [
    ("-20 km", "how_far"), ("5000 km", "national"), ("10 à 15 km", "radius 15"), ("entre 10 et 20 kms", "radius 20"), ("30km/45min", "radius 30 45'"),
    ("25 km en voiture ou 10 à vélo", "radius 25"), ("1h30 de train", "radius 90'"), ("15 km à vélo électrique", "radius 15"), ("env. 35 km", "radius 35"), ("≤ 40 km", "radius 40"),
    ("< 1h", "radius 60'"), ("moins d'une heure", "radius 60'"), ("100kms A/R", "radius 100"), ("20km max mais pas la nuit", "radius 20"), ("30km grand max, j'ai une vieille voiture", "radius 30"),
]  # fmt: skip
EXCEPT = [
    ("partout sauf Paris", "national -Paris"), ("toute la France sauf l'Île-de-France et la Corse", "national -Île-de-France|Corse"), ("la Bretagne sauf le Finistère", "region Bretagne -Finistère"),
    ("n'importe où mais pas à Marseille", "national -Marseille"), ("tout sauf la région parisienne", "national -Île-de-France"), ("Tout le 77 à l'exception de Meaux", "departement Seine-et-Marne -Meaux"),
]  # fmt: skip
TOWNS = [
    ("Rennes ou Nantes", "radius Rennes|Nantes"), ("autour de Brest 20 bornes", "radius 20 Brest"), ("Toulouse, Albi, Castres", "radius Toulouse|Albi|Castres"),
    ("Metz-Nancy-Thionville", "radius Metz|Nancy|Thionville"), ("sur Bordeaux et la CUB", "radius Bordeaux"), ("Grenoble et la vallée du Grésivaudan", "radius Grenoble"),
    ("Annecy + 15 km", "radius 15 Annecy"), ("de Lille à Valenciennes", "radius Lille|Valenciennes"), ("Caen la mer", "radius Caen"), ("bassin rennais", "radius Rennes"),
    ("La Baule et Saint-Nazaire", "radius La Baule-Escoublac|Saint-Nazaire"), ("Le Touquet, Berck, Étaples", "radius Le Touquet-Paris-Plage|Berck|Étaples"),
    ("Lille et la Belgique", "radius Lille"), ("la Suisse", "abroad"), ("Luxembourg ou Moselle", "departement Moselle"), ("Annemasse ou Genève", "radius Annemasse"), ("je veux bien la Belgique", "abroad"),
]  # fmt: skip
VAGUE = [
    ("je suis pas véhiculé", "how_far"), ("à vélo", "how_far"), ("en train", "how_far"), ("j'ai une voiture", "how_far"), ("peu importe", "national"), ("où vous avez besoin de moi", "national"),
    ("je m'adapte", "how_far"), ("j'ai mon permis B et mon véhicule", "how_far"), ("ça dépend du salaire", "how_far"), ("je verrai plus tard", "unknown"), ("partout où il y a une gare", "national"),
]  # fmt: skip
EVERYDAY = [
    ("le Rhône et pourquoi pas l'Isère si c'est payé", "departement Rhône|Isère"), ("Drôme ou Ardèche, pas plus au sud", "departement Drôme|Ardèche"),
    ("dans le Vaucluse svp", "departement Vaucluse"), ("Vaucluse, Gard, BDR", "departement Vaucluse|Gard|Bouches-du-Rhône"),
    ("la Loire et la Haute Loire", "departement Loire|Haute-Loire"), ("Creuse", "departement Creuse"), ("L'Eure", "departement Eure"),
    ("Eure et Loir", "departement Eure-et-Loir"), ("la Manche, le Calvados et l'Orne", "departement Manche|Calvados|Orne"), ("Manche", "departement Manche"),
    ("Les Landes ou le Pays basque", "departement Landes|Pyrénées-Atlantiques"), ("jvx bien aller en Vendée", "departement Vendée"),
    ("j'irais jusqu'en Vendée", "departement Vendée"), ("je pourrais aller jusqu'à Nantes voire Angers", "radius Nantes|Angers"),
    ("Nantes, voire Angers", "radius Nantes|Angers"), ("Nantes même Angers à la limite", "radius Nantes|Angers"), ("à la rigueur Angers", "radius Angers"),
    ("plutôt Nantes", "radius Nantes"), ("idéalement à Nantes", "radius Nantes"), ("Nantes de préférence sinon Rennes", "radius Nantes|Rennes"),
    ("Nantes en priorité", "radius Nantes"), ("Nantes, 20 min autour", "radius Nantes 20'"), ("20 min autour de Nantes", "radius Nantes 20'"),
    ("15 km autour de chez moi (Cholet)", "radius 15 Cholet"), ("j'habite à Cholet, 15 km autour", "radius 15"),
    ("j'habite à Cholet, je peux aller à Angers", "radius Angers"), ("je suis de Cholet, dans le coin", "radius Cholet"),
    ("toutes les communes autour de Cholet", "radius Cholet"), ("du Mans à Laval", "radius Le Mans|Laval"), ("sur Paname", "radius Paris"),
    ("bdx et alentours", "radius Bordeaux"), ("Sainté et environs", "radius Saint-Étienne"), ("le Havre", "radius Le Havre"), ("au havre", "radius Le Havre"),
    ("la Rochelle", "radius La Rochelle"), ("le Sud-Ouest", "region Nouvelle-Aquitaine|Occitanie"), ("le 2B", "departement Haute-Corse"),
    ("toute la Corse sauf Bastia", "region Corse -Bastia"), ("partout en Corse", "region Corse"), ("partout en France sauf la Corse", "national -Corse"),
    ("toute la métropole", "national"), ("en métropole", "national"), ("Mayotte uniquement", "region Mayotte"), ("en Martinique, nord caraïbe", "region Martinique"),
    ("Saint-Denis de la Réunion et alentours", "radius Saint-Denis"), ("tout partout", "national"), ("partout partout", "national"),
    ("j'vais partout moi", "national"), ("moi jsuis chauffeur routier alors la distance...", "how_far"), ("je fais 80 km par jour déjà", "radius 80"),
    ("80 bornes aller", "radius 80"), ("40 km aller-retour", "radius 40"), ("je fais pas plus d'une heure", "radius 60'"),
    ("maxi 3/4 d'heure en train", "radius 45'"), ("une heure une heure trente", "radius 90'"), ("1h-1h30", "radius 90'"), ("30-45 min", "radius 45'"),
    ("25/30 minutes", "radius 30'"), ("~30 km", "radius 30"), ("+/- 30 km", "radius 30"), ("+ ou - 30 bornes", "radius 30"), ("30 km +", "radius 30"),
    ("jusqu'à 30km de mon domicile (77)", "radius 30"), ("30 km, pas au-delà", "radius 30"), ("moins de trente kilomètres", "radius 30"),
    ("pas plus de 30", "radius 30"), ("20 km à la ronde", "radius 20"), ("10 km alentour", "radius 10"), ("quelques bornes", "radius"), ("2-3 km", "radius 3"),
    ("deux ou trois kilomètres", "radius 3"), ("le plus près c'est le mieux", "radius"), ("proche domicile", "radius"), ("à proximité", "radius"),
    ("local", "radius"), ("dans mon quartier", "none"), ("dans ma ville", "none"), ("sur ma commune et les voisines", "radius"), ("sur place", "none"),
    ("à domicile", "none"), ("full remote", "none"), ("télétravail", "none"), ("je bosse que de chez moi", "none"),
    ("je peux pas bouger, j'ai ma mère à charge", "none"), ("impossible, j'ai pas de voiture", "none"), ("à cause de mes gosses je peux pas aller loin", "how_far"),
    ("pas trop loin de la nounou", "how_far"), ("loin c'est pas possible", "how_far"), ("ça dépend si y a un bus", "how_far"), ("ça dépend des jours", "how_far"),
    ("dépend du salaire", "how_far"), ("dépend", "how_far"), ("j'sais pas, ça dépend", "unknown"), ("négociable", "unknown"), ("je m'adapte à vous", "how_far"),
    ("flexible", "how_far"), ("en Suisse ou en Haute-Savoie", "departement Haute-Savoie"), ("Genève", "abroad"), ("frontaliers Suisse", "abroad"),
    ("Nord et Belgique", "departement Nord"), ("Ardennes et Meuse", "departement Ardennes|Meuse"), ("Jura, Doubs", "departement Jura|Doubs"),
    ("le Jura", "departement Jura"), ("Lot et Garonne", "departement Lot-et-Garonne"), ("le Lot", "departement Lot"),
    ("Lot, Tarn, Aveyron", "departement Lot|Tarn|Aveyron"), ("tarn et garonne", "departement Tarn-et-Garonne"), ("L'Ain", "departement Ain"),
    ("dans l'Ain", "departement Ain"), ("côtes d'armor et finistère", "departement Côtes-d'Armor|Finistère"),
    ("Ille-et-Vilaine (35)", "departement Ille-et-Vilaine"), ("35 (Ille et vilaine)", "departement Ille-et-Vilaine"),
    ("le 35 ou limitrophe", "departement Ille-et-Vilaine"), ("35 et départements limitrophes", "departement Ille-et-Vilaine"),
    ("mon département et les départements voisins", "departement"), ("ma région et la Bretagne", "region Bretagne"), ("dans toute ma région", "region"),
    ("régional", "region"), ("départemental", "departement"), ("sur tout le département", "departement"), ("dans mon dept", "departement"),
    ("Haut de seine", "departement Hauts-de-Seine"), ("val d'oise et val de marne", "departement Val-d'Oise|Val-de-Marne"),
    ("Paris et le 92", "departement Paris|Hauts-de-Seine"), ("93 94", "departement Seine-Saint-Denis|Val-de-Marne"), ("là où y'a le métro", "how_far"),
    ("partout où y a des transports", "national"), ("accessible en transport", "how_far"), ("accessible en bus depuis Lens", "radius Lens"),
    ("gare de Lens 30 min", "radius 30'"), ("j'ai un vélo élec, 12 km", "radius 12"), ("12,5 km", "radius 12.5"), ("à pied seulement", "how_far"),
    ("si covoiturage 40 km sinon 10", "radius 40"),
    ("pas trop loin", "how_far"), ("pas très loin de chez moi", "how_far"), ("bah pas trop loin quand même", "how_far"),
    ("pas bien loin, j'ai les gosses", "how_far"), ("pas trop loin de Lens", "radius Lens"), ("ça dépend, vous remboursez l'essence ?", "how_far"),
    ("ça dépend", "how_far"), ("sa depen", "how_far"), ("ca dépendra de l'horaire", "how_far"), ("-10 km", "how_far"), ("- 15 kms", "how_far"),
    ("moins 10 km", "how_far"), ("–5 km", "how_far"), ("-20", "how_far"),
    ("le Nord, le Pas-de-Calais et pourquoi pas la Somme", "departement Nord|Pas-de-Calais|Somme"), ("l'Aisne et pourquoi pas l'Oise", "departement Aisne|Oise"),
    ("Lille, pourquoi pas Arras", "radius Lille|Arras"), ("pas que le Nord, aussi l'Aisne", "departement Nord|Aisne"),
    ("pas seulement Lille, Roubaix aussi", "radius Lille|Roubaix"), ("la Bretagne ou la Normandie, j'ai de la famille dans les deux", "region Bretagne|Normandie"),
    ("l'Ardèche ou la Drôme, mes enfants y vivent", "departement Ardèche|Drôme"), ("le Var, ma mère habite là-bas", "departement Var"),
    ("en Corse ou dans le Var, je connais bien les deux et j'y ai grandi", "region Corse|Var"), ("Occitanie, j'y ai fait mes études", "region Occitanie"),
    ("je suis libre comme l'air, envoyez-moi où vous voulez", "national"), ("envoyez-moi où vous voulez", "national"),
    ("vous pouvez m'envoyer où vous voulez", "national"), ("je vais là où le vent me porte", "national"), ("mettez-moi où ça vous arrange", "national"),
    ("là où y a du boulot", "national"), ("aucune attache, je pars où il faut", "national"), ("où bon vous semble", "national"),
    ("au bout du monde s'il le faut", "national"), ("peu m'importe l'endroit", "national"), ("d'un bout à l'autre de la France", "national"),
    ("aux quatre coins de la France", "national"), ("aux 4 coins du pays", "national"), ("de Lille à Marseille, tout me va", "national"),
    ("toute la France et la Navarre", "national"), ("je suis un nomade, j'ai mon camion", "how_far"), ("j'ai pas d'attaches, je bouge partout", "national"),
    ("le monde est à moi", "national"), ("osef", "national"), ("balek", "national"), ("blk frère", "national"), ("no limit", "national"),
    ("sky is the limit", "national"), ("tous azimuts", "national"), ("a peu près 30 bornes, un peu plus si c bien payé", "radius 30"),
    ("une trentaine de bornes", "radius 30"), ("une petite vingtaine", "radius 20"), ("la vingtaine de bornes", "radius 20"),
    ("deux trois villages autour", "radius"), ("les villages à côté", "radius"), ("les communes d'à côté", "radius"), ("dans le coin", "radius"),
    ("par ichi", "radius"), ("dins l'coin", "radius"), ("autour d'min village", "radius"), ("din min coin", "radius"), ("chti ej reste à m'maison", "none"),
    ("j'bouge pon", "none"), ("ej bouge pon d'min village", "none"), ("mwen pa ka bouger", "none"), ("ma ville point barre", "none"), ("ma ville et basta", "none"),
    ("que ma ville", "none"), ("seulement dans ma ville et les villes voisines", "radius"), ("je ne sors pas de ma commune", "none"),
    ("jpeu pa bouger jsui en fauteuil", "none"), ("je ne conduis plus", "how_far"), ("j'ai perdu mon permis", "how_far"), ("en trottinette", "how_far"),
    ("que en bus", "how_far"), ("à pied 20 minutes maxi", "radius 20'"), ("20 min en trottinette", "radius 20'"), ("une demie heure", "radius 30'"),
    ("une demi heure de bus max", "radius 30'"), ("1 heure grand maximum aller", "radius 60'"), ("1h aller retour", "radius 60'"),
    ("trois quarts d'heure", "radius 45'"), ("3/4 h", "radius 45'"), ("un quart d'heure à pied", "radius 15'"), ("une heure et demie de train", "radius 90'"),
    ("une bonne heure", "radius 60'"), ("une p'tite heure", "radius 60'"), ("quarante-cinq min", "radius 45'"), ("50", "radius 50"), ("50 max", "radius 50"),
    ("cinquante", "radius 50"), ("le 59", "departement Nord"), ("59 et 62", "departement Nord|Pas-de-Calais"), ("59/62", "departement Nord|Pas-de-Calais"),
    ("59-62-80", "departement Nord|Pas-de-Calais|Somme"), ("le cinquante neuf et le soixante deux", "departement Nord|Pas-de-Calais"),
    ("dans le neuf deux et le sept huit", "departement Hauts-de-Seine|Yvelines"), ("le 9-3", "departement Seine-Saint-Denis"),
    ("le 7.5 et le 9.2", "departement Paris|Hauts-de-Seine"), ("IDF", "region Île-de-France"), ("HDF", "region Hauts-de-France"),
    ("paca", "region Provence-Alpes-Côte d'Azur"), ("Hauts de France uniquement", "region Hauts-de-France"),
    ("nord-pas-de-calais", "departement Nord|Pas-de-Calais"), ("toute la région ou presque", "region"), ("ma région, pas plus", "region"),
    ("le département du Nord", "departement Nord"), ("la métropole de Lille", "radius Lille"), ("métropole lilloise", "radius Lille"),
    ("le bassin minier", "radius"), ("Picardie", "departement Aisne|Oise|Somme"), ("Lille et alentours", "radius Lille"),
    ("Lille Roubaix Tourcoing", "radius Lille|Roubaix|Tourcoing"), ("Lens-Liévin-Béthune", "radius Lens|Liévin|Béthune"),
    ("de Dunkerque à Calais", "radius Dunkerque|Calais"), ("entre Douai et Cambrai", "radius Douai|Cambrai"), ("entre 20 et 30 bornes", "radius 30"),
    ("20 à 30", "radius 30"), ("20/30 km", "radius 30"), ("maximum 50km de Béthune", "radius 50 Béthune"), ("50 km autour d'Arras", "radius 50 Arras"),
    ("jusqu'à Amiens", "radius Amiens"), ("pas plus loin que Arras", "radius Arras"), ("toute la France hors Corse", "national -Corse"),
    ("le Nord mais pas Maubeuge", "departement Nord -Maubeuge"), ("le Nord, sauf Lille", "departement Nord -Lille"), ("je préfère ne pas répondre", "declined"),
    ("j'aimerais mieux pas", "declined"), ("non", "none"), ("oui", "how_far"), ("oui je suis mobile", "how_far"), ("je sais pas encore", "unknown"),
    ("je bouge pas mal", "how_far"), ("assez loin", "how_far"), ("très loin", "how_far"), ("loin, ça me dérange pas", "how_far"),
    ("peu importe la distance", "national"), ("la distance c'est pas un problème", "national"), ("aucune limite de distance", "national"),
    ("sans limite", "national"), ("500 mètres", "radius 0.5"), ("100 km voire plus", "radius 100"), ("100km ou plus", "radius 100"),
    ("une centaine de kilomètres", "radius 100"), ("cent bornes", "radius 100"), ("mille kilomètres", "national"), ("60 kil", "radius 60"),
    ("30 kms de chez moi à peu près", "radius 30"), ("30 km A/R", "radius 30"), ("15 kil de la maison", "radius 15"), ("25 k", "radius 25"),
    ("20 kil'", "radius 20"), ("20 km autour d'ichi", "radius 20"), ("vingt bornes à tout casser", "radius 20"), ("grand max 40", "radius 40"),
    ("je dirais 40 km", "radius 40"), ("30 km mais je peux déménager", "radius 30"), ("je suis prêt à déménager", "how_far"), ("déménagement possible", "how_far"),
    ("je peux déménager n'importe où", "national"), ("le Nord", "departement Nord"), ("la Belgique", "abroad"), ("Lille et Tournai", "radius Lille"),
    ("côté belge aussi", "abroad"), ("toute la Wallonie", "abroad"), ("jveux pas partir trop loin", "how_far"), ("pas question d'aller trop loin", "how_far"),
    ("tant que c'est pas trop loin", "how_far"), ("près de chez moi, pas trop loin", "radius"), ("dans un rayon raisonnable", "how_far"),
    ("le moins loin possible", "how_far"), ("le plus près possible", "radius"), ("le plus proche de la maison", "radius"),
    ("à dix minutes de la maison", "radius 10'"), ("dix minutes à pied", "radius 10'"), ("max 1h porte à porte", "radius 60'"), ("1h de transports", "radius 60'"),
    ("1 h 15", "radius 75'"), ("1h15 grand max", "radius 75'"), ("une heure quinze", "radius 75'"), ("90 minutes", "radius 90'"), ("45mn en RER", "radius 45'"),
    ("une petite demi-heure", "radius 30'"), ("demi heure", "radius 30'"), ("30min", "radius 30'"), ("2h c'est ma limite", "radius 120'"),
    ("entre une demi-heure et une heure", "radius 60'"), ("20 minutes en voiture, 30 en bus", "radius 30'"), ("10 bornes en vélo, 40 en bagnole", "radius 40"),
    ("40 km si c'est du CDI, sinon 20", "radius 40"), ("20 km et encore", "radius 20"), ("même pas 10 km", "radius 10"),
    ("5 km à pied ça use les souliers lol", "radius 5"), ("pas au delà de 25 km", "radius 25"), ("moins de 15 bornes", "radius 15"), ("au maximum 60", "radius 60"),
    ("à 60 km près", "radius 60"), ("rayon 30", "radius 30"), ("r=30km", "radius 30"), ("30 km (j'ai une 206)", "radius 30"), ("Trente kilomètres.", "radius 30"),
    ("quatre-vingts kilomètres", "radius 80"), ("quatre vingt dix bornes", "radius 90"), ("nonante kilomètres", "radius 90"), ("soixante-dix km", "radius 70"),
    ("30 quilomètres", "radius 30"), ("30 klm", "radius 30"), ("30 kmm", "radius 30"), ("trente bornes", "radius 30"), ("50kilometre", "radius 50"),
    ("jusqu'à 1000 km", "national"), ("300 km", "radius 300"), ("à 5 minutes d'ici", "radius 5'"), ("dans toute la Somme", "departement Somme"),
    ("Somme et Oise", "departement Somme|Oise"), ("la Somme, l'Oise, l'Aisne", "departement Somme|Oise|Aisne"),
    ("je cherche dans le Pas-de-Calais", "departement Pas-de-Calais"), ("Pas de Calais", "departement Pas-de-Calais"),
    ("pas de calais et nord", "departement Pas-de-Calais|Nord"), ("dans le nord et dans le pas de calais, pas ailleurs", "departement Nord|Pas-de-Calais"),
    ("62 seulement", "departement Pas-de-Calais"), ("uniquement le 62", "departement Pas-de-Calais"),
    ("62, 59, 80, 02", "departement Pas-de-Calais|Nord|Somme|Aisne"), ("le 62 et un peu le 59", "departement Pas-de-Calais|Nord"),
    ("tout le 62", "departement Pas-de-Calais"), ("dep 62", "departement Pas-de-Calais"), ("département 13", "departement Bouches-du-Rhône"),
    ("dans les Bouches du Rhone", "departement Bouches-du-Rhône"), ("Seine et Marne", "departement Seine-et-Marne"),
    ("dans le 77 ou le 94", "departement Seine-et-Marne|Val-de-Marne"), ("IDF sauf 77", "region Île-de-France -Seine-et-Marne"),
    ("toute l'ile de france", "region Île-de-France"), ("région parisienne", "region Île-de-France"), ("Paris intra-muros", "radius Paris"),
    ("Paris", "radius Paris"), ("Paris et banlieue", "radius Paris"), ("la Réunion", "region La Réunion"), ("toute l'île, du nord au sud", "region"),
    ("la Réunion ou la métropole", "region La Réunion"), ("dans l'ouest de la Réunion", "region La Réunion"), ("Basse-Terre", "radius Basse-Terre"),
    ("Auvergne Rhône-Alpes", "region Auvergne-Rhône-Alpes"), ("Rhône Alpes", "departement Ain|Ardèche|Drôme|Isère|Loire|Rhône|Savoie|Haute-Savoie"),
    ("PACA et Occitanie", "region Provence-Alpes-Côte d'Azur|Occitanie"), ("Bretagne Pays de Loire Normandie", "region Bretagne|Pays de la Loire|Normandie"),
    ("surtout la Bretagne", "region Bretagne"), ("en Bretagne, de préférence le Morbihan", "region Bretagne|Morbihan"),
    ("la Bretagne mais pas Brest", "region Bretagne -Brest"), ("le Finistère nord", "departement Finistère"), ("sud Finistère", "departement Finistère"),
    ("le nord du département", "departement"), ("le sud de l'Oise", "departement Oise"), ("Nord Isère", "departement Isère"), ("Lyon et sa banlieue", "radius Lyon"),
    ("Grand Lyon", "radius Lyon"), ("l'agglo de Rouen", "radius Rouen"), ("Grenoble Alpes Métropole", "radius Grenoble"), ("le grand Nancy", "radius Nancy"),
    ("la région de Cambrai", "radius Cambrai"), ("le coin de Saint-Omer", "radius Saint-Omer"), ("vers Saint-Omer", "radius Saint-Omer"),
    ("du côté de Béthune", "radius Béthune"), ("Saint-Omer, Hazebrouck, Aire sur la Lys", "radius Saint-Omer|Hazebrouck|Aire-sur-la-Lys"),
    ("Lille centre", "radius Lille"), ("Lille mais pas Roubaix", "radius Lille -Roubaix"), ("sur Lille et Dunkerque", "radius Lille|Dunkerque"),
    ("à Lille", "radius Lille"), ("20 km de Lille", "radius 20 Lille"), ("1h autour de Lille", "radius Lille 60'"), ("Amiens 30km", "radius 30 Amiens"),
    ("où il y a du travail", "national"), ("où ya du taf", "national"), ("partou ou ya du taf", "national"), ("moi jvais ou on me dit", "national"),
    ("où vous me direz", "national"), ("où vous voudrez bien de moi", "national"), ("pe importe", "national"), ("nimporte ou", "national"),
    ("n'importe où, je suis célibataire sans enfants", "national"), ("j'ai pas de contraintes", "national"), ("je suis célibataire donc partout", "national"),
    ("je pars demain s'il faut, n'importe où", "national"), ("la France c'est grand mais ok partout", "national"), ("toute la france metropolitaine", "national"),
    ("France métropole", "national"), ("dans tout l'Hexagone", "national"), ("ds toute la Fr", "national"), ("FR entière", "national"),
    ("au niveau national", "national"), ("Mobile France entière", "national"), ("international", "national"), ("pas de préférence", "national"),
    ("aucune préférence", "national"), ("j'ai pas de préférence de lieu", "national"), ("tout me convient", "national"), ("comme vous voulez", "national"),
    ("à discuter", "unknown"), ("je sais pas trop", "unknown"), ("chépa", "unknown"), ("je c pas", "unknown"), ("aucune idée encore", "unknown"),
    ("faut que j'en parle à ma femme", "unknown"), ("je dois réfléchir", "unknown"), ("j'hésite", "unknown"), ("selon le poste", "how_far"),
    ("suivant les horaires", "how_far"), ("en fonction du salaire", "how_far"), ("ça va dépendre", "how_far"), ("tout dépend si c'est loin", "how_far"),
    ("non pas du tout", "none"), ("non, pas mobile", "none"), ("nan", "none"), ("nope", "none"), ("aucune mobilité", "none"), ("zéro mobilité", "none"),
    ("je reste ici", "none"), ("je reste dans mon village", "none"), ("je bouge pas", "none"), ("j'bouge pas de Dunkerque", "none"),
    ("Dunkerque et nulle part ailleurs", "radius Dunkerque"), ("seulement Dunkerque", "radius Dunkerque"), ("que Dunkerque", "radius Dunkerque"),
    ("j'ai pas de voiture donc je peux pas bouger", "none"), ("pas de permis", "how_far"), ("sans permis", "how_far"),
    ("j'ai pas le permis mais y a le bus", "how_far"), ("en bus uniquement", "how_far"), ("le réseau de bus de Lens", "radius Lens"),
    ("avec ma voiturette 20 km", "radius 20"), ("véhiculé", "how_far"), ("véhiculée, permis B", "how_far"), ("oui", "how_far"), ("ouais tkt", "how_far"),
    ("un peu", "how_far"), ("assez mobile", "how_far"), ("très mobile", "how_far"), ("super mobile", "how_far"), ("non merci je préfère pas dire", "declined"),
    ("ça vous regarde pas", "declined"), ("j'donne pas ça à un robot", "declined"), ("je passe", "declined"), ("-5", "how_far"), ("-50km", "how_far"),
    ("environ -10 km", "radius 10"), ("0", "none"), ("vous remboursez ? sinon 20 km", "radius 20"), ("30 km ? c'est possible ?", "radius 30"),
    ("je suis née à Lyon mais je cherche en Savoie", "departement Savoie"), ("la Bretagne, j'y ai grandi", "region Bretagne"),
]  # fmt: skip
SILENT = [
    "tout le monde rural", "dlensemble du territoire", "j'ai la flemme de répondre", "attendez je cherche", "c koi la question", "vous êtes où vous ?", "on peut changer après ?", "le bus est gratuit ?",
    "c'est loin ?", "faut avoir le permis ?", "attends", "stop", "pourquoi vous demandez ça", "bah pourquoi", "c'est remboursé les km ?", "on a une voiture de fonction ?", "recommencer",
    "je veux parler à quelqu'un", "deux secondes", "c'est quoi un rayon", "vous payez le train ?", "lol", "revenir en arrière", "quoi ?", "on travaille où exactement", "mon mail c'est lea@exemple.fr",
    "comment je fais pour annuler", "y a du télétravail ?", "j'ai 2 enfants", "faut bouger bcp ?", "ya une voiture ?", "pk tu veux savoir", "on est remboursés des trajets ou pas", "le poste il est dans quel département",
]  # fmt: skip
MORE = [
    ("jsui pret a bougé ds tte la normandy", "region Normandie"), ("jhabite lyon jbouge ds l'rhone et lisère", "departement Rhône|Isère"),
    ("20 bornes max wallah g pa d voiture", "radius 20"), ("ds mon secteur koi", "radius"), ("pas plus de 3/4 d'h", "radius 45'"),
    ("dla creuse a la correze", "departement Creuse|Corrèze"), ("vazy nimporte ou en france", "national"), ("sur le 33 et 40", "departement Gironde|Landes"),
    ("le 2A et 2B", "departement Corse-du-Sud|Haute-Corse"), ("Toute l'Alsace !", "departement Bas-Rhin|Haut-Rhin"),
    ("je suis mobile dans tout le sud ouest", "region Nouvelle-Aquitaine|Occitanie"), ("j'ai un scooter donc 15 km", "radius 15"),
    ("Nous sommes prêts à déménager n'importe où", "national"), ("Je n'envisage pas de quitter le Morbihan", "departement Morbihan"),
    ("entre Nîmes et Montpellier", "radius Nîmes|Montpellier"), ("Agen, Villeneuve-sur-Lot, Marmande", "radius Agen|Villeneuve-sur-Lot|Marmande"),
    ("Je préfère rester à la maison", "none"), ("mobilité réduite à mon canton", "radius"),
    ("dans un périmètre raisonnable de vingt-cinq kilomètres", "radius 25"), ("45 mn en TER", "radius 45'"), ("1 heure aller", "radius 60'"),
    ("100 km par jour AR", "radius 100"), ("ca depand ou", "how_far"), ("je sais po trop", "unknown"),
    ("toute la région Rhône-Alpes", "departement Ain|Ardèche|Drôme|Isère|Loire|Rhône|Savoie|Haute-Savoie"),
    ("l'Essonne, le Val-de-Marne et Paris", "departement Essonne|Val-de-Marne|Paris"),
    ("Paris et petite couronne", "departement Paris|Hauts-de-Seine|Seine-Saint-Denis|Val-de-Marne"),
    ("je peux prendre le train jusqu'à Poitiers", "radius Poitiers"), ("Guadeloupe et Martinique", "region Guadeloupe|Martinique"),
    ("partout à La Réunion", "region La Réunion"), ("hexagone et outre-mer", "national"), ("sauf le week-end je peux bouger à 30 km", "radius 30"),
    ("autour de dijon dans les 30 bornes", "radius 30 Dijon"), ("de chez moi à 20 minutes à pied", "radius 20'"), ("pas du tout", "none"),
    ("nan jbouge po", "none"), ("non je peux pas j'ai pas de caisse", "none"), ("Pays Basque", "departement Pyrénées-Atlantiques"),
    ("la Loire", "departement Loire"), ("cote d'or et jura", "departement Côte-d'Or|Jura"), ("alpes maritimes", "departement Alpes-Maritimes"),
    ("ile et vilaine", "departement Ille-et-Vilaine"), ("hte savoie", "departement Haute-Savoie"),
    ("je veux rester dans le 06", "departement Alpes-Maritimes"), ("uniquement Strasbourg intra muros", "radius Strasbourg"),
    ("n'importe quelle commune du Cher", "departement Cher"), ("quarante", "radius 40"), ("maxi 1h A/R", "radius 60'"),
    ("Je peux me rendre à Vesoul ou à Lure, pas au-delà.", "radius Vesoul|Lure"), ("tt lherault sauf montpellier", "departement Hérault -Montpellier"),
    ("je suis mobile", "how_far"), ("la France entière sauf la Corse et les DOM", "national -Corse|Guadeloupe|Martinique|Guyane|La Réunion|Mayotte"),
    ("ma ville et les villages autour", "radius"), ("jsq 35km", "radius 35"),
]  # fmt: skip

LISTS = [
    ("Haute Loire, Loire, et un bout de l'Ardèche", "departement Haute-Loire|Loire|Ardèche"), ("Loire, Rhône", "departement Loire|Rhône"),
    ("Vienne, Deux-Sèvres et Charente", "departement Vienne|Deux-Sèvres|Charente"), ("Nord, Pas-de-Calais, Somme", "departement Nord|Pas-de-Calais|Somme"),
    ("Ain, Isère, Savoie", "departement Ain|Isère|Savoie"), ("Manche et Orne", "departement Manche|Orne"),
    ("Landes, Gers, un petit peu le Lot", "departement Landes|Gers|Lot"), ("Mayenne, Sarthe, Orne", "departement Mayenne|Sarthe|Orne"),
    ("Eure et Eure et Loir", "departement Eure|Eure-et-Loir"), ("Aisne, Oise, Marne", "departement Aisne|Oise|Marne"),
    ("la Creuse, l'Indre et le Cher", "departement Creuse|Indre|Cher"), ("je prends ma valise et j'y vais, n'importe où dans l'hexagone", "national"),
    ("je peux aller n'importe où en France métropolitaine", "national"), ("n'importe où dans le Rhône", "departement Rhône"),
    ("donnez moi un billet de train et je pars où vous voulez, toute la France", "national"), ("je fais mon sac et je viens, partout en France", "national"),
    ("national, DOM compris", "national"), ("toute la France y compris l'outre-mer", "national"), ("France entière + DOM TOM", "national"),
    ("partout, même la Réunion", "national"), ("national et DOM", "national"), ("niveau national, outre-mer inclus", "national"),
    ("la France métropolitaine et les DOM", "national"), ("pas trop loin de chez moi", "how_far"), ("pas loin", "how_far"), ("à côté de chez moi", "radius"),
    ("ça dépend de la paye", "how_far"), ("selon ce que vous payez", "how_far"), ("tout dépend du poste", "how_far"),
    ("Creuse et Corrèze, mais pas Brive", "departement Creuse|Corrèze -Brive-la-Gaillarde"), ("le Rhône sauf Lyon", "departement Rhône -Lyon"),
    ("Isère et Savoie, mais pas Grenoble", "departement Isère|Savoie -Grenoble"), ("Var et Alpes-Maritimes sauf Nice", "departement Var|Alpes-Maritimes -Nice"),
    ("Marne et Aube, pas Reims", "departement Marne|Aube -Reims"), ("toute la Bretagne sauf Brest", "region Bretagne -Brest"),
    ("Loire et Haute-Loire mais surtout pas Saint-Étienne", "departement Loire|Haute-Loire -Saint-Étienne"), ("30 bornes grand max", "radius 30"),
    ("une vingtaine de kilomètres", "radius 20"), ("une heure de bagnole, pas plus", "radius 60'"), ("trois quarts d'heure de train", "radius 45'"),
    ("20 min à pied max", "radius 20'"), ("deux heures de route aller", "radius 120'"), ("j'ai pas le permis donc en bus, 30 minutes", "radius 30'"),
    ("25 kilomètre autour de Thiers", "radius 25 Thiers"), ("dans un rayon de 40 bornes de Vichy", "radius 40 Vichy"), ("cinquante kilomètres à la ronde", "radius 50"),
    ("50km de mon domicile", "radius 50"), ("Je peux me rendre jusqu'à Clermont mais pas au-delà", "radius Clermont-Ferrand"),
    ("Clermont et Riom", "radius Clermont-Ferrand|Riom"), ("Clermont-Ferrand uniquement", "radius Clermont-Ferrand"), ("dans ma commune", "none"),
    ("je bouge pas de Limoges", "none"), ("je reste chez moi", "none"), ("aucune mobilité, je n'ai pas de véhicule", "none"),
    ("j'peux pas bouger, j'ai les gosses", "none"), ("zéro", "none"), ("mi bouge pa", "none"), ("mi bouge dan tout l'île", "region"),
    ("toute l'île de la Réunion", "region La Réunion"), ("la Réunion seulement", "region La Réunion"), ("Martinique et Guadeloupe", "region Martinique|Guadeloupe"),
    ("en Auvergne", "departement Allier|Cantal|Haute-Loire|Puy-de-Dôme"), ("région Auvergne Rhône Alpes", "region Auvergne-Rhône-Alpes"),
    ("AURA", "region Auvergne-Rhône-Alpes"), ("PACA", "region Provence-Alpes-Côte d'Azur"), ("Ile de France", "region Île-de-France"),
    ("dans le 63 et le 43", "departement Puy-de-Dôme|Haute-Loire"), ("63, 43, 15", "departement Puy-de-Dôme|Haute-Loire|Cantal"),
    ("63/03/15", "departement Puy-de-Dôme|Allier|Cantal"), ("mon département", "departement"), ("le département et ceux autour", "departement"), ("ma région", "region"),
    ("dans toute la région", "region"), ("Grand Est", "region Grand Est"), ("le grand ouest", "region Bretagne|Pays de la Loire|Normandie"),
    ("Bretagne et Pays de Loire", "region Bretagne|Pays de la Loire"), ("la Normandie", "region Normandie"), ("Basse-Normandie", "departement Calvados|Manche|Orne"),
    ("Alsace", "departement Bas-Rhin|Haut-Rhin"), ("le sud de la France", "region Nouvelle-Aquitaine|Occitanie|Provence-Alpes-Côte d'Azur"),
    ("moi je vais partout wesh", "national"), ("ou vous voulé", "national"), ("jpeu alé partou", "national"), ("I can move everywhere in France", "national"),
    ("Je peux déplacer dans tout France", "national"), ("en tant que célibataire sans attaches, je suis prêt à déménager n'importe où", "national"),
    ("La France entière me va bien", "national"), ("dans Lyon et sa banlieue", "radius Lyon"), ("métropole de Lyon", "radius Lyon"),
    ("toute la métropole lilloise", "radius Lille"), ("Bordeaux et ses alentours", "radius Bordeaux"), ("aux alentours de Pau", "radius Pau"),
    ("dans un périmètre de 15 km", "radius 15"), ("15", "ambiguous"), ("jusqu'à 100", "radius 100"), ("entre 20 et 30 km", "radius 30"), ("10-15km", "radius 15"),
    ("20 kilomètres en vélo électrique", "radius 20"), ("je sais pas", "unknown"), ("aucune idée", "unknown"), ("à l'étranger", "abroad"),
    ("dans le Puy de dome uniquement", "departement Puy-de-Dôme"), ("la Haute-Savoie (74) et la Savoie (73)", "departement Haute-Savoie|Savoie"),
    ("de Nantes à Saint-Nazaire", "radius Nantes|Saint-Nazaire"), ("l'axe Lille - Douai", "radius Lille|Douai"), ("Toulouse ou Montauban", "radius Toulouse|Montauban"),
    ("Tarn, Tarn-et-Garonne, Haute-Garonne", "departement Tarn|Tarn-et-Garonne|Haute-Garonne"),
    ("les Côtes d'Armor et le Finistère nord", "departement Côtes-d'Armor|Finistère"), ("côtes du nord", "departement Côtes-d'Armor"),
    ("les deux Savoies", "departement Savoie|Haute-Savoie"), ("la Corse", "region Corse"), ("Haute-Corse", "departement Haute-Corse"),
    ("Vaucluse + Bouches du Rhône", "departement Vaucluse|Bouches-du-Rhône"), ("le Gard et un morceau de l'Hérault", "departement Gard|Hérault"),
    ("Finistère, à la rigueur le Morbihan", "departement Finistère|Morbihan"), ("dans l'Ain ou dans le Jura", "departement Ain|Jura"),
    ("Jura et Doubs", "departement Jura|Doubs"), ("tout sauf Paris", "national -Paris"), ("partout sauf en région parisienne", "national -Île-de-France"),
    ("partout hormis la Corse", "national -Corse"), ("sud-ouest", "region Nouvelle-Aquitaine|Occitanie"), ("30 km mais je peux pousser à 50", "radius 50"),
    ("20 km, 30 si la route est bonne", "radius 20"), ("trente kilomètres aller-retour donc quinze", "radius 30"), ("pas plus de 40 minutes en tram", "radius 40'"),
    ("une demi heure", "radius 30'"), ("1h30", "radius 90'"), ("maxi 1 h de trajet porte à porte", "radius 60'"),
    ("30 km grand grand max pcq g pas la caisse", "radius 30"), ("autour de Saint-Étienne et Firminy", "radius Saint-Étienne|Firminy"),
    ("le 42 et limitrophes", "departement Loire"), ("Loire (42)", "departement Loire"), ("département de la Loire", "departement Loire"),
    ("Rhône Loire Ain", "departement Rhône|Loire|Ain"), ("loire et rhone", "departement Loire|Rhône"), ("landes gers", "departement Gers"),
    ("Indre, Cher, Loir-et-Cher", "departement Indre|Cher|Loir-et-Cher"), ("Nord", "departement Nord"), ("Lot et Lot-et-Garonne", "departement Lot|Lot-et-Garonne"),
    ("Savoie", "departement Savoie"), ("Aude", "departement Aude"), ("Vienne", "radius Vienne"), ("Mayenne", "radius Mayenne"), ("à Vienne", "radius Vienne"),
    ("Vienne et Lyon", "radius Vienne|Lyon"), ("Vienne (86)", "departement Vienne"), ("Marne ou Haute-Marne peu importe", "departement Marne|Haute-Marne"),
    ("Moselle et Meurthe et Moselle, pas les Vosges", "departement Moselle|Meurthe-et-Moselle -Vosges"),
    ("toute la France sauf l'Île-de-France", "national -Île-de-France"), ("partout, sauf Paname", "national -Paris"), ("n'importe où tant que je suis logé", "national"),
    ("tant qu'il y a un train je viens", "how_far"), ("en Europe", "national"), ("national", "national"), ("nationale", "national"), ("mobilité nationale", "national"),
    ("France", "national"), ("la métropole uniquement, pas les DOM", "radius -Guadeloupe|Martinique|Guyane|La Réunion|Mayotte"), ("partout en métropole", "national"),
    ("la Martinique, la Guadeloupe, et même la Guyane", "region Martinique|Guadeloupe|Guyane"), ("dans l'île", "region"),
    ("Toute l'île, du Tampon à Saint-Denis", "radius Le Tampon|Saint-Denis"), ("pas plus loin que Roanne", "radius Roanne"), ("jusqu'à Roanne en train", "radius Roanne"),
    ("10 minutes à vélo", "radius 10'"), ("1/2 h max", "radius 30'"), ("une petite heure", "radius 60'"), ("une bonne heure de route", "radius 60'"),
    ("une heure et demie", "radius 90'"), ("2h aller-retour", "radius 120'"), ("quarante-cinq minutes", "radius 45'"), ("soixante bornes", "radius 60"),
    ("cent kilomètres", "radius 100"), ("200km sans souci", "radius 200"), ("moins de 15 km", "radius 15"), ("< 20 km", "radius 20"), ("20km+", "radius 20"),
    ("environ trente kilomètres je dirais", "radius 30"), ("ni voiture ni permis, donc à pied, 2 km", "radius 2"), ("en trottinette 5 bornes", "radius 5"),
    ("à portée de bus", "how_far"), ("là où passe le tram", "how_far"), ("mon quartier", "none"), ("mon village et ceux d'à côté", "radius"),
    ("les communes voisines", "radius"), ("ma communauté de communes", "radius"), ("le canton", "radius"), ("dans tout le département et même la région", "region"),
    ("je veux rester près de mes enfants", "radius"), ("pas de déplacement", "none"), ("non mobile", "none"), ("je ne souhaite pas bouger", "none"),
    ("ça dépend des horaires de bus", "how_far"), ("ça dépend où", "how_far"), ("j'en sais rien", "unknown"), ("à voir", "unknown"),
    ("Normandie, Bretagne, Pays de la Loire", "region Normandie|Bretagne|Pays de la Loire"), ("Occitanie sauf Toulouse", "region Occitanie -Toulouse"),
    ("Hauts de France", "region Hauts-de-France"), ("le Nord Pas de Calais", "departement Nord|Pas-de-Calais"),
    ("Bourgogne Franche Comté", "region Bourgogne-Franche-Comté"), ("centre val de loire", "region Centre-Val de Loire"),
    ("le Limousin", "departement Corrèze|Creuse|Haute-Vienne"), ("l'ancienne région Picardie", "departement Aisne|Oise|Somme"),
    ("Nouvelle Aquitaine mais pas la Creuse", "region Nouvelle-Aquitaine -Creuse"),
]  # fmt: skip

TABLE = [
    *EVERYDAY,
    *SMS,
    *LEARNERS,
    *LETTERS,
    *REGIONAL,
    *DICTATED,
    *NOWHERE,
    *AREAS,
    *NUMBERS,
    *EXCEPT,
    *TOWNS,
    *VAGUE,
    *MORE,
    *LISTS,
]


@pytest.mark.parametrize(("text", "right"), TABLE)
def test_mobility_in_many_voices(text: str, right: str) -> None:
    assert short(read_mobility(text)) == right
    assert read_mobility(text).answers


@pytest.mark.parametrize("text", SILENT)
def test_questions_and_asides_stay_unread(text: str) -> None:
    assert not read_mobility(text).answers


def test_each_voice_is_read_within_five_milliseconds() -> None:
    texts = [text for text, _ in TABLE] + SILENT
    texts += [f"{text} " * (600 // (len(text) + 1)) for text in texts]
    assert quickest(lambda: [read_mobility(text) for text in texts]) / len(texts) < 0.005
