"""Resolver of the town of residence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from bot.base.text import fold
from bot.understanding.reading.places.hints import Hints, collect_hints
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.places.mentions import Mention, parse_mention
from bot.understanding.reading.places.names import CONNECTORS, name_key
from bot.understanding.reading.places.records import Town
from bot.understanding.reading.places.words import is_common
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Span, own

MAX_OFFERED = 5  # homonyms
_MAX_SPANS = 12
_MIN_NAME_LETTERS = 4
_MAX_NAME_WORDS = 4  # of an unknown name


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve the town of residence.

    VALUE is `{"commune", "insee", "departement"}`, with "arrondissement" or "former" (a former commune) if named.
    Reasons of INVALID: `near_town` (details: town), `too_wide` (place), `abroad` (country), `no_such_town` (text),
    `no_such_postcode` (postcode). AMBIGUOUS has at most five candidates, details["total"] counts all;
    details["mismatch"] is True if the town contradicts its département or postcode, details["spelling"] if a
    misspelling was corrected.
    """
    spans = spans[:_MAX_SPANS]
    hints = collect_hints(spans)
    mentions = [parse_mention(span.text, hints.codes) for span in own(spans, Label.TOWN)]
    for mention in mentions:
        _add_beside(hints, mention)
    named = [mention for mention in mentions if mention.towns and not mention.near]
    named = [mention for mention in named if mention.exact] or named
    if hints.country:
        return _invalid("abroad", country=hints.country)
    if named:
        return _named(named, hints)
    return _without_town(mentions, hints)


def _add_beside(hints: Hints, mention: Mention) -> None:
    if mention.near:
        hints.neighbours += mention.towns[:1]
    hints.neighbours += mention.neighbours
    hints.areas += mention.areas
    hints.postcode = hints.postcode or mention.postcode
    hints.ordinal = hints.ordinal or mention.ordinal
    if mention.towns and mention.country and not hints.given:
        hints.country = mention.country


def _named(mentions: list[Mention], hints: Hints) -> Resolution:
    """Resolve named towns with the help of hints and of each other."""
    groups = [_candidates(mention, hints) for mention in mentions]
    hints.neighbours = [group[0] for group in groups if len(group) == 1]
    groups = [hints.nearest(group) for group in groups]
    shared = set.intersection(*({town.commune.insee for town in group} for group in groups))
    towns = [town for town in groups[-1] if town.commune.insee in shared]
    firsts, others = [group[0] for group in groups], chain.from_iterable(group[1:] for group in groups)
    towns = towns or _longer_name(groups) or _most_frequent(groups) or [*firsts, *others]
    towns = list({town.commune.insee: town for town in reversed(towns)}.values())[::-1]
    details: dict[str, Any] = {} if all(mention.exact for mention in mentions) else {"spelling": True}
    if hints.given and not hints.keep(towns) and not all(area.kind == "land" for area in hints.areas):
        details["mismatch"] = True
        towns += [town for town in place_index().postcode(hints.postcode or "") if town not in towns]
    return _reading(towns, hints, details)


def _candidates(mention: Mention, hints: Hints) -> list[Town]:
    """Towns of a name that match the hints, or all if none does."""
    towns = _completed_by_hints(mention, hints) or hints.without_denied(mention.towns)
    if hints.given:
        matching = hints.keep(towns)
        if not matching and hints.codes:
            matching = place_index().towns(mention.name, hints.codes)
            guesses = place_index().closest(mention.name, hints.codes) if not matching else []
            matching = matching or [guess.place for guess in guesses[:1]]
        if not matching and hints.postcode:  # "La Forge, 24300": the rest of a longer name
            matching = hints.keep(place_index().towns(mention.name, {hints.postcode[:2], hints.postcode[:3]}))
        towns = matching or towns
    return hints.nearest(towns) if len(towns) > 1 else towns


def _completed_by_hints(mention: Mention, hints: Hints) -> list[Town]:
    """The only town whose name is completed by words of the hints ("Chalon… sur Saône")."""
    key = name_key(mention.name)
    own_words = set(key.split())
    towns = []
    for town in place_index().towns_starting_with(key) if hints.words else ():
        rest = set(town.key.split()) - own_words - CONNECTORS
        if rest and rest <= hints.words:
            towns.append(town)
    return towns if len(towns) == 1 else []


def _longer_name(groups: list[list[Town]]) -> list[Town]:
    """Towns of the longest name if it starts with the others: "Fontenay, plus exactement Fontenay-le-Comte"."""
    keys = [group[0].key for group in groups]
    longest = max(keys, key=len)
    return groups[keys.index(longest)] if all(longest.startswith(key) for key in keys) else []


def _most_frequent(groups: list[list[Town]]) -> list[Town]:
    """Town named more often than any other ("Sète, le vrai Sète, ma mère est à Mèze")."""
    times = Counter(group[0].commune.insee for group in groups).most_common(2)
    is_most = len(times) > 1 and times[0][1] > times[1][1]
    return next((group for group in groups if is_most and group[0].commune.insee == times[0][0]), [])


def _reading(towns: list[Town], hints: Hints, details: dict[str, Any]) -> Resolution:
    if hints.ordinal:
        numbered = [place_index().arrondissement(town.commune, hints.ordinal) for town in towns]
        towns = [one or town for one, town in zip(numbered, towns, strict=True)]
    if len(towns) == 1 and "mismatch" not in details:
        return Resolution(Status.VALUE, towns[0].value, details=details)
    offered = tuple(town.value for town in towns[:MAX_OFFERED])
    return Resolution(Status.AMBIGUOUS, candidates=offered, details={**details, "total": len(towns)})


def _invalid(reason: str, **details: str) -> Resolution:
    return Resolution(Status.INVALID, reason=reason, details=details)


def _without_town(mentions: list[Mention], hints: Hints) -> Resolution:
    """Resolve spans that name no French town: a postcode, an area, a neighbour, or something unknown."""
    if hints.postcode:
        towns = place_index().postcode(hints.postcode)
        return _reading(towns, hints, {}) if towns else _invalid("no_such_postcode", postcode=hints.postcode)
    country = next((mention.country for mention in mentions if mention.country), None)
    if country:
        return _invalid("abroad", country=country)
    words = [word for mention in mentions for word in mention.name.split()]  # "banlieue lyonnaise"
    near = [town.commune for town in hints.neighbours] or list(filter(None, map(place_index().town_of_demonym, words)))
    if near:
        return _invalid("near_town", town=near[0].name)
    if hints.areas:
        return _invalid("too_wide", place=hints.areas[-1].name)
    return _unknown(mentions)


def _unknown(mentions: list[Mention]) -> Resolution:
    for mention in mentions:
        rare = [word for word in fold(mention.name).split() if len(word) >= _MIN_NAME_LETTERS and not is_common(word)]
        if rare and len(mention.name.split()) <= _MAX_NAME_WORDS:
            return Resolution(Status.INVALID, reason="no_such_town", details={"text": mention.name})
    return NOTHING
