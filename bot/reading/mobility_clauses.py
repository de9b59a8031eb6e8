"""The clauses of an answer about mobility that say where and how far now, not what was, is another's or far away."""

import re

from bot.reading.mobility_places import named_places
from bot.reading.place_phrases import plain
from bot.reading.quantities import read_amounts, with_unit_of

_CLAUSE = re.compile(
    r"[,;.!\n(]+\s*|\s(?=(?:car|parce que|vu que|comme|mais|donc|alors que|tandis que|par contre)\b)"
    r"|\s(?=(?:maintenant|d[ée]sormais|dor[ée]navant|aujourd['’]?hui|actuellement)\b)",
    re.IGNORECASE,
)
# A place named with one of these is not where somebody would work.
_OF_OTHERS = re.compile(
    r"\b(?:nee|(?:suis|etais|etant) ne|ne (?:a|en|au)|grandi|originaire|natif|native|viens|venue?|vacances|etudes|diplomee?|scolarise\w*|mutee?s?|"
    r"mari|femme|epouse|epoux|conjointe?|compagne|compagnon|copain|copine|mere|pere|maman|papa|parents|enfants?|fils|filles?|famille|"
    r"freres?|soeurs?|cousine?s?|oncle|tante|grand[ -]?(?:mere|pere|parents)|mamie|papi|amie?s?|collegues?|patronne?|chef)\b"
)
# What was: "avant je faisais 120 bornes", "j'ai vécu à Brest", "j'en ai ma claque".
_PAST = re.compile(
    r"\A(?:\W|et |mais |moi )*(?:avant|autrefois|jadis|auparavant|a l'epoque|dans le temps|anciennement|pendant (?:\w+ ){1,3}ans)\b(?! tout)"
    r"|\b(?:j'|je )(?:n'|ne |y |en |m'|me |l'|vous )*(?!fais|vais|sais|connais|ferais|serais|irais|aurais|prefererais)[a-z]{2,}(?<!r)ais\b"
    r"|\b(?:j'ai|ai) (?:deja |longtemps |toujours |beaucoup |bien )?(?:vecu|habite|travaille|bosse|fait|roule|exerce|passe|ete|servi|connu|quitte)\b"
    r"|\b(?:mon|ma|mes) (?:ancien|ancienne|anciens|anciennes|ex|precedente?s?)\b|\b(?:c'etait|etait|etaient|etions)\b"
    r"|\b(?:restee?s?|passee?s?|vecu|ans?|annees) (?:\w+ ){0,2}ans\b|\b\w+ ans (?:a|en|dans|au|aux|sur|de|d'|du)\b"
    r"|\b(?:claque|ras le bol|marre|termine|c'est fini|fini(?:es?)? tout ca|assez donne)\b"
)
_MOST_CLAUSES = 5  # of a text that are looked at one by one
_ADDS = re.compile(r"(?:et |puis |ensuite |aussi )*(?:a|au|aux|en) ")


def of_work(said: str) -> str:
    """Returns a text without the clauses about others and the past, where another clause says where or how far.

    "la Bretagne ou la Normandie, j'ai de la famille dans les deux"; "le Var, ma mère habite à Nice"; "avant je faisais
    120 bornes, aujourd'hui 25".
    """
    clauses = [clause for clause in _CLAUSE.split(said) if clause.strip()]
    kept: list[str] = []
    away = False
    for clause in clauses:
        away = is_elsewhere(plain(clause)) or (away and _goes_on(clause))
        kept += [] if away else [clause]
    if len(kept) == len(clauses) or not kept:
        return said
    shorter = ", ".join(kept)
    if says_how_far(shorter):
        return shorter
    counted = with_unit_of(said, shorter)  # "800 bornes par jour j'en ai ma claque, maintenant 20 max"
    return counted if says_how_far(counted) else said


def _goes_on(clause: str) -> bool:
    """Tells whether a clause only adds a place to the one before ("j'ai vécu à Paris, à Lyon et à Lille")."""
    return _ADDS.match(plain(clause)) is not None and named_places(clause).only


def is_elsewhere(folded: str) -> bool:
    """Tells whether a folded clause speaks of other people or of the past."""
    return _OF_OTHERS.search(folded) is not None or _PAST.search(folded) is not None


def is_past(text: str) -> bool:
    """Tells whether a text says what was."""
    return any(_PAST.search(plain(clause)) for clause in _CLAUSE.split(text) if clause)


def says_how_far(said: str) -> bool:
    """Tells whether a text names a place, a distance or a duration."""
    amounts = read_amounts(plain(said))
    return bool(amounts.km is not None or amounts.minutes is not None or named_places(said).kind)


def names_places_only(said: str) -> bool:
    """Tells whether a clause of a text is nothing but places ("Aubagne, La Ciotat, et encore, l'A50 c'est l'enfer")."""
    clauses = [clause for clause in _CLAUSE.split(said) if clause.strip()]
    return len(clauses) > 1 and any(named_places(clause).only for clause in clauses[:_MOST_CLAUSES])
