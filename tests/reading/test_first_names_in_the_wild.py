"""What people really answer when they are asked for their first name."""

import pytest

from bot.reading.names import read_names
from bot.reading.result import Status

# What was typed: first name, last name (None: not said).
ANSWERS = [
    # SMS and slang
    ("mon ptit nom c'est Jordan", "Jordan", None),
    ("mon petit nom c'est Lou", "Lou", None),
    ("moi c dylan", "Dylan", None),
    ("cé mehdi", "Mehdi", None),
    ("bah kevin", "Kevin", None),
    ("prenom : inès", "Inès", None),
    ("c'est momo... enfin Mohamed", "Mohamed", None),
    ("wesh c'est Yanis", "Yanis", None),
    ("jmapel aminata", "Aminata", None),
    ("yo moi c sofiane", "Sofiane", None),
    ("lina mdr", "Lina", None),
    ("oe c enzo", "Enzo", None),
    ("ouais Théo", "Théo", None),
    ("c killian avec 2 l", "Killian", None),
    ("chloé lol pk", "Chloé", None),
    # remarks after
    ("mes parents m'ont appelée Cunégonde, les pauvres", "Cunégonde", None),
    ("ma mère m'a appelé Ulysse", "Ulysse", None),
    ("Gwendoline, c'est gallois", "Gwendoline", None),
    ("Maël avec un tréma", "Maël", None),
    ("Zoé (deux points c'est tout)", "Zoé", None),
    ("Mamadou, comme mon grand-père", "Mamadou", None),
    ("Noël, né un 25 décembre", "Noël", None),
    ("Marcel, c'est pas très moderne", "Marcel", None),
    ("Odile pour les intimes", "Odile", None),
    ("Camille (je suis un homme)", "Camille", None),
    ("Dominique, au féminin", "Dominique", None),
    ("Sasha sans c", "Sasha", None),
    ("Anne tout court", "Anne", None),
    ("Marie seulement", "Marie", None),
    ("Paulette, 72 ans", "Paulette", None),
    ("Jacqueline sur la carte d'identité, tout le monde dit Line", "Jacqueline", None),
    ("Fatoumata mais on m'appelle Fatou", "Fatoumata", None),
    ("Guillaume, enchanté", "Guillaume", None),
    ("Aïcha et vous comment vous vous appelez ?", "Aïcha", None),
    ("Rose, comme la fleur", "Rose", None),
    ("Pascale avec un e", "Pascale", None),
    ("Gaëlle, on continue ?", "Gaëlle", None),
    ("Erwan c'est breton", "Erwan", None),
    ("Xabi, prénom basque", "Xabi", None),
    ("Ghjuvan, c'est corse ça veut dire Jean", "Ghjuvan", None),
    ("Linh, je viens du Vietnam", "Linh", None),
    ("Kouadio, né un lundi", "Kouadio", None),
    ("Solène je vous écoute", "Solène", None),
    ("Hugo j'ai 19 ans", "Hugo", None),
    ("Amandine ! et je suis motivée", "Amandine", None),
    ("Estelle voilà", "Estelle", None),
    ("Bruno désolé pour le retard", "Bruno", None),
    ("Rachid inchallah", "Rachid", None),
    ("Claire. Vous voulez quoi d'autre ?", "Claire", None),
    # remarks before
    ("alors mon prénom c'est Apolline", "Apolline", None),
    ("je vous l'ai déjà dit : Samira !", "Samira", None),
    ("Inscrivez : Joseph.", "Joseph", None),
    ("vous pouvez m'appeler Karim", "Karim", None),
    ("mettez Élodie", "Élodie", None),
    ("euh Tiphaine", "Tiphaine", None),
    ("c'est tout simple : Luc", "Luc", None),
    ("pour le prénom c'est Nolwenn", "Nolwenn", None),
    ("encore moi, Ludivine", "Ludivine", None),
    ("mon prénom est composé : Jean-Baptiste", "Jean-Baptiste", None),
    ("prénom Souleymane", "Souleymane", None),
    ("et le prénom Bérengère", "Bérengère", None),
    ("oui bien sûr : Yasmina", "Yasmina", None),
    ("ok pas de souci, Valentin", "Valentin", None),
    ("Monsieur Gaston", "Gaston", None),
    ("on m'a baptisée Eulalie", "Eulalie", None),
    ("je me prénomme Sidonie", "Sidonie", None),
    ("je me prénome Farida", "Farida", None),
    ("mon premier prénom c'est Yaya, le deuxième Moussa", "Yaya", None),
    ("à l'état civil c'est Marie-Thérèse", "Marie-Thérèse", None),
    # learners
    ("moi nom Oleksandra", "Oleksandra", None),
    ("moi Oleksandra", "Oleksandra", None),
    ("mon nom c'est Svitlana", "Svitlana", None),
    ("je suis Bogdan", "Bogdan", None),
    ("je m'appelle Joaquim", "Joaquim", None),
    ("prénom moi Huong", "Huong", None),
    ("mon prenom il est Ibrahima", "Ibrahima", None),
    ("my first name is Grace", "Grace", None),
    ("nome Beatriz", "Beatriz", None),
    ("mi chiamo Letizia", "Letizia", None),
    ("Олександра", "Олександра", None),
    ("ياسمين", "ياسمين", None),
    # full names, several names
    ("Yvonne Le Dantec", "Yvonne", "Le Dantec"),
    ("Jean-Loup de Montgolfier", "Jean-Loup", "de Montgolfier"),
    ("DIALLO Mariama", "Mariama", "Diallo"),
    ("Mariama DIALLO", "Mariama", "Diallo"),
    ("Anne Marie", "Anne Marie", None),
    ("Marie-Lou", "Marie-Lou", None),
    ("Thi Mai", "Thi Mai", None),
    ("Maria da Silva", "Maria", "Da Silva"),
    ("Moussa Sékou", "Moussa Sékou", None),
    ("Abdel Karim", "Abdel Karim", None),
    ("Lou-Anne sans h", "Lou-Anne", None),
    ("Pierre (nom : Castagnet)", "Pierre", "Castagnet"),
    ("je m'appelle Inaya Benkirane", "Inaya", "Benkirane"),
    ("Bonjour, Yvette Maréchal à l'appareil", "Yvette", "Maréchal"),
    # capitals, spelt out, dictation
    ("JOSIANE", "Josiane", None),
    ("J O E L", "Joel", None),
    ("Loïc l o i c", "Loïc", None),
    ("é l i s e", "Élise", None),
    ("C'EST MAURICETTE MERCI", "Mauricette", None),
    ("Philippe avec deux p", "Philippe", None),
    ("Mickael k a e l", "Mickael", None),
    ("Steeve deux e", "Steeve", None),
    ("Thomas avec un h", "Thomas", None),
    ("Élisabeth avec un s", "Élisabeth", None),
    # said among other words
    ("on va dire Sam", "Sam", None),
    ("Alex, il/elle", "Alex", None),
    ("jean marie", "Jean Marie", None),
    ("Éléonore, désolée j'avais pas vu la question", "Éléonore", None),
    ("Zoé mon nom c'est Dupré", "Zoé", "Dupré"),
    # corrections
    ("Laure non Laura", "Laura", None),
    ("Mathis pardon Matisse", "Matisse", None),
    ("Daniel, enfin Danielle", "Danielle", None),
    ("pas Julien, Julienne", "Julienne", None),
    ("Emma oups Emmy", "Emmy", None),
    # names that are words
    ("Prudence", "Prudence", None),
    ("prudence", "Prudence", None),
    ("c'est Clémence", "Clémence", None),
    ("Océane", "Océane", None),
    ("Juste", "Juste", None),
    ("Désiré", "Désiré", None),
    ("Parfait", "Parfait", None),
    ("je m'appelle Parfait", "Parfait", None),
    ("Bienvenu, c'est mon prénom", "Bienvenu", None),
    ("Aimé", "Aimé", None),
    ("Violette merci", "Violette", None),
    ("Modeste et pourtant motivé", "Modeste", None),
    ("Avril, comme le mois", "Avril", None),
    ("Ève", "Ève", None),
    ("Bo", "Bo", None),
    ("Su", "Su", None),
]  # fmt: skip

NO_NAME = [
    "aide", "stop", "attends", "oui", "bonjour", "merci", "d'accord", "pourquoi mon prénom", "vous le voulez en entier ?", "tous mes prénoms ?", "le premier seulement ?",
    "je comprends pas", "ça fait beaucoup de questions", "c'est encore long ?", "je suis fatigué", "on peut faire une pause", "je suis contente", "j'ai 45 ans", "c'est vous qui choisissez",
    "quel prénom", "le mien ?", "je suis une maman", "mon prénom est rare", "mon prénom", "ça ne marche pas", "je peux corriger mon nom", "la suite", "il y a une erreur", "non c'est une erreur",
    "je suis quelqu'un de patient", "j'aime aider les gens", "oui c'est ça", "exactement", "voilà c'est bon", "c'est ma fille qui écrit",
]  # fmt: skip

DECLINED = [
    "je préfère ne pas donner mon prénom", "non merci, pas de prénom", "le nom suffit", "je ne vous le dirai pas", "c'est personnel", "appelez-moi madame c'est tout", "pas envie de le donner", "je n'y tiens pas",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), ANSWERS)
def test_a_first_name_is_found_among_what_is_said_around_it(text: str, first: str, last: str | None) -> None:
    reading = read_names(text, "first_name")
    wanted = {name: said for name, said in (("last_name", last), ("first_name", first)) if said}
    assert (reading.status, reading.value) == (Status.VALUE, wanted)


@pytest.mark.parametrize("text", NO_NAME)
def test_sentences_questions_and_wishes_are_no_first_names(text: str) -> None:
    assert read_names(text, "first_name").status is not Status.VALUE


@pytest.mark.parametrize("text", DECLINED)
def test_a_first_name_may_be_declined(text: str) -> None:
    assert read_names(text, "first_name").status is Status.DECLINED
