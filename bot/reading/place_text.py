"""Text as the place readers compare it: folded words with their position, spelling and separators."""

import re
import unicodedata
from dataclasses import dataclass


def word_set(words: str) -> frozenset[str]:
    """Returns the words of a text, for word lists that read better in lines."""
    return frozenset(words.split())


MAX_CHARACTERS = 700  # longer texts are read up to here: nobody names their town later
MAX_TOKENS = 110

# Small words inside French place names, which people drop or change ("Vitry/Seine", "Villeneuve Ascq").
CONNECTORS = word_set("a au aux d de des du en et l la le les lez sous sur pres dans")
ARTICLES = frozenset({"l", "la", "le", "les"})
# What makes a number no département and no arrondissement: "35 km", "15 ans", "12 rue".
NUMBER_UNITS = word_set(
    "km kms kilometre kilometres kilometer borne bornes minute minutes min mn mins h heure heures jour jours an ans "
    "mois euros eur e janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre pourcent "
    "rue avenue bis fois metre metres m personnes semaines semaine annees annee"
)

_WRITTEN_SHORT = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "mt": "mont",
    "nd": "notre dame",
} | {"hte": "haute", "htes": "hautes", "hts": "hauts"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_WORD = re.compile(r"[^\W_]+")
_SUR = re.compile(r"\bs/(?=\s*\w)", re.IGNORECASE)
_BOTH_GENDERS = re.compile(r"(?<=\w)(?:\((?:e|ne|le)?s?\)|[·.](?:e|ne)(?:[·.]?s)?(?!\w))", re.IGNORECASE)
_DICTATED = (
    (re.compile(r"(?<=\w)c['’ʼ`]h(?!\w{3})", re.IGNORECASE), "ch"),  # "Penmarc'h"
    (re.compile(r"\blieu[x]?[ -]dits?\b", re.IGNORECASE), "lieudit"),
    (re.compile(r"\s+(?:tirets?|trait d'union)\s+", re.IGNORECASE), "-"),
    (re.compile(r"\s+virgules?\s+", re.IGNORECASE), ", "),
    (re.compile(r"\s+point\s*\Z", re.IGNORECASE), "."),
)
_JOINED = re.compile(r"[\s\-‐‑–'’ʼ`´/.]*\Z")


_SPLIT_CODE = re.compile(
    r"\b(le|du|au|dans|ds|et) (\d)[-.](\d)\b(?!\d| ?(?:km|kms|bornes|h\b|min))", re.IGNORECASE
)  # "le 9-3"


def with_whole_codes(text: str) -> str:
    """Returns a text with the numbers of départements in one piece ("le 9.3")."""
    return _SPLIT_CODE.sub(r"\1 \2\3", text)


def fold(text: str) -> str:
    """Returns the text in lower case without accents, ligatures or typographic apostrophes."""
    lowered = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = "".join(character for character in lowered if not unicodedata.combining(character))
    return plain.replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("´", "'")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: folded, as written, and what separates it from the word before."""

    word: str
    raw: str
    before: str

    @property
    def joined(self) -> bool:
        """Whether only spaces, hyphens, apostrophes, slashes or dots stand before the word."""
        return _JOINED.match(self.before) is not None and self.before.count("/") + self.before.count(".") <= 1

    @property
    def capital(self) -> bool:
        """Whether the word is written with a capital letter."""
        return self.raw[:1].isupper()


def tokenize(text: str) -> list[Token]:
    """Splits a text into words, writing out "st", "ste" and "s/" as place names are written officially.

    Dictated marks ("tiret", "virgule") are marks; "domicilié(e)" is read without its bracket.
    """
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS])
    text = _BOTH_GENDERS.sub("", _SUR.sub("sur ", text))
    for pattern, mark in _DICTATED:
        text = pattern.sub(mark, text)
    tokens: list[Token] = []
    end = 0
    for found in _WORD.finditer(text):
        word = re.sub(r"[^a-z0-9]+", "", fold(found.group()))
        if not word:
            continue
        before, end = text[end : found.start()], found.end()
        if word == "s" and text[end : end + 1] not in ("'", "’"):
            word = "sur"
        for part in _WRITTEN_SHORT.get(word, word).split():
            tokens.append(Token(part, found.group(), before))
            before = " "
        if len(tokens) >= MAX_TOKENS:
            break
    return tokens


def words_of(text: str) -> list[str]:
    """Returns only the folded words of a text."""
    return [token.word for token in tokenize(text)]


def name_key(name: str) -> str:
    """Returns the key of a place name: its folded words joined by spaces, without what stands in brackets."""
    return " ".join(words_of(re.sub(r"\(.*?\)", " ", name)))


def reduced(words: list[str]) -> str:
    """Returns the words without connectors, joined by spaces; the words themselves when nothing else is left."""
    return " ".join(word for word in words if word not in CONNECTORS) or " ".join(words)
