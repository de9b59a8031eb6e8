"""Two recruiters of one structure, one of another, and people who answered situations."""

from recruiting_samples import HUMILITY, PASSWORD, PATIENCE

from bot.records.accounts import recruiters, structures
from bot.records.desk import directory
from bot.records.files import candidates, notes

FIGEAC = {"commune": "Figeac", "insee": "46102", "departement": "46"}
LYON = {"commune": "Lyon", "insee": "69123", "departement": "69"}
FIRST, SECOND, ELSEWHERE = "un@exemple.fr", "deux@exemple.fr", "ailleurs@exemple.fr"
NAMES = [("Aïcha", "Berardzed"), ("Gaspard", "Lenoirzed"), ("Zoé", "Quillienzed"), ("Karim", "Haddadzed")]
MAIL, PHONE = "joindre{}@exemple.fr", "+3363998000{}"


def people(session, number=4, town=FIGEAC, start=0):
    """Registers people who answered two situations; returns their ids."""
    made = []
    for place in range(start, start + number):
        candidate = candidates.open_registration(session, f"d{place}", channel="web", notice_version="2026-11")
        candidate.first_name, candidate.last_name = NAMES[place % 4][0], f"{NAMES[place % 4][1]}{place}"
        candidate.town, candidate.mobility = town, {"kind": "radius", "km": 20, "places": []}
        candidate.email, candidate.phone = MAIL.format(place), PHONE.format(place % 10)
        directory.index_words(session, candidate)
        notes.store_answer(session, f"d{place}", PATIENCE, words(place), [], rubric_version="1")
        notes.store_answer(session, f"d{place}", HUMILITY, f"Je cherche avec lui, {place}.", [], rubric_version="1")
        made.append(candidate.id)
    session.flush()
    return made


def words(place):
    return f"Réponse {place} : je dessine l'écran.\nPuis je laisse essayer."


def desk(session):
    """Makes the accounts: two of one structure, one of another; returns the structures' ids."""
    here = structures.create(session, name="Maison du numérique", town=FIGEAC)
    there = structures.create(session, name="Lyon numérique", town=LYON)
    for login, name, structure in (
        (FIRST, "Camille Un", here),
        (SECOND, "Dominique Deux", here),
        (ELSEWHERE, "Sacha", there),
    ):
        recruiters.create(session, login=login, name=name, password=PASSWORD, structure=structure)
    return here.id, there.id
