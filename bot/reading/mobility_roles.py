"""Which part a place plays in an answer about mobility: meant, left out, or left behind."""

import re
from collections.abc import Sequence
from enum import Enum

from bot.reading.place_mentions import Kind, Mention
from bot.reading.place_text import Token

_ADVERB = r"(?:toutefois|cependant|neanmoins|evidemment|naturellement|bien sur|peut etre|seule?|notable|par contre|surtout|meme|forcement|trop)"
_LEAD = r"(?:a|au|aux|en|sur|dans|de|du|des|d|la|le|les|l|pour|vers|tout|toute|region|departement|que|cote)"
_EXCEPT = re.compile(
    r"\b(?:sauf|hors|hormis|excepte|excepter|exclu[se]*|exclue|a part|exception|mais pas|pas|ni|sans|en dehors|jamais|excluant|excluent|exclus|exclurai|evite|evitez|eviter|evitant|exit|oublie|oubliez|oublions)"
    rf"(?: {_ADVERB})*(?: {_LEAD})*\Z"
)
_NOT_EXCEPT = re.compile(
    r"\b(?:pas|bouge|sors|quitte|quitter|sortir) (?:pas )?(?:en dehors )?(?:de|du|plus loin que|au dela de)(?: (?:la|le|les|l))?\Z"
    r"|\bpas (?:que|qu|seulement|uniquement|juste|loin|forcement)(?: (?:a|au|aux|en|sur|dans|de|du|d|la|le|les|l))*\Z"
    r"|\b(?:quitt|eloign)[a-z]*(?: (?:pas|plus|point|jamais|pratiquement))*(?: (?:de|du|d|la|le|les|l))*\Z"
)
_REFUSED = (
    r"(?:jamais(?: de la vie)?|hors de question|pas question|non plus|c est (?:non|exclu|hors de question|mort|niet)|sans moi|tres peu pour moi|"
    r"(?:ca )?(?:ne )?(?:m |me )?(?:interesse|tente|dit|branche|attire) (?:pas|guere|point)|(?:c est |est |sont |me parait |trop |bien )*trop (?:loin|haut|bas|cher|eloigne\w*|de \w+)|est exclue?s?|sont exclu\w*|je refuse|je ne (?:veux|peux) pas)"
)
_REFUSED_AFTER = re.compile(
    rf"(?:par contre |alors |quant a (?:elle|lui) |la |lui |elle )*(?:{_REFUSED}|non|nan|niet|non merci|exclue?s?)\b"
)
_REFUSED_BEHIND_COMMA = re.compile(rf"(?:par contre |alors |la |ca )*{_REFUSED}\b")
_LEAVES = re.compile(
    rf"\b(?:quitt\w*|lach\w*|laiss\w*|abandonn\w*|delaiss\w*|fuir|fuyant|part\w* d(?:e|u|es)?|sortir d(?:e|u|es)?|adieu a|demenag\w* d(?:e|u|es)?|revenir d(?:e|u|es)?)(?: (?:la|le|l|ma|mon|notre) (?:caserne|base|garnison|ville|poste|boulot|agence|region|secteur|maison|appart\w*|quartier)(?= (?:de|d|du|des|a)\b))?(?: {_LEAD})*\Z"
)
_NEVER = re.compile(r"\b(?:ne|n|pas|plus|jamais|sans|ni|point|guere)\b")
_FOR_ANOTHER = re.compile(
    r"(?:\w+ ){0,4}(?:pour|vers|afin|et (?:aller|partir|monter|descendre|rejoindre)|s il le faut|sans (?:regret|hesit\w+|souci|probleme))\b"
)
_AND = frozenset(["et", "ou", "ni", "comme"])
_PAIRED = _AND | {"la", "le", "les", "l"}
_FEW = 6  # words


class Part(Enum):
    """What an answer wants of a place that it names."""

    MEANT = "meant"
    EXCLUDED = "excluded"  # "sauf Paris", "la Gironde non merci"
    LEFT = "left"  # "quitter la Guyane pour l'Hexagone"


def part_of(mention: Mention, tokens: Sequence[Token], *, another: bool = False) -> Part:
    """Returns the part that a place plays by the words around it; `another`: a place of another clause follows."""
    before = " ".join(token.word for token in tokens[max(0, mention.start - _FEW) : mention.start])
    after = _clause_after(mention.end, tokens)
    if _EXCEPT.search(before) and not _NOT_EXCEPT.search(before):
        return Part.EXCLUDED
    if mention.kind is Kind.CODE and not mention.led:  # "cinquante non soixante kilomètres"
        return Part.MEANT
    if _REFUSED_AFTER.match(after):
        return Part.EXCLUDED
    if not after and _REFUSED_BEHIND_COMMA.match(_clause_after(mention.end, tokens, past_mark=True)):
        return Part.EXCLUDED
    leaves = _LEAVES.search(before)
    if leaves and not _NEVER.search(before):
        return Part.LEFT if another or _FOR_ANOTHER.match(after) else Part.MEANT
    return Part.MEANT


def is_paired(one: Mention, other: Mention, tokens: Sequence[Token]) -> bool:
    """Tells whether "and" joins two places, so that what is said of one is said of both ("Paris et Lyon non merci")."""
    between = tokens[one.end : other.start]
    words = {token.word for token in between}
    joined = all(token.joined for token in tokens[one.end : other.start + 1])
    return joined and words <= _PAIRED and not words.isdisjoint(_AND)


def _clause_after(end: int, tokens: Sequence[Token], *, past_mark: bool = False) -> str:
    """Returns the words that follow up to the next mark; `past_mark`: those behind the mark that stands at `end`."""
    words: list[str] = []
    for position in range(end, min(len(tokens), end + _FEW)):
        if not tokens[position].joined and not (past_mark and position == end):
            break
        words.append(tokens[position].word)
    return " ".join(words)
