"""What people really answer when they are asked for their last name."""

import pytest

from bot.reading.names import read_names
from bot.reading.result import Status

# What was typed: last name, first name (None: not said).
ANSWERS = [
    # SMS and slang
    ("mon blaze c'est Traoré", "Traoré", None),
    ("jmapel sylla", "Sylla", None),
    ("moi c hamidou diarra", "Diarra", "Hamidou"),
    ("bah lefebvre", "Lefebvre", None),
    ("ben c guezennec lol", "Guezennec", None),
    ("wesh moi c'est benchekroun", "Benchekroun", None),
    ("mon nom d famille c koulibaly", "Koulibaly", None),
    ("slt c nguema", "Nguema", None),
    ("oué c pelletier mdr", "Pelletier", None),
    ("g pour nom ziani", "Ziani", None),
    ("nom: rakotomalala", "Rakotomalala", None),
    ("tkt c juste caron", "Caron", None),
    ("fofana tt simplement", "Fofana", None),
    ("alor mon nom ces hoarau", "Hoarau", None),
    ("mon nom de famil c marchetti", "Marchetti", None),
    # remarks after the name
    ("Rasolofoniaina, désolé c'est long", "Rasolofoniaina", None),
    ("Szczepaniak (j'épelle pas)", "Szczepaniak", None),
    ("Wojciechowski bon courage pour l'écrire", "Wojciechowski", None),
    ("Le Guennec, c'est breton", "Le Guennec", None),
    ("Etcheverry, c'est basque", "Etcheverry", None),
    ("Pietri comme le footballeur", "Pietri", None),
    ("Kerbrat, ça se prononce comme ça s'écrit", "Kerbrat", None),
    ("Delattre tout attaché", "Delattre", None),
    ("Vasseur sans faute svp", "Vasseur", None),
    ("Ouedraogo et oui encore un", "Ouedraogo", None),
    ("Poulain, ne riez pas", "Poulain", None),
    ("Cocu, et arrêtez de rire", "Cocu", None),
    ("Hamel, voilà vous savez tout", "Hamel", None),
    ("Mbaye. C'est sénégalais.", "Mbaye", None),
    ("Tanguy-Le Bras, c'est un nom composé", "Tanguy-Le Bras", None),
    ("Castelain je l'ai déjà donné au téléphone", "Castelain", None),
    ("Lebrun, en un seul mot", "Lebrun", None),
    ("Oliveira, je suis d'origine portugaise", "Oliveira", None),
    ("Chevalier mais je préfère qu'on utilise mon prénom", "Chevalier", None),
    ("Roussel ! Enchanté.", "Roussel", None),
    ("Guillou... et vous c'est quoi ?", "Guillou", None),
    ("Belaïd, pourquoi vous demandez ?", "Belaïd", None),
    ("Berthelot 👋 ravi de vous parler", "Berthelot", None),
    ("Schneider, un nom alsacien", "Schneider", None),
    ("Bouchard (comme mon père)", "Bouchard", None),
    ("Cissokho pour vous servir", "Cissokho", None),
    ("Barbier c'est tout ?", "Barbier", None),
    ("Delmas, dans l'attente de votre réponse", "Delmas", None),
    ("Perrot avec deux r", "Perrot", None),
    ("Pichon avec un tiret non je rigole", "Pichon", None),
    ("Lemoine (un seul n)", "Lemoine", None),
    ("Ndong Obame, sans tiret", "Ndong Obame", None),
    ("Abgrall, deux l à la fin", "Abgrall", None),
    # remarks before the name
    ("je vous l'ai déjà dit : Carpentier !", "Carpentier", None),
    ("Inscrivez : Lamotte.", "Lamotte", None),
    ("Notez Kowalczyk", "Kowalczyk", None),
    ("vous pouvez mettre Bonnefoy", "Bonnefoy", None),
    ("écrivez Desplanches s'il vous plaît", "Desplanches", None),
    ("mettez Guivarc'h", "Guivarc'h", None),
    ("ok alors c'est parti : Lacombe", "Lacombe", None),
    ("encore ? bon, Charpentier", "Charpentier", None),
    ("facile : Dumas", "Dumas", None),
    ("sans problème, Haddad", "Haddad", None),
    ("avec plaisir : Bellamy", "Bellamy", None),
    ("bien sûr, je suis madame Prévost", "Prévost", None),
    ("sur ma carte d'identité il y a marqué Villeneuve", "Villeneuve", None),
    ("officiellement c'est Ramanantsoa", "Ramanantsoa", None),
    ("à l'état civil : Grandjean", "Grandjean", None),
    ("je porte le nom de Brossard", "Brossard", None),
    ("mon nom à moi c'est Salaün", "Salaün", None),
    ("pour le nom, Fontaine", "Fontaine", None),
    ("le nom c'est Tavares", "Tavares", None),
    ("c'est au nom de Gauthier", "Gauthier", None),
    ("Réponse : Marchal", "Marchal", None),
    ("voici mon nom : Ferrand", "Ferrand", None),
    ("ah oui pardon, Besnard", "Besnard", None),
    ("moi ? Bouvier", "Bouvier", None),
    ("mon nom ? euh... Pruvost", "Pruvost", None),
    ("alors là attention : Vercingétorix-Dupuis", "Vercingétorix-Dupuis", None),
    # around the name
    ("Bonjour, Yvette Maréchal à l'appareil", "Maréchal", "Yvette"),
    ("Allô ? Robert Jacquemin à l'appareil", "Jacquemin", "Robert"),
    ("Guérin sur la carte d'identité, tout le monde dit Titi", "Guérin", None),
    ("ici Solange Blanchet, bonjour", "Blanchet", "Solange"),
    ("Bonsoir, monsieur Lacroix, retraité de la poste", "Lacroix", None),
    ("c'est Leclerc, comme le magasin", "Leclerc", None),
    ("bonjour madame, mon nom est Tessier, merci bien", "Tessier", None),
    ("« Delaunay »", "Delaunay", None),
    ("*Delaunay*", "Delaunay", None),
    ("Nom : Lecomte / Prénom : Maud", "Lecomte", "Maud"),
    ("nom = cordier", "Cordier", None),
    ("prenom salif nom keita", "Keita", "Salif"),
    ("NOM LEGRAND PRENOM ODETTE", "Legrand", "Odette"),
    # elderly letters
    ("Veuillez noter que je me nomme Augustine Lefranc.", "Lefranc", "Augustine"),
    ("Madame, Monsieur, je soussignée Thérèse Bonnard, retraitée", "Bonnard", "Thérèse"),
    ("Je soussigné Raymond Chauvet", "Chauvet", "Raymond"),
    ("Mon nom est Vidal, mon prénom Huguette, je suis née à Pau", "Vidal", "Huguette"),
    ("Chère Madame, je m'appelle Ginette Poirier et je suis grand-mère", "Poirier", "Ginette"),
    ("Veuve Cottin", "Cottin", None),
    ("Mlle Aubry", "Aubry", None),
    # particles, compounds
    ("Jean-Loup de Montgolfier", "de Montgolfier", "Jean-Loup"),
    ("Anne-Laure de La Rochefoucauld", "de La Rochefoucauld", "Anne-Laure"),
    ("Marie-Ange d'Abbadie", "d'Abbadie", "Marie-Ange"),
    ("c'est de Kersauson", "de Kersauson", None),
    ("Le Floc'h", "Le Floc'h", None),
    ("LE GUILLOUX Gwenaëlle", "Le Guilloux", "Gwenaëlle"),
    ("du Plessis", "du Plessis", None),
    ("L'Hostis", "L'Hostis", None),
    ("de sousa", "de Sousa", None),
    ("Da Silva Ferreira", "Da Silva Ferreira", None),
    ("dos Santos Maria", "Dos Santos", "Maria"),
    ("van den broeck", "van den Broeck", None),
    ("Ait Ouazzou", "Ait Ouazzou", None),
    ("Ben Salem", "Ben Salem", None),
    ("El Khattabi Youssef", "El Khattabi", "Youssef"),
    ("Moulay Idrissi", "Moulay Idrissi", None),
    ("Sainte-Rose", "Sainte-Rose", None),
    ("Saint-Ange, de Guadeloupe", "Saint-Ange", None),
    ("Olivier-Martin", "Olivier-Martin", None),
    ("Dupuy de Lôme", "Dupuy de Lôme", None),
    ("Colonna d'Istria", "Colonna d'Istria", None),
    ("Iturralde Echeverria", "Iturralde Echeverria", None),
    # learners, other countries
    ("moi nom Kovalenko", "Kovalenko", None),
    ("je appelle Petrenko", "Petrenko", None),
    ("mon nome est Carvalho", "Carvalho", None),
    ("my name is Okafor", "Okafor", None),
    ("nom famille Tran, prénom Minh", "Tran", "Minh"),
    ("Nguyen Thi Lan", "Nguyen", "Thi Lan"),
    ("je suis Shevchenko Oksana", "Shevchenko", "Oksana"),
    ("mon nom de famille Haidara merci monsieur", "Haidara", None),
    ("nom c'est Yılmaz", "Yılmaz", None),
    ("Иваненко", "Иваненко", None),
    ("N'Guessan", "N'Guessan", None),
    ("M'Bappé", "M'Bappé", None),
    ("Diop Sarr", "Diop Sarr", None),
    # all capitals, spelt out, dictation
    ("BONJOUR MON NOM EST LEGENDRE", "Legendre", None),
    ("C'EST LEBARON", "Lebaron", None),
    ("M A H É", "Mahé", None),
    ("c'est Quéré, Q U E R E", "Quéré", None),
    ("L-E-R-O-U-X", "Leroux", None),
    ("Haas h deux a s", "Haas", None),
    ("alors mon nom c'est Joubert virgule j o u b e r t", "Joubert", None),
    ("Michaux avec un x à la fin", "Michaux", None),
    ("Thiery avec un seul r", "Thiery", None),
    ("ça s'écrit Weiss", "Weiss", None),
    # corrections
    ("Leroi non pardon Leroy", "Leroy", None),
    ("Lambret, euh non, Lambert", "Lambert", None),
    ("Meunié oups Meunier", "Meunier", None),
    ("c'est pas Gerard c'est Girard", "Girard", None),
    ("Girard, pas Gérard", "Girard", None),
    ("Maurice... enfin Morice plutôt", "Morice", None),
    # married names
    ("Cousin, mariée Aubert", "Aubert", None),
    ("Aubert (née Cousin)", "Aubert", None),
    ("nom d'usage Rivière, nom de naissance Collet", "Rivière", None),
    ("mon nom de jeune fille c'est Collet mais je suis mariée Rivière", "Rivière", None),
    ("je m'appelle Picard depuis mon mariage", "Picard", None),
    # said among other words
    ("mais je vous l'ai dit c'est Colas", "Colas", None),
    ("ça se dit Kermarrec", "Kermarrec", None),
    ("alors là je dirais Peltier", "Peltier", None),
    ("famille Bertin", "Bertin", None),
    ("moi c'est la famille Santini", "Santini", None),
    ("pfff encore Duval", "Duval", None),
    ("Disons Duval", "Duval", None),
    ("euuuuh Duval ???", "Duval", None),
    ("Duval et mon prénom Chantal", "Duval", "Chantal"),
    ("le nom de mon mari : Duval", "Duval", None),
    ("Lenoir Alain 56 ans Lorient", "Lenoir", "Alain"),
    ("Lecoq, cocorico", "Lecoq", None),
    ("Bondarenko Olha", "Bondarenko", "Olha"),
    # initials, jokes
    ("H. Kervella", "Kervella", "H"),
    ("Bond. James Bond.", "Bond", "James"),
    ("mon nom est personne... non je déconne c'est Jolivet", "Jolivet", None),
    ("Noël, comme le père", "Noël", None),
    ("Noël, né un 25 décembre", "Noël", None),
    # names that are words
    ("Petit", "Petit", None),
    ("petit", "Petit", None),
    ("Legrand", "Legrand", None),
    ("Long", "Long", None),
    ("bonnet", "Bonnet", None),
    ("c'est Blanc", "Blanc", None),
    ("Marie", "Marie", None),
    ("mon nom c'est Bon", "Bon", None),
    ("Rose", "Rose", None),
    ("Leblanc merci", "Leblanc", None),
    ("Fleury, comme les fleurs", "Fleury", None),
    ("Boulanger", "Boulanger", None),
    ("Monsieur Bon", "Bon", None),
    ("Loiseau c'est mon nom", "Loiseau", None),
    ("je suis M. Poisson", "Poisson", None),
]  # fmt: skip

NO_NAME = [
    "aide", "attends", "attends deux secondes", "bonjour", "oui d'accord", "ok", "c'est parti", "vas-y", "on commence quand ?", "c'est pour quoi faire ?",
    "je ne comprends pas la question", "j'ai pas compris", "vous pouvez répéter", "c'est écrit où", "mon nom ou celui de mon mari ?", "quel nom ?", "nom de jeune fille ou marital",
    "lequel ?", "le nom de famille ?", "menu", "je suis au chômage", "je suis très motivé", "je suis disponible", "je suis une femme", "je cherche du travail", "j'habite à Nantes",
    "c'est long votre truc", "ça marche pas", "je suis prêt", "mon fils va m'aider", "j'ai un chien", "il fait beau", "c'est mon premier emploi", "je reviens", "deux minutes",
    "un instant s'il vous plaît", "pas de problème", "tu t'appelles comment", "t'es qui", "vous êtes un robot", "je voudrais parler à quelqu'un", "combien on est payé", "et après", "suite",
    "le bouton ne marche pas", "je vous ai déjà répondu", "tout à l'heure", "ça commence bien", "j'en sais rien", "c'est compliqué mon nom", "mon nom est difficile à écrire",
    "je m'appelle comme mon père", "mon nom c'est secret ?", "parce que", "super merci beaucoup", "bonne question", "je veux m'inscrire", "je voudrais postuler", "c'est quoi le pix", "non c'est pas ça",
    "je suis marié", "je m'inscris pour ma fille", "désolé", "trop long", "excusez-moi", "je suis en formation", "quelle heure est-il", "retour", "recommencer", "next", "Dommage", "Entendu", "j'ai vu l'annonce sur Facebook", "France Travail m'a parlé de vous", "mon ordi rame", "je vois pas le rapport",
]  # fmt: skip

DECLINED = [
    "j'aime autant ne pas vous donner mon nom", "je préfère rester anonyme", "mon nom ne vous regarde pas", "non, je garde ça pour moi", "je n'ai pas envie de le dire", "pas mon nom de famille",
    "je ne souhaite pas communiquer cette information", "jve pas le dire", "jprefere pas dire", "c'est privé", "ça reste entre moi et moi", "je ne donnerai pas mon nom à une machine",
    "juste mon prénom suffira", "vous n'avez pas besoin de mon nom", "joker",
]  # fmt: skip


def _value(last: str | None, first: str | None) -> dict[str, str]:
    return {name: said for name, said in (("last_name", last), ("first_name", first)) if said}


@pytest.mark.parametrize(("text", "last", "first"), ANSWERS)
def test_a_name_is_found_among_what_is_said_around_it(text: str, last: str | None, first: str | None) -> None:
    reading = read_names(text, "last_name")
    assert (reading.status, reading.value) == (Status.VALUE, _value(last, first))


@pytest.mark.parametrize("text", NO_NAME)
def test_sentences_questions_and_wishes_are_no_names(text: str) -> None:
    assert read_names(text, "last_name").status is not Status.VALUE


@pytest.mark.parametrize("text", DECLINED)
def test_a_name_may_be_declined(text: str) -> None:
    assert read_names(text, "last_name").status is Status.DECLINED
