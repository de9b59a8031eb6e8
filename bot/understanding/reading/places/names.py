"""Comparison keys of place names: "St-Denis s/ Seine" and "saint denis sur seine" are equal."""

import re

from bot.base.text import fold

MAX_CHARACTERS = 120
ARTICLES = frozenset(["l", "la", "le", "les"])
# Small words in names, often dropped or changed ("Vitry/Seine", "Villeneuve Ascq").
CONNECTORS = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "sous", "sur", "pres", "dans"]
)

_SHORTENED = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont", "nd": "notre dame",
    "hte": "haute", "htes": "hautes", "hts": "hauts", "ss": "sous",
}  # fmt: skip
_BRACKET = re.compile(r"\([^()]{0,80}\)")
_SUR = re.compile(r"\bs ?/ ?", re.IGNORECASE)
_SOUS = re.compile(r"\bs ?/ ?s\b", re.IGNORECASE)
_BRETON = re.compile(r"c['’]h", re.IGNORECASE)  # "Penmarc'h"


def name_key(name: str) -> str:
    """Folded words of a name, abbreviations expanded, brackets removed."""
    name = name[:MAX_CHARACTERS]
    if "(" in name:
        name = _BRACKET.sub(" ", name)
    if "/" in name:
        name = _SUR.sub("sur ", _SOUS.sub("sous ", name))
    key = fold(_BRETON.sub("ch", name) if "'" in name or "’" in name else name)
    words = key.split()
    if _SHORTENED.keys().isdisjoint(words):
        return key
    return " ".join(_SHORTENED.get(word, word) for word in words)


def reduced(key: str) -> str:
    """Key without connectors, unless nothing else is left."""
    return " ".join(word for word in key.split() if word not in CONNECTORS) or key


def squeezed(key: str) -> str:
    """Key without spaces."""
    return key.replace(" ", "")


def without_article(key: str) -> str:
    """Key without a leading article."""
    first, _, rest = key.partition(" ")
    return rest if first in ARTICLES and rest else key
