"""Names that are spelt out ("B.é.r.a.r.d") and remarks on spelling ("avec deux t", "sans h", "avec un y")."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.reading.name_words import first_name_spellings, fold_name

_LETTER = r"[^\W\d_]"
_COUNT = r"(?:un seul|une seule|une|un|deux|2|double|1)"
_SPELT = re.compile(rf"(?<![\w'’]){_LETTER}(?:(?:\s*[.\-–/,·_]\s*|\s+){_LETTER}){{2,}}\.?(?![\w'’])")
_SAID_THEN_SPELT = re.compile(
    rf"(?P<before>(?:(?<!\w)(?P<said>{_LETTER}{{2,}})[\s,:;.(\-–]+(?:(?:ça|ca)? ?(?:s['’ ][ée]crit|s['’ ][ée]pelle|soit|donc|j['’ ][ée]pelle)[\s:,]*)?)?)(?P<spelt>{_SPELT.pattern})",
    re.IGNORECASE,
)
_AS_IN = re.compile(rf"(?<![\w'’])({_LETTER}) comme {_LETTER}+", re.IGNORECASE)
_DOUBLED = re.compile(rf"(?<![\w'’])(?:deux|double|2) ({_LETTER})(?![\w'’])(?=\s|[.\-,]|$)", re.IGNORECASE)
_HINT = re.compile(
    r"[\s,;:.(\-–]*(?<!\w)(?:et |mais |ça s['’ ]écrit |ca s['’ ]ecrit |ça prend |ca prend |il y a |y a |qui prend |s['’]écrit |s['’]ecrit )?"
    r"(?P<with>avec|av|ac|sans|en un|en deux|sans aucun|et pas|pas)\s+(?:l['’]|le |la |d['’]|de |des )?"
    rf"(?:(?P<count>{_COUNT})\s+)?"
    rf"(?P<what>accents?(?: (?:circonflexe|aigu|aigus|grave))?|circonflexe|tr[ée]mas?|c[ée]dille|tirets?|trait d['’]union|apostrophe|seul mot|mots?|attach[ée]|majuscules?|{_LETTER})(?!\w|['’]\w)"
    rf"(?P<where>\s+(?:à la fin|a la fin|au début|au debut|au milieu|final|finale?|sur (?:le|la|les) (?:premier |deuxième |dernier )?{_LETTER}(?!\w)))?\)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?<=\w\w)(?<!avec)(?<!prend)(?<!sans)[\s,;:(]+((?:deux|2|un seul|double) {_LETTER}(?![\w'’])(?! (?!à){_LETTER}(?!\w)))",
    re.IGNORECASE,
)
_SAME_NAME = 70
_MARKS = {"circonflexe": "\u0302", "aigu": "\u0301", "aigus": "\u0301", "grave": "\u0300", "trema": "\u0308", "tremas": "\u0308", "cedille": "\u0327"}  # fmt: skip
_SUBSTITUTES = {"y": "i", "i": "y", "k": "cq", "c": "ks", "z": "s", "s": "cz", "w": "v", "v": "w", "f": "p", "q": "ck", "ph": "f"}  # fmt: skip
_SPOKEN_AT_END = frozenset("dtsxzepglr")


@dataclass(frozen=True, slots=True)
class SpellingHint:
    """One remark: what (a letter, "accent", "trait d'union"…), how many, wanted or not, where."""

    wanted: bool
    what: str
    count: int | None
    at_end: bool
    on: str | None


def join_spelt(text: str) -> str:
    """Returns the text with its spelt-out words joined: "B.é.r.a.r.d" → "Bérard"; "R comme Renée" counts as a letter."""
    text = _AS_IN.sub(r"\1", text)
    if not _SPELT.search(_DOUBLED.sub(r"\1 \1", text)):
        return text
    text = _DOUBLED.sub(r"\1 \1", text)
    return _SAID_THEN_SPELT.sub(_join, text)


def _join(found: re.Match[str]) -> str:
    """Joins the letters; a name said just before is the same one, and its own accents are kept."""
    said, spelt = found["said"], "".join(re.findall(_LETTER, found["spelt"]))
    if not said:
        return spelt
    if fold_name(said) == fold_name(spelt):
        return said if said.lower() != fold_name(said) else spelt.lower()
    if fold_name(said).endswith(fold_name(spelt)):  # "Mickael, k a e l"
        return said
    return spelt if ratio(fold_name(said), fold_name(spelt)) >= _SAME_NAME else f"{found['before']}{spelt}"


def split_hints(text: str) -> tuple[str, tuple[SpellingHint, ...]]:
    """Returns the text without its remarks on spelling, and the remarks."""
    text = _COUNTED.sub(r" avec \1", text)
    hints = tuple(_as_hint(found) for found in _HINT.finditer(text))
    return (_HINT.sub(" ", text), hints) if hints else (text, ())


def _as_hint(found: re.Match[str]) -> SpellingHint:
    how, what = found["with"].lower(), fold_name(found["what"])
    count = {"un seul": 1, "une seule": 1, "deux": 2, "2": 2, "double": 2}.get((found["count"] or "").lower())
    where = fold_name(found["where"] or "")
    if how == "en deux":
        what = "deux mots"
    elif how == "en un":
        what = "un mot"
    elif what.startswith("mot"):
        what = f"{'deux' if count == 2 else 'un'} mots"
    on = where[-1] if where.startswith("sur") else None
    return SpellingHint(how not in {"sans", "sans aucun", "et pas", "pas"}, what, count, "fin" in where, on)


def apply_hint(name: str, hint: SpellingHint) -> str:
    """Returns the name spelt as the remark says; as it is when it agrees already or the remark is not clear."""
    what = hint.what
    if what.startswith(("tiret", "trait")):
        return name.replace(" ", "-") if hint.wanted else name.replace("-", " ")
    if what in {"un mot", "un mots", "seul mot", "attache", "deux mots"}:
        return name.replace("-", " ") if what == "deux mots" else name.replace("-", "").replace(" ", "")
    if len(what) == 1:
        return _with_letter(name, hint) if hint.wanted else _without_letter(name, what)
    mark = next((mark for word, mark in _MARKS.items() if word in what.split()), None)
    if mark is None and not what.startswith("accent"):
        return name
    return _with_mark(name, mark, hint.on) if hint.wanted else _without_marks(name, mark)


def _without_marks(name: str, mark: str | None) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    kept = (c for c in decomposed if not (unicodedata.combining(c) if mark is None else c == mark))
    return unicodedata.normalize("NFC", "".join(kept))


def _with_mark(name: str, mark: str | None, on: str | None) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    if mark in decomposed if mark else any(unicodedata.combining(c) for c in decomposed):
        return name
    for spelling in first_name_spellings(name):
        marks = unicodedata.normalize("NFD", spelling)
        if mark in marks if mark else marks != spelling:
            return spelling
    bearers = on or {"\u0327": "c", "\u0301": "e", "\u0300": "e", None: "e", "\u0302": "eaoiu", "\u0308": "eiu"}[mark]
    places = [index for index, letter in enumerate(name) if letter.lower() in bearers and (on or index < len(name) - 1)]
    if len(places) != 1 and not (places and (on or bearers == "e")):
        return name
    place = places[0]
    marked = name[: place + 1] + (mark or "\u0301") + name[place + 1 :]
    return unicodedata.normalize("NFC", marked)


def _replaced(name: str, start: int, end: int, letters: str) -> str:
    new = letters.title() if start == 0 and name[:1].isupper() else letters
    return name[:start] + new + name[end:]


def _with_letter(name: str, hint: SpellingHint) -> str:
    letter, folded = hint.what, fold_name(name)
    if len(folded) != len(name):
        return name
    if hint.at_end:
        return name if folded.endswith(letter) else name + letter
    place, doubled = folded.find(letter), folded.find(letter * 2)
    if hint.count == 1:
        return name if doubled < 0 else name[:doubled] + name[doubled + 1 :]
    if hint.count == 2 and place >= 0:
        return name if folded.count(letter) >= 2 else _replaced(name, place + 1, place + 1, letter)
    return name if place >= 0 else _with_new_letter(name, folded, letter)


def _with_new_letter(name: str, folded: str, letter: str) -> str:
    """Returns the name with a letter that it lacks: the spelling of a listed first name, else the likeliest place."""
    if letter == "f" and "ph" in folded:
        variants = [_replaced(name, folded.find("ph"), folded.find("ph") + 2, letter)]
    else:
        similar = _SUBSTITUTES.get(letter, "")
        variants = [_replaced(name, at, at + 1, letter) for at, found in enumerate(folded) if found in similar]
    if letter == "y" and folded.endswith("ie"):
        variants.append(name[:-2] + "y")
    inserted = [_replaced(name, at, at, letter) for at in range(len(name), -1, -1)]
    listed = next((variant for variant in variants + inserted if first_name_spellings(variant)), None)
    if listed or variants:
        return listed or variants[-1]
    return name + letter if letter in _SPOKEN_AT_END else name


def _without_letter(name: str, letter: str) -> str:
    place = fold_name(name).rfind(letter)
    if place < 0 or len(fold_name(name)) != len(name):
        return name
    rest = name[:place] + name[place + 1 :]
    return rest[:1].title() + rest[1:] if name[:1].isupper() else rest
