"""Names with the spellings tried before them, the names of kin or friends beside them, and their share at the registry."""

import pytest

from bot.reading.name_asides import last_tried, without_asides
from bot.reading.names import read_names
from bot.reading.result import Status

LAST_NAME_ASKED = [
    ("té, Roumanille, pas de la famille du poète", "Roumanille", None),
    ("Martin, pas de la famille de Jacques", "Martin", None),
    ("Lenoir, rien à voir avec l'inspecteur", "Lenoir", None),
    ("Dupond... Dupont... zut, Dupond avec un d à la fin, c'est bien ça", "Dupond", None),
    ("Durant... Durand... Durand avec un d", "Durand", None),
    ("Lefevre... Lefebvre, avec un b", "Lefebvre", None),
    ("Dupont avec un d à la fin", "Dupond", None),
    ("l'hostis L apostrophe H O S T I S", "L'Hostis", None),
    ("L apostrophe H E R M I T T E", "L'Hermitte", None),
    ("de la rue en trois mots D E plus loin L A plus loin R U E", "de La Rue", None),
    ("de la tour en trois mots", "de La Tour", None),
    ("Moi c'est Josiane, tout le monde me connaît, et Perrichon pour l'état civil", "Perrichon", "Josiane"),
    ("moi c'est Sandrine, et Vasseur pour les papiers", "Vasseur", "Sandrine"),
]
FIRST_NAME_ASKED = [
    ("Anne... Annie... Anne, sans i, voilà", None, "Anne"),
    ("Laura... Laure... Laura", None, "Laura"),
    ("Sylvie... Sylvia... Sylvie, avec un e à la fin", None, "Sylvie"),
    ("Cécile, non Cécilia, enfin non, Cécile, Cécilia c'est ma jumelle", None, "Cécile"),
    ("Émilie, Émeline c'est ma sœur", None, "Émilie"),
    ("Jean-Christophe. JC en interne.", None, "Jean-Christophe"),
    ("Marie-Thérèse. Maïté en famille.", None, "Marie-Thérèse"),
    ("Jean. Jeannot pour les copains.", None, "Jean"),
    ("Kévin, é Payet mon nom", "Payet", "Kévin"),
    ("Nicolas, et Hoarau mon nom", "Hoarau", "Nicolas"),
    ("Philippe, deux p après le i", None, "Philippe"),
    ("Ch'est Alphonse, mais in m'appelle Fonfonse", None, "Alphonse"),
    ("Ludovic, mé domoun i apèl amwin Ludo", None, "Ludovic"),
]


def _folded(reading):
    return {field: name.lower() for field, name in reading.value.items()}


@pytest.mark.parametrize(
    ("text", "last", "first", "asked"),
    [(*row, "last_name") for row in LAST_NAME_ASKED] + [(*row, "first_name") for row in FIRST_NAME_ASKED],
)
def test_names_among_asides(text, last, first, asked):
    reading = read_names(text, asked)
    assert reading.status is Status.VALUE
    wanted = {"last_name": last, "first_name": first}
    assert _folded(reading) == {field: name.lower() for field, name in wanted.items() if name}


@pytest.mark.parametrize(
    "text",
    [
        "Dupond... Martin",
        "Jean-Pierre... Moreau",
        "Durand, Zoé",
        "Paul. Martin.",
        "Lucie Bérard, c'est ma femme qui écrit",
    ],
)
def test_two_names_are_no_trials_nor_asides(text):
    assert last_tried(text) == without_asides(text) == text
