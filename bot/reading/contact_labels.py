"""What each of several addresses or numbers is called, and which one is preferred.

"le fixe 02… ou le portable 06…, le portable de préférence"; "06… (moi) ou 06… (ma sœur)".
"""

import re
from collections.abc import Sequence

from bot.reading.chat_words import plain

_LABELS = {
    "mine": r"(?:le mien|la mienne|moi|perso|personnelle?|privee?|mon (?:numero|num|tel|telephone|mail|adresse)|ma boite)",
    "work": r"(?:pro|professionnelle?|boulot|travail|taf|bureau|boite|entreprise|asso|association)",
    "mobile": r"(?:portable|mobile|cellulaire)",
    "fixed": r"(?:fixe|maison|box|domicile)",
    "evening": r"(?:soir|soiree)",
    "day": r"(?:journee|jour|matin|apres midi|semaine)",
    "new": r"(?:nouveau|nouvelle|neuf)",
    "old": r"(?:ancien|ancienne|vieux|vieille)",
    "other": (
        r"(?:femme|mari|mere|maman|pere|papa|soeur|frere|fils|fille|epouse|epoux|copine|copain|compagne|compagnon|conjointe?|conjoint|"
        r"voisine?|amie?|pote|collegue|grand mere|mamie|papi|papy|tante|oncle|cousine?|parents|tuteur|tutrice|educatrice|educateur|ex|"
        r"beau pere|belle mere|daronne|daron|coloc|proprio)"
    ),
}
_LABEL = re.compile("|".join(rf"(?P<{name}>\b{words}\b)" for name, words in _LABELS.items()))
_ANY = "|".join(_LABELS.values())
_SMALL = r"(?:(?:le|la|l|les|mon|ma|mes|au|a|sur|celui|celle|du|de|d|moi|donc|bien|svp|en|numero|mail|adresse|boite|tel|telephone|c est|ce sera|encore) )*"
_PREFERS = re.compile(
    rf"\b(?:mettez|mets|prenez|prends|prefer\w+|plutot(?! que)|notez|note|gardez|garde|retenez|utilisez|appelez|ecrivez|joindre|joignez|mieux|privilegie\w*|contactez|envoyez|passez|choisissez|disons|va pour) {_SMALL}(?P<after>{_ANY})\b"
    rf"|\b(?P<before>{_ANY})(?: (?:c est|est|ce serait|sera|ca|serait|marche|va|convient))* (?:de preference|le mieux|mieux|plutot(?! que)|d abord|en priorite|en premier|si possible|est preferable|preferable)\b"
)
_REMARK = re.compile(r"\([^)]*\)")
# "…, celui de ma fille c'est 06…": a label that announces the value behind it.
_ANNOUNCES = re.compile(
    r"(?:\A|[,;.]|\b(?:et|mais)\b)(?P<label>[^,;.]*?\b(?:celui|celle|le numero|l adresse|le mail|le tel\w*|le portable) (?:de|d|a|du)\b[^,;.]*?\b(?:c est|est))\s*\Z"
)
_AVOIDS = re.compile(rf"\b(?:evitez|evite|pas|jamais|oubliez) {_SMALL}(?P<label>{_ANY})\b")
_DOMAIN = re.compile(
    rf"\b(?:mettez|mets|prenez|prefer\w+|plutot|notez|gardez|retenez|utilisez|ecrivez|mieux|privilegie\w*|envoyez|choisissez) {_SMALL}(?P<name>[a-z]{{3,}})\b"
    r"|\b(?P<first>[a-z]{3,})(?: (?:c est|est|sera))* (?:de preference|mieux|plutot|d abord|en priorite)\b"
)


def preferred(outside: Sequence[str], values: Sequence[str]) -> int | None:
    """Returns the rank of the value whose label is preferred, or that alone is the person's own; None otherwise.

    Args:
        outside: the text before, between and behind the values, one more than there are values.
        values: the values as written; "mettez le gmail" may name one by its domain.
    """
    parts = [_words(part) for part in outside]
    wish = None
    for position in range(len(parts) - 1, -1, -1):
        found = list(_PREFERS.finditer(parts[position]))
        if found:
            wish = _label_of(found[-1]["after"] or found[-1]["before"])
            if position == len(parts) - 1 or found[-1]["before"]:
                parts[position] = parts[position][: found[-1].start()]
            break
    labels = _labels(parts)
    if wish is not None:
        fitting = [rank for rank, own in enumerate(labels) if wish in own]
        if len(fitting) == 1:
            return fitting[0]
    if wish is None and (avoided := _AVOIDS.search(parts[-1])):
        fitting = [rank for rank, own in enumerate(labels) if _label_of(avoided["label"]) not in own]
        if len(fitting) == 1:
            return fitting[0]
    by_domain = _by_domain(parts[-1], values)
    if by_domain is not None:
        return by_domain
    own = [rank for rank, names in enumerate(labels) if not names & {"other", "old"}]
    return own[0] if len(own) == 1 and len(labels) > 1 and wish is None else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+|[,;()]", plain(text)))


def _label_of(words: str) -> str | None:
    found = _LABEL.match(words)
    return found.lastgroup if found else None


def _labels(parts: Sequence[str]) -> list[set[str]]:
    """Returns the labels of each value: of the words before it, or behind it when none stands before the first."""
    is_before = bool(_LABEL.search(parts[0])) and not _REMARK.match(parts[1])
    own = parts[:-1] if is_before else _behind(parts)
    found = []
    for part in own:
        names = [hit.lastgroup for hit in _LABEL.finditer(part) if hit.lastgroup]
        found.append({"other"} if "other" in names else set(names))
    return found


def _behind(parts: Sequence[str]) -> list[str]:
    """Returns the words behind each value, and before it those that announce it."""
    own = list(parts[1:])
    for rank, part in enumerate(parts[1:-1]):
        if announces := _ANNOUNCES.search(part):
            own[rank] = part[: announces.start("label")]
            own[rank + 1] = f"{announces['label']} , {own[rank + 1]}"
    return own


def _by_domain(rest: str, values: Sequence[str]) -> int | None:
    """Returns the rank of the address whose provider the end names ("mettez le gmail")."""
    if not all("@" in value for value in values):
        return None
    found = _DOMAIN.search(rest)
    name = (found["name"] or found["first"]) if found else ""
    fitting = [rank for rank, value in enumerate(values) if name and value.rpartition("@")[2].startswith(name)]
    return fitting[0] if len(fitting) == 1 else None
