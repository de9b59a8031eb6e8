"""The apostrophe that is told beside a name: "dhondt, avec une apostrophe après le d", "L'Hostis sans apostrophe"."""

import re
from dataclasses import dataclass

from bot.reading.name_words import fold_name

_LETTER = r"[^\W\d_]"
_MARK = r"apostro(?:ph|f|p)+e?s?"
_ONE = r"(?:une?|l['’]|d['’]|la|le|de|cette|son|petite)"
_LEADS = r"(?:et|mais|donc|alors|il|y|ya|a|faut|on|en|c['’ ]?est|ça|ca|s['’ ]?[ée]crit|prend|porte|avec|av|ac|(?:met|mets|mettez|mettre|r?ajoute[rz]?)(?:[ -]moi)?|sans oublier|n['’ ]?oubli\w+ pas|(?:ne )?pas oublier|attention(?: à| a)?|juste|bien|surtout|gardez)"
_PLACE = r"(?:juste |tout de suite |directement |bien )*(?:(?:apr[èe]s|derri[èe]re|suivant) (?P<after>{one})|(?:devant|avant) (?P<before>{one})|entre (?P<first>{one}) et {one})".format(
    one=rf"(?:(?:le |la |l['’]|un )?(?:lettre )?(?:{_LETTER}(?![\w'’])|(?:premi[èe]re|1[èe]?re) lettre))"
)
_NOWHERE = r"(?:devant|derri[èe]re|(?:au|à|dans|dedans|entre)(?: (?:le|la|l['’]|mon|les|d[ée]but|milieu|nom|dedans|deux|int[ée]rieur))*)"
_END = r"(?=\s*(?:$|[,;.!?):]|\b(?:merci|svp|stp|s['’ ]il|et|mais|oui|voil[àa]|hein)\b))"
# "le d est suivi d'une apostrophe"
_FOLLOWED = re.compile(rf"(?:(?:le|la|l['’]|un|d['’]un)\s*)?(?<![\w'’])(?P<letter>{_LETTER}) (?:est |qui est )?suivie? (?:d['’]une |par une |de l['’])\s*(?={_MARK})", re.IGNORECASE)  # fmt: skip
# "D apostrophe Hondt"
_SAID = re.compile(rf"(?<![\w'’])(?P<letter>[ldomnkt])\s+{_MARK}\s+(?=(?!apr[èe]s|devant|avant|entre|et\b|puis\b){_LETTER}{{2}})", re.IGNORECASE)  # fmt: skip
_NONE = re.compile(
    rf"[\s,;:.(–-]*(?<!\w)(?:(?:et|mais|c['’ ]?est|il|n['’]|y|ya|a|on|ne|met|mettez|mettre|prend)\s*)*(?<!oubliez )(?<!oublier )(?<!oublie )"
    rf"(?:sans(?! oubli)|pas|jamais|aucune)(?: {_ONE})?\s*(?<=[\s'’]){_MARK}(?!\w)(?!\s+(?:si|pour|sur|dans (?:mon |l['’]|le |un )?(?:e-?mail|adresse|courriel))(?!\w))(?:\s+(?:{_NOWHERE}))?\)?",
    re.IGNORECASE,
)
_THERE = re.compile(
    rf"[\s,;:.(–-]*(?<!\w)(?P<lead>(?:{_LEADS}\s+)*)(?:{_ONE}\s*)*(?:(?P<letter>{_LETTER})\s+)?(?<=[\s,(;:.'’–-]){_MARK}(?!\w)(?:\s+(?:(?:qui )?(?:se met|vient|va|est) )?(?P<where>{_PLACE}|{_NOWHERE}))?(?P<counts>\s+(?:est (?:importante|obligatoire)|compte|y est|comprise))?{_END}\)?",
    re.IGNORECASE,
)
_BEFORE_VOWEL = frozenset("dlo")
_BEFORE_CONSONANT = frozenset("nmkqt")
_VOWELS = frozenset("aeiouyh")


@dataclass(frozen=True, slots=True)
class Apostrophe:
    """What is told of an apostrophe: whether there is one, and the letter that it stands after, or before."""

    wanted: bool
    letter: str | None = None
    is_before: bool = False


def split_apostrophe(text: str) -> tuple[str, Apostrophe | None]:
    """Returns a text without its remark on an apostrophe, and the remark; a dictated one is written ("D apostrophe Hondt")."""
    text = _without_plain_form(_SAID.sub(r"\g<letter>'", _FOLLOWED.sub(r" avec \g<letter> ", text)))
    if none := _NONE.search(text):
        return f"{text[: none.start()]} {text[none.end() :]}", Apostrophe(False)
    found = _THERE.search(text)
    if not found or not re.search(r"\w", text[: found.start()] + text[found.end() :]):
        return text, None
    is_told = (
        found["where"] or found["lead"] or found["letter"] or found["counts"] or not re.match(r"\s+\w", found.group())
    )
    if not is_told:  # "je déteste l'apostrophe"
        return text, None
    place = found["after"] or found["first"] or found["before"]
    letter = _letter_of(place) if place else fold_name(found["letter"] or "") or None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return rest, Apostrophe(True, letter, is_before=found["before"] is not None)


def _without_plain_form(text: str) -> str:
    """Returns a text from the name with its apostrophe on, where it was said without before ("Oconnor, O'Connor")."""
    for found in re.finditer(rf"(?<![\w'’])({_LETTER})['’]({_LETTER}{{2,}})", text):
        before = {fold_name(word) for word in re.findall(rf"{_LETTER}+", text[: found.start()])}
        if fold_name(found[1] + found[2]) in before:
            return text[found.start() :]
    return text


def _letter_of(place: str) -> str | None:
    """Returns the letter that a place names; None for the first one, whichever it is."""
    letter = fold_name(place.rsplit(maxsplit=1)[-1])[-1:]
    return None if "lettre" in place and len(place.rsplit(maxsplit=1)[-1]) > 1 else letter


def with_apostrophe(name: str, told: Apostrophe) -> str:
    """Returns a name with the apostrophe that is told, or without; as it is where none can stand."""
    if not told.wanted:
        return re.sub(r"(\w)['’](\w)", lambda found: found[1] + found[2].lower(), name)
    if re.search(r"['’]", name):
        return name
    words = name.split(" ")
    for is_initial in (True, False):
        for rank, word in enumerate(words):
            at = _place_in(word, told, is_initial=is_initial)
            if at:
                rest = word[at:].title() if at == 1 else word[at:]
                return " ".join([*words[:rank], f"{word[:at]}'{rest}", *words[rank + 1 :]])
    return name


def _place_in(word: str, told: Apostrophe, *, is_initial: bool) -> int:
    """Returns how many letters of a word stand before its apostrophe; 0 when none can.

    Args:
        word: one word of the name.
        told: what is told of the apostrophe.
        is_initial: whether it must follow the first letter.
    """
    folded = fold_name(word)
    if len(folded) != len(word) or len(word) < 3:
        return 0
    if told.letter is None:
        vowel_follows = folded[1] in _VOWELS
        fits = folded[0] in (_BEFORE_VOWEL if vowel_follows else _BEFORE_CONSONANT)
        return 1 if is_initial and fits else 0
    at = folded.find(told.letter, 1) if told.is_before else folded.find(told.letter) + 1
    if at == 1 or not is_initial:
        return at if 0 < at < len(word) else 0
    return 0
