"""From when somebody is free, in the words of many: notices and rests, what is denied, creoles and dialects, parts of periods.

The right answer is a day (with how many days beside it are right too) or a word; of several any is right.
"""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract
from bot.reading.notice import find_consequence

TODAY = date(2026, 11, 24)

NOTICE = [
    ("2 mois de préavis, je démissionne le 1er décembre", "2027-02-01"), ("mon CDD finit le 15 janvier et je veux 2 semaines de vacances après", "2027-01-29"),
    ("préavis de 3 semaines à partir de lundi", "2026-12-21"), ("pas en fin d'semaine qui vient, l'autre d'après", "2026-12-05~2"),
    ("pas la semaine prochaine, celle d'après", "2026-12-07"), ("pas lundi prochain mais le suivant", "2026-12-07"),
    ("je pose ma démission lundi, un mois de préavis", "2026-12-30"), ("je démissionne demain, 3 mois de préavis", "2027-02-25"),
    ("j'ai 1 mois de préavis une fois que je démissionne le 15", "2027-01-15"),
    ("mon contrat se termine le 31 décembre, et après je prends 3 semaines de congés", "2027-01-21"),
    ("fin de contrat le 28 février + 1 semaine pour souffler", "2027-03-07"), ("CDD jusqu'au 12 février, puis 10 jours de repos", "2027-02-22~1"),
    ("je finis mon stage mi-janvier puis je déménage, donc comptez 15 jours de plus", "2027-01-30~1"),
    ("préavis de deux mois qui démarre le 15 décembre", "2027-02-15"), ("mon préavis court jusqu'au 20 janvier", "2027-01-21~1"),
    ("mon préavis se termine le 20 janvier", "2027-01-20~1"), ("j'ai donné ma dém le 10 novembre, préavis 1 mois", "2026-12-10"),
    ("démission envoyée hier, un mois de préavis", "2026-12-23~1"), ("j'ai démissionné la semaine dernière, 2 mois de préavis", "2027-01-17~7"),
    ("un mois après avoir démissionné le 4 janvier", "2027-02-04"), ("il me faut un mois de préavis à compter du 1er janvier", "2027-02-01"),
    ("je dois prévenir mon patron 15 jours avant", "2026-12-09~1"), ("si je démissionne aujourd'hui avec 1 mois de préavis", "2026-12-24~1"),
]  # fmt: skip
DENIED = [
    ("pas avant le 10 janvier", "2027-01-10"), ("pas avant mars", "2027-03-01"), ("pas avant la rentrée", "2027-09-01"), ("pas avant deux mois", "2027-01-24"),
    ("pas avant lundi en huit", "2026-12-07~7"), ("pas avant les vacances de Noël", "2026-12-19~7"), ("pas avant d'avoir fini mon contrat", "vague"),
    ("jamais avant le 15", "2026-12-15"), ("impossible avant janvier", "2027-01-01"), ("surtout pas avant Noël", "2026-12-25~1"),
    ("pas cette semaine, la prochaine", "2026-11-30"), ("pas la semaine pro mais celle d'après", "2026-12-07"), ("pas ce mois-ci, le suivant", "2026-12-01"),
    ("pas décembre, plutôt janvier", "2027-01-01"), ("tout le temps sauf le mercredi", "immediate"), ("dès maintenant sauf du 20 au 31 décembre", "immediate"),
    ("à partir de février sauf vacances scolaires", "2027-02-01"), ("n'importe quand sauf en août", "immediate"),
]  # fmt: skip
DIALECTS = [
    ("toutswit menm, mwen pa ni travay", "immediate"), ("toutswit", "immediate"), ("tout suite", "immediate"), ("talè", "immediate"), ("talèr la", "immediate"),
    ("achteure", "immediate"), ("à c't'heure", "immediate"), ("à c't'heure même", "immediate"), ("asteure", "immediate"), ("ast'heure", "immediate"),
    ("tout d'suite", "immediate"), ("drette là", "immediate"), ("d'suite", "immediate"), ("tt d'suite", "immediate"), ("dret là", "immediate"),
    ("illico presto", "immediate"), ("dès demain matin", "2026-11-25"), ("demin", "2026-11-25"), ("dèmen maten", "2026-11-25"), ("apré Nwèl", "2026-12-26~1"),
    ("an janvyé", "2027-01-01"), ("an désanm", "2026-12-01"), ("lasimenn prochèn", "2026-11-30"), ("simenn prochèn", "2026-11-30"), ("le mwa prochin", "2026-12-01"),
    ("lo mwa prochin", "2026-12-01"), ("dan dé mwa", "2027-01-24"), ("dan kenz jou", "2026-12-09"), ("zordi mèm", "immediate"), ("jòdi la", "immediate"),
    ("mi pé komansé domin", "2026-11-25"), ("mi lé disponib astèr", "immediate"), ("mwen lib", "immediate"),
]  # fmt: skip
PERIODS = [
    ("entre le 5 et le 10 janvier", "2027-01-05~5"), ("du 5 au 10 janvier", "2027-01-05"), ("début à mi-février", "2027-02-01~14"), ("fin S2", "2026-12-31"),
    ("fin S1", "2027-06-30"), ("fin T1", "2027-03-31"), ("mi T1", "2027-02-15~1"), ("début T2", "2027-04-01"), ("au T2 2027", "2027-04-01"),
    ("courant T1", "2027-01-01"), ("courant février", "2027-02-01~14"), ("courant du mois de mars", "2027-03-01~30"), ("courant décembre", "2026-12-01~30"),
    ("dans le courant de la semaine prochaine", "2026-11-30~4"), ("avant l'été", "vague"), ("avant Noël", "vague"), ("après les partiels", "vague"),
    ("après mes exams en janvier", "2027-01-01~31"), ("après les partiels de janvier", "2027-02-01~31"), ("après le bac", "vague"),
    ("après les fêtes", "2027-01-02~3"), ("après les élections", "vague"), ("après les vendanges", "vague"), ("après la saison", "vague"),
]  # fmt: skip
OTHERS = [
    ("31 avril", "invalid"), ("le 31 avril", "invalid"), ("le 30 février", "invalid"), ("31 novembre", "invalid"), ("31/06", "invalid"),
    ("le 31 septembre", "invalid"), ("le 32 janvier", "invalid"), ("29 février", "invalid"), ("le 29 février 2028", "2028-02-29"), ("10/13/2026", "invalid"),
    ("12 décembre 2025", "invalid"), ("depuis le 1er septembre je suis libre", "immediate"), ("dès que mon fils rentre à l'école", "vague"),
    ("dans 2 semaines et demie", "2026-12-12~2"), ("d'ici trois semaines max", "2026-12-15"), ("sous quinzaine", "2026-12-09"), ("à quinzaine", "2026-12-09"),
    ("lundi en quinze", "2026-12-14"), ("d'ici la fin du mois", "vague|2026-11-30"), ("fin du mois", "2026-11-30"), ("fin novembre", "2026-11-30"),
    ("début du mois", "2026-12-01"), ("début du mois prochain", "2026-12-01"), ("mi mois", "2026-12-15"), ("le 1er du mois", "2026-12-01"),
    ("au premier janvier", "2027-01-01"), ("le premier de l'an", "2027-01-01"), ("le 2", "2026-12-02"), ("vers le 20", "2026-12-20"),
    ("aux alentours du 15 janvier", "2027-01-15"), ("grosso modo fin janvier", "2027-01-31"), ("dans 6 semaines environ", "2027-01-05"),
    ("dans 1 mois et 10 jours", "2027-01-03"), ("dans un mois et demi", "2027-01-08~2"), ("trois mois de préavis", "2027-02-24"), ("préavis 3 mois", "2027-02-24"),
    ("j'ai un préavis d'un mois et 15 jours", "2027-01-08~2"), ("ma période d'essai finit le 3 janvier", "2027-01-03~1"),
    ("je suis en arrêt jusqu'au 5 janvier", "2027-01-06~1"), ("en congé mat jusqu'à fin mars", "2027-04-01~1"),
    ("congé parental jusqu'aux 3 ans du petit en juin", "2027-06-01~30"), ("je rentre de voyage le 10 décembre", "2026-12-10~1"),
    ("je reviens de vacances le 7", "2026-12-07~1"), ("retour de congés le 4 janvier", "2027-01-04~1"), ("je sors de formation le 18 décembre", "2026-12-18~1"),
    ("ma formation se termine fin juin", "2027-06-30~1"), ("diplômée en juin, donc juillet", "2027-07-01"), ("après ma soutenance le 12 décembre", "2026-12-13~1"),
    ("lendemain de Noël", "2026-12-26"), ("le surlendemain du jour de l'an", "2027-01-03"), ("la semaine du 7 décembre", "2026-12-07"), ("semaine 50", "2026-12-07"),
    ("S50", "2026-12-07"), ("sem. 2", "2027-01-11"), ("1ère semaine de janvier", "2027-01-01~4"), ("dernière semaine de décembre", "2026-12-24~7"),
    ("deuxième quinzaine de janvier", "2027-01-16"), ("le week-end prochain", "2026-11-28~7"), ("ce week-end", "2026-11-28~1"),
    ("dans les jours qui viennent", "vague"), ("asap", "immediate"), ("hier", "invalid|immediate"), ("avant-hier si j'avais pu", "immediate"),
    ("j'attends que ça", "immediate"), ("quand vous voulez mais pas le vendredi", "immediate"), ("dispo tout de suite, juste pas les mardis", "immediate"),
    ("le plus tard possible", "vague"), ("le plus tôt possible", "immediate"), ("c'est quand vous voulez", "immediate"), ("jsp", "unknown"),
    ("j'sais nin", "unknown"), ("aucune idée pour l'heure", "unknown"), ("ça dépend de mon employeur", "unknown"), ("faut que je voie avec ma femme", "unknown"),
    ("je préfère en parler de vive voix", "refused"), ("j'en parlerai de vive voix, pas ici", "refused"),
]  # fmt: skip
ANCHORED = [
    ("après les vac de noël", "2027-01-04~2"), ("apré lé vac de nowel", "2027-01-04~2"), ("kan mi fini lé partiel, mi-zanvié", "2027-01-15~5"), ("el 4 ed décembe", "2026-12-04"),
    ("en février mais pas avant le 8", "2027-02-08"), ("en mars, mais seulement à partir du 15", "2027-03-15"), ("en janvier mais pas avant le 15, le petit reprend ce jour-là", "2027-01-15"),
    ("à compter du premier lundi de l'année nouvelle", "2027-01-04"), ("le premier lundi de l'an prochain", "2027-01-04"), ("le dernier vendredi de l'année", "2026-12-25"),
    ("le 12 septembre dernier. Oui c'est passé.", "invalid"), ("le 3 octobre dernier", "invalid"), ("j'ai fini le 3 octobre dernier", "immediate"),
    ("contrat finit vendredi 18/12, dimanche je voyage, lundi après je peux", "2026-12-21"),
    ("en décembre j'ai du monde, mettons le 2 janvier, enfin le 2 c'est samedi, alors le 4", "2027-01-04"),
    ("à la saint-glinglin", "unknown"), ("à Pâques ou à la Trinité, allez savoir", "unknown"), ("dès que j'ai un remplaçant, et c'est pas demain la veille", "unknown"),
    ("mon chef n'a pas encore répondu pour mon préavis donc je ne peux pas vous donner de date", "unknown"),
    ("je ne suis pas, à l'heure où j'écris, en état de fixer un terme, mon employeur ne s'étant point prononcé", "unknown"),
    ("je préfère le garder pour moi", "refused"), ("le deuxième lundi de l'année", "2027-01-11"), ("dès la première semaine de l'année", "2027-01-01~4"),
    ("février, mais après les vacances d'hiver", "2027-03-01~10"), ("le 20 novembre dernier j'ai fini, je suis libre depuis", "immediate"),
    ("lundi. Pas celui-ci, le suivant.", "2026-12-07"), ("à partir de janvier, le 4 ou le 5", "2027-01-04"), ("apré noel, le 28 koi", "2026-12-28"),
    ("après Noël, le 2", "2027-01-02"), ("en février, le 8 je suis en formation", "2027-02-01~27"), ("je suis en arrêt, le médecin me dira", "unknown"),
]  # fmt: skip


def is_right(got, wanted):
    """Tells whether a normal form is one of the wanted ones ("2026-12-05~2", "vague", "unknown")."""
    for want in wanted.split("|"):
        day, _, tolerance = want.partition("~")
        if not day[0].isdigit():
            if got.get(day) and (day != "invalid" or not got.get("vague")):
                return True
        elif "date" in got:
            away = abs((date.fromisoformat(got["date"]) - date.fromisoformat(day)).days)
            if away <= int(tolerance or 0):
                return True
        elif tolerance and got.get("vague"):
            return True
    return False


@pytest.mark.parametrize(("text", "wanted"), NOTICE + DENIED + DIALECTS + PERIODS + OTHERS + ANCHORED)
def test_the_day_is_read(text, wanted):
    got = to_contract("availability", read_field("availability", text, TODAY))
    assert is_right(got, wanted), got


@pytest.mark.parametrize(
    "text",
    ["libre le 3 mars", "dispo le 3 mars, 1 mois de preavis", "mon contrat finit le 15 janvier", "pas la semaine prochaine", "cdd de 6 mois qui finit le 3 mars", "le 12 janvier dans deux mois"],
)  # fmt: skip
def test_nothing_follows_where_nothing_is_counted(text):
    assert find_consequence(text, TODAY) is None
