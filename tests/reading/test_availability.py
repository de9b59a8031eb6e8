"""Days of availability as people say them, on Tuesday the 24th of November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.availability import read_availability
from bot.reading.feasts import easter
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

DATES = """
# durations: "dans 15 jours"
dans 15 jours = 2026-12-09
d'ici trois semaines = 2026-12-15
sous huitaine = 2026-12-02
sous quinzaine = 2026-12-09
une quinzaine de jours = 2026-12-09
dans 1 mois = 2026-12-24
dans un mois et demi = 2027-01-08
dans 2 ou 3 semaines = 2026-12-08
2-3 semaines = 2026-12-08
ds 2 sem = 2026-12-08
d'ici 10j = 2026-12-04
j+15 = 2026-12-09
dans 48h = 2026-11-26
trois petites semaines = 2026-12-15
dans un an = 2027-11-24
après mes deux mois de préavis = 2027-01-24
passé mes deux mois de préavis = 2027-01-24
préavis d'un mois = 2026-12-24
Disponible immédiatement après mon préavis d'un mois = 2026-12-24
un mois de préavis à partir du 1er janvier = 2027-02-01
deux semaines après Noël = 2027-01-08
# named from today: "le mois prochain"
dès demain = 2026-11-25
2main = 2026-11-25
après-demain = 2026-11-26
la semaine prochaine = 2026-11-30
fin de semaine prochaine = 2026-12-04
mardi de la semaine prochaine = 2026-12-01
le mois prochain = 2026-12-01
le 15 du mois prochain = 2026-12-15
fin du mois = 2026-11-30
fin du mois prochain = 2026-12-31
l'année prochaine = 2027-01-01
début d'année = 2027-01-01
fin d'année = 2026-12-31
# weekdays and weeks: "lundi en huit"
lundi = 2026-11-30
lundi prochain = 2026-11-30
lundi en huit = 2026-12-07
lundi en quinze = 2026-12-14
lundi 12 janvier = 2027-01-12
semaine 12 = 2027-03-22
# numbers: "12/01"
12/01 = 2027-01-12
12-01-2027 = 2027-01-12
12.1.27 = 2027-01-12
2027-01-12 = 2027-01-12
01/2027 = 2027-01-01
4 janv 27 = 2027-01-04
le 15 = 2026-12-15
le 2 au matin = 2026-12-02
1er février = 2027-02-01
premier mars = 2027-03-01
trois mars = 2027-03-03
vingt-trois janvier = 2027-01-23
le vingt et un mars = 2027-03-21
29 février 2028 = 2028-02-29
fin de contrat le 3 mars = 2027-03-03
le 5 decembre a 14h = 2026-12-05
le 11 novembre = 2027-11-11
# months: "mi-février"
mi-février = 2027-02-15
début mai = 2027-05-01
fin janvier = 2027-01-31
courant mars = 2027-03-01
en avril = 2027-04-01
fevrié = 2027-02-01
septanbre = 2027-09-01
desembre = 2026-12-01
première quinzaine de mars = 2027-03-01
deuxième quinzaine de mars = 2027-03-16
à la fin du mois de mars = 2027-03-31
mars de l'année prochaine = 2027-03-01
début novembre = 2027-11-01
fin novembre = 2026-11-30
# quarters and years
1er trimestre = 2027-01-01
2e trimestre 2027 = 2027-04-01
second semestre = 2027-07-01
début 2027 = 2027-01-01
fin 2026 = 2026-12-31
# ranges are their start
entre le 5 et le 12 mars = 2027-03-05
du 5 au 12 mars = 2027-03-05
entre mars et mai = 2027-03-01
janvier ou février = 2027-01-01
fin mars début avril = 2027-03-31
# limits
pas avant mars = 2027-03-01
je ne suis pas disponible avant le 15 mars = 2027-03-15
jusqu'au 30 juin je suis en poste = 2027-07-01
pas tout de suite, plutôt en mars = 2027-03-01
maintenant je suis en poste, libre le 3 mars = 2027-03-03
je travaille depuis 2 ans, dispo en mars = 2027-03-01
# feasts, seasons, holidays
à la rentrée = 2027-09-01
rentrée de janvier = 2027-01-04
dès la Toussaint = 2027-11-01
après Noël = 2026-12-26
Noël 2027 = 2027-12-25
Pâques = 2027-03-28
à la pentecôte = 2027-05-16
saint-valentin = 2027-02-14
ramadan = 2027-02-08
après le ramadan = 2027-03-09
à l'Aïd = 2027-03-09
après les vacances de Noël = 2027-01-04
printemps = 2027-03-20
cet été = 2027-06-21
été 2027 = 2027-06-21
# weekdays with their number, school zones, clipped words: "lundi 4"
après les vacances de février, zone A = 2027-03-01
après les vacances de février zone B = 2027-03-08
après les vacances d'hiver de la zone C = 2027-02-22
au début des vacances de Pâques zone C = 2027-04-03
mardi ou jeudi prochain = 2026-12-01
jeudi matin = 2026-11-26
mardi prochain = 2026-12-01
j'ai un préavis de trois mois = 2027-02-24
1 mois de préavis = 2026-12-24
demain matin à la première heure = 2026-11-25
le premier janvier = 2027-01-01
1er février 2027 = 2027-02-01
le 12 du mois prochain = 2026-12-12
début décembre = 2026-12-01
mi décembre = 2026-12-15
au printemps = 2027-03-20
après les fêtes = 2027-01-02
à la rentrée de janvier = 2027-01-04
dans quinze jours = 2026-12-09
dans 2 semaines = 2026-12-08
15/12 = 2026-12-15
15.01.2027 = 2027-01-15
pas avant le 15 janvier = 2027-01-15
à partir de lundi prochain = 2026-11-30
à compter du 4 janvier 2027 = 2027-01-04
fin de mon CDD le 31 décembre = 2026-12-31
un mois après Noël = 2027-01-25
j'suis dispo lundi 7 décembre = 2026-12-07
la s'maine prochaine = 2026-11-30
lendemain du nouvel an = 2027-01-02
dans trois s'maines = 2026-12-15
d'ici la fin de l'année = 2026-12-31
le deux janvier deux mille vingt-sept = 2027-01-02
premier trimestre 2027 = 2027-01-01
semaine 3 = 2027-01-18
dès le lundi 4 = 2027-01-04
vers le 10 = 2026-12-10
autour du 20 janvier = 2027-01-20
ce week-end = 2026-11-28
à la Saint-Valentin = 2027-02-14
après l'Aïd = 2027-03-10
à Pâques = 2027-03-28
juillet = 2027-07-01
j'ai postulé hier, dispo lundi = 2026-11-30
lundi mardi jeudi vendredi = 2026-11-30
mardi et jeudi prochains = 2026-12-01
dès lundi, sauf le mercredi = 2026-11-30
à partir de lundi mais pas le vendredi = 2026-11-30
le mercredi 2 décembre = 2026-12-02
mercredi 2 = 2026-12-02
le vendredi 1er janvier = 2027-01-01
le vendredi 1er = 2027-01-01
mardi 5 = 2027-01-05
jeudi 26 = 2026-11-26
apre les vacance de fevrier = 2027-03-08
après les vacances de Pâques zone A = 2027-04-26
au retour des vacances d'hiver (zone C) = 2027-02-22
zone B, après les vacances de printemps = 2027-05-03
dans deux s'maines = 2026-12-08
d'main = 2026-11-25
d'ici quinze jours = 2026-12-09
dans une dizaine de jours = 2026-12-04
dans un petit mois = 2026-12-24
dans 1 mois 1/2 = 2027-01-08
dans 10 j = 2026-12-04
le temps de poser mon préavis d'un mois = 2026-12-24
je dois donner 2 mois de préavis = 2027-01-24
à la fin de mes congés le 3 janvier = 2027-01-03
je rentre de vacances le 10 décembre = 2026-12-10
je suis en arrêt jusqu'au 15 janvier = 2027-01-16
en CDD jusqu'à fin février = 2027-03-01
jusqu'au 31 je suis pris = 2027-01-01
à la mi-janvier = 2027-01-15
deuxième quinzaine de janvier = 2027-01-16
aux alentours du 10 février = 2027-02-10
premier lundi de janvier = 2027-01-04
le premier lundi de décembre = 2026-12-07
le dernier vendredi de janvier = 2027-01-29
an 2027 = 2027-01-01
en janvier prochain = 2027-01-01
5 décembre = 2026-12-05
lundi 30 nov = 2026-11-30
le trente novembre = 2026-11-30
24/11 = 2026-11-24
le 23 = 2026-12-23
juste après Noël = 2026-12-26
deux semaines avant Pâques = 2027-03-14
la veille de Noël = 2026-12-24
le lendemain de Noël = 2026-12-26
pas avant la rentrée = 2027-09-01
après mon accouchement prévu en mars = 2027-03-01
la oken problèm, a partir de demain = 2026-11-25
je peux démarrer lundi 14 décembre à 8h = 2026-12-14
je peux commencer le 4 janvier 2027 à 9h30 = 2027-01-04
from january = 2027-01-01
"""

IMMEDIATE = [
    "tout de suite", "illico", "maintenant", "mnt", "immédiatement", "asap", "dispo de suite", "quand vous voulez", "dès que possible", "n'importe quand", "dispo",
    "je suis dispo", "chui libre de suite", "depuis hier", "je suis dispo depuis le 1er mars 2026", "au chômage depuis mars, dispo tout de suite", "ojd", "tt de suite",
    "immédiatement ou en janvier", "dispo jusqu'en mars",
    "hier si vous voulez",
    "direct",
    "tout dsuite",
    "dispo à fond",
    "chui libre comme l'air",
    "i'm available now",
    "disponible immédiatement et à plein temps",
    "je suis au chômage depuis juin, donc libre",
    "là tout de suite maintenant",
    "jsuis deja libre",
    "dispo depuis lundi",
    "dispo depuis la semaine dernière",
    "j'ai fini mon contrat hier",
    "j'ai terminé lundi dernier",
    "mon CDD s'est arrêté la semaine dernière, je suis libre",
    "pour hier !",
    "chuis dispo direct",
    "libre comme l'air",
    "tout à l'heure",
    "cet après-midi",
    "mi je lé dispo toute suite",
    "disponible de suite ou dans un mois",
    "tout d'chuite min fiu",
    "tout d'suite",
    "tout d'suite si vous voulez",
    "toud'suite",
    "tt 2 suite",
    "tdsuite",
    "libre",
    "chui dispo",
    "jsuis libre comme l'air",
    "je suis au chômage donc quand vous voulez",
    "kan vs voulé",
    "qd vous voulez",
    "c'est quand vous voulez",
    "immédiatement dispo",
    "imédiatment",
    "de suite",
    "2suite",
    "là maintenant",
    "maintenan",
    "dès ke possible",
    "le plus vite possible",
    "le plus tôt sera le mieux",
    "aujourd'hui",
    "ce soir si vous voulez",
    "mi lé prêt",
    "je suis prêt",
    "prêt à attaquer",
    "j'attends que ça",
    "dès que vous m'appelez",
    "à vos ordres",
    "right now",
    "retraité, donc disponible",
]  # fmt: skip

OTHERWISE = [
    ("30 février", Status.INVALID, "no_such_day"),
    ("31/11", Status.INVALID, "no_such_day"),
    ("le 31 novembre", Status.INVALID, "no_such_day"),
    ("32/01", Status.INVALID, "no_such_day"),
    ("12/13", Status.INVALID, "no_such_day"),
    ("29 février", Status.INVALID, "no_such_day"),  # 2027 has none
    ("le 45", Status.INVALID, "no_such_day"),
    ("3 mars 2020", Status.INVALID, "past_date"),
    ("12/01/2025", Status.INVALID, "past_date"),
    ("mars 2025", Status.INVALID, "past_date"),
    ("en 2025", Status.INVALID, "past_date"),
    ("le 3 mars 3042", Status.INVALID, "too_far"),
    ("bientôt", Status.INVALID, "vague"),
    ("plus tard", Status.INVALID, "vague"),
    ("dans quelques semaines", Status.INVALID, "vague"),
    ("pas tout de suite", Status.INVALID, "vague"),
    ("après mon préavis", Status.INVALID, "vague"),
    ("quand mon contrat sera fini", Status.INVALID, "vague"),
    ("du lundi au vendredi", Status.INVALID, "vague"),
    ("avant Noël", Status.INVALID, "vague"),
    ("je sais pas encore", Status.UNKNOWN, None),
    ("ça dépend", Status.UNKNOWN, None),
    ("à voir", Status.UNKNOWN, None),
    ("je préfère ne pas le dire", Status.DECLINED, None),
    ("oui", Status.NONE, None),
    ("bonjour", Status.NONE, None),
    ("30 km", Status.NONE, None),
    ("Nantes", Status.NONE, None),
    ("j'ai 35 ans", Status.NONE, None),
    ("06 39 98 00 01", Status.NONE, None),
    ("avant-hier", Status.INVALID, "past_date"),
    ("la semaine dernière", Status.INVALID, "past_date"),
    ("le mois dernier", Status.INVALID, "past_date"),
    ("l'année dernière", Status.INVALID, "past_date"),
    ("lundi dernier", Status.INVALID, "past_date"),
    ("hier matin", Status.INVALID, "past_date"),
    ("Je suis disponible mardi et jeudi le matin seulement", Status.INVALID, "vague"),
    ("lundi, mercredi et vendredi", Status.INVALID, "vague"),
    ("les mardis et jeudis", Status.INVALID, "vague"),
    ("le lundi et le mardi après-midi", Status.INVALID, "vague"),
    ("le mercredi seulement", Status.INVALID, "vague"),
    ("que le week-end", Status.INVALID, "vague"),
    ("le matin uniquement", Status.INVALID, "vague"),
    ("tous les jours sauf le mercredi", Status.INVALID, "vague"),
    ("le 30 février", Status.INVALID, "no_such_day"),
    ("le 1er janvier 2020", Status.INVALID, "past_date"),
    ("en 2050", Status.INVALID, "too_far"),
    ("après mon opération", Status.INVALID, "vague"),
    ("quand ma fille entrera à la crèche", Status.INVALID, "vague"),
    ("la semaine passée", Status.INVALID, "past_date"),
    ("jeudi passé", Status.INVALID, "past_date"),
    ("hier soir", Status.INVALID, "past_date"),
    ("hier lol", Status.INVALID, "past_date"),
    ("hier j'étais pas dispo mais là oui", Status.INVALID, "past_date"),
    ("le lundi et le jeudi", Status.INVALID, "vague"),
    ("le samedi uniquement", Status.INVALID, "vague"),
    ("juste les après-midi", Status.INVALID, "vague"),
    ("seulement le soir", Status.INVALID, "vague"),
    ("un mercredi sur deux", Status.INVALID, "vague"),
    ("chaque lundi", Status.INVALID, "vague"),
    ("23/11/2026", Status.INVALID, "past_date"),
    ("quand on m'appellera", Status.INVALID, "vague"),
    ("je c pas encore", Status.UNKNOWN, None),
    ("jc pas", Status.UNKNOWN, None),
    ("j c pas", Status.UNKNOWN, None),
    ("je ses pas", Status.UNKNOWN, None),
    ("je sé pas encore", Status.UNKNOWN, None),
    ("chai po", Status.UNKNOWN, None),
    ("j'sais pon", Status.UNKNOWN, None),
    ("aucune idée encore", Status.UNKNOWN, None),
    ("j'sais pas du tout", Status.UNKNOWN, None),
    ("pas encore fixé", Status.UNKNOWN, None),
    ("à voir avec mon patron", Status.UNKNOWN, None),
    ("on verra", Status.UNKNOWN, None),
    ("après le bac", Status.INVALID, "vague"),
    ("après mes exams", Status.INVALID, "vague"),
    ("quand j'aurai fini ma formation", Status.INVALID, "vague"),
    ("à la fin de mon contrat", Status.INVALID, "vague"),
    ("un jour", Status.INVALID, "vague"),
    ("dans la foulée", Status.INVALID, "vague"),
    ("tantôt", Status.INVALID, "vague"),
    ("pas maintenant", Status.INVALID, "vague"),
    ("les week-ends", Status.INVALID, "vague"),
]


def table(text: str) -> list[tuple[str, str]]:
    """Splits "phrase = date" lines."""
    lines = [line for line in text.strip().splitlines() if not line.startswith("#")]
    return [(phrase, day) for phrase, _, day in (line.rpartition(" = ") for line in lines)]


@pytest.mark.parametrize(("text", "day"), table(DATES))
def test_days(text: str, day: str) -> None:
    reading = read_availability(text, TODAY)
    assert (reading.status, reading.value) == (Status.VALUE, {"date": day})


@pytest.mark.parametrize("text", IMMEDIATE)
def test_immediate_availability(text: str) -> None:
    assert read_availability(text, TODAY).value == {"immediate": True}


@pytest.mark.parametrize(("text", "status", "reason"), OTHERWISE)
def test_what_gives_no_day(text: str, status: Status, reason: str | None) -> None:
    reading = read_availability(text, TODAY)
    assert (reading.status, reading.reason) == (status, reason)


def test_a_past_date_is_told_back() -> None:
    assert read_availability("le 3 mars 2020", TODAY).details == {"date": "2020-03-03"}


@pytest.mark.parametrize("text", ["né le 12/01/2027", "Nantes", "lundi", "un mois", "en mars"])
def test_a_day_out_of_context_is_not_taken(text: str) -> None:
    assert read_availability(text, TODAY, asked=False).status is Status.NONE


def test_a_day_with_its_own_words_is_taken_out_of_context() -> None:
    reading = read_availability("je suis dispo en mars", TODAY, asked=False)
    assert reading.sure
    assert reading.value == {"date": "2027-03-01"}


@pytest.mark.parametrize(("year", "day"), [(2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2028, date(2028, 4, 16))])  # fmt: skip
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


_WORDS = ['le', 'la', 'en', 'mi', 'fin', 'début', 'janvier', 'février', 'mars', '12', '31', '2027', '2019', '/', '-', '.', 'lundi', 'prochain', 'en', 'huit', 'dans', 'deux', 'mois', 'semaines', 'après', 'avant', 'Noël', 'Pâques', 'ramadan', 'été', 'rentrée', 'vacances', 'pas', 'tout', 'de', 'suite', 'depuis', 'préavis', "d'ici", "jusqu'au", '1er', 'trimestre', 'semaine', 'demain']  # fmt: skip


@given(
    st.lists(st.sampled_from(_WORDS), max_size=9), st.dates(min_value=date(2024, 1, 1), max_value=date(2031, 12, 31))
)
def test_a_value_is_never_in_the_past(words: list[str], today: date) -> None:
    reading = read_availability(" ".join(words), today)
    if reading.status is Status.VALUE and "date" in reading.value:
        assert date.fromisoformat(reading.value["date"]) >= today


@given(st.text(max_size=120), st.dates())
def test_no_text_makes_the_reader_raise(text: str, today: date) -> None:
    read_availability(text, today)
    read_availability(text, today, asked=False)


@given(st.dates(min_value=TODAY, max_value=date(2035, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"le {day.day}.{day.month}.{day.year}"):
        assert read_availability(text, TODAY).value == {"date": day.isoformat()}
