"""Reads an answer that settles itself by what it says last, with what its end leaves unsaid taken from its beginning."""

import re
from collections.abc import Callable
from datetime import date

from bot.reading.chat_words import plain, spoken
from bot.reading.month_words import MONTHS, spell_right
from bot.reading.notice import find_consequence
from bot.reading.quantities import with_unit_of
from bot.reading.repairs import Ending, Turn, endings, without_denied, without_remarks
from bot.reading.result import Reading, Status
from bot.reading.weeks import is_following

Reader = Callable[[str], Reading]

SETTLED = frozenset({"town", "mobility", "availability"})

_MOST_CHARACTERS = 600
_MOST_TRIES = 3
_BARE_DAY = re.compile(
    r"(?:le |au |du |pour le |a partir du |des le |disons |plutot )*(\d{1,2}|1er|premier)\b(?! ?(?:[/.:-]\d|h\b|heures|jours?|j\b|sem|mois|ans?\b|km|%))"
)
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?: \d{{4}})?")
_NAMES_DAY = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|mois|semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\d ?[/.-] ?\d"
)
_ROUND_TRIP = re.compile(r"\b(?:aller[ -](?:et )?retour|a/r|ar|par jour)\b", re.IGNORECASE)
_LEFT = re.compile(
    r"\b(?:(?:quitt\w+|parti\w* de|pass[ée]\w* de) (?P<old>[^,;.]{2,60}?) pour|d[ée]m[ée]nag\w+ d(?:e |['’])(?P<from>[^,;.]{2,60}?) (?:à|a|vers|pour|sur)) (?P<new>.+)",
    re.IGNORECASE,
)
# "Colmar… excusez-moi, on a déménagé en mars : Sélestat"
_HAVE_MOVED = re.compile(
    r"[\s,;:.…!–-]+(?:(?:et|mais|enfin|ah+|oh+|c['’ ]?est vrai qu['’])[\s,.]*)*(?:"
    r"(?:on a|nous avons|j['’ ]?ai|(?:on|je) vien[st] (?:juste )?d(?:e |['’])|nous venons (?:juste )?d(?:e |['’]))\s*(?:tout )?"
    r"(?:(?:d[ée]m[ée]nag|emm[ée]nag|boug)[^\W\d_]*|chang(?:[ée]|er) d(?:e |['’])(?:adresse|ville|commune|logement|appart[^\W\d_]*))"
    r"|(?:depuis|suite [àa]u?|apr[èe]s) ?(?:le|mon|notre|un)? d[ée]m[ée]nagement"
    r"|(?:j['’ ]?|je |on |nous )(?:n['’ ]?|ne )?(?:y )?(?:habite|suis|vis|est|sommes|habitons)(?: y)? plus(?: l[àa])?)(?!\w)",
    re.IGNORECASE,
)
# "en mars à Sélestat": when it was, then where to
_MOVED_TO = re.compile(r"\A\W*(?:[\w'’-]+ ){0,5}?(?P<new>(?:à|a|au|aux|sur|dans|vers) .+)", re.IGNORECASE | re.DOTALL)
# "à Vichy l'an dernier", "Vichy depuis Pâques"
_WHEN_BEHIND = re.compile(
    r"[\s,]+(?:en|au|à|a|depuis|cet|cette|l['’]|le|la|il y a|y a|ya|d[ée]but|fin|mi|courant|pour)(?![\w])[\s-]*(?:(?:le|la|les|l['’]|mois|d['’]|de|du|un|une|deux|trois|quatre|cinq|six|[àa]|\d+)(?![\w])\s*)*"
    rf"(?:mois|ans?|ann[ée]e|semaines?|jours?|[ée]t[ée]|hiver|automne|printemps|rentr[ée]e|vacances|no[ëe]l|p[âa]ques|toussaint|peu|20\d\d|f[ée]vrier|ao[ûu]t|d[ée]cembre|{'|'.join(MONTHS)})"
    r"(?:\s+(?:dernier|derni[èe]re|pass[ée]e?|20\d\d))?\W*\Z",
    re.IGNORECASE,
)
_MARK = re.compile(r"[,;:.…!–]+\s*|\s-\s")
_BEFORE = re.compile(
    r"\b(?:avant|anciennement|autrefois|jadis|jusqu['’](?:ici|alors|à|en)|ancien(?:ne)?(?:ment)?|[ée]tais|habitais|vivais|originaire|ex)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[\s,;.…]+(?:et |mais |puis )*(?:maintenant|d[ée]sormais|(?:à|a) pr[ée]sent|aujourd['’ ]?hui|actuellement|depuis (?:peu|\d{4}|l['’]an|\w+ (?:mois|ans?)))(?:[ ,:]+(?:c['’]est|je suis))?\b[ ,:]*",
    re.IGNORECASE,
)


def settle(field: str, text: str, read: Reader, today: date) -> Reading | None:
    """Returns what an answer settles on by its end; None when it says one thing only, or its end gives no value.

    Args:
        field: town, mobility or availability; others choose among their values themselves.
        text: what the candidate wrote.
        read: reads a text as that field.
        today: the day of the message.
    """
    if field not in SETTLED or len(text) > _MOST_CHARACTERS:
        return None
    if field == "town" and (moved := _moved(text, read)):
        return moved
    is_counted = field == "availability" and find_consequence(spell_right(spoken(text)), today) is not None
    for ending in list(endings(text))[:_MOST_TRIES]:
        if is_counted and ending.turn is not Turn.REPAIR:
            return None  # "mon CDD finit le 15, donc comptez deux semaines de plus" counts from its beginning
        reading = _READERS[field](ending, read)
        if reading is not None:
            return reading
    return None


def simplify(field: str, text: str, read: Reader) -> Reading | None:
    """Returns the value of an answer once its remarks in brackets, or what it denies, are left out; None without any."""
    if field not in SETTLED or len(text) > _MOST_CHARACTERS:
        return None
    bare = without_remarks(text)
    for shorter in dict.fromkeys((bare, without_denied(text), without_denied(bare))):
        if shorter != text and (reading := read(shorter)).status is Status.VALUE:
            return reading
    return None


def _moved(text: str, read: Reader) -> Reading | None:
    """Reads "j'ai quitté Lyon pour Valence", "anciennement Tours, maintenant Blois"."""
    left = _LEFT.search(text)
    if left and (reading := _town(Ending(Turn.RESULT, left["old"] or left["from"], left["new"]), read)):
        return reading
    if (moved := _after_move(text, read)) is not None:
        return moved
    now = _NOW.search(text)
    if now and _BEFORE.search(text[: now.start()]):
        return _town(Ending(Turn.RESULT, text[: now.start()], text[now.end() :]), read)
    return None


def _after_move(text: str, read: Reader) -> Reading | None:
    """Reads the town that follows one left by a move ("Colmar… on a déménagé en mars : Sélestat")."""
    from bot.reading.towns import says_only_towns, says_town

    for left in _HAVE_MOVED.finditer(text):
        old, tail = text[: left.start()], text[left.end() :]
        if _BEFORE.search(tail) or not says_town(old):
            continue
        tail = _WHEN_BEHIND.sub("", tail)
        parts = [tail, *(tail[mark.end() :] for mark in _MARK.finditer(tail))]
        if moved_to := _MOVED_TO.match(tail):
            parts.append(moved_to["new"])
        for part in parts:
            if says_only_towns(part):
                return _town(Ending(Turn.REPAIR, old, part.strip(" ,;:.…!–-")), read)
    return None


def _town(ending: Ending, read: Reader) -> Reading | None:
    from bot.reading.towns import town_near

    if ending.turn is Turn.RESULT and len(ending.tail.split()) > 8:
        return None
    reading = read(ending.tail)
    if reading.details.get("spelling") and not ending.tail[:1].isupper():
        return None
    if reading.status is Status.VALUE:
        return reading
    if reading.status is Status.AMBIGUOUS and reading.sure:
        return town_near(reading, ending.head) or reading
    return None


def _mobility(ending: Ending, read: Reader) -> Reading | None:
    if ending.turn is Turn.RESULT and not _ROUND_TRIP.search(ending.head):
        return None
    reading = read(with_unit_of(ending.head, ending.tail))
    return reading if reading.status is Status.VALUE else None


def _availability(ending: Ending, read: Reader) -> Reading | None:
    if is_following(spell_right(plain(ending.tail))):  # "donc le lendemain" counts from what was said before
        return None
    reading = read(_with_month(ending, read))
    if reading.status is not Status.VALUE:
        return None
    return reading if ending.turn is not Turn.RESULT or "date" in reading.value else None


def _with_month(ending: Ending, read: Reader) -> str:
    """Returns the end with the month of the beginning behind a bare day ("le 5 janvier, non le 12")."""
    words = spell_right(plain(ending.tail))
    if _NAMES_DAY.search(words) or not _BARE_DAY.search(words):
        return ending.tail
    named = _MONTH_NAME.findall(spell_right(plain(ending.head)))
    month = named[-1] if named else _month_of(read(ending.head))
    return _BARE_DAY.sub(rf"le \1 {month}", words, count=1) if month else ending.tail


def _month_of(reading: Reading) -> str | None:
    """Returns the month of a day that was read ("je finis à Noël, alors le 28")."""
    if reading.status is not Status.VALUE or "date" not in reading.value:
        return None
    return MONTHS[date.fromisoformat(reading.value["date"]).month - 1]


_READERS: dict[str, Callable[[Ending, Reader], Reading | None]] = {
    "town": _town, "mobility": _mobility, "availability": _availability,
}  # fmt: skip
