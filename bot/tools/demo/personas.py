"""Invented candidates of `bot demo`: names, towns, wording, and where some of them leave. All are fictitious."""

import functools
import random
from collections.abc import Iterator
from pathlib import Path

from bot.base import geography, places
from bot.base.geography import Commune
from bot.base.json_lines import read_rows
from bot.base.text import fold
from bot.content.campaign import campaign
from bot.tools.demo.simulated_user import DECLINE, SKIP, SimulatedUser

# Half of the candidates live around the demonstration's structures.
STRUCTURES = {"Médiathèque (exemple)": "69123", "Maison France services (exemple)": "12202"}  # Lyon, Rodez
_NEAR = ((0.45, "69123", 35), (0.20, "12202", 60))  # share, commune, kilometres
_OPENINGS = (
    "Bonjour, je voudrais m'inscrire", "bonjour je souhaite postuler svp", "slt jveux m'inscrire pr conseiller numerique",
    "Bonsoir. Une amie m'a parlé de ce métier, je voudrais candidater.", "inscription", "Je veux m'inscrire comme conseillère numérique",
    "bjr c ici pour devenir conseiller numérique ?", "Bonjour, est-ce qu'il est encore temps de déposer sa candidature ?",
)  # fmt: skip
_QUESTIONS = (
    "c'est payé combien ?", "Le test Pix, c'est éliminatoire ?", "il faut un diplome ?", "combien de temps dure la formation",
    "on travaille où exactement ?", "C'est un CDD ou un CDI ?", "j'ai 58 ans, c'est trop vieux ?", "qui va lire mes réponses",
    "ya du télétravail ?", "Faut-il le permis ?", "comment on prépare le pix", "Est-ce que je peux postuler dans plusieurs départements ?",
)  # fmt: skip
_MOBILITIES = (
    "{km} km", "{km} km autour de chez moi", "jusqu'à {km} kilomètres, pas plus", "je peux faire {km}km en voiture", "tout le département",
    "dans toute la région", "partout en France", "je ne peux pas bouger, je n'ai pas le permis", "45 minutes de trajet maximum",
)  # fmt: skip
_AVAILABILITIES = (
    "tout de suite", "dans {weeks} semaines", "début janvier", "le 1er mars", "je ne sais pas encore", "dans {months} mois, j'ai un préavis",
    "des maintenant", "le 4 janvier",
)  # fmt: skip
_HUMANS = (
    "je voudrais parler à quelqu'un de votre équipe", "est ce que une vraie personne peut me rappeler svp", "Puis-je joindre un conseiller humain ?",
)  # fmt: skip
_TOPICS = (
    "J'ai déjà un emploi, je voudrais savoir si je peux garder un mi-temps", "c pour savoir si ma candidature de janvier est toujours valable",
    "je suis malentendante, comment se passe l'entretien ?", "mon diplome est etranger", SKIP,
)  # fmt: skip


def simulated_users(number: int, seed: int = 1) -> Iterator[SimulatedUser]:
    """Invented candidates, the same ones for the same seed."""
    chance = random.Random(seed)
    answers = {name: _cycle_shuffled(answers_by_scenario()[name], chance) for name in campaign().scenarios}
    for index in range(number):
        yield _user(chance, index, [next(texts) for texts in answers.values()])


def _cycle_shuffled(texts: list[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.sample(texts, len(texts))


@functools.cache
def answers_by_scenario() -> dict[str, list[str]]:
    """The answers of the annotated examples, by scenario."""
    answers: dict[str, list[str]] = {}
    for path in sorted((places.DATA / "interview" / "examples").glob("voice_*.jsonl")):
        for row in read_rows(path, ["scenario", "answer"]):
            answers.setdefault(row["scenario"], []).append(row["answer"])
    return answers


@functools.cache
def _words(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def first_names() -> list[str]:
    """First names common in France."""
    return _words(places.DATA / "reading" / "first_names.txt")


def family_names() -> list[str]:
    """Family names common in France."""
    return _words(places.DATA / "demo" / "family_names.txt")


@functools.cache
def _around(insee: str, km: float) -> list[Commune]:
    centre = geography.communes()[insee]
    communes = geography.communes().values()
    return [one for one in communes if (geography.km_between(centre, one) or 1000) <= km or one == centre]


def _commune(chance: random.Random) -> Commune:
    """A commune near a structure or anywhere in France, weighted by population."""
    choice = chance.random()
    pool = list(geography.communes().values())
    for share, insee, km in _NEAR:
        if choice < share:
            pool = _around(insee, km)
            break
        choice -= share
    return chance.choices(pool, weights=[commune.population + 1 for commune in pool])[0]


def _user(chance: random.Random, number: int, scenarios: list[str]) -> SimulatedUser:
    first, last = chance.choice(first_names()), chance.choice(family_names())
    commune = _commune(chance)
    km = 5 * chance.randrange(2, 13)
    is_careful = chance.random() < 0.6  # with capitals and accents
    values = {
        "topic": chance.choice(_TOPICS),
        "first_name": first if is_careful else fold(first).replace(' ', ''),
        "last_name": last if is_careful else last.lower(),
        "town": f"{commune.name} ({commune.departement})" if is_careful else commune.name.lower(),
        "mobility": chance.choice(_MOBILITIES).format(km=km),
        "availability": chance.choice(_AVAILABILITIES).format(weeks=chance.randrange(2, 9), months=chance.randrange(2, 4)),
        "email": f"{fold(first).replace(' ', '')}.{fold(last).replace(' ', '')}{number}@exemple.fr" if chance.random() < 0.85 else "non merci",
        "phone": f"06 39 98 {chance.randrange(100):02} {chance.randrange(100):02}" if chance.random() < 0.6 else DECLINE,
    }  # fmt: skip
    questions = {
        pending: chance.choice(_QUESTIONS)
        for pending in ("mobility", "email", "interview_ready") if chance.random() < 0.25
    }  # fmt: skip
    if chance.random() < 0.08:
        questions["confirmation"] = chance.choice(_HUMANS)
    answers = [SKIP if chance.random() < 0.06 else text for text in scenarios]
    user = SimulatedUser(chance.choice(_OPENINGS), values, answers, questions)
    user.leaves_at = chance.choices((None, "availability", "interview_ready", "scenario"), weights=(82, 5, 8, 5))[0]
    return user
