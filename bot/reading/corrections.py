"""Corrections of what was said before: "en fait mon prénom c'est Lucie avec un y", "changez mon mail : x@y.fr"."""

import re
from datetime import date

from bot.reading.availability import VAGUE
from bot.reading.chat_words import plain
from bot.reading.name_phrases import strip_fillers
from bot.reading.name_spelling import split_hints
from bot.reading.name_words import is_first_name, is_surname_like
from bot.reading.names import read_names
from bot.reading.replacements import read_replacement
from bot.reading.result import NOTHING, Reading, Status

NAMES = ("last_name", "first_name")

_STRONG = re.compile(
    r"\b(?:tromp\w*|erreurs?|corrig\w*|correction|rectifi\w*|modifi\w*|chang\w* (?:de )?(?:mon|ma|mes|le|la|l|les|ca)|remplac\w*|(?:mettre|mettez|mets|met|ecrivez|notez) (?:plutot|a jour|bien)|mise a jour|mettre a jour|"
    r"fautes? (?:dans|de|sur|a)|mal (?:ecrit|orthographie|tape|note|epele)\w*|(?:c est|est) (?:pas|plus) (?:ca|bon|le bon|la bonne|juste|correct)|pas (?:le bon|la bonne)|mauvais\w*|au lieu d|a la place d|"
    r"j ai (?:demenage|change|un nouveau|une nouvelle)|nouvelle? (?:mail|adresse|numero|tel\w*|ville)|plutot que)\b"
)
_WEAK = re.compile(
    r"^(?:ah |euh |ha |mais |oui |oups |bonjour |excusez moi |pardon |attendez |attends |desolee? |,| )*(?:non|nan|nn|pas)\b(?! merci)|\b(?:en fait|enfait|enfaite|en faite|finalement|plutot|pardon|oups|en realite|desolee?|je voulais dire|je veux dire|au final|au temps pour moi|autant pour moi|"
    r"en revanche|pas \S+ (?:mais|c est)|et (?:non )?pas)\b"
)
# The words for each field, in the text as written; what follows is the new value.
_FIELD_WORDS = (
    ("first_name", re.compile(r"(?<!\w)pr[ée]noms?(?!\w)", re.IGNORECASE)),
    ("last_name", re.compile(r"(?<!\w)(?:nom(?: de famille)?|patronyme)(?!\w)", re.IGNORECASE)),
    ("email", re.compile(r"(?<!\w)(?:e ?-?mails?|mails?|mels?|courriels?|adresse (?:mail|e-?mail|électronique|electronique))(?!\w)|@", re.IGNORECASE)),
    ("phone", re.compile(r"(?<!\w)(?:t[ée]l(?:[ée]phone)?|portable|num[ée]ro|num|06|07)(?!\w)|(?<!\w)0[67][\d ]", re.IGNORECASE)),
    ("availability", re.compile(r"(?<!\w)(?:disponibilit[ée]s?|dispos?|disponible|date(?: de d[ée]but| d['’ ]arriv[ée]e)?|libre|pr[ée]avis|commencer|d[ée]marrer)(?!\w)", re.IGNORECASE)),
    ("mobility", re.compile(r"(?<!\w)(?:mobilit[ée]|mobile|rayon|km|kilom[èe]tres|bornes|d[ée]placer|bouger|p[ée]rim[èe]tre|distance)(?!\w)", re.IGNORECASE)),
    ("town", re.compile(r"(?<!\w)(?:ville|commune|village|(?:j['’ ]?)?habite|d[ée]m[ée]nag[ée]e?|adresse|vis|r[ée]side|domicile|code postal)(?!\w)", re.IGNORECASE)),
)  # fmt: skip
_OWN = re.compile(
    r"(?:\b(?:mon|ma|mes|le|la|l['’ ]|de|d['’ ]|sur|dans|du|nouveau|nouvelle|bon|bonne)\s*|\b(?:je|j['’ ]?)(?:\s*suis|\s*serai|\s*peux|\s*pourrai)?\s*)$",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"^\s*(?:(?:en|par|à|a|pour|vers|->|=>|:|=|c['’ ]?est|est|sera|devient|plut[ôo]t|,|mettez|mettre|non)(?!\w)\s*|[:=,>\-]+\s*)+",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"[\s,]*(?<!\w)(?:et |c['’ ]?est |ce n['’ ]est |n['’ ]est |mais )?(?:non )?(?:pas|au lieu de|à la place de|plutôt que)\s+(?:(?:de|le|la|à|a|en|sur|dans)\s+)?[^\s,;.]+(?:\s+(?!mais|c['’ ]est|c'est)[^\s,;.]+){0,2}?(?=\s*(?:,|;|\.|mais\b|c['’ ]?est\b|plut[ôo]t\b|$))"
    r"(?:\s*(?:,|;|mais\b|c['’ ]?est\b|plut[ôo]t\b))*",
    re.IGNORECASE,
)
_DENIES_PREVIOUS = re.compile(
    r"^(?:ah |euh |mais |oups |pardon |desolee? |, ?)*(?:non|nan|erreur|oups)\b(?! merci)|^(?:pardon|oups),? (?:je me suis tromp|c est pas)"
)
_TAKEN = frozenset({Status.VALUE, Status.AMBIGUOUS, Status.INVALID})


def read_correction(text: str, pending: str | None, today: date) -> dict[str, Reading]:
    """Reads which earlier answer a message corrects, and its new value.

    Args:
        text: what the candidate wrote.
        pending: the field that is being asked, if any; a message that answers it is no correction.
        today: the day of the message.

    Returns:
        The corrected fields with their readings; empty when the message corrects nothing or gives no new value.
    """
    replaced = read_replacement(text, today)
    if replaced and pending not in replaced:
        return replaced
    words = plain(text)
    is_strong, is_weak = bool(_STRONG.search(words)), bool(_WEAK.search(words))
    if not (is_strong or is_weak):
        return {}
    said = _affirmed(text)
    for field, pattern in _FIELD_WORDS:
        for found in pattern.finditer(said):
            is_own = _OWN.search(said[: found.start()]) or found.group()[0] in "jJ"
            if pending == field or (pending and not is_strong and not is_own):
                continue
            reading = _read_value(field, said, found, today)
            if reading.status in _TAKEN and reading.reason not in {VAGUE, "nickname"}:
                return {field: reading}
    if pending in NAMES:
        return _previous_name(said, pending)
    return _unnamed(said, pending, today)


def _affirmed(text: str) -> str:
    """Returns a text without the value that it denies ("pas Brest mais Best")."""
    rest = _DENIED.sub(" ", text)
    return rest if len(re.findall(r"[^\W_]{2,}", strip_fillers(rest))) >= 1 else text


def _read_value(field: str, said: str, found: re.Match[str], today: date) -> Reading:
    from bot.reading.message import read_field

    if field in NAMES:
        reading = read_names(_relabelled(said, found), "first_name" if field == "first_name" else "last_name")
        return reading if reading.status is Status.VALUE and field in reading.value else NOTHING
    if field in {"email", "phone"}:
        return read_field(field, said, today)
    after = _INTO.sub("", said[found.end() :]).strip()
    if not re.search(r"\w", after):  # "c'est le 3 mars, ma dispo"
        return read_field(field, _OWN.sub("", _without_trigger(said[: found.start()])), today)
    reading = read_field(field, said[found.start() :] if field == "mobility" else after, today)
    if reading.status not in _TAKEN and field in {"availability", "mobility"}:
        return read_field(field, _without_trigger(said), today)
    return reading


def _relabelled(said: str, found: re.Match[str]) -> str:
    """Returns the label and what follows, with "en", "par" or "pour" as the colon that they stand for."""
    value = _INTO.sub("", said[found.end() :])
    if re.search(r"\w", value):
        return f"{found.group()} : {value}"
    return said


def _without_trigger(text: str) -> str:
    return re.sub(
        r"^(?:\s|,|non|nan|en fait|finalement|oups|pardon|d[ée]sol[ée]e?|plut[ôo]t|je me suis tromp[ée]e?|(?:il )?y a une erreur|je voulais dire|en r[ée]alit[ée])+(?!\w)",
        "",
        text,
        flags=re.IGNORECASE,
    ).strip(" ,:")


# "Yasmina, et c'est Benhali avec un h en fait"
_FIRST_THEN_LAST = re.compile(
    r"^\W*(?P<first>[^\W\d_][\w'’-]*)\s*(?:[,.;:]|(?:et|mais)(?!\w))+\s*(?:(?:et|mais|en fait|au fait|par contre|sinon|le nom|mon nom)(?!\w)[\s,]*)*(?:c['’ ]?est|est)\s+(?P<last>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def _both_names(said: str) -> dict[str, Reading]:
    """Reads the first name that was asked and, behind it, the last name said anew; empty when it is not that."""
    found = _FIRST_THEN_LAST.match(said)
    if found is None or not is_first_name(found["first"]):
        return {}
    first, last = read_names(found["first"], "first_name"), read_names(_without_behind(found["last"]), "last_name")
    is_both = first.status is Status.VALUE and last.status is Status.VALUE
    names = (
        {"first_name": "first_name" in first.value, "last_name": set(last.value) == {"last_name"}} if is_both else {}
    )
    return {"first_name": first, "last_name": last} if is_both and all(names.values()) else {}


def _without_behind(text: str) -> str:
    return re.sub(
        r"[\s,]+(?:en fait|finalement|pardon|plut[ôo]t|d[ée]sol[ée]e?|svp|merci)\W*$", "", text, flags=re.IGNORECASE
    )


def _previous_name(said: str, pending: str) -> dict[str, Reading]:
    """Reads "non c'est Bérard avec un d", "non pardon Bérard" while the first name is asked: the last was just given."""
    if pending != "first_name":
        return {}
    if both := _both_names(said):
        return both
    bare, hints = split_hints(said)
    name = strip_fillers(bare)
    is_denied = bool(_DENIES_PREVIOUS.search(plain(said)))
    if is_first_name(name) and not (is_denied and is_surname_like(name)):
        return {}
    if not hints and not is_denied:
        return {}
    reading = read_names(_without_trigger(said), "last_name")
    return {"last_name": reading} if reading.status is Status.VALUE and "last_name" in reading.value else {}


def _unnamed(said: str, pending: str | None, today: date) -> dict[str, Reading]:
    """Reads a correction that does not name its field: a remark on spelling is about a name, other values speak alone."""
    from bot.reading.message import read_message

    value = _without_trigger(said)
    bare, hints = split_hints(value)
    if hints:
        field = "first_name" if is_first_name(strip_fillers(bare)) else "last_name"
        reading = read_names(value, "first_name" if field == "first_name" else "last_name")
        if reading.status is Status.VALUE:
            return {field: reading}
    if pending is not None:
        return {}
    return {field: reading for field, reading in read_message(value, None, today).items() if reading.sure}
