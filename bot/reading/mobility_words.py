"""Text messages, slips and a little English written out as the mobility reader expects them."""

import re

from bot.reading.place_text import fold, with_whole_codes

_WORD = re.compile(r"[^\W\d_]+")
_FORMS = {
    "dans": "ds dan dann din dins dns dasn",
    "tout": "tt tou",
    "toute": "tte ttes",
    "tous": "ts",
    "partout": "partt partou partous ptt prtt everywhere",
    "que": "ke",
    "comme": "kom",
    "vous": "vs vou",
    "voulez": "voule voulai",
    "le": "ech",
    "pas": "pa pon nin",
    "plus": "plu pus",
    "aller": "ale aler",
    "peux": "peu pe px peut",
    "peut-être": "ptetre petetre",
    "région": "rejion regoin rgion regiont",
    "département": "departemnt departmt dpartement departament",
    "heure": "heur",
    "prends": "pran pren",
    "kilomètres": "kilometro kilometros kilomtre kilometr kilometrs quilometres quilometre kmm kmms kilomettre kilomettres kilomaitre kilometers kilometer",
    "n'importe": "nimporte nimport ninporte",
    "n'importe où": "anywhere",
    "nulle part": "nowhere",
    "seulement": "only seulment sulement selman sulman selment slmt",
    "ma": "my",
    "ville": "city town",
    "autour": "otour autours",
    "voiture": "voitur voitur",
    "ici": "ichi isi",
    "ça": "cha",
    "petite": "ptite tite",
    "dépend": "depen depan depant depent dépent",
}
_WRITTEN_OUT = {short: word for word, forms in _FORMS.items() for short in forms.split()}
_NOT_ALONE = frozenset(["peu", "pe", "px", "peut"])  # words of their own, but behind "je"
_I = re.compile(r"j(?=(?:boug|rest|peu|pe\b|px\b|vai|v\b|sui|me\b|deplac|veu|trav|prefer|vis\b|vi\b|fai))")
_I_ELIDED = re.compile(r"j(?=(?:habit|irai|aim|accept|ai\b))")
_TWO_IS_DE = re.compile(r"(\d\s*(?:h|min|mn|kms?))2(?=[a-z])|\b(autour) 2 (?=chez|la|ma|mon)", re.IGNORECASE)
_MY = re.compile(
    r"\b(?:min|m['’]n?) (?=(?:village|coin|secteur|d[ée]partement|bled|quartier|pays|canton|ville)\b)", re.IGNORECASE
)
_SOME = re.compile(r"\b(?:une|la) (?:bonne|petite|grosse|pauvre|p'tite|ptite) (?=\w+aine\b)", re.IGNORECASE)
# "ds le 93 é le 94"
_AND_BY_EAR = re.compile(r"(?<=\w) é (?=(?:le|la|les|l['’]|en|[àa]|aux?|dans|ds|[A-Z\d]))")
# "30. Kilomètres." in orders and dictation, "sans kilomètres" for a hundred.
_PARTED_UNIT = re.compile(r"(?<=\w)\s*[.;:…]+\s*(?=(?:kilom[eè]tres?|kms?|bornes|minutes)\b)", re.IGNORECASE)
_HUNDRED_BY_EAR = re.compile(r"\bsans (?=(?:kilom[eè]tres|kms?|bornes)\b(?! (?:de|en|à|a|supp|inutil)))", re.IGNORECASE)
# Picard: "ch'bouge pon" is "je bouge pas", "ch'coin" is "le coin", "m'baraque" is "ma baraque".
_CHTI_IS = re.compile(r"\bch['’](?=est\b|[ée]tot\b)", re.IGNORECASE)
_CHTI_I = re.compile(
    r"\b(?:ch['’](?=(?:boug\w*|reste(?:rai|ros)?|su|sus|suis|vas?|vais|vo|peux?|veux?|fais|d[ée]coll\w*|quitt\w*|sors|travaill?e|cherche|dors|bosse|prinds?|prends|roule|marche|vis|connais|m['’]\w+|n['’]\w+)(?![\w'’]))|[eé]j['’ ])",
    re.IGNORECASE,
)
_CHTI_MY = re.compile(r"\bm['’](?=(?:maison|baraque|rue|ville|commune)\b)", re.IGNORECASE)
_CHTI = re.compile(r"\bch['’](?=\w)", re.IGNORECASE)


def _written_out(found: re.Match[str]) -> str:
    word = fold(found[0])
    for pattern, subject in ((_I, "je "), (_I_ELIDED, "j'")):
        if pattern.match(word):
            return subject + _WRITTEN_OUT.get(word[1:], word[1:])
    if word in _NOT_ALONE:
        return found[0]
    return _WRITTEN_OUT.get(word, found[0])


def with_units_joined(text: str) -> str:
    """Returns a text without the full stop between a number and its unit ("30. Kilomètres.")."""
    return _PARTED_UNIT.sub(" ", text)


def written_out(text: str) -> str:
    """Returns a text with its short forms written out ("jpeu alé partt" → "je peux aller partout")."""
    text = _TWO_IS_DE.sub(lambda found: f"{found[1] or found[2]} de ", text)
    text = _AND_BY_EAR.sub(" et ", _HUNDRED_BY_EAR.sub("cent ", text))
    text = with_whole_codes(re.sub(r"\bp['’]tit(?=e?s?\b)", "petit", text))
    text = _SOME.sub("une ", _MY.sub("mon ", text))
    text = _CHTI_MY.sub("ma ", _CHTI_I.sub("je ", _CHTI_IS.sub("c'", text)))
    return _WORD.sub(_written_out, _CHTI.sub("le ", text))
