"""What its writer takes back (a joke, a fault since left) and what others do is not held against anybody."""

import pytest

from bot.evidence.analyser import load_analyser
from bot.evidence.reader import EvidenceReader

JOKES = [
    "Je rends le téléphone sans rien dire et je change de pays. Non je rigole, je m'excuse.",
    "je fais tout a sa place (je plaisante !!)",
    "Je lui arrache la souris des mains. Blague à part, je la guide.",
    "jlui dit débrouille toi. nan jdéconne",
    "Je soupire très fort. Plus sérieusement, je respire.",
    "je prends la souris, c'est une blague hein, je la laisse faire",
]
LEFT = [
    "Un jour j'ai levé les yeux au ciel et elle a pleuré. Depuis je réponds chaque fois comme à la première.",
    "Honnêtement ? Au début, je faisais à leur place pour finir à l'heure. Maintenant je me mets les mains dans le dos.",
    "Je m'énervais vite, aujourd'hui je respire un coup avant de répondre",
    "avant jprenais la souris direct, mtn j'attends",
    "J'ai crié une fois sur mon père avec son téléphone. J'ai compris que ça servait à rien.",
    "On prenait la souris aux gens, désormais on les laisse faire.",
]
HELD = [
    "Je lui prends la souris. Maintenant c'est bon, il a compris.",
    "j'ai pris la souris et maintenant il sait faire",
    "Je m'énerve. Depuis mon bureau je peux prendre la main.",
    "Je soupire, je ne rigole pas avec ça.",
    "Je prends la souris. On rigole bien quand même.",
]
OTHERS = [
    "Mon collègue soupirait et levait les yeux au ciel, moi non.",
    "Ma collègue prenait la souris et faisait tout à leur place.",
]
FRONTED = [
    "Jamais je ne prendrais le clavier à sa place, même à deux minutes de la fin.",
    "jamais jprendrais la souris",
    "En aucun cas je ne prends la souris.",
    "À aucun moment je ne m'énerve.",
]


def faults(answer: str) -> set[str]:
    fired = [key for clause in load_analyser().analyse(answer, "").fired for key in clause]
    return {name for name, polarity in fired if polarity == "negative"}


@pytest.mark.parametrize("answer", JOKES)
def test_a_joke_taken_back_is_no_evidence(answer: str, reader: EvidenceReader) -> None:
    assert load_analyser().analyse(answer, "").jokes
    assert [quote for quote in reader.read(answer, "") if quote.polarity == "negative"] == []


@pytest.mark.parametrize("answer", LEFT)
def test_a_fault_since_left_is_not_held_against_its_writer(answer: str, reader: EvidenceReader) -> None:
    assert load_analyser().analyse(answer, "").left
    assert [quote for quote in reader.read(answer, "") if quote.polarity == "negative"] == []


@pytest.mark.parametrize("answer", HELD)
def test_what_is_not_taken_back_stands(answer: str) -> None:
    analysis = load_analyser().analyse(answer, "")
    assert not analysis.jokes | analysis.left
    assert faults(answer)


@pytest.mark.parametrize("answer", OTHERS + FRONTED)
def test_what_others_do_and_what_one_would_never_do_is_no_fault(answer: str, reader: EvidenceReader) -> None:
    assert faults(answer) == set()
    assert [quote for quote in reader.read(answer, "") if quote.polarity == "negative"] == []
