"""Awkward answers of many voices to every question: dialects, slips, asides, jokes, several things at once.

The right answer is written short, several right ones parted by "|": "Lens 62" (with "?" before the first of those to
offer), "near", "none" (asked again); a day with how many days beside are right too ("2026-12-15~1"); "km20", "min45", "dep:Var",
"reg:La Réunion", "places:Caen", "around", "nowhere", "national"; of names the last and then the first; "refused", "unknown", "vague", "invalid".
"""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)
WORDS = frozenset({"refused", "unknown", "vague", "invalid", "immediate"})

TOWNS = [
    ("ché mi, ch'est Béthune", "Béthune 62"), ("Ben j'suis d'Hénin, enfin Hénin-Beaumont quoi", "Hénin-Beaumont 62"), ("Schilik", "Schiltigheim 67"),
    ("Mulhüsa", "Mulhouse 68"), ("Ajacciu", "Ajaccio 2A"), ("Portivechju", "Porto-Vecchio 2A"), ("Brest meme", "Brest 29"),
    ("Gwened pour les intimes, Vannes", "Vannes 56"), ("Moi c'est l'Isle d'Abeau en Isère", "L'Isle-d'Abeau 38"),
    ("TOULOUSE. ENFIN COLOMIERS. À CÔTÉ.", "Colomiers 31"), ("pas Lille, Lomme", "Lille 59"), ("Lomme (c'est dans Lille maintenant)", "Lille 59"),
    ("ah ça, c'est un bled de 300 habitants : Vaux-sur-Lunain", "Vaux-sur-Lunain 77"), ("le Vaudreuil, près de Val de Reuil", "Le Vaudreuil 27"),
    ("Le Vaudreuil dans l'Eure", "Le Vaudreuil 27"), ("1 rue de Lyon, Dijon", "Dijon 21"), ("Résidence Les Glycines appt 12 bât B 83400 Hyères", "Hyères 83"),
    ("Paris, enfin Montreuil, enfin 93", "Montreuil 93"), ("j'ai mon appart à Metz mais je dors chez mon copain à Nancy la semaine", "?Metz 57|Metz 57"),
    ("entre deux logements, mais officiellement Angers", "Angers 49"), ("Quimperlé ou Kemperle comme vous voulez", "Quimperlé 29"),
    ("jabite ds un pti village pré de pontivi", "near"), ("sintomer", "Saint-Omer 62"), ("Aulnai sou boi", "Aulnay-sous-Bois 93"),
    ("La courneve 4000", "La Courneuve 93"), ("vitry sur saine", "Vitry-sur-Seine 94"), ("Sarcel lochères", "Sarcelles 95"), ("Corbey éson", "Corbeil-Essonnes 91"),
    ("bonneuil sur marn", "Bonneuil-sur-Marne 94"), ("roubé city", "Roubaix 59"), ("Sin-Jozèf Matinik", "Saint-Joseph 972"), ("Rivièr-Salé", "Rivière-Salée 972"),
    ("Sin-Lé, La Réunion", "Saint-Leu 974"), ("Ti-Kanal, Gwadloup", "Petit-Canal 971"), ("Sent-Loran, Lagwiyàn", "Saint-Laurent-du-Maroni 973"),
    ("Kawéni, Mayotte", "Mamoudzou 976"), ("je suis sdf en ce moment", "unknown"), ("je suis logée au foyer à Chambéry le haut", "Chambéry 73"),
    ("ça commence par un P et ça finit par aris", "none"), ("la même que la mairie où j'ai postulé", "none"), ("Saint-Martin-les-Trois-Fontaines", "none"),
    ("Bourg-Lastic", "Bourg-Lastic 63"), ("Villeneuve-la-Comtesse", "Villeneuve-la-Comtesse 17"), ("Montreuil-aux-Houx", "none"),
    ("Bruges, pas en Belgique, Bruges Gironde", "Bruges 33"), ("Vienne (Isère, pas l'Autriche)", "Vienne 38"), ("la ville de Jean Jaurès, Castres", "?Castres 81"),
    ("Le Blanc, dans l'Indre", "Le Blanc 36"), ("c'est la ville du camembert non la ville à côté, Vimoutiers", "Vimoutiers 61"),
    ("je crèche dans la cité des ducs, à Nantes", "Nantes 44"), ("Bourges hein pas Bourg", "Bourges 18"),
    ("Saint-Ouen l'aumône pas l'autre", "Saint-Ouen-l'Aumône 95"), ("St Ouen sur saine", "Saint-Ouen-sur-Seine 93"),
    ("chez les Ch'tis, Armentières", "Armentières 59"), ("j'habite pas loin de Vesoul, à Noidans-lès-Vesoul", "Noidans-lès-Vesoul 70"),
    ("je vais déménager à Pau mais là chui à Tarbes", "Tarbes 65"), ("nulle part, je voyage", "none|unknown"),
    ("mon adresse postale est à Bron mais je dors à Vaulx-en-Velin", "Vaulx-en-Velin 69|?Bron 69|?Vaulx-en-Velin 69|Bron 69"),
    ("Le Port, c'est à La Réunion", "Le Port 974"), ("Le Port", "?Le Port 974"), ("L'Haÿ-les-R.", "L'Haÿ-les-Roses 94"),
    ("Fontenay s/s bois", "Fontenay-sous-Bois 94"), ("Champs s/ Marne", "Champs-sur-Marne 77"), ("Villeneuve St G", "Villeneuve-Saint-Georges 94"),
    ("Romans sur Isere 26100", "Romans-sur-Isère 26"), ("26100", "Romans-sur-Isère 26"), ("code postal 59000", "Lille 59"),
    ("33 mais pas Bordeaux, Mérignac", "Mérignac 33"), ("ma ville c'est celle du TGV Le Creusot Montceau donc Le Creusot", "Le Creusot 71"),
    ("Noisy, celui du 93 le Grand", "?Noisy-le-Grand 93"), ("Bouc-Bel-Air", "Bouc-Bel-Air 13"), ("Boukbéler", "Bouc-Bel-Air 13"),
    ("Obagne près de Marsey", "Aubagne 13"), ("Viléte sur Aine", "Villette-sur-Ain 01"), ("Vilefranch sur sone", "Villefranche-sur-Saône 69"),
    ("Bourgouin Jalieu", "Bourgoin-Jallieu 38"), ("Ché à Lomb'sart qu'on va à la ducasse, moi chu d'Lambersart", "Lambersart 59"),
    ("Marq en Baroeul", "Marcq-en-Barœul 59"), ("Wattreloo", "Wattrelos 59"), ("Crwa", "Croix 59"), ("Emm", "none"), ("Hem dans le 59", "Hem 59"),
    ("nan mais c'est écrit dans mon CV", "none"), ("toujours la même, Pantin", "Pantin 93"), ("Noumea", "Nouméa 988"), ("Uturoa", "Uturoa 987"),
    ("Kourou wesh", "Kourou 973"), ("Sen Josef Martinik", "Saint-Joseph 972"), ("Lamentin Gwada", "Lamentin 971"), ("Lamentin en Martinique", "Le Lamentin 972"),
    ("Dembéni", "Dembeni 976"), ("Cayenn", "Cayenne 973"), ("entre Rodez et Millau, à Salles-Curan", "Salles-Curan 12"),
    ("dans les Cévennes à Le Vigan", "Le Vigan 30"), ("Sainte-Colombe-les-Champs-Perdus", "none"), ("Beaulieu-sur-Nowhere", "none"),
    ("Mâlai-le-gran", "Malay-le-Grand 89"), ("Chatelrau", "Châtellerault 86"), ("Briv la gaillard", "Brive-la-Gaillarde 19"), ("Sin-Junien", "Saint-Junien 87"),
    ("Périgeux", "Périgueux 24"), ("Dwé", "?Douai 59"), ("Denkerk", "Dunkerque 59"), ("Tréport", "Le Tréport 76"),
]  # fmt: skip
DAYS = [
    ("ch'peux commincher d'main", "2026-11-25"), ("dès que ch'est possib'", "immediate"), ("quand c'est que vous voulez", "immediate"),
    ("j'peux starter lundi", "2026-11-30"), ("faudrait que je finisse mon mois, donc 1er décembre", "2026-12-01"),
    ("je suis en préavis, il me reste 3 semaines", "2026-12-15~1"), ("il me reste encore deux mois de contrat", "2027-01-24~1"),
    ("je suis en arrêt maladie jusqu'à la mi-décembre", "2026-12-16~1"), ("après le mariage de ma sœur le 12 décembre", "2026-12-13~1"),
    ("je rends les clés de ma boutique au 31/12", "2026-12-31~1"), ("au retour de mon congé mat, le 8 mars", "2027-03-08"),
    ("Je serai libéré de mes obligations le vendredi 18 décembre au soir", "2026-12-18~1"), ("on peut dire Épiphanie", "2027-01-06"),
    ("la Chandeleur", "2027-02-02"), ("pour la saint Valentin ❤️", "2027-02-14"), ("fin de l'année scolaire", "2027-07-03~10"),
    ("dans la première quinzaine de janvier", "2027-01-01~14"), ("sous 3 sem", "2026-12-15"), ("d'ici 15j", "2026-12-09"), ("pas avant 2027", "2027-01-01"),
    ("2028", "2028-01-01~5"), ("le 30 février, comme ça j'ai le temps", "invalid"), ("le 31/11", "invalid"), ("il y a un mois", "immediate|invalid|vague"),
    ("dès la fin de mon bootcamp (20 janvier)", "2027-01-20~1"), ("ni en décembre ni en janvier, février c'est bon", "2027-02-01"),
    ("pas décembre hein, janvier", "2027-01-01"), ("du lundi au jeudi, jamais le vendredi", "vague"), ("septembre prochain", "2027-09-01"),
    ("je démissionne en janvier, préavis d'un mois", "2027-02-01~31"), ("mon préavis d'un mois démarre le 15 décembre", "2027-01-15"),
    ("j'ai signé ma rupture conventionnelle, sortie des effectifs le 11 janvier", "2027-01-11~1"),
    ("je passe mes partiels du 4 au 15 janvier, après c'est bon", "2027-01-16~1"), ("après les soldes", "vague"), ("ça dépend du mode de garde", "unknown"),
    ("faut voir", "unknown"), ("no idea", "unknown"), ("ouais tranquille quand tu veux", "immediate"), ("le plus vite sera le mieux", "immediate"),
    ("je suis au chômage donc bon", "immediate"), ("je ne travaille pas en ce moment", "immediate"), ("mwa de janvié", "2027-01-01"),
    ("le deu janvié", "2027-01-02"), ("fin janvié débu fevrié", "2027-01-31~2"), ("jeudi en huit", "2026-12-03"), ("le mardi d'après Noël", "2026-12-29"),
    ("demain en huit", "2026-12-02~1"), ("pas tout de suite tout de suite, disons mi-janvier", "2027-01-15"),
    ("j'ai encore 3 semaines de préavis à faire", "2026-12-15~1"), ("je finis le 23 au soir donc le 24 mais c'est Noël, alors le 28", "2026-12-28"),
    ("mon CDD se termine fin janvier, je souffle une semaine et j'arrive", "2027-02-07~1"),
    ("contrat jusqu'au 30 juin 2027 et ensuite 1 mois de vacances", "2027-07-30~1"), ("je pose mon préavis de 2 mois lundi prochain", "2027-01-30~1"),
    ("lettre de démission remise hier, 1 mois", "2026-12-23~1"), ("dans la semaine des 4 jeudis", "vague|invalid"),
    ("dès l'obtention de mon titre en mars", "2027-03-01~30"), ("d'ici que je trouve une nounou, disons février", "2027-02-01"),
    ("janvier février par là", "2027-01-01~31"), ("au plus tard le 15 janvier", "2027-01-15"), ("au plus tôt le 15 janvier", "2027-01-15"),
    ("à partir d'après-demain", "2026-11-26"), ("le premier lundi de janvier", "2027-01-04"), ("fin T4", "2026-12-31"), ("début S2 2027", "2027-07-01"),
    ("mi-S1", "2027-04-01~15"), ("courant printemps", "2027-03-20~30"), ("à la belle saison", "vague|2027-06-21~90"), ("quand il fera beau", "vague|unknown"),
    ("avant Pâques", "vague"), ("pas avant Pâques", "2027-03-28"), ("pas pendant les vacances de février, après", "2027-03-08~8"),
    ("apre les vakanse de fevrié", "2027-03-08~8"), ("le 15 du mois prochain", "2026-12-15"), ("le 29 février 2027", "invalid"), ("31 juin", "invalid"),
    ("le 0 janvier", "invalid"), ("en 1998", "invalid"), ("dans 50 ans", "invalid|2076-11-24~2"), ("j'ai pas encore la date de fin de contrat", "unknown"),
    ("je ne sais pas trop, vers mars ?", "2027-03-01~15"), ("mwen disponib dépi jòdi", "immediate"), ("apré lé fèt", "2027-01-02~9"),
    ("mi lé lib lo mwa d'janvié", "2027-01-01"), ("lendi", "2026-11-30"), ("lot somenn", "2026-11-30"), ("diouzhtu", "immediate"), ("ara mateis", "immediate"),
]  # fmt: skip
MOBILITY = [
    ("je roule pas, bus ligne 3 uniquement", "vague"), ("vingt bornes, pas une de plus", "km20"), ("jusqu'à ce que le plein soit vide haha", "vague|none"),
    ("max 1h porte à porte", "min60"), ("trois quarts d'heure aller", "min45"), ("45 min de RER grand maximum", "min45"), ("30km/h mdr non 30 km", "km30"),
    ("tout le Pays basque", "dep:Pyrénées-Atlantiques"), ("dans le Trégor", "vague|none|km0"), ("La Réunion entière, je connais chaque virage", "reg:La Réunion"),
    ("Nord et Pas-de-Calais", "dep:Nord,Pas-de-Calais"), ("l'Alsace mais pas la Moselle", "dep:Bas-Rhin,Haut-Rhin"), ("partout sauf la Corse", "national"),
    ("France entière hors IDF", "national"), ("j'ai pas le permis mais je marche vite, 5 km", "km5"), ("2h de route ça me fait pas peur", "min120"),
    ("rayon de cent kilomètres", "km100"), ("entre Caen et Bayeux", "places:Caen,Bayeux"), ("je bouge pas de chez moi", "nowhere"), ("télétravail only", "nowhere"),
    ("Métropole de Lyon", "places:Lyon"), ("ma comcom et c'est tout", "around"), ("où le vent me porte", "national"),
    ("dans les Dom", "reg:Guadeloupe,Martinique,Guyane,La Réunion,Mayotte"), ("une soixantaine de kil", "km60"), ("10 à 15 km à vélo, plus si c'est plat", "km15"),
    ("mon 06 et le 83", "dep:Alpes-Maritimes,Var"), ("du moment que c'est desservi par le tram", "vague|around"),
    ("je veux bien déménager mais pas dans le Nord", "national|vague"), ("c'est quoi la question ?", "none"),
    ("le littoral de Dunkerque à Boulogne", "places:Dunkerque,Boulogne-sur-Mer|places:Dunkerque,Boulogne-Billancourt|places:Dunkerque"),
    ("50 km en été, 30 en hiver", "km50"), ("pas + de 25 bornes", "km25"), ("+/- 40 km", "km40"), ("tout le grand Est sauf Strasbourg", "reg:Grand Est"),
    ("Finistère sud uniquement", "dep:Finistère"), ("le 22 et le nord du 56", "dep:Côtes-d'Armor,Morbihan"),
    ("je me déplace en fauteuil, donc accessible uniquement, 15 km", "km15"), ("j'ai une trottinette lol", "vague"), ("pas de souci pour bouger", "vague"),
    ("bof", "unknown|none|vague"), ("jusqu'à Orléan", "places:Orléans"),
]  # fmt: skip
LAST_NAMES = [
    ("avec un H : Hamon", "Hamon|"), ("Le Goff, L majuscule G majuscule", "Le Goff|"), ("de la Vega (non c'est pas une blague)", "de la Vega|"),
    ("c'est ben Ch'Vallier", "Ch'Vallier|"), ("mon nom ? Attendez... Petitjean en un mot", "Petitjean|"), ("N'Diaye avec l'apostrophe", "N'Diaye|"),
    ("Ouédraogo, je sais c'est long", "Ouédraogo|"), ("comme le président : Pompidou", "Pompidou|"), ("j'ai repris mon nom de jeune fille, Lacaze", "Lacaze|"),
    ("Van den Broeck, à la flamande", "Van den Broeck|"), ("sur ma CNI c'est BENYAHIA tout attaché", "Benyahia|"), ("M. Kowalczyk Tomasz", "Kowalczyk|Tomasz"),
    ("vous l'écrivez comme vous voulez, Szczepański", "Szczepański|"), ("je préfère rester discrète", "refused"),
    ("Mon nom de famille s'écrit comme le fruit : Cerisier", "Cerisier|"), ("Da Silva Pereira, les deux", "Da Silva Pereira|"), ("moi sé Hoareau", "Hoareau|"),
    ("El Amrani (avec un espace)", "El Amrani|"), ("Mme veuve Lebrun", "Lebrun|"), ("O'Connor", "O'Connor|"),
    ("Robert, oui c'est mon nom pas mon prénom", "Robert|"), ("nom : idem que mon mari, Ferreira", "Ferreira|"),
]  # fmt: skip
FIRST_NAMES = [
    ("Appelez-moi Lulu mais c'est Lucienne", "|Lucienne"), ("Marie-Thérèse, on dit Maïté", "|Marie-Thérèse"), ("Jean tiret Noël", "|Jean-Noël"),
    ("Ngoc Anh (deux mots)", "|Ngoc Anh"), ("c'est Kylian avec un K", "|Kylian"), ("Prénom : Aïssatou", "|Aïssatou"),
    ("mon prénom c'est pas Dominique au masculin, c'est Dominique au féminin", "|Dominique"), ("Loup. Oui, comme l'animal.", "|Loup"),
    ("on m'a appelée Solène", "|Solène"), ("M'hamed", "|M'hamed"), ("euh... Gwénaëlle avec un tréma sur le e", "|Gwénaëlle"), ("Ana, un seul n", "|Ana"),
    ("José avec accent", "|José"), ("je m'appelle Nour", "|Nour"), ("Jean-Phi... Jean-Philippe", "|Jean-Philippe"), ("c'est Camille, je suis une femme", "|Camille"),
    ("my name Olena", "|Olena"),
]  # fmt: skip
EMAILS = [
    ("lea.martin(at)exemple(point)fr", "lea.martin@exemple.fr"), ("tout en minuscules : jeanpaul.b arobase exemple point org", "jeanpaul.b@exemple.org"),
    ("j'ai un mail mais je l'ouvre jamais", "refused"), ("paul@exemple", "invalid"), ("écrivez à ma nièce, sandra@exemple.fr", "sandra@exemple.fr"),
    ("je garde ça pour quand on se verra", "refused"), ("p.leroy chez exemple.com", "p.leroy@exemple.com"),
    ("pas de mail, vous pouvez écrire au fils ?", "refused|invalid"), ("titi point 59 arobase exemple point fr, 59 en chiffres", "titi.59@exemple.fr"),
    ("MARIE-JO@EXEMPLE.FR tout en majuscule", "MARIE-JO@exemple.fr"), ("je préfère le téléphone", "refused"),
    ("heu... mail.de.zoe@exemple.fr je crois", "mail.de.zoe@exemple.fr"),
]  # fmt: skip
PHONES = [
    ("zéro six, trente-neuf, quatre-vingt-dix-huit, zéro zéro, douze", "+33639980012"), ("0639980012 (sms only)", "+33639980012"),
    ("+33 (0)6 39 98 00 12", "+33639980012"), ("06-39-98-00-1", "invalid"), ("0692 12 34 56, La Réunion", "+262692123456"),
    ("appelez ma voisine au 01 99 00 12 34", "+33199001234"), ("j'suis sourd, pas d'appel", "refused"),
    ("je sors de chez l'opérateur, je connais pas encore mon numéro par cœur", "unknown"), ("c'est le 06 puis 39 puis 98 puis 00 puis 12", "+33639980012"),
    ("je vous le dirai quand on se rencontrera", "refused"), ("06 39 98 00 12 ou 13 ? non 12", "+33639980012"), ("0033639980012", "+33639980012"),
    ("j'ai que le fixe de ma mère", "refused|invalid|unknown"),
]  # fmt: skip


def is_day(got, want):
    day, _, tolerance = want.partition("~")
    if "date" not in got:
        return bool(tolerance) and bool(got.get("vague"))
    return abs((date.fromisoformat(got["date"]) - date.fromisoformat(day)).days) <= int(tolerance or 0)


def is_mobility(got, want):
    kind, places = got.get("kind"), set(got.get("places", ()))
    name, colon, names = want.partition(":")
    if colon:
        kinds = {"dep": "departement", "reg": "region", "places": "radius"}
        return kind == kinds[name] and places == set(names.split(","))
    if want.startswith("km"):
        return kind == "radius" and got.get("km") == int(want[2:])
    if want.startswith("min"):
        return kind == "radius" and got.get("minutes") == int(want[3:])
    if want == "around":
        return kind == "radius" and not places
    if want == "none":
        return got == {"invalid": True}
    return kind == {"nowhere": "none", "national": "national"}.get(want)


def is_town(got, want):
    if want == "none":
        return got == {"invalid": True}
    if want == "near":
        return bool(got.get("vague"))
    town = got["ambiguous"][0] if want[0] == "?" and "ambiguous" in got else got
    return f"{town.get('commune')} {town.get('departement')}" == want.lstrip("?")


def is_right(field, got, want):
    if want in WORDS:
        return bool(got.get(want)) and (want != "invalid" or not got.get("vague"))
    if field in {"email", "phone"}:
        return want in got.values()
    return {"availability": is_day, "mobility": is_mobility, "town": is_town}[field](got, want)


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        (field, text, wanted)
        for field, rows in (("town", TOWNS), ("availability", DAYS), ("mobility", MOBILITY), ("email", EMAILS), ("phone", PHONES))
        for text, wanted in rows
    ],
)  # fmt: skip
def test_awkward_answers_are_read(field, text, wanted):
    got = to_contract(field, read_field(field, text, TODAY))
    assert any(is_right(field, got, want) for want in wanted.split("|")), got


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [(field, *row) for field, rows in (("last_name", LAST_NAMES), ("first_name", FIRST_NAMES)) for row in rows],
)
def test_awkward_names_are_read(field, text, wanted):
    got = to_contract(field, read_field(field, text, TODAY))
    if wanted in WORDS:
        assert got.get(wanted)
        return
    last, _, first = wanted.partition("|")
    assert {key: value.lower() for key, value in got.items()} == {
        key: value.lower() for key, value in (("nom", last), ("prenom", first)) if value
    }
