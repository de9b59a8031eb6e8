"""Reads the answer to "which of these towns of the same name?"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.reading.place_glued import place_tokens
from bot.reading.place_mentions import Kind
from bot.reading.place_phrases import is_bare_no, is_refusal, is_unknown, plain, statements
from bot.reading.place_scan import find_places
from bot.reading.places import Town, place_index
from bot.reading.quantities import figures
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.town_hints import Hints, nearest
from bot.reading.towns import read_town

_NONE = re.compile(
    r"\b(?:aucune?s?|ni l'une?|ni l'autre|pas dans (?:la|cette|votre) liste|autre (?:ville|commune)?|pas (?:la|celui|celle|ceux)"
    r"(?:[- ](?:la|ci))?|rien de tout|une? autre|pas (?:dedans|present))"
)
_ORDINAL_WORDS = (
    (1, r"premiere?|1ere?|1er|prems?"),
    (2, r"deuxieme|second|seconde|2e|2eme|2nde?|2ieme"),
    (3, r"troisieme|3e|3eme|3ieme"),
    (4, r"quatrieme|4e|4eme|4ieme"),
    (5, r"cinquieme|5e|5eme|5ieme"),
)
_ORDINALS = tuple((rank, re.compile(rf"\b(?:{words})(?![a-z0-9])")) for rank, words in _ORDINAL_WORDS)
_LAST = re.compile(r"\b(?:dernier|derniere)\b")
_LARGEST = re.compile(
    r"\b(?:plus (?:grand|grande|grosse?|peuplee?)|la grande?|le grand|(?<!pas )(?<!non )la prefecture(?! d[eu]?\b))\b"
)
_NUMBER = re.compile(
    r"(?:(?:le|la|l'|c'est|numero|num|n°|no|choix|reponse|option|#|je|choisis|prends|dirais|oui) ?)*(\d)(?:\)|\.)?(?: (?:svp|stp|merci))?\W*\Z"
)
_YES = re.compile(
    r"(?:oui|ouais|ui|yes|ok|exact|exactement|c'est (?:ca|bien ca|elle|celle[- ]la)|voila|tout a fait|bien sur)\b"
)


def choose_town(text: str, candidates: Sequence[Mapping[str, str]]) -> Reading:
    """Reads which of the offered towns is meant.

    Understands a rank ("2", "le premier"), a département, a région, a postal code, a neighbouring town, "none of
    them" (INVALID, reason `none_of_them`), "yes" to a single candidate, or another town altogether.

    Args:
        text: what the candidate wrote.
        candidates: the values that were offered, in that order.
    """
    said = statements(text)
    folded = plain(said)
    if not folded:
        return NOTHING
    offered = [dict(candidate) for candidate in candidates]
    ranked = _by_rank(folded, offered)
    if ranked:
        return ranked
    placed = _by_place(said, offered)
    if placed:
        return placed
    if is_bare_no(folded) or _NONE.search(folded):
        return Reading(Status.INVALID, reason="none_of_them")
    if len(offered) == 1 and _YES.match(folded):
        return _value(offered[0])
    return _other(text, said)


def _other(text: str, said: str) -> Reading:
    """Reads another town, ignorance or a refusal."""
    fresh = read_town(text)
    if fresh.status in (Status.VALUE, Status.AMBIGUOUS) or fresh.reason in ("near_town", "abroad", "no_such_town"):
        return fresh
    if is_unknown(said):
        return Reading(Status.UNKNOWN)
    return Reading(Status.DECLINED) if is_refusal(said) else NOTHING


def _value(candidate: dict[str, str]) -> Reading:
    return Reading(Status.VALUE, candidate)


def _by_rank(folded: str, offered: list[dict[str, str]]) -> Reading | None:
    """Reads a rank in the list, as far as the list goes."""
    number = _NUMBER.fullmatch(figures(folded))
    rank = int(number[1]) if number else None
    if rank is None and len(folded.split()) <= 8:
        rank = next((rank for rank, pattern in _ORDINALS[1:] if pattern.search(folded)), None)
        rank = rank or (1 if _ORDINALS[0][1].search(folded) and not _NONE.search(folded) else None)
        rank = rank or (len(offered) if _LAST.search(folded) else None)
        rank = rank or (_largest(offered) if _LARGEST.search(folded) else None)
    if rank and 1 <= rank <= len(offered):
        return _value(offered[rank - 1])
    return None


def _largest(offered: list[dict[str, str]]) -> int:
    communes = place_index().communes
    return 1 + max(range(len(offered)), key=lambda rank: communes[offered[rank]["insee"]].population)


def _by_place(said: str, offered: list[dict[str, str]]) -> Reading | None:
    """Reads a département, région, postal code or neighbour; all homonyms count, the offered ones first."""
    mentions = find_places(place_tokens(said), seats=True)
    names = {candidate["commune"] for candidate in offered}
    known = {candidate["insee"] for candidate in offered}
    every = [
        town for towns in (place_index().by_name.get(_key(candidate), ()) for candidate in offered) for town in towns
    ]
    for mention in mentions:
        other_town = mention.kind is Kind.TOWN and not {town.commune.name for town in mention.towns} & names
        if mention.kind is Kind.POSTCODE:
            hints = Hints((), mention.key, mention.towns)
        elif mention.area and (mention.kind is not Kind.TOWN or other_town):
            hints = Hints((mention.area,))
        elif other_town:
            neighbour = _next_to(said, mention.towns, offered)
            if neighbour:
                return neighbour
            continue
        else:
            continue
        fitting = [c for c in offered if hints.keep([_town(c)])]
        if not fitting:
            fitting = _unoffered(hints, every, known)
        if fitting:
            return _value(fitting[0]) if len(fitting) == 1 else _several(fitting)
    return None


def _unoffered(hints: Hints, every: list[Town], known: set[str]) -> list[dict[str, str]]:
    """Returns the homonyms beyond the five offered that fit."""
    found = hints.keep(every) or []
    return list({town.commune.insee: town.value for town in found if town.commune.insee not in known}.values())


def _several(fitting: list[dict[str, str]]) -> Reading:
    return Reading(Status.AMBIGUOUS, candidates=tuple(fitting[:5]), details={"total": len(fitting)})


def _next_to(said: str, neighbours: Sequence[Town], offered: list[dict[str, str]]) -> Reading | None:
    """Reads "celui à côté de Vernon"."""
    if not re.search(r"\b(?:pres|cote|proche|loin|vers|autour|celui|celle|min|km)\b", plain(said)):
        return None
    found = nearest([_town(candidate) for candidate in offered], list(neighbours[:1]))
    return _value(next(c for c in offered if c["insee"] == found[0].commune.insee)) if found else None


def _town(candidate: Mapping[str, Any]) -> Town:
    commune = place_index().communes[candidate["insee"]]
    return Town(commune, candidate.get("former"), candidate.get("arrondissement"))


def _key(candidate: Mapping[str, str]) -> str:
    return place_index().communes[candidate["insee"]].key
