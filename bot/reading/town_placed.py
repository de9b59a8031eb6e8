"""Misspelt towns at the beginning of an answer or behind "à", whatever else is said."""

from bot.reading.name_words import is_chat, is_first_name, is_word
from bot.reading.place_fuzzy import SMALL_TOWN
from bot.reading.place_text import CONNECTORS, Token, word_set
from bot.reading.places import Town, place_index
from bot.reading.town_hints import Hints
from bot.reading.town_roles import FILLERS, NEAR_WORDS, OTHER_WORDS, says_near
from bot.reading.town_spelling import towns_meant

_LONGEST = 5  # words
_SHORTEST = 5  # letters
_KNOWN_TOWN = 5000  # inhabitants from which a name in small letters is taken for the town
_TRIED = 2  # places where a name can stand
_PLACED = word_set("a ville")
_GREETINGS = FILLERS - word_set("la le les l")


def town_placed(tokens: list[Token], taken: set[int], hints: Hints) -> Town | None:
    """Returns the one town that an unknown name behind "à", or at the beginning, means; None when none is plain.

    Args:
        tokens: the words of the answer.
        taken: the positions of the words that name something else.
        hints: what narrows the town down.
    """
    starts = [at for at in range(len(tokens)) if _may_start(tokens, at, taken)]
    for start in starts[:_TRIED]:
        town = _town(tokens, start, taken, hints)
        if town is not None:
            return town
    return None


def _may_start(tokens: list[Token], at: int, taken: set[int]) -> bool:
    token = tokens[at]
    if at in taken or not _is_unknown(token) or says_near(tokens, at):
        return False
    if all(before.word in _GREETINGS for before in tokens[:at]):
        return True
    before = tokens[at - 1]
    verb = any(word.word in OTHER_WORDS for word in tokens[max(0, at - 4) : at])
    return before.word in _PLACED and token.joined and token.capital and not verb


def _is_unknown(token: Token) -> bool:
    word = token.word
    index = place_index()
    if len(word) < _SHORTEST or not word.isalpha() or word in index.everyday or word in NEAR_WORDS:
        return False
    return not (is_word(token.raw) or is_chat(word) or is_first_name(word))


def _town(tokens: list[Token], start: int, taken: set[int], hints: Hints) -> Town | None:
    end = start + 1
    while end < min(len(tokens), start + _LONGEST) and tokens[end].joined and end not in taken:
        end += 1
    for stop in range(end, start, -1):
        if tokens[stop - 1].word in CONNECTORS or (stop < len(tokens) and tokens[stop].before == "-"):
            continue
        towns = towns_meant(tokens[start:stop], hints)
        if not towns:
            continue
        least = SMALL_TOWN if tokens[start].capital or hints.given or stop > start + 1 else _KNOWN_TOWN
        return towns[0] if len(towns) == 1 and towns[0].commune.population >= least else None
    return None
