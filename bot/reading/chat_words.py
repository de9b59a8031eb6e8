"""Everyday written French made regular: accents, apostrophes, SMS short forms."""

import re
import unicodedata
from functools import lru_cache

MAX_CHARACTERS = 1500  # a longer message is read up to here

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "ʼ": "'", "`": "'", "´": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"})  # fmt: skip
_APOSTROPHE = re.compile(r"\s*'\s*")
_C_EST_TWICE = re.compile(r"\bc est (est|etait|sera|etaient)\b")
_D_QUE = re.compile(r"\bd(?:e|es)? que\b(?= possible| je| j)")
# "je c pas", "j'sé pas", "chai po", "j'sais pon"; "j'en ai pu".
_I_KNOW = re.compile(
    r"\b(?:je|j|ch|jen|jle) ?(?:c est|c|ses|se|sait|sais|sai)(?= (?:pas|pa|po|pon|pu|plus|trop|rien|vraiment|meme)\b)"
)
_NOT = re.compile(r"(?<=[a-z] )(?:po|pon|nin)\b(?! \d)")
_NO_MORE = re.compile(r"\b(sais|rappelle|souviens|en ai|connais|capte|en veux) pu\b")
_AT_ONCE = re.compile(r"\bd ?(?:ch|s)uite?\b")
# "à c't'heure", "achteure", "asteure"; "tout suite", "drette là".
_NOW = re.compile(
    r"\b(?:a (?:c|ch|s|st|cht) ?t? ?(?:e )?(?:heure|eure)s?|^a cette heure(?: ci)?$|a?st ?h?e?ures?|ac?h?t(?:e|h)?eures?|acheteure|asteur|aster|astur|a st ?h?eure)\b(?! (?:la|de la journee|tardive|actuelle))"
)
_STRAIGHT = re.compile(
    r"\b(?:(?:tou[ts]?|tte?) ?(?:de |d )?(?:ch|s)uite?|tou(?:t|d)?suite?|dret+e? (?:la|icitte)|drete la)\b"
)
_CH_EST = re.compile(r"\bch est\b")
_TWO_IS_DE = re.compile(r"\b2(?= suite?\b| chez )")
_SPACES = re.compile(r"\s+")

# Short forms as people type them, each a whole word once accents and apostrophes are gone.
_SHORT_FORMS = {
    "ds": "dans", "dan": "dans", "dns": "dans", "sem": "semaine", "sems": "semaines", "semaien": "semaine",
    "smaine": "semaine", "semene": "semaine", "2main": "demain", "dem1": "demain", "dmain": "demain",
    "demin": "demain", "2m1": "demain", "ojd": "aujourd hui", "ajd": "aujourd hui", "auj": "aujourd hui", "ojdui": "aujourd hui",
    "aujourdhui": "aujourd hui", "aujourdui": "aujourd hui", "ojourdui": "aujourd hui", "ojourdhui": "aujourd hui",
    "mnt": "maintenant", "mtn": "maintenant", "mntnt": "maintenant", "maintnant": "maintenant", "maintenan": "maintenant", "tt": "tout",
    "tte": "toute", "ts": "tous", "tjrs": "toujours", "tjs": "toujours", "toujour": "toujours", "bcp": "beaucoup", "pr": "pour", "ac": "avec",
    "avc": "avec", "jsuis": "je suis", "chui": "je suis", "chuis": "je suis", "jss": "je suis", "jpeux": "je peux", "jpe": "je peux",
    "jpx": "je peux", "jveux": "je veux", "jveu": "je veux", "jsais": "je sais", "jsai": "je sais", "chais": "je sais", "chai": "je sais",
    "jsp": "je sais pas", "jspa": "je sais pas", "sai": "sais", "c": "c est", "cest": "c est",
    "g": "j ai", "jai": "j ai", "jabite": "j habite", "jhabite": "j habite", "keske": "qu est ce que",
    "kesk": "qu est ce que", "keskon": "qu est ce qu on", "esk": "est ce que", "eske": "est ce que", "esque": "est ce que",
    "esceque": "est ce que", "esce": "est ce", "koi": "quoi", "kwa": "quoi", "quoa": "quoi", "pk": "pourquoi", "pq": "pourquoi",
    "prq": "pourquoi", "pkoi": "pourquoi", "pourkoi": "pourquoi", "pourqoi": "pourquoi", "cb": "combien", "cmb": "combien",
    "kombien": "combien", "konbien": "combien", "cmt": "comment", "komen": "comment", "coment": "comment", "kan": "quand", "qd": "quand",
    "qand": "quand", "kand": "quand", "ke": "que", "ki": "qui", "kel": "quel", "vs": "vous", "vou": "vous", "ns": "nous", "nn": "non",
    "pa": "pas", "jms": "jamais", "rdv": "rendez vous", "desuite": "de suite", "2suite": "de suite", "2suit": "de suite", "dm1": "demain", "dem1n": "demain", "dsuite": "de suite", "stp": "s il te plait",
    "svp": "s il vous plait", "diponible": "disponible",
    "disponnible": "disponible", "disponibl": "disponible", "imediatement": "immediatement", "imédiatement": "immediatement",
    "immediatemment": "immediatement", "imediat": "immediat", "jrs": "jours", "jr": "jour",
    "jve": "je veux", "jpref": "je prefere", "jprefere": "je prefere", "jprefer": "je prefere", "posible": "possible", "possib": "possible", "posibl": "possible", "dke": "des que",
    "jconnais": "je connais", "jme": "je me", "jte": "je te", "jdonne": "je donne", "biento": "bientot", "janv": "janvier", "apartir": "a partir", "dpuis": "depuis", "dja": "deja",
    "jc": "je sais", "tdsuite": "tout de suite", "tds": "tout de suite", "voule": "voulez", "tomorrow": "demain", "today": "aujourd hui",
    "maill": "mail", "adress": "adresse", "adrese": "adresse",
}  # fmt: skip


def plain(text: str) -> str:
    """Returns text in lower case, unaccented, its apostrophes turned to spaces, single-spaced; punctuation is kept."""
    lowered = text[:MAX_CHARACTERS].lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", _APOSTROPHE.sub(" ", bare)).strip()


_SHORT_FORMS_PLAIN = {plain(short): long for short, long in _SHORT_FORMS.items() if plain(short) != long}
SHORT_FORMS = frozenset(_SHORT_FORMS_PLAIN)
_SHORT_FORM = re.compile(r"(?<![\w@.])(?:" + "|".join(sorted(map(re.escape, _SHORT_FORMS_PLAIN), key=len, reverse=True)) + r")(?![\w@])")  # fmt: skip


def spoken(text: str) -> str:
    """Returns `plain` text with SMS short forms written out ("ds 2 sem" → "dans 2 semaine")."""
    bare = _CH_EST.sub("c est", _STRAIGHT.sub("tout de suite", _NOW.sub("maintenant", plain(text))))
    written_out = _SHORT_FORM.sub(lambda found: _SHORT_FORMS_PLAIN[found.group()], bare)
    written_out = _NO_MORE.sub(r"\1 plus", _NOT.sub("pas", _I_KNOW.sub("je sais", _TWO_IS_DE.sub("de", written_out))))
    written_out = _AT_ONCE.sub("de suite", written_out)
    return _D_QUE.sub("des que", _C_EST_TWICE.sub(r"c \1", written_out))


@lru_cache(maxsize=256)
def words_only(text: str) -> str:
    """Returns `spoken` text without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", spoken(text)))
