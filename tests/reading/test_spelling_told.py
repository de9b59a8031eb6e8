"""Names with what is told of their spelling: apostrophes, hyphens, words apart, and accents among spelt letters."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)

LAST_NAMES = [
    # an apostrophe
    ("dhondt, avec une apostrofe juste apres le d", "D'Hondt"), ("Dhaene avec une apostrophe après le D", "D'Haene"), ("Lhermitte, il y a une apostrophe entre le l et le h", "L'Hermitte"),
    ("obrien, apostrophe derrière le o", "O'Brien"), ("dangelo avec apostrophe", "D'Angelo"), ("Dalmeida, on met une apostrophe après la première lettre", "D'Almeida"), ("Dartagnan, d apostrophe", "D'Artagnan"),
    ("Ndiaye, apostrophe entre le n et le d", "N'Diaye"), ("lhuillier, n'oubliez pas l'apostrophe", "L'Huillier"), ("Dargent, et mettez-moi une apostrophe après le d s'il vous plaît", "D'Argent"),
    ("Dambrosio, le D est suivi d'une apostrophe", "D'Ambrosio"), ("Penmarch, avec une apostrophe après le c", "Penmarc'h"), ("D apostrophe Esposito", "D'Esposito"), ("O apostrophe Neill, à l'irlandaise", "O'Neill"),
    ("Oconnor en deux morceaux, O apostrophe Connor", "O'Connor"), ("loffredo avec l apostrophe devant", "L'Offredo"),
    # none, or one that is there
    ("L'Hostis sans apostrophe", "Lhostis"), ("Dauriac sans apostrophe", "Dauriac"), ("Dupuis, pas d'apostrophe", "Dupuis"), ("Loiseau, pas d'apostrophe, en un seul mot", "Loiseau"), ("D'Aubigny, avec l'apostrophe", "D'Aubigny"),
    ("D'Hervé, l'apostrophe compte", "D'Hervé"), ("O'Brien sans apostrophe si ça bloque", "O'Brien"), ("Durand, et gare à l'apostrophe dans l'adresse", "Durand"), ("Dalbert, je déteste l'apostrophe", "Dalbert"),
    # a hyphen
    ("Tremblay Gagnon, mettez un tiret entre les deux", "Tremblay-Gagnon"), ("Saint-Aubin, avec le tiret et sans apostrophe", "Saint-Aubin"), ("Faure-Brac, il n'y a pas de tiret", "Faure Brac"), ("Legoff en deux mots", "Legoff"),
    # letters and what they bear
    ("B, E avec un accent aigu, R, A, R, D", "Bérard"), ("j'épelle : G, A, R, C avec la cédille, O, N", "Garçon"), ("G U É avec un accent aigu R I N", "Guérin"), ("C, A, S, T, E avec accent aigu, R, A", "Castéra"),
    ("ça s'épelle F, U accent circonflexe, T, E accent aigu", "Fûté"), ("M, A, R, T, I, N, sans accent", "Martin"),
]  # fmt: skip

FIRST_NAMES = [
    # one name in several words
    ("on m'a appelée fatima zahra, sans tiret entre les deux", "Fatima Zahra"), ("je m'appelle Marie Laure, avec un trait d'union au milieu", "Marie-Laure"), ("moi c'est anne lise, deux mots, pas de tiret", "Anne Lise"),
    ("mes parents m'ont appelé Mohamed Amine, en deux mots séparés", "Mohamed Amine"), ("mes parents m'ont baptisée Lou Salomé, mettez un tiret entre les deux", "Lou-Salomé"), ("moi c'est Abdel Malik, n'oubliez pas le tiret", "Abdel-Malik"),
    ("je me nomme Anne Charlotte, il n'y a pas de trait d'union", "Anne Charlotte"), ("je me prénomme Nour El Houda, tout ça sans tirets", "Nour El Houda"), ("je m'appelle nour eddine, deux mots", "Nour Eddine"),
    ("on m'a prénommée Marie Flore, pas de trait d'union entre Marie et Flore", "Marie Flore"), ("Annelise en deux mots", "Anne Lise"), ("Jean-Luc, avec le tiret", "Jean-Luc"), ("Marie-Ange sans le tiret", "Marie Ange"),
    # letters and what they bear
    ("Ça s'écrit N, O, É avec accent aigu, M, I, E", "Noémie"), ("Z, O, E avec un tréma", "Zoë"), ("Z O É, le E prend un accent aigu", "Zoé"), ("R E accent aigu M I", "Rémi"), ("T H É avec l'accent aigu O", "Théo"),
    ("c'est H, É accent aigu, L, E accent grave, N, E", "Hélène"), ("M.A.E avec tréma.L.Y.S", "Maëlys"), ("f r a n c avec une cédille o i s", "François"), ("C, L, É, avec un accent, M, E, N, C, E", "Clémence"),
    ("C, L, E avec un accent, M, E, N, C, E", "Clémence"), ("A comme Anatole, N, A, I avec deux points dessus, S", "Anaïs"), ("L majuscule, É accent aigu, A", "Léa"), ("ça fait L, U, C, I, E, sans accent", "Lucie"),
    ("Noé avec accent aigu", "Noé"), ("Élise avec un accent sur le premier e", "Élise"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "last"), LAST_NAMES)
def test_last_names_spelt_as_told(text, last):
    assert to_contract("last_name", read_field("last_name", text, TODAY)) == {"nom": last}


@pytest.mark.parametrize(("text", "first"), FIRST_NAMES)
def test_first_names_spelt_as_told(text, first):
    assert to_contract("first_name", read_field("first_name", text, TODAY)) == {"prenom": first}


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("je m'appelle Khadija Benhaddou, sans tiret", "Benhaddou", "Khadija"),
        ("je m'appelle Kevin Lefranc, sans tiret", "Lefranc", "Kevin"),
        ("je m'appelle Jean Morvan, avec un v", "Morvan", "Jean"),
    ],
)
def test_both_names_stay_apart_whatever_is_told(text, last, first):
    assert to_contract("first_name", read_field("first_name", text, TODAY)) == {"nom": last, "prenom": first}
