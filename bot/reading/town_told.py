"""Which of several towns is meant by words said elsewhere: "Chalon… avec la Saône", "Saint-Laurent, sur le Maroni"."""

from dataclasses import replace

from bot.reading.place_mentions import Kind, Mention
from bot.reading.place_text import ARTICLES, CONNECTORS, Token, word_set
from bot.reading.places import Town, place_index

_SHORTEST = 3  # letters of a word that tells
_COMMON = word_set(
    "ville villes bourg village saint sainte grand grande petit petite vieux haut haute nord sud est ouest"
)
_DENIALS = word_set("pas non ni nin")
_REACH = 5  # words behind a denial


def with_names_told(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Returns the mentions with the one town whose longer name is made whole by other words of the text.

    Places that are only those words are dropped.
    """
    used: set[int] = set()
    found = []
    for mention in mentions:
        told = _told(mention, mentions, tokens) if mention.kind is Kind.TOWN else None
        if told:
            town, positions = told
            used |= positions
            mention = replace(mention, towns=(town,), weak=False)  # noqa: PLW2901 (a new reading of it)
        found.append(mention)
    return [mention for mention in found if not used.intersection(range(mention.start, mention.end))]


def _told(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> tuple[Town, set[int]] | None:
    own = set(mention.key.split())
    said = _words_beside(mention, mentions, tokens)
    if not said:
        return None
    heads = place_index().by_head.get(mention.key, [])
    towns = {town.commune.insee: town for town in (*heads, *mention.towns) if not town.former}
    found: list[tuple[Town, set[int]]] = []
    for town in towns.values():
        key = town.commune.key
        rest = [word for word in key.split() if word not in own and word not in CONNECTORS]
        rest = [word for word in rest if word not in _COMMON] or rest  # "celui de la Sainte Baume"
        if rest and key.startswith(mention.key) and all(word in said for word in rest):
            found.append((town, {said[word] for word in rest}))
    return found[0] if len(found) == 1 else None


def _words_beside(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> dict[str, int]:
    """Returns the words behind a name that may complete it, with their position; denied ones and other names apart."""
    taken: set[int] = set()
    for other in mentions:
        whole = other.end - other.start > 1 or other.kind in (Kind.CODE, Kind.POSTCODE)
        if other is mention or whole or (other.kind is Kind.AREA and not _on(other, tokens)):
            taken.update(range(other.start, other.end))
    words: dict[str, int] = {}
    for position in range(mention.end, len(tokens)):
        token = tokens[position]
        denied = any(before.word in _DENIALS for before in tokens[max(mention.end, position - _REACH) : position])
        plainly = len(token.word) >= _SHORTEST and token.word not in _COMMON
        if position not in taken and plainly and not denied:
            words.setdefault(token.word, position)
    return words


def _on(area: Mention, tokens: list[Token]) -> bool:
    """Tells whether "sur" stands before an area, which is a river then ("Villeneuve, sur le Lot")."""
    position = area.start - 1
    while position > 0 and tokens[position].word in ARTICLES:
        position -= 1
    return position >= 0 and tokens[position].word == "sur"
