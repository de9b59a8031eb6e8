"""Reads the town where a candidate lives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.reading.place_fuzzy import cities_sounding, towns_spelt_like, towns_written_badly
from bot.reading.place_glued import place_tokens
from bot.reading.place_heard import rather_heard
from bot.reading.place_mentions import BIG_TOWN, Kind, Mention
from bot.reading.place_phrases import is_bare_no, is_refusal, is_unknown, plain, statements
from bot.reading.place_scan import find_places, towns_with_hints
from bot.reading.place_text import Token, with_whole_codes
from bot.reading.places import Town, place_index
from bot.reading.result import NOTHING, Reading, Status
from bot.reading.town_contrast import by_ear_written_out, told_now
from bot.reading.town_hints import Hints, hints_of, lies_near, nearest
from bot.reading.town_parts import (
    in_their_city,
    with_areas_behind,
    with_city_parts,
    without_commas,
    without_longer,
    without_spelling,
)
from bot.reading.town_placed import town_placed
from bot.reading.town_roles import (
    FORMERLY,
    Role,
    before_near,
    beside_the_answer,
    hint_beside,
    is_denied,
    is_whole,
    near_by_adjective,
    role_of,
    says_home,
)
from bot.reading.town_spelling import as_spelt, misspelt_near_by, read_misspelt, town_inside
from bot.reading.town_told import with_names_told

OFFERED = 5  # homonyms offered at once
_LEAD = frozenset(
    ["a", "au", "aux", "habite", "j", "jhabite", "je", "suis", "vis", "c", "est", "cest", "sur", "moi", "oui"]
)
_LONGEST_NAME = 5  # words
_OF = frozenset(["d", "de", "du", "des", "les", "lez", "pres", "en"])
_SPACED_POSTCODE = re.compile(r"(?<![\d .+])(\d{2}) (\d{3})(?![ .]?\d)(?! ?(?:km|euros|€))")
_KNOWN_TOWN = 2000  # inhabitants from which a bare name is plainly a town

_THE = frozenset(("la", "le", "l"))
_ARTICLE_AND_ADJECTIVE = 2
_SUBJECTS = frozenset(["j", "je", "tu", "on"])


def read_town(text: str, asked: bool = True) -> Reading:
    """Reads the town of residence out of an answer.

    VALUE holds `{"commune", "insee", "departement"}`, with "arrondissement" or "former" (a former commune) beside.
    Reasons of INVALID: `near_town` (details: town), `too_wide` (place), `abroad` (country), `no_such_town` (text),
    `no_such_postcode` (postcode). AMBIGUOUS has at most five candidates, details["total"] counts all, and
    details["mismatch"] is True when the town and the département or postal code beside it disagree.
    details["spelling"] is True when a misspelling was mended.

    Args:
        text: what the candidate wrote.
        asked: whether the town was the question; otherwise only plain statements are read.
    """
    text = by_ear_written_out(text)
    now = told_now(text) if asked else None
    reading = _read(now, asked) if now else NOTHING
    if reading.status is not Status.VALUE:
        reading = _read(text, asked)
    return reading if asked or reading.sure else NOTHING


def town_near(reading: Reading, text: str) -> Reading | None:
    """Returns the one candidate of an ambiguous reading that lies near a town named in a text; None without any."""
    index = place_index()
    candidates = [Town(index.communes[value["insee"]], value.get("former")) for value in reading.candidates]
    beside = [mention.towns[0] for mention in find_places(place_tokens(text)) if mention.kind is Kind.TOWN]
    close = nearest(candidates, beside)
    return reading_of(close, sure=reading.sure) if close else None


def says_town(text: str) -> bool:
    """Tells whether a text names a town."""
    return any(mention.kind is Kind.TOWN for mention in _parse(text, asked=True).mentions)


def says_only_towns(text: str) -> bool:
    """Tells whether a text is nothing but towns and small talk, none of them left ("de Sélestat")."""
    answer = _parse(text, asked=True)
    towns = [mention for mention in answer.mentions if mention.kind is Kind.TOWN]
    return answer.whole and bool(towns) and not any(_is_left(town, answer.tokens) for town in towns)


def _is_left(town: Mention, tokens: list[Token]) -> bool:
    """Tells whether "from" stands before a town, which is not "the town of"."""
    before = [token.word for token in tokens[max(0, town.start - 2) : town.start]]
    return before[-1:] in (["de"], ["d"], ["du"]) and before[:1] not in (["ville"], ["commune"])


@dataclass(frozen=True, slots=True)
class _Answer:
    """One text taken apart: its words without the questions, the places in it and their roles."""

    said: str
    tokens: list[Token]
    mentions: list[Mention]
    roles: list[tuple[Role, Mention]]
    hints: Hints
    whole: bool  # nothing but places and small talk
    lives: bool  # says where somebody lives
    asked: bool

    @property
    def lead(self) -> list[Token]:
        """The words up to the first mark: joined by spaces, hyphens or apostrophes they can be one name."""
        tokens = self.tokens
        marks = (at for at in range(1, len(tokens)) if not (tokens[at].joined or tokens[at].word[0].isdigit()))
        return tokens[: next(marks, len(tokens))]

    @property
    def best(self) -> Role:
        """The highest role of a town."""
        return max((role for role, _ in self.roles), default=Role.NOTHING)

    def with_role(self, role: Role) -> list[Mention]:
        """Returns the towns of one role."""
        return [mention for own, mention in self.roles if own is role]


def _parse(text: str, asked: bool) -> _Answer:
    said = without_commas(_SPACED_POSTCODE.sub(r"\1\2", with_whole_codes(statements(text))))
    said = without_spelling(said)
    tokens = place_tokens(said)
    mentions = without_longer(with_areas_behind(towns_with_hints(find_places(tokens, seats=True))), tokens)
    mentions = _without_descriptions(mentions, tokens)
    mentions = with_names_told([mention for mention in mentions if not _is_verb(mention, tokens)], tokens)
    whole = is_whole(tokens, mentions)
    towns = [mention for mention in mentions if mention.kind is Kind.TOWN]
    only = whole and len(towns) == 1 and towns[0].weak
    roles = [
        (role_of(town, tokens, only if town.weak else whole, hint_beside(town, mentions, tokens)), town)
        for town in towns
    ]
    roles = beside_the_answer(in_their_city(_with_neighbours(roles, tokens), tokens), tokens)
    denied = [town for role, town in roles if role is Role.NOTHING and not town.weak]
    return _Answer(said, tokens, mentions, roles, hints_of(mentions, tokens, denied), whole, says_home(tokens), asked)


def _without_descriptions(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Leaves out what only describes the town named before it: "Tulle, la ville lumière", "Sète, la Venise du Languedoc"."""
    kept: list[Mention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last is None or {last.kind, mention.kind} != {Kind.TOWN} or not _describes(last, mention, tokens):
            kept.append(mention)
    return kept


def _describes(named: Mention, mention: Mention, tokens: list[Token]) -> bool:
    words = [token.word for token in tokens[named.end : mention.end]]
    is_official = any(town.commune.key.startswith(mention.key) for town in mention.towns) and mention.start == named.end
    before = mention.start - named.end
    return words[0] in _THE and before <= _ARTICLE_AND_ADJECTIVE and not is_official


def _is_verb(mention: Mention, tokens: list[Token]) -> bool:
    """Tells a verb ("j'aime") from a town that is written like it: one word in small letters behind its subject."""
    is_small = mention.end == mention.start + 1 and tokens[mention.start].raw.islower()
    return is_small and mention.start > 0 and tokens[mention.start - 1].word in _SUBJECTS


def _with_neighbours(roles: list[tuple[Role, Mention]], tokens: list[Token]) -> list[tuple[Role, Mention]]:
    """Mends roles by the towns beside: "Valence d'Agen" is near Agen; "Bû, à côté de Dreux" is a town after all."""
    mended: list[tuple[Role, Mention]] = []
    for role, town in roles:
        last_role, last = mended[-1] if mended else (Role.NOTHING, None)
        link = {token.word for token in tokens[last.end : town.start]} if last else set()
        joined = all(token.joined for token in tokens[last.end : town.start + 1]) if last else False
        if last and role is Role.NAMED and last_role >= role and link and link <= _OF and joined and _close(last, town):
            role = Role.NEAR  # noqa: PLW2901 (a new reading of it)
        mended.append((role, town))
    near = [town for role, town in mended if role is Role.NEAR]
    return [
        (
            Role.NAMED
            if role is Role.NOTHING and town.weak and _apart(town, tokens) and any(_close(town, n) for n in near)
            else role,
            town,
        )
        for role, town in mended
    ]


def _close(one: Mention, other: Mention) -> bool:
    return (
        bool(nearest(list(one.towns[:1]), list(other.towns[:1])))
        or len(nearest(list(one.towns), list(other.towns[:1]))) == 1
    )


def _apart(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a name stands alone between marks, or at the beginning or the end."""
    starts = mention.start == 0 or not tokens[mention.start].joined
    return starts and (mention.end == len(tokens) or not tokens[mention.end].joined)


def _read(text: str, asked: bool) -> Reading:
    answer = _parse(text, asked)
    if is_bare_no(answer.said):
        return Reading(Status.DECLINED)
    return (
        _town_abroad(answer)
        or _misspelt_whole(answer)
        or _longer(answer)
        or _misspelt_home(answer)
        or _named(answer)
        or _by_postcode(answer)
        or _abroad(answer)
        or _misspelt_near(answer)
        or _near(answer)
        or _without_town(answer)
    )


def _outside(country: str, sure: bool) -> Reading:
    return Reading(Status.INVALID, reason="abroad", details={"country": country}, sure=sure)


def _town_abroad(answer: _Answer) -> Reading | None:
    """Reads "Valence en Espagne"."""
    named = [mention for role, mention in answer.roles if role >= Role.OTHER]
    for place in answer.mentions:
        if place.kind is not Kind.ABROAD or is_denied(place, answer.tokens):
            continue
        if place.start and answer.tokens[place.start - 1].word in FORMERLY:
            continue  # "Rennes, avant Alep"
        side = place.key.startswith("cote ")  # "côté suisse, à Saint-Gingolph"
        if any(0 <= place.start - town.end <= 1 or (side and 0 <= town.start - place.end <= 2) for town in named):
            return _outside(place.country, answer.lives)
    return None


def _misspelt_whole(answer: _Answer) -> Reading | None:
    """Reads an answer that is one long misspelt name, of which words alone look like other places ("bourg en bress")."""
    tokens = answer.lead
    words = [token.word for token in tokens if not token.word[0].isdigit()]
    while words and words[0] in _LEAD:
        words = words[1:]
    covered = any(mention.end - mention.start >= len(words) for mention in answer.mentions)
    if not answer.asked or covered or not 2 <= len(words) <= _LONGEST_NAME:
        return None
    raw = [as_spelt(token) for token in tokens if not token.word[0].isdigit()][-len(words) :]
    towns = towns_written_badly(words)
    towns = rather_heard(raw, towns, answer.hints) if towns else towns
    kept = answer.hints.keep(towns) if towns and answer.hints.postcode else towns
    return reading_of(kept, sure=False, spelling=True) if kept and len(kept) == 1 else None


def _longer(answer: _Answer) -> Reading | None:
    """Reads a longer misspelt name that only begins with a town's ("clermont-ferand")."""
    known = [mention for role, mention in answer.roles if role >= Role.OTHER]
    if answer.whole or len(known) != 1:
        return None
    words = known[0].end - known[0].start
    reading = read_misspelt(answer.tokens, set(), answer.hints, answer.asked, longer_than=words)
    return reading if reading.status in (Status.VALUE, Status.AMBIGUOUS) else None


def _misspelt_home(answer: _Answer) -> Reading | None:
    """Reads a misspelt home beside a town that is none ("je travaille à Metz et j'habite à Vopi")."""
    if answer.best is not Role.OTHER or not answer.lives:
        return None
    taken = {position for m in answer.mentions for position in range(m.start, m.end)}
    reading = read_misspelt(answer.tokens, taken, answer.hints, answer.asked)
    return reading if reading.status is Status.VALUE and reading.sure else None


def _named(answer: _Answer) -> Reading | None:
    if answer.best < Role.OTHER:
        return None
    chosen = answer.with_role(answer.best)
    if answer.hints.postcode and len(chosen) > 1:  # "lieu-dit La Forge, 24300 Nontron"
        chosen = [town for town in chosen if answer.hints.keep(list(town.towns))] or chosen
    return _resolve(chosen, answer.best, answer.hints, answer.with_role(Role.NEAR), answer.whole, answer.tokens)


def _by_postcode(answer: _Answer) -> Reading | None:
    plainly = answer.whole or answer.lives or "postal" in plain(answer.said)
    if not answer.hints.postcode or not plainly:
        return None
    if answer.hints.postcode_towns:
        return reading_of(list(answer.hints.postcode_towns), sure=True)
    return Reading(Status.INVALID, reason="no_such_postcode", details={"postcode": answer.hints.postcode})


def _abroad(answer: _Answer) -> Reading | None:
    abroad = (mention for mention in answer.mentions if mention.kind is Kind.ABROAD)
    place = next((mention for mention in abroad if not is_denied(mention, answer.tokens)), None)
    if place is None:
        return None
    plainly = answer.whole or answer.lives
    if plainly or (answer.asked and role_of(place, answer.tokens, False, False) > Role.OTHER):
        return _outside(place.country, answer.lives)
    return None


def _misspelt_near(answer: _Answer) -> Reading | None:
    """Reads a misspelt town beside one that is near ("Villeurbane près de Lyon"): it must lie there."""
    index = place_index()
    beside = answer.with_role(Role.NEAR)
    if len(beside) != 1:  # "entre Riom et Vichy"
        return None
    near = beside[0]
    start = before_near(answer.tokens, near.start)
    for part in (answer.tokens[:start], answer.tokens[near.end :]):
        reading = read_misspelt(part, _wide(find_places(part)), answer.hints, answer.asked)
        values = (reading.value,) if reading.status is Status.VALUE else reading.candidates
        towns = [Town(index.communes[value["insee"]], value.get("former")) for value in values]
        close = [town for town in towns if lies_near(town, near.towns[0])]
        if close:
            return reading_of(close, sure=reading.sure, spelling=True)
    return None


def _wide(mentions: Iterable[Mention]) -> set[int]:
    """Returns the positions of the words that name no town."""
    return {position for m in mentions if m.kind is not Kind.TOWN for position in range(m.start, m.end)}


def _near(answer: _Answer) -> Reading | None:
    index = place_index()
    town = next((mention.towns[0] for mention in answer.with_role(Role.NEAR)), None)
    area = any(mention.kind is Kind.AREA for mention in answer.mentions)  # "région parisienne" is Île-de-France
    insee = None if area else near_by_adjective(answer.tokens, index.demonyms)
    if town is None and insee is None:
        return None
    name = town.commune.name if town else index.communes[str(insee)].name
    return Reading(Status.INVALID, reason="near_town", details={"town": name}, sure=answer.lives)


def _without_town(answer: _Answer) -> Reading:
    """Reads an answer in which no town was recognised."""
    misspelt = read_misspelt(answer.tokens, _wide(answer.mentions), answer.hints, answer.asked)
    if misspelt.status in (Status.VALUE, Status.AMBIGUOUS):
        return misspelt
    placed = (
        town_placed(answer.tokens, _wide(answer.mentions), answer.hints)
        if answer.asked and not misspelt.answers
        else None
    )
    if placed is not None:
        return reading_of([placed], sure=False, spelling=True)
    if is_refusal(answer.said):
        return Reading(Status.DECLINED)
    if is_unknown(answer.said):
        return Reading(Status.UNKNOWN)
    position, near = misspelt_near_by(answer.tokens)
    if near is not None:
        before = answer.tokens[: before_near(answer.tokens, position)]
        beside = read_misspelt(before, _wide(find_places(before)), answer.hints, answer.asked)
        if beside.status is Status.VALUE:  # "Obagne près de Marsey"
            return beside
        return Reading(Status.INVALID, reason="near_town", details={"town": near.commune.name}, sure=answer.lives)
    if answer.hints.areas and (answer.whole or answer.lives):
        place = answer.hints.areas[-1].name
        return Reading(Status.INVALID, reason="too_wide", details={"place": place}, sure=answer.lives)
    return misspelt


def _resolve(
    mentions: list[Mention], role: Role, hints: Hints, beside: Iterable[Mention], whole: bool, tokens: list[Token]
) -> Reading:
    """Returns the town that the mentions name, as far as hints and neighbours tell."""
    plain_town = any(" " in m.key or (not m.weak and m.population >= _KNOWN_TOWN) for m in mentions)
    sure = role is Role.HOME or (role is Role.NAMED and (bool(hints.postcode) or (whole and plain_town)))
    groups = _without_repeats([_candidates(mention, hints) for mention in _once(mentions)])
    shared = set.intersection(*({town.commune.insee for town in group} for group in groups))
    if len(groups) > 1 and len(shared) == 1:  # a quarter and its city
        return reading_of([town for town in groups[-1] if town.commune.insee in shared], sure=sure)
    if len(groups) > 1:
        first = [town for towns in groups for town in towns[:1]]
        rest = [town for towns in groups for town in towns[1:]]
        return reading_of(first + rest, sure=sure, ask=True)
    towns = groups[0]
    if len(towns) > 1 and not hints.given:
        towns = with_city_parts(towns, tokens)
    if len(towns) > 1:
        towns = nearest(towns, [m.towns[0] for m in beside if m.towns]) or towns
    if hints.firm and hints.keep(towns) is None:
        known = {town.commune.insee for town in towns}
        more = [town for town in hints.postcode_towns if town.commune.insee not in known]
        return reading_of(towns + more, sure=sure, ask=True, mismatch=True)
    return reading_of(towns, sure=sure, ask=role is Role.OTHER or _doubtful(mentions[0], role, hints))


def _once(mentions: list[Mention]) -> list[Mention]:
    """Drops repetitions of the same words for the same towns."""
    return list({(mention.key, mention.towns): mention for mention in reversed(mentions)}.values())[::-1]


def _candidates(mention: Mention, hints: Hints) -> list[Town]:
    """Returns what a name can stand for: what fits the hints, or all when nothing does."""
    towns = hints.not_denied(list(mention.towns))
    if mention.short and mention.population < BIG_TOWN:  # "Moulin": Moulin-sous-Touvent, or Moulins misspelt?
        spelt = towns_spelt_like(mention.key.split())
        towns += [town for town in spelt if town.commune.population >= BIG_TOWN and town not in towns]
        if " " not in mention.key:
            towns.sort(key=lambda town: -town.commune.population)
    if not hints.given:
        if mention.population < _KNOWN_TOWN and not mention.capital and not mention.short:  # "jabite a nant"
            cities = cities_sounding(mention.key)
            towns = [*cities, *(town for town in towns if town not in cities)]
        return towns
    kept = hints.keep(towns) or hints.keep([*towns, *mention.others])
    inside = None if kept else town_inside(mention.key.split(), hints)  # "tour dans le 37"
    return kept or ([inside] if inside else towns)


def _doubtful(mention: Mention, role: Role, hints: Hints) -> bool:
    """Tells whether a small place whose name is an ordinary word, in small letters, had better be confirmed."""
    small = mention.weak and mention.population < _KNOWN_TOWN
    return small and role is not Role.HOME and not hints.given and not mention.capital


def _without_repeats(groups: list[list[Town]]) -> list[list[Town]]:
    """Drops what is said twice ("Saint-Marcel, oui Saint-Marcel"), keeping the arrondissement if one was given."""
    kept: dict[frozenset[str], list[Town]] = {}
    for towns in groups:
        codes = frozenset(town.commune.insee for town in towns)
        if codes not in kept or any(town.arrondissement for town in towns):
            kept[codes] = towns
    return list(kept.values())


def reading_of(
    towns: list[Town], sure: bool, ask: bool = False, mismatch: bool = False, spelling: bool = False
) -> Reading:
    """Returns one town as a value, several (or one to confirm) as candidates."""
    details: dict[str, object] = {"spelling": True} if spelling else {}
    if len(towns) == 1 and not ask:
        return Reading(Status.VALUE, towns[0].value, details=details, sure=sure)
    details["total"] = len(towns)
    if mismatch:
        details["mismatch"] = True
    candidates = tuple(town.value for town in towns[:OFFERED])
    return Reading(Status.AMBIGUOUS, candidates=candidates, details=details, sure=sure)
