"""What is said beside a name: the spellings tried before it, the names of kin and of circles of friends, its share at the registry.

Each is left out of the text, or put as the plain labels that are read.
"""

import re

from rapidfuzz.fuzz import ratio

from bot.reading.name_words import fold_name, is_first_name

_A = "['’ʼ`´ ]?"
_MARK = r"(?:enfin|non|zut|euh+|pardon|oups|mince|ah+|attends|attendez|plut[ôo]t|rectification|c['’]est)"
_NAME = rf"(?!(?:{_MARK}|pas|plus|merci|et|ou|mais|comme)(?![\w'’]))[^\W\d_][\w'’-]+"
_BETWEEN = rf"(?:\s*(?:\.{{2,}}|…)\s*(?:{_MARK}[\s,.…]+)*|\s*[,;.]?\s+(?:{_MARK}[\s,.…]+)+)"
# "Dupond... Dupont... zut, Dupond avec un d"
_TRIALS = re.compile(
    rf"^\W*(?:(?:moi|alors|bonjour|c['’]est|euh+)[\s,.…]+)*(?P<tried>(?:{_NAME}{_BETWEEN})+)(?P<last>{_NAME})(?=\s*(?:$|[,.;!()…])|\s+(?:avec|sans|voil[àa]|oui|merci|c['’]est))",
    re.IGNORECASE,
)
_TRIED = re.compile(rf"({_NAME}){_BETWEEN}", re.IGNORECASE)
_ALIKE = 70

_KIN = r"(?:(?:petite?|grande?|belle|beau|demi)[ -])?(?:s(?:œ|oe)urs?|jumelles?|jumeaux?|fr[èe]res?|frangine?|m[èe]re|p[èe]re|fille|fils|mari|femme|[ée]pou(?:x|se)|compagne|compagnon|cousine?|tante|oncle|ni[èe]ce|neveu|grand[ -](?:m[èe]re|p[èe]re)|voisine?|coll[èe]gue|chien(?:ne)?|chat(?:te)?)"
_OF_KIN = re.compile(
    rf"(?<=\w)[\s,;.(–-]*[,;.(–][\s,;.(–-]*(?:(?:et|mais|car|sinon)\s+)?{_NAME}\s*,?\s+(?:c{_A}est|est|c)\s+(?:(?:celui|le (?:pr[ée]nom|nom)) de )?(?:ma|mon|notre)\s+{_KIN}(?!\w)\W*$",
    re.IGNORECASE,
)
# "Martin, pas de la famille du chanteur"
_NO_KIN = re.compile(
    r"(?<=\w)[\s,;.(–-]+(?:(?:mais|et|oui|non)\s+)*(?:pas (?:du tout )?(?:de la (?:m[êe]me )?famille|parente? (?:avec|de|du|des|d['’]))|(?:aucun|pas de|sans) (?:lien|rapport)(?: de (?:parent[ée]|famille))?(?: avec)?|aucune parent[ée]|rien à voir)(?!\w)[^,;.!?()]*\)?",
    re.IGNORECASE,
)
_CIRCLE = r"(?:en (?:interne|famille|priv[ée]|soir[ée]e)|au (?:boulot|travail|bureau|taf|club|quotidien|village|lyc[ée]e|stade)|à la (?:maison|caserne|fac)|entre (?:amis|amies|copains|copines|nous|potes|coll[èe]gues)|dans (?:l['’]intimit[ée]|le (?:service|quartier))|sur les r[ée]seaux|pour (?:les|mes) (?:gens|copains|copines|potes|amis|amies|proches|intimes|coll[èe]gues|enfants|petits)|chez (?:moi|nous))"
# "Jean-Christophe. JC en interne."
_IN_A_CIRCLE = re.compile(
    rf"(?<=\w)\s*[,;.(–]+\s*(?:(?:ou|et|mais|alias)\s+)?{_NAME}\s*,?\s+{_CIRCLE}\W*$", re.IGNORECASE
)
# "mé domoun i apèl amwin Ludo"
_CALLED_IN_CREOLE = re.compile(
    r"(?<!\w)(?:domoun|demoun|moun|tout moun|bann[ -]?moun) (?:i |ka )?ap+[èeé]l+[eé]?(?: a)? ?(?:a?mwin|a?mwen|amoin|moin)(?!\w)",
    re.IGNORECASE,
)
_REGISTRY = rf"(?:pour|à|a|sur|devant|c[ôo]t[ée]) (?:l{_A}[ée]tat civil|(?:les|mes|la|le|ma) (?:papiers|carte(?: d{_A}identit[ée])?|s[ée]cu|imp[ôo]ts|mairie|livret|passeport|factures?|paperasse|contrat|nom)|l{_A}administration|administratif|papiers)"
_AT_THE_REGISTRY = re.compile(
    rf"^\W*(?:bonjour\W+)?(?:moi\W+)?(?:c{_A}est|je m{_A}appelle|appelez-moi)\s+(?P<first>{_NAME})[\s,;.]+(?:[^,;.]{{3,40}}[,;.]+\s*)?(?:et|mais)\s+(?P<last>(?:(?:de|du|le|la|d['’])\s)?{_NAME})\s+{_REGISTRY}(?!\w)\W*$",
    re.IGNORECASE,
)
# "Nicolas, et Hoarau mon nom"
_AND_MY_NAME = re.compile(
    rf"^\W*(?:moi\W+)?(?:c{_A}est\s+)?(?P<first>{_NAME})\s*[,;.]\s*(?:et|é|puis)\s+(?P<last>{_NAME})\s+(?:c{_A}est\s+)?(?:mon|le) nom(?: de famille)?\W*$",
    re.IGNORECASE,
)
_LETTER = r"[^\W\d_]"
# "l'hostis L apostrophe H O S T I S"
_SPELT_ELISION = re.compile(
    rf"(?<![\w'’])(?:(?P<said>[ldo]['’]{_LETTER}{{2,}})[\s,:;(.]+)?(?P<initial>[ldo])\s+apostrophe\s+(?P<rest>{_LETTER}(?:[\s.,-]+{_LETTER}(?![\w'’])){{2,}})",
    re.IGNORECASE,
)
# "de la rue en trois mots D E plus loin L A plus loin R U E"
_IN_WORDS = re.compile(
    rf"^\W*(?:c{_A}est\s+)?(?P<name>(?:de|du|des|le|la|les)\s+(?:(?:la|le|les)\s+)?{_LETTER}{{2,}})[\s,;(]+en (?:deux|trois|2|3) mots\)?(?P<spelt>(?:[\s,.:;-]+(?:{_LETTER}|plus loin|espace|puis|plus|et|ensuite)(?!\w))*)\W*$",
    re.IGNORECASE,
)


def without_asides(text: str) -> str:
    """Returns a text without the names that are not the answer, its remarks on two names put as labels."""
    text = _OF_KIN.sub("", _NO_KIN.sub("", text))
    text = _CALLED_IN_CREOLE.sub("on m'appelle", _IN_A_CIRCLE.sub("", text))
    text = _SPELT_ELISION.sub(_joined, text)
    for pattern in (_AT_THE_REGISTRY, _AND_MY_NAME):
        both = pattern.match(text)
        if both and is_first_name(both["first"]) and not is_first_name(both["last"]):
            return f"prénom : {both['first']}, nom : {both['last']}"
    return text


def said_in_words(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Returns the label and the words of a last name said to be written in several ("de la rue en trois mots"); else None."""
    found = _IN_WORDS.match(text)
    if not found:
        return None
    return "nom", tuple(found["name"].split())


def last_tried(text: str) -> str:
    """Returns a text from the last of several spellings of one name on."""
    found = _TRIALS.match(text)
    if not found:
        return text
    last = fold_name(found["last"])
    tried = [fold_name(name) for name in _TRIED.findall(found["tried"])]
    is_one = all(ratio(name, last) >= _ALIKE for name in tried) and len(last) > 2
    return text[found.start("last") :] if is_one else text


def _joined(found: re.Match[str]) -> str:
    spelt = "".join(re.findall(_LETTER, found["rest"]))
    said = found["said"]
    if said and fold_name(said[2:]) == fold_name(spelt):
        return said
    return f"{found['initial'].upper()}'{spelt.title()}"
