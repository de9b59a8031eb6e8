"""Which of two names is to be written, by where each comes from: "née Renouf, Castaing sur ma carte, mettez celui de la carte"."""

import re
from collections.abc import Iterator

from bot.reading.name_candidates import Weight, is_written_as_name, weigh
from bot.reading.name_phrases import strip_fillers, take_words
from bot.reading.name_words import fold_name, is_first_name, is_ordinary, is_particle

_LONGEST = 240  # characters
_A = "['’ʼ`´ ]?"
_MY = r"(?:(?:mon|ma|mes|la|le|les|l['’]|notre|ce|cette)\s*)"
_PAPER = rf"(?:cartes?(?: (?:d{_A}identit[ée]|vitale|grise|de s[ée]jour|nationale))?|papiers?(?: d{_A}identit[ée])?|passeport|[ée]tat[ -]civil|permis(?: de conduire)?|livret(?: de famille)?|mairie|registres?|pi[èe]ce d{_A}identit[ée]|CNI|titre de s[ée]jour|s[ée]cu(?:rit[ée] sociale)?|imp[ôo]ts|administration)"
# Where a name comes from, by the words that say so beside it.
_SOURCES = {
    "birth": rf"n[ée]e?(?![\w'’])(?: sous(?: le nom d(?:e |['’]))?)?|(?:(?:mon |le )?nom )?(?:de |d['’])(?:ma |mon |la )?(?:naissance|jeune fille|fille|c[ée]libataire|origine)(?!\w)|(?:de |à )(?:mon p[èe]re|ma m[èe]re|mes parents)|(?:d['’])?avant(?: (?:le|mon) mariage| d{_A}[êe]tre mari[ée]e)?(?!\w)|[àa] la naissance|rest[ée]e?(?= [A-ZÀ-Þ])",
    "wed": rf"(?:(?:mon |le )?nom )?(?:de |d['’])(?:mon |ma |la |l['’])?(?:mariage|[ée]pou(?:se|x)|mari[ée]?e?|femme(?: mari[ée]e)?|usage|conjointe?|compagnon)(?!\w)|(?:[ée]pouse|[ée]p\.|mari[ée]e|veuve|divorc[ée]e)(?: (?:[àa]|de|depuis \w+))?(?![\w'’])|(?:j['’ ]?ai |ayant )?[ée]pous[ée] (?:une? )?|depuis (?:le|mon) mariage|c{_A}est (?:(?:celui|le nom) de )?mon mari|mon mari (?:c{_A}est|s{_A}appelle)|nom marital",
    "paper": rf"(?:sur|de|d['’]|à|a|au|aux|dans|pour|selon|du|des|devant)\s*{_MY}?{_PAPER}(?!\w)|officiel(?:lement)?(?!\w)",
    "work": rf"(?:au|du|de)\s*{_MY}?(?:boulot|travail|bureau|taf|job|quotidien|jours)(?!\w)",
}
_SOURCE = {kind: re.compile(rf"(?<![\w'’])(?:{words})", re.IGNORECASE) for kind, words in _SOURCES.items()}
_VERB = rf"(?:met(?:tez|s|tre|tiez)|pren(?:ez|ds|dre|iez)|not(?:ez|e|er|iez)|gard(?:ez|e|er|ons|iez)|inscri(?:vez|s|re|viez)|[ée]cri(?:vez|s|re|viez)|marqu(?:ez|e|er|iez)|enregistr(?:ez|e|er|iez)|reten(?:ez|ir|iez)|utilis(?:ez|e|er|iez)|pr[ée]f[èée]r\w+|veux|voudrais|souhait\w+|chois\w+|faut|vaut|compte|fiez[ -]vous [àa]|basez[ -]vous sur|bon(?: c{_A}est)?)"
_NAME_OF = r"(?:celui|le nom|mon nom|le mien)"
_THIS_ONE = r"(?:celui[ -](?:l[àa]|ci)|ce nom[ -]l[àa]|ce dernier)"
_RANKS = {"premier": 0, "second": 1, "deuxieme": 1, "dernier": -1}
_BY_RANK = r"le (?:tout )?(?P<rank>premier|second|deuxi[èe]me|dernier)(?: nom)?(?!\w)"
# "mettez celui de la carte", "je préfère que vous gardiez mon nom de jeune fille"
_CHOICE = re.compile(
    rf"(?:\A|[\s,;.:!(–-])(?:(?:mais|et|donc|alors|du coup|bref|merci de|veuillez|vous pouvez|pouvez-vous|je|j['’]|il|c['’ ]?est|le)\s*)*"
    rf"(?:ne\s+)?(?:{_VERB}(?:[ -](?:moi|donc|plut[ôo]t|juste|bien|seulement|uniquement|que|vous|mettre|garder|utiliser|noter|inscrire|[ée]crire|gardiez|mettiez|preniez|notiez|c['’ ]?est))*\s+)"
    rf"(?P<denied>(?:surtout )?pas\s+)?(?P<which>(?:{_NAME_OF})\s+(?:(?:qui est|qui figure|inscrit|marqu[ée]|[ée]crit|not[ée])\s+)?(?P<source>[^,;:.!?()]+)|l['’](?P<official>officiel)(?!\w)|{_BY_RANK}|{_THIS_ONE})(?P<behind>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
# "celui de la carte fait foi", "celui du passeport svp"
_STANDS = re.compile(
    rf"(?:\A|[\s,;.:!(–-])(?:(?:mais|et|donc|c['’ ]?est)\s+)*(?P<which>{_NAME_OF}\s+(?:qui est )?(?P<source>[^,;:.!?()]+?))[\s,]+(?:fait foi|fera foi|svp|stp|s['’ ]il (?:vous|te) pla[iî]t|de pr[ée]f[ée]rence|plut[ôo]t|qu['’ ]?il faut (?:mettre|noter|prendre|garder|[ée]crire)|qui compte|suffit|est le bon|est [àa] jour)(?P<behind>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_BEHIND = re.compile(
    r"\A\W*(?:(?:qui est|qui s['’ ][ée]crit|c['’ ]?est|[àa] savoir|soit|donc)\s+)*(?=[^\W\d_])", re.IGNORECASE
)
# "à la CAF je suis Aubrac"
_WHERE_AHEAD = re.compile(
    r"^(?:sur|à|a|chez|dans|pour|au|aux)\s+(?:(?:la|le|les|mon|ma|mes|un|une)\s+|l['’]\s*)?[\w'’-]+\s+(?=(?:c['’ ]?est|je|j['’]|on|moi)(?!\w))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;.!:()]+\s*|\s(?=(?:mais|et|alors|puis|ou|sauf|n[ée]e|[ée]pouse|veuve)(?![\w'’]))", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\((?P<said>[^()]*)\)")
# Small words before a name.
_LINKS = frozenset({
    "moi", "je", "suis", "c", "est", "cest", "mais", "et", "ou", "sur", "sinon", "maintenant", "puis", "ai", "encore", "toujours", "depuis", "mon", "ma", "nom", "le", "la",
    "s", "appelle", "restee", "reste", "un", "une", "ex", "etait", "me", "on", "porte", "sous", "marque", "ecrit", "inscrit", "note", "il", "y", "a", "pour", "madame", "mme",
    "ya", "de", "nouveau", "prenom", "usuel", "vrai", "famille", "aussi", "m", "mr", "monsieur", "j", "alors", "donc", "oui", "bonjour", "connait", "dans", "devenue", "ce", "par", "contre", "que",
})  # fmt: skip


def chosen_by_source(text: str, role: str) -> str | None:
    """Returns the name that a text chooses by what it says of each ("mettez celui de la carte"), behind its label.

    Args:
        text: what the candidate wrote.
        role: the label of the name that was asked; birth and marriage are of last names whatever was asked.

    Returns:
        The name; None when the text chooses none.
    """
    choice = (_CHOICE.search(text) or _STANDS.search(text)) if len(text) <= _LONGEST else None
    if choice is None:
        return None
    said = [(name, clause) for clause in _clauses(text[: choice.start()]) if (name := _name_in(clause))]
    chosen = _chosen(choice, said)
    if chosen is None or (" " in chosen and any(map(is_first_name, chosen.split()))):
        return chosen
    kinds = _kinds_of(_source(choice) or "").union(*(_kinds_of(clause) for _, clause in said))
    return f"{role if kinds.isdisjoint({'birth', 'wed'}) else 'nom de famille'} : {chosen}"


def _source(choice: re.Match[str]) -> str | None:
    """Returns the words that say where the chosen name comes from; None when the choice points at a name."""
    return choice["source"] or choice.groupdict().get("official")


def _chosen(choice: re.Match[str], said: list[tuple[str, str]]) -> str | None:
    """Returns the name that a choice falls on: of a rank, the last one ("celui-là"), the one behind it, or of its source.

    Args:
        choice: the choice.
        said: the names before it, each with its clause.
    """
    named = [(name, _kinds_of(clause)) for name, clause in said]
    rank, source = choice.groupdict().get("rank"), _source(choice)
    if rank:
        is_told_apart = len(named) > 1 and any(kinds for _, kinds in named)
        return named[_RANKS[fold_name(rank)]][0] if is_told_apart else None
    if source is None:
        return named[-1][0] if named else None
    is_denied = bool(choice.groupdict().get("denied"))
    if not (wanted := _kinds_of(source)):
        return _fitting([(name, _words_of(clause)) for name, clause in said], _words_of(source), is_denied=is_denied)
    behind = _name_in(_NAMED_BEHIND.sub("", _bare(source) + choice["behind"], count=1))
    return behind if behind and not is_denied else _fitting(named, wanted, is_denied=is_denied)


def _fitting(named: list[tuple[str, set[str]]], wanted: set[str], *, is_denied: bool) -> str | None:
    """Returns the one of two or more names that comes from where it is wanted, or the only one that comes from elsewhere."""
    named = _once(named)
    if len(named) < 2:
        return None
    own = [name for name, sources in named if sources & wanted]
    others = [name for name, sources in named if not sources & wanted]
    if is_denied:
        return others[0] if len(others) == 1 and own else None
    if len(own) == 1:
        return own[0]
    is_told_apart = len(named) == 2 and any(sources for _, sources in named)
    unknown = [name for name, sources in named if not sources]
    return unknown[0] if not own and is_told_apart and len(unknown) == 1 else None


def _once(named: list[tuple[str, set[str]]]) -> list[tuple[str, set[str]]]:
    """Returns each name once, with all that is said of it."""
    found: dict[str, tuple[str, set[str]]] = {}
    for name, sources in named:
        kept = found.setdefault(fold_name(name), (name, set()))
        kept[1].update(sources)
    return list(found.values())


def _clauses(head: str) -> Iterator[str]:
    """Yields the clauses of a text, what a bracket says of a name in the clause of the name."""
    told = _BRACKET.sub(lambda found: found.group() if _name_in(found["said"]) else f" {found['said']}", head)
    yield from (clause for clause in _CLAUSE.split(told) if clause.strip())


def _kinds_of(clause: str) -> set[str]:
    """Returns where a name comes from by the words of its clause."""
    return {kind for kind, pattern in _SOURCE.items() if pattern.search(clause)}


def _words_of(text: str) -> set[str]:
    """Returns the telling words of a text ("caf" of "celui de la CAF")."""
    return {word for word in map(fold_name, re.findall(r"[^\W\d_]{3,}", text)) if word not in _LINKS}


def _bare(clause: str) -> str:
    """Returns a clause without the words that say where its name comes from."""
    for pattern in _SOURCE.values():
        clause = pattern.sub(" ", clause)
    return clause.strip()


def _name_in(clause: str) -> str | None:
    """Returns the name that a clause gives beside small words; None when there is none or it says something else."""
    bare = strip_fillers(_WHERE_AHEAD.sub("", _bare(clause)))
    for start in re.finditer(r"(?<![\w'’-])(?=[^\W\d_])", bare):
        words = take_words(bare[start.end() :])
        before = re.findall(r"[^\W\d_]+", bare[: start.end()])
        if any(fold_name(word) not in _LINKS for word in before):
            return None
        is_name = bool(words.words) and (weigh(words) is Weight.NAME or is_written_as_name(words))
        if is_name and (_is_particle_ahead(words.words) or not _is_small(words.words[0])):
            return " ".join(words.words)
    return None


def _is_particle_ahead(words: tuple[str, ...]) -> bool:
    """Returns whether a name begins by a particle that is written like a small word ("Le Bihan", "de Kermadec")."""
    return len(words) > 1 and is_particle(words[0])


def _is_small(word: str) -> bool:
    """Returns whether a word only leads to a name."""
    return is_ordinary(word) or fold_name(word) in _LINKS
