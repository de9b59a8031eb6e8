"""The day from which a candidate can work, in the words that people use for it."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.reading.chat_words import spoken
from bot.reading.dates import (
    Found,
    NoSuchDay,
    PastDate,
    TooFar,
    add_months,
    find_day_of_month,
    find_full_date,
    find_month,
    find_ranked_weekday,
    find_year,
    last_of_month,
    make_day,
    with_month_of_year,
)
from bot.reading.declining import declines, does_not_know, puts_off
from bot.reading.durations import Wait, find_relative, find_wait, is_today
from bot.reading.feast_dates import find_feast
from bot.reading.month_words import MONTHS, spell_right
from bot.reading.notice import find_consequence
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.weeks import ends_on_weekday, find_following, find_week, find_weekday

PAST_DATE = "past_date"
NO_SUCH_DAY = "no_such_day"
TOO_FAR = "too_far"
VAGUE = "vague"

_MOST_CHARACTERS = 600
_SHORT = 7  # words; a text that long which gives a day is plainly about the day
_LAST_TODAY = date(9000, 1, 1)

_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=\w)")
_CLIPS = {
    "s maine": "semaine",
    "s maines": "semaines",
    "d main": "demain",
    "p tet": "peut etre",
    "apre": "apres",
    "vac": "vacances",
    "vacs": "vacances",
    "nowel": "noel",
    "nwel": "noel",
    "noal": "noel",
    "ed": "de",
    "apres est": "apres les",  # "lé" and "mi" taken for Creole
    "je janvier": "mi janvier",
    "next week": "la semaine prochaine",
    "next month": "le mois prochain",
    "next monday": "lundi prochain",
}
_CLIPPED = re.compile(
    r"\b(?:(?:une )?(?:petite )?paire de(?= (?:semaines|jours|mois|heures))|s maines?|d main|p tet|apre|vacs?|nowel|nwel|noal|(?<=\d )ed|apres est(?= vac)|je janvier|next week|next month|next monday)\b"
)
_CUE = re.compile(
    r"\b(?:dispo\w*|libre|preavis|operationnel\w*|embauchable|(?:je )?(?:peux|pourrais?|pourrai|pourrait|veux|souhaite|compte|pense|prete? a) (?:commencer|demarrer|debuter|attaquer|travailler|bosser|prendre (?:le |un )?poste)|"
    r"je (?:commence|demarre|debute|commencerai|serai la|finis|termine)|prise de poste|fin de (?:mon )?(?:contrat|cdd|mission))\b"
)
_SINCE = re.compile(
    r"\b(?:depuis|ca fait|il y a|y a)\b(?! \w+ (?:de dispo|possib)).*?(?=,|;|\.(?!\d)|!| mais | et | donc | du coup | je (?:peux|serai|suis dispo|commence|pourrai)|$)"
)
_SINCE_DISPO = re.compile(
    r"\b(?:dispo\w*|libre|chomage|sans emploi|en recherche|fini|termine|deja|inactif|inactive|depuis|il y a|ca fait)\b"
)
_EXCEPT = re.compile(r"\b(?:sauf|hormis|excepte|a part|en dehors)\b.*")
_DENIED_DAY = re.compile(
    r"(?:^|\b(?:non )?)(?:mais |et |c est )?(?:pas|ni) (?:en |le |au |a |pour |debut |fin |mi[ -]|demain|(?:janv|fevr|mars|avr|mai|juin|juil|aout|sept|octo|nove|dece|lundi|mardi|mercr|jeudi|vendr|samed|diman)\w*)(?:(?!\bmais\b|\bplutot\b|\bc est\b)[^,;.])*(?:,|;|\bmais\b|\bplutot\b|\bc est\b)"
)
# "jamais le vendredi"
_NEVER_ON = re.compile(
    r"\b(?:jamais|(?:juste|mais|sauf|et)? ?pas) (?:le |les )(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b(?! \d| prochain| qui| en )"
)
# Who has no work is free: "je suis au chômage", "je ne travaille pas en ce moment".
_IDLE = re.compile(
    r"(?:^|\b(?:suis|etant|moi|actuellement) )(?:au chomage|sans (?:emploi|travail|boulot|taf)|en recherche (?:d emploi|active)|demandeu(?:r|se) d emploi|inscrite? a pole emploi|inscrite? a france travail)\b"
    r"|\b(?:travaille|bosse) (?:pas|plus)(?: (?:en ce moment|actuellement|du tout|pour l instant|maintenant))?\b|\bai (?:pas|plus) (?:de |d )?(?:travail|boulot|emploi|taf|job|poste)\b"
)
_NOT_IDLE = re.compile(
    r"\?|\bplus (?:au chomage|sans emploi)\b|\b(?:faut|droit|etre|si|quand|pourquoi|sais|vacances|preavis|poste)\b"
)
_LONGEST_IDLE = 9  # words
_REPAIRED = re.compile(
    r"^.*\b(?:(?:ah |euh |oups )non|non(?! (?:merci|plus|pas|mais))|pardon|plutot|je veux dire|oups|rectification)\b(?= ?[, :]*\S)"
)
_DAY_NAME = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# Days of every week, not one day: "mardi et jeudi", "le mercredi seulement", "que le week-end".
_OF_EVERY_WEEK = re.compile(
    rf"\b{_DAY_NAME}s?(?: (?:le )?(?:matins?|apres midi|midi|soirs?|journee))?(?: ?,| et| plus| ainsi que)+ (?:le |les )?{_DAY_NAME}s?\b"
    rf"|\b(?:que|uniquement|seulement|juste|sauf) (?:le |les |du )?(?:{_DAY_NAME}s?|matins?|soirs?|apres midi|week ?-? ?ends?|we)\b"
    rf"|\b(?:{_DAY_NAME}s?|matins?|soirs?|apres midi|week ?-? ?ends?|we) (?:le |les )?(?:(?:matins?|soirs?|apres midi) )?(?:seulement|uniquement|exclusivement|c est tout)\b"
    rf"|\b(?:le |les )?{_DAY_NAME}s? (?:sur deux|de chaque semaine|de chaque mois)\b|\b(?:chaque|tous les|toutes les) (?:{_DAY_NAME}s?|semaines?|week ?-? ?ends?)\b"
)
_ONE_OF_THEM = re.compile(r"\b(?:prochaine?s?|qui vient|en huit|en quinze|ce|cette|demain|partir|compter|des)\b|\d")
# What is over: "hier", "lundi dernier", "la semaine passée".
_GONE = re.compile(
    rf"\b(?:avant hier|hier(?: (?:matin|soir|midi|apres midi))?|(?:le |la )?(?:{_DAY_NAME}|semaine|mois|annee|an|ete|hiver) (?:derniere?|passee?))\b"
)
_OVER = re.compile(
    r"\b(?:fini\w*|termine\w*|arrete\w*|quitte\w*|demission\w*|licencie\w*|libere\w*|vire\w*|sorti\w*|acheve\w*)\b"
)
# "le 12 septembre dernier"
_LAST_DATED = re.compile(
    rf"\b(?:le |au |du )?(?:(?P<day>\d{{1,2}}|premier)(?: ?er)? )?(?P<month>{'|'.join(MONTHS)}) dernier\b(?! (?:jour|delai|carat))"
)
# "en février, le 8 je suis en formation": what happens on that day is no start.
_NO_START = r"(?! (?:je|j|il|elle|on|nous|mon|ma|mes)\b(?! (?:peux|pourrai|commence|demarre|serai|suis (?:dispo|libre|la|prete?)|suis a)))"
# "en janvier mais pas avant le 15"
_MONTH_FROM_DAY = re.compile(
    rf"(?<!\d )(?<!er )\b(?:en |courant |au mois de |dans le mois de )?(?P<month>(?:{'|'.join(MONTHS)})(?: 20\d\d)?)[ ,;.]*(?:(?:mais|et|donc|enfin|seulement|uniquement|plutot|surtout|par contre) )*"
    rf"(?:(?:pas|jamais|rien) avant le|a (?:partir|compter) du|des le|au plus tot le|(?<=, )(?:(?:disons|mettons|plutot|vers|soit) )*le) (?P<day>\d{{1,2}})\b(?! ?(?:[/.:-] ?\d|h\b|{'|'.join(MONTHS)}|mois)){_NO_START}"
)
# "lundi. Pas celui-ci, le suivant."
_NOT_THIS_ONE = re.compile(
    rf"\b(?P<name>{_DAY_NAME})[ ,.;(]+(?:mais )?(?:pas|non pas) (?:celui (?:ci|la|qui (?:vient|arrive)|de cette semaine)|ce {_DAY_NAME}|le prochain|cette semaine)[ ,.;]+(?:mais |plutot )?(?:(?:le|celui) (?:suivant|d apres|qui suit)|celui d apres|la suivante|celle d apres)\b"
)
# "après Noël, le 28", "février, mais après les vacances d'hiver"
_APPOSED_DAY = re.compile(
    rf"(?: quoi| donc)? ?[,;.(] ?(?:(?:donc|soit|disons|mettons|vers|plutot|genre) )*(?:le|du|a partir du|des le|vers le) (?P<number>[12]?\d|3[01])\b(?! ?(?:[/.:-] ?\d|h\b|heures?|{'|'.join(MONTHS)}|mois|jours?|semaines?)){_NO_START}"
)
_BUT_AFTER = re.compile(r"[ ,;.]*(?:(?:mais|et|plutot|seulement|donc) )*apres (?:le |la |les |l )?")
# A day that nobody knows, or that never comes.
_WHO_KNOWS = re.compile(
    r"\b(?:a )?paques ou (?:a )?la trinite\b|\b(?:saint|st) glin ?glin\b|\bcalendes grecques\b|\bpoules auront des dents\b|\bpas demain la veille\b|\bpas pour demain\b(?! (?:mais|,))"
)
_OTHERS = r"(?:employeur|patron(?:ne)?|chef(?:fe)?|direction|hierarchie|drh|rh|boss|entreprise|boite|administration|responsable|commandement)"
# "je ne suis pas en état de fixer un terme", "mon patron n'a pas encore répondu"
_HANGS_ON_OTHERS = re.compile(
    rf"\b(?:pas|point|guere|nullement|plus)\b.{{0,50}}\b(?:en (?:etat|mesure|position)|a meme|capable) de (?:vous |te |le |l |la |me )*(?:fixer|dire|preciser|donner|determiner|indiquer|arreter|avancer|repondre|prononcer)\b"
    rf"|\b{_OTHERS} (?:ne |n )?(?:m |me |s )*(?:a|ont|est|etant|ayant)(?: \w+)? (?:pas|point|toujours pas|rien)(?: \w+)? (?:repondu|prononcee?|decidee?|dit|tranche|valide|signe|confirme|statue|fixe)\b"
    rf"|\b(?:medecin|docteur|chirurgien|kine|juge|notaire|{_OTHERS}) (?:me |m |nous |le |en )*(?:dira|decidera|verra|tranchera|avisera|previendra)\b"
)
_RIGHT_AFTER = re.compile(r"\b(?:tout de suite|juste|immediatement|aussitot|directement|de suite|des) (?=apres\b)")
_NOW = re.compile(
    r"\b(?:tout de suite|tous de suite|toute suite|toud suite|de suite|illico(?: presto)?|immediat(?:e|ement)?|imediat\w*|immediatement|asap|a s a p|des que possible|le plus (?:vite|tot|rapidement) (?:possible|(?:ce )?sera(?:it)? le mieux)|"
    r"au plus (?:vite|tot)|aussitot(?! (?:que|apres))|sans (?:delai|attendre|preavis)|sur le champ|dans l immediat|des maintenant|maintenant(?! que)|de maintenant|"
    r"(?:quand|des que|lorsque|comme) (?:c est que |est ce que )?(?:vous|tu|c est|ca vous|ca te|on) (?:voulez|veux|m appele[zr]|me rappelez|m appelles|me contactez|me dites|me faites signe|avez besoin|as besoin|etes pret|etes prets|voudrez|le voulez|le souhaitez|souhaitez|arrange|veut|possible|desirez)|n importe quand|a (?:tout|n importe quel) moment|(?:deja|toujours|actuellement|totalement|completement|entierement|super) (?:dispo\w*|libre)|"
    r"a votre (?:convenance|disposition|guise)(?! (?:aussitot|sitot|des|a partir|a compter|apres|ensuite|seulement|qu|le|en|fin|debut|mi|courant|pas avant)\b)|a vos ordres|du jour au lendemain|(?:pas|aucun) (?:de )?preavis|now|right now|straight away|tds|a l instant|des ce (?:jour|soir)|des aujourd hui|(?:des )?a present|(?:plus brefs|meilleurs) delais|"
    r"(?:meme|voire) (?:hier|demain matin)|(?:pour |avant )?hier (?:si (?:possible|vous voulez|c est possible|je pouvais|on pouvait|meme|j avais pu|j aurais pu|ca avait)|ce serait \w+)|^(?:dispo\w* )?(?:tout le temps|toute l annee|en permanence|24 ?h ?sur 24|h24|n importe quel jour)\b|^pour hier$|direct(?:os)?$|^direct\b|a fond$|d entree(?: de jeu)?$|quand vous voulez|(?:donc|du coup) (?:je suis )?(?:dispo\w*|libre)$|rien ne me retient|(?:n )?attends (?:plus )?que (?:ca|vous)|le plus tot sera le mieux|des reception|tt de suite|le jour meme)\b"
)
_EARLIEST = frozenset({"au plus tot", "au plus vite"})
_NOT_NOW = re.compile(
    r"\b(?:pas|non|jamais|ni|peux pas|pas dispo\w*|plus) (?:(?:etre|encore|dispo\w*|libre|commencer|vraiment|forcement|possible|travailler) )*(?:tout de suite|de suite|immediat\w*|maintenant|dans l immediat|des maintenant|aujourd hui)\b"
)
_THEN_LATER = re.compile(
    r"^(?:,| )*(?:a partir|a compter|apres|des (?:le|que|la)|le \d|en (?:poste|cdd|cdi|formation|contrat|conge|stage|emploi)|je suis (?:en|encore)|j ai un)"
)
_NOW_WEAKLY = re.compile(
    r"^(?:(?:oui|bonjour|alors|euh|ben|bah|eh|moi|mi|le|ej|la|bon|bien|sur) ?,? ?)*(?:je (?:(?:suis|reste|me rends|serai) )?)?(?:dispo|disponible|dispos|libre|pret|prete|operationnel|operationnelle|ready|la|toujours|available)"
    r"(?: (?:a commencer|a attaquer|a bosser|a debuter|quand il faut|pour commencer|a demarrer|a travailler|totalement|completement|immediatement|moi|deja|a 100 ?%|de suite|comme l air|a partir de|oui|h24|pour vous|tout le temps|en permanence))*[ .!]*$"
)
_VAGUE = re.compile(
    r"\b(?:bientot|plus tard|prochainement|un de ces (?:jours|quatre)|un jour|sous peu|d ici peu|dans peu(?: de temps)?|dans (?:un |quelques? |pas si |pas )?(?:temps|longtemps|moment)|dans pas longtemps|rapidement|vite|ulterieurement|"
    r"quelques? (?:jours?|semaines?|mois|temps)|(?:prochains?|prochaines?) (?:jours|semaines|mois|temps)|(?:jours|semaines|mois) (?:a venir|qui viennent|prochains|prochaines)|quand je (?:pourrai|peux|serai (?:dispo|libre|pret))|"
    r"(?:pas|jamais) (?:encore )?(?:dispo\w*|libre)|apres (?:mon|ma|mes|le|la|l) |(?:fin|terme|issue) (?:de |du )?(?:mon|ma|mes|la|l|le) ?|quand (?:mon|ma|j|je|il|elle|on) |des que (?:mon|ma|mes|j|je|possible|l)|quand ce sera|en cours d annee|dans l annee|cette annee|dans le mois|dans la semaine|cette semaine|ce mois|du lundi au|le (?:matin|soir)|"
    r"tot ou tard|pas (?:tout de suite|maintenant|immediatement|trop tot|avant)|assez (?:vite|rapidement|tot)|a l avenir|le moment venu|au bon moment|en fonction|selon|les? (?:week ?-? ?ends?|we)|les (?:lundis?|mardis?|mercredis?|jeudis?|vendredis?)|mi[ -]?temps|temps (?:plein|partiel)|vacances|preavis|belle saison|beaux jours|fera beau|soon|dans la foulee|tantot)\b"
    r"|\b(?:apres|avant) "
)
_WEEKLY = re.compile(
    r"\b(?:du )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s? (?:au|a) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\btous les (?:jours|matins|soirs|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b"
)
_AFTER = re.compile(
    r"\b(?:apres|passe|lendemain|retour|rentree|reprise|posterieur a|au dela de|au dela du)(?: (?:tout |toute )?(?:le |la |les |l |cette |ce )[a-z]+(?: de [a-z]+)?(?= (?:de|du|des|d) | ?$))?(?: (?:le|la|les|l|mon|ma|mes|de|du|des|cette?|ces|a))*(?: mois de)?(?: fin)? ?$"
)
_UNTIL = re.compile(r"\b(?:jusqu (?:au|a la|a|en|aux|a l)|jusque|jusqu)(?: (?:le|la|les|l|fin))? ?$")
_OVER_BEHIND = re.compile(r"^ (?:(?:sera|seront|est|sont|une fois|bien|soit) )*passee?s?\b")
# "après les fêtes, début janvier quoi": what is more exact stands behind.
_APPOSED = re.compile(
    r"(?: (?:a peu pres|environ|en gros|normalement|en principe|je pense|je crois|quoi))? ?[,;(:.-]+ ?(?:(?:donc|soit|vers|le|la|l|les|a partir|du|de|quoi|c est|plutot|disons|mettons|genre|en gros|environ|bref|dans|aux alentours|alentours|tout|autour|en|au|debut|fin|mi)[ ,-]+)*"
)
_BEFORE = re.compile(r"\b(?:avant)(?: (?:le|la|les|l|mon|ma|mes|fin|de))* ?$")
_ON_LEAVE = re.compile(
    r"\b(?:rentre|reviens|retour|rentrerai|reviendrai|j ai|ai|pars|prends|pris|pose|en|mes|des) (?:de |des |mes |quelques |derniers |dernieres |petits |propres |petites )*(?:vacances|conges)\b(?! (?:de|d|scolaires?)\b)"
)
_STARTS_AT = re.compile(
    r"\b(?:a (?:partir|compter|dater) d\w*|des|qui (?:commence|debute|demarre|court)|commence|debute|pose)\b"
)


def read_availability(text: str, today: date, asked: bool = True) -> Reading:
    """Reads from when a candidate is available.

    Args:
        text: what the candidate wrote.
        today: the day of the message; nothing before it is ever returned as a value.
        asked: whether the day was asked; otherwise only a text that speaks of being available counts.

    Returns:
        A reading whose value is {"date": "YYYY-MM-DD"} or {"immediate": True}; UNKNOWN when the person does not know
        yet; INVALID `past_date` (details: `date`), `no_such_day`, `too_far` or `vague`.
    """
    today = min(today, _LAST_TODAY)
    words = spell_right(
        _CLIPPED.sub(lambda clip: _CLIPS.get(clip[0], "2"), _HYPHEN.sub(" ", spoken(text[:_MOST_CHARACTERS])))
    ).strip(' .!…"«»')
    has_cue = bool(_CUE.search(words))
    if not words or (not asked and not has_cue):
        return NOTHING
    is_sure = not looks_like_question(text) and (has_cue or len(words.split()) <= _SHORT)
    if asked and _WHO_KNOWS.search(words):
        return Reading(Status.UNKNOWN)
    try:
        reading = _read(words, today, sure=is_sure)
    except NoSuchDay:
        reading = Reading(Status.INVALID, reason=NO_SUCH_DAY, sure=is_sure)
    except PastDate as past:
        reading = Reading(Status.INVALID, reason=PAST_DATE, details={"date": past.day.isoformat()}, sure=is_sure)
    except (TooFar, OverflowError):
        reading = Reading(Status.INVALID, reason=TOO_FAR, sure=is_sure)
    if reading.answers or not asked:
        return (
            reading
            if asked or (reading.status in {Status.VALUE, Status.INVALID} and reading.reason != VAGUE)
            else NOTHING
        )
    return _without_day(text, words)


def _without_day(text: str, words: str) -> Reading:
    if puts_off(text):
        return Reading(Status.DECLINED)
    if does_not_know(text) or (_HANGS_ON_OTHERS.search(words) and not looks_like_question(text)):
        return Reading(Status.UNKNOWN)
    if looks_like_question(text):
        return NOTHING
    if _VAGUE.search(words) and not re.match(r"^(?:non|nan)\b", words):
        return Reading(Status.INVALID, reason=VAGUE)
    return Reading(Status.DECLINED) if declines(text) else NOTHING


def _read(words: str, today: date, *, sure: bool) -> Reading:
    now = Reading(Status.VALUE, {"immediate": True}, sure=sure)
    if (then := find_consequence(words, today)) is not None:
        return Reading(Status.VALUE, {"date": then.isoformat()}, sure=sure)
    words = _MONTH_FROM_DAY.sub(r"le \g<day> \g<month>", with_month_of_year(words))
    words = _NOT_THIS_ONE.sub(r"\g<name> en huit", words)
    rest = _SINCE.sub(" ", words)
    is_since = rest != words and bool(_SINCE_DISPO.search(words))
    rest = _RIGHT_AFTER.sub("", _NEVER_ON.sub(" ", _EXCEPT.sub("", _NOT_NOW.sub(" plus tard ", rest))))
    gone = _LAST_DATED.search(rest) or _GONE.search(rest)
    if gone and (not is_since or gone.re is _LAST_DATED) and not _NOW.search(rest):
        shorter = f"{rest[: gone.start()]} , {rest[gone.end() :]}"
        if _find(shorter, today) is None:
            if is_since or _OVER.search(shorter):
                return now
            raise PastDate(_day_gone(gone, today))
        rest = shorter
    for pattern in (_DENIED_DAY, _REPAIRED):
        shorter = pattern.sub(" ", rest)
        if shorter != rest and _find(shorter, today) is not None:
            rest = shorter
    if (
        _OF_EVERY_WEEK.search(rest)
        and not ends_on_weekday(rest)
        and not _ONE_OF_THEM.search(rest)
        and not _NOW.search(rest)
    ):
        return Reading(Status.INVALID, reason=VAGUE)
    immediate = _NOW.search(rest)
    if immediate and not _is_about_later(rest, immediate, today):
        return now
    if re.search(r"\b(?:dispo\w*|libre) jusqu", rest):
        return now
    day = _find(rest, today)
    if day is not None:
        return (
            Reading(Status.INVALID, reason=VAGUE)
            if day == _BEFORE_ONLY
            else Reading(Status.VALUE, {"date": day.isoformat()}, sure=sure)
        )
    if is_today(rest) or is_since or immediate:
        return now
    if _WEEKLY.search(rest):
        return Reading(Status.INVALID, reason=VAGUE)
    is_idle = len(words.split()) <= _LONGEST_IDLE and _IDLE.search(rest) and not _NOT_IDLE.search(words)
    return now if _NOW_WEAKLY.match(rest) or is_idle else NOTHING


def _day_gone(gone: re.Match[str], today: date) -> date:
    """Returns the day of "le 12 septembre dernier", or yesterday for what is over without a date."""
    if gone.re is not _LAST_DATED:
        return today - timedelta(days=1)
    month = MONTHS.index(gone["month"]) + 1
    number = 1 if gone["day"] in {None, "premier"} else int(gone["day"])
    return make_day(today.year if (month, number) < (today.month, today.day) else today.year - 1, month, number)


def _is_about_later(rest: str, immediate: re.Match[str], today: date) -> bool:
    """Returns whether an immediate word only introduces a later day ("maintenant je suis en poste, libre le 3 mars")."""
    if immediate.group() in {"maintenant", "de maintenant"} and re.match(
        r"dans|d ici", rest[: immediate.start()][-8:].strip()[:4] or "-"
    ):
        return True
    if immediate.group() in _EARLIEST:  # "le 15 janvier au plus tôt"
        day = _find(f"{rest[: immediate.start()]} {rest[immediate.end() :]}", today)
        return day is not None and day != _BEFORE_ONLY
    later = rest[immediate.end() :]
    is_introducing = bool(_THEN_LATER.match(later)) or immediate.group() in {"maintenant", "sans preavis"}
    return is_introducing and _find(later, today) is not None


_BEFORE_ONLY = date.min
_LATER_FINDERS: tuple[Callable[[str, date], Found | None], ...] = (
    find_day_of_month,
    find_weekday,
    find_relative,
    find_year,
)


def _find(words: str, today: date) -> date | None:
    """Returns the day that a text gives, `_BEFORE_ONLY` for one that only sets a limit ("avant Noël"), None for none."""
    wait = find_wait(words)
    found = _earliest(words, today)
    if found is None and wait is not None:
        return _after_wait(words, wait, today)
    if found is None:
        found = next((hit for finder in _LATER_FINDERS if (hit := finder(words, today)) is not None), None)
    if found is None:
        return None
    before = words[: found.start]
    if wait is not None and (wait.end <= found.start) and (shifted := _shifted(words, wait, found)) is not None:
        return max(shifted, today)
    if (then := find_following(words, found)) is not None:
        return max(then, today)
    is_over = _OVER_BEHIND.match(words[found.end :])
    if is_over or _AFTER.search(before) or _UNTIL.search(before) or words.startswith("jusqu", found.start):
        return max(found.last + timedelta(days=1), today)
    if _BEFORE.search(before) and not re.search(r"\bpas\b|\bimpossible\b|\bjamais\b", words):
        return _BEFORE_ONLY
    return max(found.day, today)


def _after_wait(words: str, wait: Wait, today: date) -> date:
    relative = find_relative(words, today)
    if relative is not None and relative.start < wait.start and not re.search(r"preavis", words):
        return relative.day
    return wait.since(today)


def _shifted(words: str, wait: Wait, found: Found) -> date | None:
    """Returns the day of "deux semaines après Noël" or "un mois de préavis à partir du 3 mars"."""
    between = words[wait.end : found.start]
    if re.fullmatch(r" apres(?: (?:le|la|les|l|mon|ma|mes))* ?", between):
        return wait.since(found.last)
    if re.fullmatch(r" avant(?: (?:le|la|les|l|mon|ma|mes))* ?", between):
        return wait.since(found.day, back=True)
    if "preavis" in words[: found.start] and _STARTS_AT.search(between):
        return wait.since(found.day)
    return None


def _earliest(words: str, today: date) -> Found | None:
    """Returns the first of the days named by number, feast, month or week; a number inside a month named before wins."""
    full = find_full_date(words, today)
    if full is not None or find_day_of_month(words, today) is not None:
        words = _ON_LEAVE.sub(lambda leave: " " * len(leave.group()), words)
    ranked = find_ranked_weekday(words, today)
    if ranked is not None:
        return ranked
    feast, month = find_feast(words, today), find_month(words, today)
    exact = min((hit for hit in (full, month) if hit), key=lambda hit: hit.start, default=None)
    if feast and exact and exact.day >= feast.day and _APPOSED.fullmatch(words[feast.end : exact.start]):
        return exact
    if feast and not exact and (bare := _APPOSED_DAY.match(words[feast.end :])):
        return _day_from(feast, int(bare["number"]), feast.end + bare.start("number"), feast.end + bare.end())
    is_feast_behind = feast and month and not full and feast.last >= month.day and month.end <= feast.start
    if feast and month and is_feast_behind and _BUT_AFTER.fullmatch(words[month.end : feast.start]):
        return feast
    others = [hit for hit in (feast, month, find_week(words, today)) if hit]
    if full is None:
        return min(others, key=lambda hit: hit.start, default=None)
    earlier = [hit for hit in others if hit.end <= full.start and not hit.day <= full.day <= hit.last]
    return min(earlier, key=lambda hit: hit.start, default=full)


def _day_from(feast: Found, number: int, start: int, end: int) -> Found:
    """Returns the first day of that number from a feast on ("après Noël, le 28")."""
    first = feast.day.replace(day=1)
    while number > last_of_month(first.year, first.month).day or first.replace(day=number) < feast.day:
        first = add_months(first, 1)
    day = first.replace(day=number)
    return Found(day, day, start, end)
