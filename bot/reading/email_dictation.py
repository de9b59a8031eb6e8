"""Dictated e-mail addresses as typed ones: "léa point dupuis arobase exemple point fr", fillers and remarks included."""

import re
import unicodedata

from bot.reading.number_words import number_of
from bot.reading.quantities import figures

_MOST_WORDS = 6  # in the part before the sign
_THOUSANDS = frozenset(["mille", "cent", "cents"])

_AT = re.compile(
    r"\s*(?:[(\[{<]\s*(?:a|at|arr?oba[sz]e?)\s*[)\]}>]|(?<=\w)\s*[*_~|-]+at[*_~|-]+\s*|\(at\)|\[at\]|[(\[]arr?ob(?:a?se?|e)[)\]]|\{at\}|＠|﹫|@)\s*|\s+(?:arr?oba[sz]+[eé]?s?|arob[ae]se|at symbol|a commercial|à commercial)\s+|\s+(?:at|chez)\s+(?=\w[\w-]*\s*(?:\.|point|dot)\s*\w)|(?<=[\w.][._\d]\w)\s+[àa]\s+(?=[\w-]+\.(?:fr|com|net|org|eu|me)\b)|(?<=[._]\w{3})\s+[àa]\s+(?=[\w-]+\.(?:fr|com|net|org|eu|me)\b)|(?<=[._]\w{4})\s+[àa]\s+(?=[\w-]+\.(?:fr|com|net|org|eu|me)\b)|(?<=[._]\w{5})\s+[àa]\s+(?=[\w-]+\.(?:fr|com|net|org|eu|me)\b)",
    re.IGNORECASE,
)
_SPOKEN_SIGNS = (
    (re.compile(r"(?:\s+|(?<=\W))(?:tiret du (?:bas|8|huit)|tiret bas|under ?score|sous[- ]?tiret|soulign[ée])(?:\s+|(?=\W))", re.IGNORECASE), "_"),
    (re.compile(r"\s+(?:tiret(?: du (?:six|6|milieu))?|trait d['’ ]union|moins)\s+", re.IGNORECASE), "-"),
    (re.compile(r"(?:\s*[(\[](?:point|dot)[)\]]\s*)|\s+(?:point|poin|dot|pt)\s+|(?<=\w)\s+\.\s*(?=\w)|(?<=\w)\.\s+(?=(?:com|fr|net|org|eu|me)\b)", re.IGNORECASE), "."),
)  # fmt: skip
_LEAD = re.compile(
    r"^.*?(?:\b(?:e ?-?mails?|mails?|courriels?|m[ée]l|adresse|adress|mailto|contact|l['’]adresse)\b(?:\s+(?:électronique|e-?mail|mail|perso|personnelle?|pro|principale?))*\s*(?:est|c['’ ]?est|sera|:|=|,|-|->)*\s*"
    r"|\b(?:c['’ ]?est|cest|voici|voilà|voila|écrivez[- ]moi (?:à|sur)|sur|bonjour|oui|alors|donc|prenez|notez|mettez|plutôt|plutot|non)\b[\s,:]*)+",
    re.IGNORECASE,
)
# Words of dictation between hyphens ("b-point-roux-arobase-…"); letters said with a word ("B comme Bernard").
_DASHED = re.compile(r"(?<=\w)[-–](point|arr?oba[sz]e?)[-–](?=\w)", re.IGNORECASE)
_AS_IN = re.compile(r"(?<![\w'’])(\w) comme [^\W\d_]+,?", re.IGNORECASE)
_LETTERS = {
    "bé": "b", "cé": "c", "dé": "d", "gé": "g", "pé": "p", "té": "t", "vé": "v", "ache": "h", "zède": "z", "ixe": "x", "emme": "m", "enne": "n", "erre": "r", "effe": "f",
}  # fmt: skip
_NAMED = "|".join(_LETTERS)
_LETTER_NAME = re.compile(
    rf"(?<![\w.@-])(?:{_NAMED})(?= (?:point|tiret|arr?oba\w+|\w|{_NAMED})\b)|(?<=\bbé |\bcé |\bdé |\bgé |\bpé |\bté |\bvé )(?:{_NAMED})(?!\w)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"(?<![\w.])(?:\w ){2,}\w(?=@)")
_SPELT_SUFFIX = re.compile(r"(?<=\.)(\w) (\w)(?: (\w))?(?!\w)")
_NO_ACCENT = re.compile(r"\bsans (?:les |aucun )?accents?\b", re.IGNORECASE)
# What is said about the spelling while dictating.
_ASIDES = re.compile(
    r"(?<!\w)(?:(?:le )?tout (?:attach[ée]s?|coll[ée]s?|en (?:minuscules?|un(?: seul)? mot))|attach[ée]s?|coll[ée]s?|en (?:minuscules?|un(?: seul)? mot|toutes lettres)|minuscules?|majuscules?|(?:le|la) suivante?|mon (?:pr[ée]nom|nom)(?: de famille)?|"
    r"sans (?:les |aucun )?(?:accents?|espaces?|majuscules?|tirets?|points?)|e+u+h+|he+u+|hein|virgule)(?!\w)[\s,]*",
    re.IGNORECASE,
)


def without_lead(text: str) -> str:
    """Returns a text without the words that announce an address ("mon mail c'est …")."""
    return _LEAD.sub("", text)


def written_out(text: str) -> str:
    """Returns a text with its dictated signs as signs and no spaces inside the address."""
    if not (_AT.search(text) or _DASHED.search(text)):
        return text
    text = _DASHED.sub(r" \1 ", text)
    said = " ".join(_ASIDES.sub("", _AS_IN.sub(r"\1", text)).split())
    signs = _AT.sub("@", _LETTER_NAME.sub(lambda found: _LETTERS[found.group().lower()], said))
    if "@" not in signs:
        return text
    signs = re.sub(r"(?<=\w)[,;]\s*@", "@", signs)
    for spoken, sign in _SPOKEN_SIGNS:
        for _ in range(2):
            signs = spoken.sub(sign, signs)
    signs = re.sub(r"@([\w-]+)[, ](com|fr|net|org)\b", r"@\1.\2", signs)
    head, at, domain = signs.rpartition("@")
    signs = head + at + _SPELT_SUFFIX.sub(lambda found: "".join(filter(None, found.groups())), domain)
    signs = _joined_local(said, _SPELT.sub(lambda letters: letters.group().replace(" ", ""), signs))
    return unaccented(signs) if _NO_ACCENT.search(text) else signs


def unaccented(text: str) -> str:
    """Returns a text without the accents of its letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _joined_local(text: str, signs: str) -> str:
    """Joins the words before the sign when the sign was dictated or stood apart: "lucie berard arobase…"."""
    if not re.search(r"\s@|\w\s+(?:arr?ob|\(at|\[at|chez\s|at\s)", text, re.IGNORECASE) or signs.count("@") != 1:
        return signs
    before, _, after = signs.partition("@")
    local = _LEAD.sub("", before)
    words = _in_digits(local.split())
    if 0 < len(words) <= _MOST_WORDS and all(re.fullmatch(r"[\w.+-]+", word) for word in words):
        return f"{before[: len(before) - len(local)]} {''.join(words)}@{after}"
    return signs


def _in_digits(words: list[str]) -> list[str]:
    """Returns the words with the numbers after the first in digits ("marie quatre vingt deux" → "marie 82")."""
    if not _THOUSANDS.isdisjoint(words[1:]):
        words = [*words[:1], *figures(" ".join(words[1:])).split()]  # "deux mille quatre"
    written = words[:1]
    position = 1
    while position < len(words):
        for length in (4, 3, 2, 1):
            number = number_of(" ".join(words[position : position + length]))
            if number is not None:
                written.append(words[position] if words[position].isdecimal() else str(number))
                position += 1 if words[position].isdecimal() else min(length, len(words) - position)
                break
        else:
            written.append(words[position])
            position += 1
    return written
