"""Names that are spelt out ("B.é.r.a.r.d") and remarks on spelling ("avec deux t", "sans h", "avec un y")."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.reading.name_alphabet import from_alphabet
from bot.reading.name_elision import Apostrophe, split_apostrophe, with_apostrophe
from bot.reading.name_words import first_name_spellings, fold_name, is_first_name

_LETTER = r"[^\W\d_]"
_SPELT_LETTER = rf"(?!(?:à|a|et) (?:la|l['’]|ça|non|pas|sans|avec)(?!\w)){_LETTER}"
_COUNT = r"(?:un seul|une seule|une|un|deux|2|double|1)"
_SPELT = re.compile(
    rf"(?<![\w'’]){_SPELT_LETTER}(?:(?:\s*[.\-–/,·_;]\s*|\s+){_SPELT_LETTER}(?![\w'’])){{2,}}\.?(?![\w'’])"
)
_SAID_THEN_SPELT = re.compile(
    rf"(?P<before>(?:(?<!\w)(?P<said>{_LETTER}{{2,}})[\s,:;.(\-–]+(?:(?:ça|ca)? ?(?:s['’ ][ée]crit|s['’ ][ée]pelle|soit|donc|j['’ ][ée]pelle)[\s:,]*)?)?)(?P<spelt>{_SPELT.pattern})",
    re.IGNORECASE,
)
_AS_IN = re.compile(rf"(?<![\w'’])({_LETTER}) comme {_LETTER}+", re.IGNORECASE)
_ONE_AS_IN = re.compile(rf"(?<=\w\w)(?<!avec)(?<!avec un)(?<!sans)[\s,;.(]+({_LETTER}) comme {_LETTER}+", re.IGNORECASE)
_ONLY_PAIRS = re.compile(r"(?:(\w)\1)+")
_BARE_COUNT = re.compile(
    r"(?<=\w\w)(?<!\ben)[\s,;(]+(deux|2|un seul|un) mots?(?: s[ée]par[ée]s| distincts)?(?=\W*$)", re.IGNORECASE
)
_BEARS = r"[\s,(-]+(?:(?:qui )?(?:avec|prend|porte|a)\s+)?(?:(?:un|une|le|la|son|sa|des|les|l['’])\s*)?"
# "É avec accent aigu", "Z O E, le E prend un tréma"
_SAID_MARK = re.compile(
    rf"(?<![\w'’])(?:(?P<same>e)[\s,;.(-]+(?:le |l['’]|un )?)?(?P<letter>[aceiouàâäçéèêëîïôöùûü]){_BEARS}(?:accent\s+)?"
    r"(?P<mark>aigu|grave|circonflexe|(?:petit )?chapeau|tr[ée]ma|c[ée]dille|(?:deux|2) (?:petits )?points)(?: dessus| au[ -]dessus)?(?!\w)(?! sur)\)?",
    re.IGNORECASE,
)
# "C, L, É, avec un accent, M…": which one the letter or the listed name tells.
_SAID_ACCENT = re.compile(
    rf"(?<![\w'’])(?P<letter>[aeiouàâäéèêëîïôöùûü]){_BEARS}accent\)?(?!\w)(?! (?:aigu|grave|circonflexe|sur))(?=[\s,.;-]+{_LETTER}(?![\w'’]))",
    re.IGNORECASE,
)
_SAID_CASE = re.compile(
    rf"(?<![\w'’])(?:({_LETTER})\s+(?:majuscule|minuscule)|(?:grand|petit) ({_LETTER}))(?![\w'’])", re.IGNORECASE
)
# "petit p majuscule", "lebrun avec un grand l": the capital of the name just said.
_CAPITAL_OF_NAME = re.compile(
    rf"(?<![\w'’])(?P<name>(?P<initial>{_LETTER})[^\W_][\w'’-]*)[\s,;(]+(?:(?:avec|et|un|une|le|la|en) )*(?:(?P=initial) majuscule|grand (?P=initial)|majuscule (?:au|à|sur le|sur l['’]) ?(?P=initial))(?![\w'’])(?![\s,.-]+{_LETTER}(?![\w'’]))\)?",
    re.IGNORECASE,
)
_SAYS_TO_SPELL = re.compile(
    r"^\W*(?:(?:alors|donc|voil[àa]|attention|bon|bonjour)\W+)*(?:je (?:vais )?(?:vous |te )?(?:(?:l['’ ]?|le |la ))?|j['’ ]?|[çc]a s['’ ]?)(?:[ée]pel+(?:le|er|e)|dicte)(?: lettre par lettre)?\W+(?=\w)",
    re.IGNORECASE,
)
_REMARK_AFTER = re.compile(r"[\s,]+(?:à la fin|a la fin|pour finir|au bout|final)(?!\w)[^.!?;]*")
_DOUBLED = re.compile(
    rf"(?<![\w'’])(?:deux(?: fois)?|double|2(?: fois| ?x)?) ({_LETTER})(?![\w'’])(?=\s|[.\-,]|$)", re.IGNORECASE
)
# What a name is not told to have: "pas avec un t", "et non un t", "jamais avec".
_NOT = r"(?:(?:et |mais |donc |hein,? )*(?:(?:surtout|non|ce n['’]est|c['’]est) )*pas|et non(?: pas)?|jamais)"
_TWO_DOTS = re.compile(r"(?:les )?(?:deux|2) (?:petits )?points(?= sur l)", re.IGNORECASE)
_Y = re.compile(r"(?<![\w'’])[yi] grec(?:que)?(?!\w)", re.IGNORECASE)
_BARE_PLACE = re.compile(
    rf"(?<=\w\w)(?<!deux)(?<!double)(?<!\bun)(?<!sans)(?<!avec)(?<!pas)(?<!\bet)[\s,;(]+(?:un |le )?(?<!avec un )(?<!sans )({_LETTER} (?:(?:à|a) la fin|au bout|(?:apr[èe]s|avant) (?:le |la |l['’])(?:premier |dernier )?{_LETTER}))(?!\w)",
    re.IGNORECASE,
)
_RATHER_THAN = re.compile(
    rf"(?<=\w\w)[\s,;(]+({_LETTER}) (?:et )?(?:pas|non)(?: pas)?(?: un)? {_LETTER}(?![\w'’])", re.IGNORECASE
)
_OTHER_NAME_WITH = re.compile(rf"[\s,;:.(\-–]*(?<!\w){_NOT} {_LETTER}{{3,}} (?:avec|sans) [^,;.!?()]*", re.IGNORECASE)
_HINT = re.compile(
    r"[\s,;:.(\-–]*(?<!\w)(?:et |mais |ça s['’ ]écrit |ca s['’ ]ecrit |ça prend |ca prend |il y a |y a |qui prend |s['’]écrit |s['’]ecrit )?"
    rf"(?P<with>(?:{_NOT} )?(?:avec|av|ac|sans)|en un|en deux|sans aucun|{_NOT})\s+(?:l['’]|le |la |d['’]|de |des )?"
    rf"(?:(?P<count>{_COUNT})\s+)?"
    rf"(?P<what>accents?(?: (?:circonflexe|aigu|aigus|grave))?|circonflexe|tr[ée]mas?|c[ée]dille|tirets?|trait d['’]union|seul mot|mots?(?! compos)(?: s[ée]par[ée]s| distincts)?|attach[ée]|majuscules?|{_LETTER})(?!\w|['’]\w)"
    rf"(?P<where>\s+(?:à la fin|a la fin|au début|au debut|au milieu|entre les deux(?: mots| noms| pr[ée]noms)?|final|finale?|devant|(?:sur|apr[èe]s|avant) (?:le|la|les|l['’]) ?(?:premier |deuxi[èe]me |second |troisi[èe]me |dernier )?{_LETTER}(?!\w)))?\)?",
    re.IGNORECASE,
)
# "mettez un tiret", "il n'y a pas de tréma"
_TYPED = r"(?=tirets?(?!\w)|trait d['’]union|accent|tr[ée]mas?(?!\w)|c[ée]dille)"
_ORDERS_MARK = re.compile(
    rf"(?<!\w)(?:(?:il )?faut (?:mettre )?|met(?:tez|s|tre)? |(?:r)?ajoute[rz]? |gardez |n['’ ]?oubliez pas |sans oublier |(?:ne )?pas oublier )(?:bien |juste |aussi )?(?:un |le |l['’]|une |la ){_TYPED}",
    re.IGNORECASE,
)
_DENIES_MARK = re.compile(
    rf"(?<!\w)(?:(?:il )?n['’ ]?y a |(?:il )?y a |on (?:ne )?met |(?:ne )?met(?:tez|s|tre)? |(?:ne )?prend )(?:surtout )?(?:pas|aucun) (?:d(?:e |['’])|le |l['’]|la )?{_TYPED}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?<=\w\w)(?<!avec)(?<!prend)(?<!sans)[\s,;:(]+((?:deux|2|un seul|double) {_LETTER}(?![\w'’])(?! (?!à){_LETTER}(?!\w)))",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    rf"((?<![\w'’]))(sans|avec) ((?:l['’]|{_COUNT} )?{_LETTER})(?: ni | et | ou |,? (?={_COUNT} ))((?:l['’]|{_COUNT} )?{_LETTER})(?![\w'’])",
    re.IGNORECASE,
)
# Endings that sound alike.
_SAME_SOUNDS = tuple(frozenset(endings.split()) for endings in ("o os ot od au aux aut aud ault eau eaux op", "er ez et ee es ay ait ais ai ey", "in ain ein yn int aint", "ie ies is it ix ys", "an en ent ant and amp ans", "aire ert er ere aire", "ou oux out ous", "on ont ond ons"))  # fmt: skip
_ENDING = re.compile(r"[\s,;(]*(?<!\w)(?:avec|en|finit (?:par|en)|se termine (?:par|en)|qui finit par|[çc]a finit (?:par|en)|termin[ée]e? (?:par|en))\s+(?:un |des )?[\"«'’\-]*(?P<letters>[^\W\d_]{2,4})[\"»'’]*(?:\s+(?:à la fin|a la fin|au bout|final))?(?=\s*(?:$|[,.;!?)]))\)?", re.IGNORECASE)  # fmt: skip
_SAID_HYPHEN = re.compile(
    rf"(?<=\w\w)(?<!avec)(?<!sans)(?<!\bun)(?<!\ble)(?<!\bdu)(?:\s+|\s*,\s*)(?:tiret|trait d['’ ]union)(?:\s+|\s*,\s*)(?={_LETTER}{{2}})(?!entre|au)",
    re.IGNORECASE,
)
_SAID_BLANK = re.compile(
    rf"(?<=\w)(?<!avec)(?<!sans)(?<!\bun)(?:\s+|\s*,\s*)espace(?:\s+|\s*,\s*)(?={_LETTER})(?!entre|au)", re.IGNORECASE
)
_END_MARK = re.compile(r"(?<=\w\w)(?<!\bsans)(?<!\bavec)(?<!\bl)(?<!\bun)[\s,;(]+(?:le |un )?(tr[ée]mas?|c[ée]dille)(?=\W*$)", re.IGNORECASE)  # fmt: skip
_BARE_MARK = re.compile(
    rf"(?<=\w)(?<!\bsans)(?<!\bavec)[\s,;(]+(?:un |le )?((?:tr[ée]ma|accent(?: aigu| grave| circonflexe)?|c[ée]dille) sur (?:le|la|les|l['’]) ?(?:premier |deuxième |dernier )?{_LETTER})(?![\w'’])",
    re.IGNORECASE,
)
_CHAPEAU = re.compile(r"(?:(?:un|le) )?(?:petit )?chapeau(?: pointu)? sur(?= l)", re.IGNORECASE)
_MARK = r"(?:accent(?: aigu| grave| circonflexe)?|tr[ée]ma|c[ée]dille)"
# "loic i tréma", "elodie, le E prend un accent"
_MARKED_LETTER = re.compile(
    rf"(?<=\w\w)(?<!\bsans)[\s,;:(]+(?:avec )?(?:un |le )?(?<!les )([aceiou]) ({_MARK})(?!\w)(?! sur)\)?", re.IGNORECASE
)
_LETTER_TAKES = re.compile(
    rf"(?<=\w\w)[\s,;:(]+(?:le |l['’])([aceiou]) (?:prend|porte|a|avec)(?: bien)? (?:un |une |l['’])?({_MARK})(?!\w)(?! sur)\)?",
    re.IGNORECASE,
)
# "stephane ph et pas f", "Christelle avec un C-H"
_DIGRAPH = re.compile(
    rf"(?<=\w)[\s,;:(]+(?P<with>(?:avec|en) )?(?:(?:un|le|des|et) )*(?P<letters>(?!(?:un|le|la|de|du|et|en|ou)(?!\w)){_LETTER}-?{_LETTER}|eau|sch)(?P<not>,? (?:(?:et|mais) )?(?:pas|non)(?: (?:pas|avec|un|des|en))* {_LETTER}{{1,3}}(?!\w))?(?!\w)(?! mots?)\)?",
    re.IGNORECASE,
)
_SAME_NAME = 70
_RANKS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "dernier": -1}
_MARKS = {"circonflexe": "\u0302", "aigu": "\u0301", "aigus": "\u0301", "grave": "\u0300", "trema": "\u0308", "tremas": "\u0308", "cedille": "\u0327"}  # fmt: skip
_SUBSTITUTES = {"y": "i", "i": "y", "k": "cq", "c": "ks", "z": "s", "s": "cz", "w": "v", "v": "w", "f": "p", "q": "ck", "ph": "f"}  # fmt: skip
_SPOKEN_AT_END = frozenset("dtsxzepglr")


@dataclass(frozen=True, slots=True)
class SpellingHint:
    """One remark: what (a letter, "accent", "trait d'union"…), how many, wanted or not, where; denied ("pas avec un t").

    `on` is the letter that bears a mark, `rank` which of several alike (-1: the last); `beside` is "apres" or "avant"
    where a letter goes beside the letter `on`.
    """

    wanted: bool
    what: str
    count: int | None
    at_end: bool
    on: str | None
    in_middle: bool = False
    denied: bool = False
    rank: int = 0
    at_start: bool = False
    beside: str | None = None


def join_spelt(text: str) -> str:
    """Returns the text with its spelt-out words joined: "B.é.r.a.r.d" → "Bérard"; "R comme Renée" counts as a letter."""
    said = _SAID_BLANK.sub(" ", _SAID_HYPHEN.sub("-", _CAPITAL_OF_NAME.sub(r"\g<name>", from_alphabet(text))))
    text = _AS_IN.sub(r"\1", said)
    spelt = _DOUBLED.sub(r"\1 \1", _with_accents(_SAID_MARK.sub(_marked, _SAID_CASE.sub(r"\1\2", text))))
    found = _SPELT.search(spelt)
    if not found or _ONLY_PAIRS.fullmatch("".join(re.findall(_LETTER, found.group())).lower()):
        return _ONE_AS_IN.sub(r" avec \1", said)
    text = spelt[: found.end()] + _REMARK_AFTER.sub("", spelt[found.end() :], count=1)
    return _said_far_before(text) or _SAYS_TO_SPELL.sub("", _SAID_THEN_SPELT.sub(_join, text))


def _marked(found: re.Match[str]) -> str:
    """Returns the letter whose mark is said ("E accent aigu" → "É"); a letter said twice for it counts once."""
    said = fold_name(found["mark"])
    mark = next((mark for word, mark in _MARKS.items() if word in said), "\u0308" if "point" in said else "\u0302")
    bare = unicodedata.normalize("NFD", found["letter"])[0]
    before = f"{found['same']} " if found["same"] and bare.lower() != "e" else ""
    return before + unicodedata.normalize("NFC", bare + mark)


def _with_accents(text: str) -> str:
    """Returns a text whose spelt letters have no remark "with an accent" among them; one that is needed stands last."""
    is_needed = any(found["letter"].isascii() for found in _SAID_ACCENT.finditer(text))
    bare = _SAID_ACCENT.sub(r"\g<letter>", text)
    return f"{bare}, avec accent" if is_needed else bare


def _said_far_before(text: str) -> str | None:
    """Returns the text up to the name that it spells after other words ("lefebvre alors attention L E F E B V R E")."""
    found = _SPELT.search(text)
    if not found:
        return None
    spelt = "".join(re.findall(_LETTER, found.group()))
    parts = list(re.finditer(rf"(?<![\w'’]){_LETTER}+(?![\w'’])", text[: found.start()]))
    for size in (3, 2):  # "Le Goff, L E G O F F"
        said = parts[-size:]
        if len(said) == size and fold_name("".join(part.group() for part in said)) == fold_name(spelt):
            return text[: said[-1].end()] + text[found.end() :]
    for word in re.finditer(rf"(?<![\w'’]){_LETTER}{{3,}}(?![\w'’])", text[: found.start()]):
        if (
            word.group()[0].lower() == spelt[0].lower()
            and ratio(fold_name(word.group()), fold_name(spelt)) >= _SAME_NAME
        ):
            if spelt[-2:-1] == spelt[-1:] and fold_name(word.group()) == fold_name(spelt[:-1]):
                spelt = spelt[:-1]  # "Rey, R E Y, Y à la fin"
            name = word.group() if fold_name(word.group()) == fold_name(spelt) else spelt.lower()
            name = spelt.lower() if fold_name(spelt) != spelt.lower() else name
            return text[: word.start()] + name + text[found.end() :]
    return None


def _join(found: re.Match[str]) -> str:
    """Joins the letters; a name said just before is the same one, and its own accents are kept."""
    said, spelt = found["said"], "".join(re.findall(_LETTER, found["spelt"]))
    if not said:
        return spelt.title() if spelt.isupper() else spelt
    if spelt[-2:-1] == spelt[-1:] and fold_name(said) == fold_name(spelt[:-1]):
        return said  # "Rey, R E Y, Y à la fin"
    if fold_name(said) == fold_name(spelt):
        return said if said.lower() != fold_name(said) else spelt.lower()
    if fold_name(said).startswith(fold_name(spelt)) or fold_name(said).endswith(fold_name(spelt)):  # "Mickael, k a e l"
        return said
    return (
        spelt
        if ratio(fold_name(said), fold_name(spelt)) >= _SAME_NAME
        else f"{found['before']}{spelt.title() if spelt.isupper() else spelt}"
    )


def split_hints(text: str) -> tuple[str, tuple[SpellingHint, ...]]:
    """Returns the text without its remarks on spelling, and the remarks."""
    text, apostrophe = split_apostrophe(text)
    text = _ORDERS_MARK.sub("avec un ", _DENIES_MARK.sub("sans ", text))
    text = _without_digraph(_CHAPEAU.sub("accent circonflexe sur", _Y.sub("y", text)))
    text = _LETTER_TAKES.sub(r" avec \2 sur le \1", _MARKED_LETTER.sub(r" avec \2 sur le \1", text))
    text = _COUNTED.sub(r" avec \1", _OTHER_NAME_WITH.sub(" ", text))
    text = _BARE_COUNT.sub(lambda found: f" en {'un' if found[1].lower().startswith('un') else 'deux'} mots", text)
    text = _BARE_PLACE.sub(r" avec \1", _TWO_DOTS.sub("tréma", text))
    text = _RATHER_THAN.sub(r" avec \1", text)
    text = _END_MARK.sub(r" avec \1", _BARE_MARK.sub(r" avec \1", text))
    for _ in range(2):
        text = _ONE_MORE.sub(r"\1\2 \3 \2 \4", text)
    text, ending = _split_ending(text)
    hints = tuple(_as_hint(found) for found in _HINT.finditer(text))
    if any(not hint.denied for hint in hints):  # "avec un d, pas un t": the letter that is there says it all
        hints = tuple(hint for hint in hints if not hint.denied)
    elided = (_of_apostrophe(apostrophe),) if apostrophe else ()
    return (_HINT.sub(" ", text) if hints else text), (*hints, *ending, *elided)


def _of_apostrophe(told: Apostrophe) -> SpellingHint:
    """Returns the remark on an apostrophe as one among the others."""
    return SpellingHint(
        told.wanted, "apostrophe", None, False, told.letter, beside="avant" if told.is_before else "apres"
    )


def _without_digraph(text: str) -> str:
    """Returns a text without the remark on two letters that the name has already ("stephane ph et pas f")."""
    for found in _DIGRAPH.finditer(text):
        letters = fold_name(found["letters"]).replace("-", "")
        is_remark = found["not"] or found["with"]
        if is_remark and len(set(letters)) > 1 and letters in fold_name(text[: found.start()]):
            return text[: found.start()] + " " + text[found.end() :]
    return text


def _split_ending(text: str) -> tuple[str, tuple[SpellingHint, ...]]:
    """Returns a text without its remark on how the name ends ("avec eau à la fin"), and the remark."""
    found = _ENDING.search(text)
    if not found or not any(fold_name(found["letters"]) in sound for sound in _SAME_SOUNDS):
        return text, ()
    hint = SpellingHint(True, fold_name(found["letters"]), None, True, None)
    return text[: found.start()] + " " + text[found.end() :], (hint,)


def _with_ending(name: str, ending: str) -> str:
    """Returns the name with its last sound written as told ("Bruno", "eau" → "Bruneau")."""
    folded = fold_name(name)
    if folded.endswith(ending) or len(folded) != len(name):
        return name
    sound = next(sound for sound in _SAME_SOUNDS if ending in sound)
    written = max((other for other in sound if folded.endswith(other)), key=len, default="")
    return name[: -len(written)] + ending if written else name


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
    where = where.strip()
    on = where[-1] if where.startswith(("sur", "apres", "avant")) else None
    rank = next((rank for said, rank in _RANKS.items() if said in where), 0)
    is_denied = re.search(r"(?<!\w)(?:pas|non|jamais)(?!\w)", how) is not None
    is_wanted = "sans" in how if is_denied else not how.startswith("sans")
    if is_denied and count and not is_wanted:  # "pas avec deux t": with one
        is_wanted, count = True, 3 - count
    return SpellingHint(
        is_wanted,
        what,
        count,
        "fin" in where,
        on,
        "milieu" in where,
        is_denied,
        rank,
        where.startswith("devant") or "debut" in where,
        where[:5] if on and where[:3] != "sur" else None,
    )


def apply_hint(name: str, hint: SpellingHint) -> str:
    """Returns the name spelt as the remark says; as it is when it agrees already or the remark is not clear."""
    what = hint.what
    if what == "apostrophe":
        return with_apostrophe(name, Apostrophe(hint.wanted, hint.on, is_before=hint.beside == "avant"))
    if what.startswith(("tiret", "trait")):
        return name.replace(" ", "-") if hint.wanted else name.replace("-", " ")
    if what in {"un mot", "un mots", "seul mot", "attache", "deux mots"}:
        return in_two_words(name) if what == "deux mots" else name.replace("-", "").replace(" ", "")
    if any(what in sound for sound in _SAME_SOUNDS):
        return _with_ending(name, what)
    if len(what) == 1:
        if hint.at_end and not hint.wanted and not name.lower().endswith(what):  # "André sans e à la fin"
            return name
        if hint.at_start and not hint.wanted:  # "Hamed sans le a devant"
            return name[1:].capitalize() if fold_name(name).startswith(what) else name
        return _with_letter(name, hint) if hint.wanted else _without_letter(name, what)
    mark = next((mark for word, mark in _MARKS.items() if word in what.split()), None)
    if mark is None and not what.startswith("accent"):
        return name
    return _with_mark(name, mark, hint.on, hint.rank) if hint.wanted else _without_marks(name, mark)


def is_of_parts(hint: SpellingHint) -> bool:
    """Returns whether a remark is on how the words of one name are joined ("sans tiret entre les deux")."""
    return hint.what.startswith(("tiret", "trait")) or hint.what.endswith(("mot", "mots"))


def in_two_words(name: str) -> str:
    """Returns a name in two words: at its hyphen, or where two first names meet ("Annelise")."""
    if "-" in name or " " in name:
        return name.replace("-", " ")
    for cut in range(3, len(name) - 2):
        one, two = name[:cut], name[cut:].title()
        if is_first_name(one) and is_first_name(two):
            return f"{one} {two}"
    return name


def _without_marks(name: str, mark: str | None) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    kept = (c for c in decomposed if not (unicodedata.combining(c) if mark is None else c == mark))
    return unicodedata.normalize("NFC", "".join(kept))


def _with_mark(name: str, mark: str | None, on: str | None, rank: int = 0) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    if mark in decomposed if mark else any(unicodedata.combining(c) for c in decomposed):
        return name
    parts = re.split(r"([ -])", name)
    for place, part in enumerate(parts):
        for spelling in first_name_spellings(part):
            marks = unicodedata.normalize("NFD", spelling)
            if mark in marks if mark else marks != spelling:
                return "".join([*parts[:place], spelling, *parts[place + 1 :]])
    bearers = on or {"\u0327": "c", "\u0301": "e", "\u0300": "e", None: "e", "\u0302": "eaoiu", "\u0308": "eiu"}[mark]
    places = [index for index, letter in enumerate(name) if letter.lower() in bearers and (on or index < len(name) - 1)]
    if mark == "\u0308" and not on:  # it parts two vowels
        places = [at for at in range(1, len(name)) if name[at] in "eiuy" and name[at - 1].lower() in "aeiouy"]
    if len(places) != 1 and not (places and (on or bearers == "e")):
        return name
    place = places[rank - 1 if 0 < rank <= len(places) else min(rank, 0)]
    is_open = re.fullmatch(r"[^aeiouy]+e", name[place + 1 :].lower()) is not None  # "Lefèvre", but "Célia"
    marked = (
        name[: place + 1]
        + (mark or ("\u0300" if is_open and name[place].lower() == "e" else "\u0301"))
        + name[place + 1 :]
    )
    return unicodedata.normalize("NFC", marked)


def _replaced(name: str, start: int, end: int, letters: str) -> str:
    new = letters.title() if start == 0 and name[:1].isupper() else letters
    return name[:start] + new + name[end:]


def _with_letter(name: str, hint: SpellingHint) -> str:
    letter, folded = hint.what, fold_name(name)
    if len(folded) != len(name):
        return name
    if hint.beside and hint.on and hint.on in folded:
        group = letter * (hint.count or 1)
        if (hint.on + group if hint.beside == "apres" else group + hint.on) in folded:
            return name
        at = folded.find(hint.on) + (hint.beside == "apres")
        is_there = folded[at : at + 1] == letter if hint.beside == "apres" else folded[at - 1 : at] == letter
        return name if is_there else _replaced(name, at, at, letter)
    if hint.at_end and hint.count != 2:
        if folded[-1] in _SUBSTITUTES.get(letter, "") or {folded[-1], letter} == {"d", "t"}:
            return name[:-1] + letter
        return name if folded.endswith(letter) else name + letter
    is_middle, inner = hint.in_middle, folded.find(letter, 1, -1)
    if hint.count == 2 and is_middle and inner > 0 and letter * 2 not in folded[1:-1]:
        return _replaced(name, inner + 1, inner + 1, letter)
    place = folded.rfind(letter) if hint.at_end else folded.find(letter)
    doubled = folded.find(letter * 2)
    if hint.count == 1:
        return name if doubled < 0 else name[:doubled] + name[doubled + 1 :]
    if hint.count == 2 and place >= 0:
        return name if folded.count(letter) >= 2 else _replaced(name, place + 1, place + 1, letter)
    return name if place >= 0 else _with_new_letter(name, folded, letter)


def _with_new_letter(name: str, folded: str, letter: str) -> str:
    """Returns the name with a letter that it lacks: the spelling of a listed first name, else the likeliest place."""
    if letter in "dt" and folded[-1] in "dt":
        return name[:-1] + letter
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
