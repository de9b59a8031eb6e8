"""Where people say that they come from, beside their name ("la famille Delarbre de Besse"), which is no part of it."""

import re

from bot.reading.name_words import is_first_name
from bot.reading.place_text import name_key
from bot.reading.places import place_index

_LARGE_TOWN = 3000  # inhabitants
_A = "['’ʼ`´ ]?"
_NAME = r"[A-ZÀ-Þ][\w'’-]+(?: (?:[A-ZÀ-Þ][\w'’-]+))*|[^\W\d_][\w'’-]+"
_FROM = r"\s+(?:de la |de l['’]\s*|des |du |de |d['’]\s*)"
_PLACE = r"[^\W\d_][\w'’-]*(?:[ -](?:sur|sous|en|le|la|les|lès|[A-ZÀ-Þ][\w'’-]*))*"
# A family is said with its place; so is a person, in talk, if the place is a large one.
_FAMILY = re.compile(
    rf"(?P<lead>(?<!\w)(?:famille|(?-i:les)|une?|des|la (?:petite[- ])?(?:fille|petite)|le (?:petit[- ])?(?:fils|petit))\s+)(?P<name>(?-i:{_NAME})){_FROM}(?P<place>(?-i:{_PLACE}))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    rf"(?P<lead>(?<!\w)(?:c{_A}est|moi|ici|c)\s+)(?P<name>(?-i:{_NAME})){_FROM}(?P<place>(?-i:{_PLACE}))",
    re.IGNORECASE,
)
_THEN_PLACED = re.compile(rf"(?P<lead>^\W*)(?P<name>{_NAME}){_FROM}(?P<place>{_PLACE})(?=\s*(?:,\s*(?P<area>(?:à |en |au |dans )?[^\W\d_][^,.!?]*)|\(?\d{{2,5}}\)?)\W*$)")  # fmt: skip
_HOME = re.compile(r"(?:ferme|boulangerie|moulin|ch[âa]teau|caf[ée]|bourg|village|hameau|rue|quartier|bas|haut|bout|coin|place|[ée]picerie|garage|maire)(?!\w)", re.IGNORECASE)  # fmt: skip
_LEADS = re.compile(
    r"(?-i:^les\s+(?=[A-ZÀ-Þ]))|(?<!\w)(?:la petite[- ]fille|le petit[- ]fils)\s+(?=(?-i:[A-ZÀ-Þ]))|(?<!\w)(?:on est|nous sommes|chez|c['’ ]?est chez|je suis|on vient)\s+(?:les|des|(?:un |une )?des)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)


def without_origin(text: str) -> str:
    """Returns a text without the place that a name is said to be from; as it is when it may be part of the name."""
    for pattern in (_FAMILY, _PERSON, _THEN_PLACED):
        found = pattern.search(text)
        if found and _is_origin(pattern, found):
            kept = "c'est " if pattern is _FAMILY else found["lead"]
            return f"{text[: found.start()]}{kept}{found['name']} , {text[found.end() :].lstrip(' ,')}".rstrip(" ,")
    return _LEADS.sub("c'est ", text)


def _is_origin(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    if is_first_name(found["name"].split()[-1]) and pattern is not _FAMILY:
        return False
    if found["name"][:1].isupper() and pattern is not _THEN_PLACED and _HOME.match(found["place"]):
        return True
    if found["name"][:1].islower() and not found["lead"].lower().startswith("famille"):
        return False  # "un gars du Nord"
    key = name_key(found["place"])
    index = place_index()
    if pattern is _THEN_PLACED:
        area = name_key(re.sub(r"^(?:à|en|au|dans)\s+", "", found["area"] or ""))
        return key in index.by_name and (not area or area in index.areas or area in index.by_name)
    if key in index.areas:
        return True
    towns = [*index.by_name.get(key, ()), *index.by_head.get(key, ()), *index.by_usage.get(key, ())]
    least = 0 if pattern is _FAMILY else _LARGE_TOWN
    return any(town.commune.population >= least for town in towns)
