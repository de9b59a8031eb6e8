"""Misspelt towns in an answer about mobility: "autour de Monpelier", "Lile et Roubé", "sur Marsey uniquement"."""

from bot.reading.name_words import is_chat, is_first_name, is_word
from bot.reading.place_mentions import BIG_TOWN, Kind, Mention
from bot.reading.place_phrases import is_bare_no
from bot.reading.place_text import CONNECTORS, Token, word_set
from bot.reading.places import Town, place_index
from bot.reading.town_hints import Hints
from bot.reading.town_roles import says_near
from bot.reading.town_spelling import towns_meant

_MOST = 4  # names that are looked up
_LONGEST = 4  # words
_SHORTEST = 4  # letters
_LONG = 6  # letters of a name in small letters that stands alone
_PLACED = word_set("a au aux sur vers jusqu jusque autour entre que")
_OF = word_set("de du d")
_LISTS = word_set(
    "et epi ou voire puis jusqu jusque uniquement seulement exclusivement max maxi environs alentours aussi"
)


def with_misspelt_towns(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Returns the mentions with the larger towns that misspelt words name where a place can stand."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    found: list[Mention] = []
    looked_up = 0
    position = 0
    while position < len(tokens) and looked_up < _MOST:
        end = _end_of_name(tokens, position, taken)
        if end == position or not _is_placed(tokens, position, end, taken):
            position += 1
            continue
        looked_up += 1
        town = _town(tokens[position:end], [*mentions, *found])
        if town is None and end > position + 1:  # "Toulouz Kolomié Blagnak"
            end = position + 1
            town = _town(tokens[position:end], [*mentions, *found])
        if town is None:
            position = end
            continue
        key = town.commune.key
        found.append(Mention(Kind.TOWN, position, end, key, (town,), capital=tokens[position].capital))
        taken.update(range(position, end))
        position = end
    return sorted([*mentions, *found], key=lambda mention: mention.start) if found else mentions


def _end_of_name(tokens: list[Token], start: int, taken: set[int]) -> int:
    """Returns where a name that no list knows ends; `start` when none begins there."""
    end = start
    for position in range(start, min(len(tokens), start + _LONGEST)):
        token = tokens[position]
        inside = position > start and token.word in CONNECTORS and token.before == "-"
        if position in taken or (position > start and not token.joined) or not (inside or _is_unknown(token)):
            break
        end = position + 1
    return end


def _is_unknown(token: Token) -> bool:
    word = token.word
    index = place_index()
    if len(word) < _SHORTEST or not word.isalpha() or word in index.everyday or word in index.by_name:
        return False
    return not (is_word(word) or is_chat(word) or is_first_name(word) or is_bare_no(token.raw))


def _is_placed(tokens: list[Token], start: int, end: int, taken: set[int]) -> bool:
    """Tells whether a name stands behind a preposition, alone, or in a list."""
    if start == 0 and end == len(tokens):
        return tokens[start].capital or len(tokens[start].word) >= _LONG
    before = tokens[start - 1] if start else None
    if before and before.word in _PLACED and tokens[start].joined:
        return True
    if before and before.word in _OF and tokens[start].joined and says_near(tokens, start):
        return True
    starts = before is None or before.word in _LISTS or not tokens[start].joined or start - 1 in taken
    follows = end == len(tokens) or tokens[end].word in _LISTS or not tokens[end].joined
    return starts and follows and tokens[start].capital


def _town(span: list[Token], beside: list[Mention]) -> Town | None:
    """Returns the larger town that a name means, of several the one in the département of a town named before."""
    towns = [town for town in towns_meant(span, Hints()) if town.commune.population >= BIG_TOWN]
    if len(towns) > 1:
        areas = {town.commune.departement for mention in beside for town in mention.towns[:1]}
        towns = [town for town in towns if town.commune.departement in areas]
    return towns[0] if len(towns) == 1 else None
