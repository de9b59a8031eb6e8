"""First and last names as candidates write them."""

import re

from bot.reading.declining import declines, declines_in_another_language
from bot.reading.name_asides import last_tried, said_in_words, without_asides
from bot.reading.name_candidates import Weight, find_candidate, is_written_as_name, weigh
from bot.reading.name_case import tidy_name
from bot.reading.name_choice import chosen_by_rank
from bot.reading.name_foreign import in_french
from bot.reading.name_handles import is_handle, is_title
from bot.reading.name_in_sentence import find_in_sentence
from bot.reading.name_initials import without_initials
from bot.reading.name_labels import FIRST_NAME, LAST_NAME, Asked, in_order, read_labelled
from bot.reading.name_order import FullName, split_full_name
from bot.reading.name_origins import without_origin
from bot.reading.name_phrases import (
    Around,
    after_presentation,
    around_nickname,
    find_labels,
    has_civility,
    is_called_so,
    is_weakly_presented,
    normalise,
    repaired,
    says_i_am,
    strip_fillers,
    take_words,
    without_denied,
)
from bot.reading.name_sources import chosen_by_source
from bot.reading.name_spelling import SpellingHint, apply_hint, is_of_parts, join_spelt, split_hints
from bot.reading.name_statements import as_labels, said_whole, settled_by_now, undictated, written_in_the_end
from bot.reading.name_twice import read_said_twice
from bot.reading.name_words import (
    first_name_spellings,
    fold_name,
    is_first_name,
    is_homograph,
    is_pet_name,
)
from bot.reading.questions import looks_like_question
from bot.reading.result import NOTHING, Reading, Status

BIRTH_NAME = "birth_name"
NICKNAME = "nickname"

_MOST_CHARACTERS = 400
_LONGEST_NAME = 60
_CONTACT = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_ADDRESS = re.compile(r"[\s,;:(\-]*\S+@\S+")
_ECHO = re.compile(r"^\s*(?:mon |votre |le )?(?:nom(?: de famille)?|pr[ée]nom)\s*\?+\s*(?=\w)", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"(?<!\w)([^\W\d_]{2,})\s?(?:\.{2,}|…|-(?=\s))[\s.…-]*(?=\1(?:[^\W\d_]|\s+[^\W\d_]{2}))", re.IGNORECASE
)  # "Merca... Mercadier"
_INITIAL_D = re.compile(
    r"(?<![\w.-])(?<!\b\w )D\.\s+(?=[A-ZÀ-Þ][a-zà-ÿ])"
)  # not the particle that "D MOREAU" may begin by
_ONLY_CIVILITY = re.compile(r"^\W*(?:c['’ ]?est |je suis )?(?:mme|madame|la)\W*$", re.IGNORECASE)
_BEARS = re.compile(r"(?:je porte le|c['’ ]?est au|au|sous le) nom d(?:e |['’])(?=\w)", re.IGNORECASE)
_REALLY = re.compile(r"(?<!\w)(?:mais|sinon|en vrai|en r[ée]alit[ée]|officiellement|à l['’ ][ée]tat civil)(?!\w)\s*", re.IGNORECASE)  # fmt: skip
_APART = re.compile(r"[,.;(]|(?<!\w)(?:mais|et|sinon)(?!\w)", re.IGNORECASE)
_SHORTENED = re.compile(
    r"^\W*(?P<short>[^\W\d_][\w-]{1,8}?)(?P<gap>\s*[,.;:(=–]+\s*|\s+)(?P<link>(?:(?:c['’ ]?est|c|pour|pr|enfin|soit|donc|diminutif d['’]|(?:le )?diminutif de)\s*)*)(?P<whole>[^\W\d_][\w'-]{3,})[\s)]*(?:(?:quoi|en vrai|en fait|en entier|officiellement|sur (?:mes|les) papiers|au complet)(?:[\s,;.]+(?:mais|et|sauf que)(?!\w).*|\W*))?$",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"^\W*(?P<real>[^\W\d_][\w'’-]+),?\s+(?:(?:alias|dite?|ou)\s+[^\W\d_][\w'’-]+)\W*$", re.IGNORECASE)
_SHORT_FOR = re.compile(r"^\W*(?P<short>[^\W\d_]{2,7})[\s,(]+(?:c['’ ]?est )?(?:pour|(?:le )?(?:diminutif|raccourci|surnom) de|(?:l['’])?abr[ée]viation de|court pour)\s+(?P<whole>[^\W\d_][\w'’-]{3,})\W*$", re.IGNORECASE)  # fmt: skip
_MARRIAGE = re.compile(
    r"[\s,;(\-–]*(?<!\w)(?:(?P<birth>(?:née|nee|né|n[ée]\(e\))(?!\s+(?-i:à|a|au|aux|en|dans|sous|vers|ici|(?:le|un|une|pour|il|par|de|d['’])(?!\s+[A-ZÀ-Þ]))(?!\w))(?!\s+\d)|(?:de |mon )?nom de (?:naissance|jeune fille)(?: est| c['’ ]est|\s*:)?)|"
    r"(?P<wed>[ée]pouse|[ée]p\.|[ée]pse|[ée]pou[sx]e?|[ée]p|veuve|vve|divorc[ée]e|mari[ée]e(?: à| a)?|(?<!la )(?<!ma )(?<!une )(?<!en )femme|nom d['’ ]usage(?: est|\s*:)?|nom marital(?: est|\s*:)?))(?![\w'’])[\s:]*",
    re.IGNORECASE,
)


def read_names(text: str, asked: Asked) -> Reading:
    """Reads the names that a text gives.

    Args:
        text: what the candidate wrote.
        asked: the name that was asked; a single word is taken as that one.

    Returns:
        A reading whose value holds `last_name`, `first_name` or both, as far as said. Details may hold `birth_name`
        ("Dupont épouse Martin"). INVALID with reason `nickname` for a name that only others use. `sure` when a phrase
        or a label says that it is a name.
    """
    text = last_tried(_INITIAL_D.sub("", _CUT_OFF.sub("", text)))
    alone = _ADDRESS.sub(" , ", text)
    answer = normalise(alone if re.search(r"[^\W\d_]{2}", alone) else text, _MOST_CHARACTERS)
    said = without_asides(_ECHO.sub("", without_origin(undictated(without_initials(answer)))))
    french = in_french(_BEARS.sub("nom : ", said))
    cleaned = as_labels(french)
    if declines_in_another_language(answer):
        return Reading(Status.DECLINED)
    if (whole := said_whole(french) or said_in_words(french)) is not None:
        label, words = whole
        hyphens = tuple(hint for hint in split_hints(french)[1] if hint.what.startswith(("tiret", "trait")))
        return _as_reading(FullName(words) if label == "prénom" else FullName(last=words), asked, hyphens, sure=True)
    role = "prénom" if asked == FIRST_NAME else "nom de famille"
    if (chosen := chosen_by_source(french, role)) is not None:
        cleaned = chosen
    presented, hints = split_hints(join_spelt(cleaned))
    reading = _read(presented, asked, hints) if not _CONTACT.search(cleaned) else NOTHING
    if reading.status is Status.VALUE and (is_handle(text.strip()) or (asked == FIRST_NAME and is_title(text))):
        return Reading(Status.INVALID, reason=NICKNAME)
    if reading.status is Status.VALUE and is_called_so(text) and not _is_real(reading, asked):
        return Reading(Status.INVALID, reason=NICKNAME)
    if reading.answers:
        return reading
    if declines(text) and not looks_like_question(text):
        return Reading(Status.DECLINED)
    return NOTHING


def _read(text: str, asked: Asked, hints: tuple[SpellingHint, ...]) -> Reading:
    if (chosen := chosen_by_rank(text)) is not None:
        return _as_reading(
            FullName(first=(chosen,)) if asked == FIRST_NAME else FullName(last=(chosen,)), asked, hints, sure=True
        )
    written = written_in_the_end(text)
    if written is not None and (settled := _read(written, asked, hints)).status is Status.VALUE:
        return settled
    around = around_nickname(text)
    if around is not None and not declines(text):
        return _read_beside_nickname(around, asked)
    for last_word in settled_by_now(text):
        if (settled := _read(last_word, asked, hints)).status is Status.VALUE:
            return settled
    married = _read_marriage(text, asked)
    if married is not None:
        return married
    named = read_said_twice(text) or read_labelled(text, asked)
    if named is None and (presented := after_presentation(text)) is not None:
        is_one_name = asked == FIRST_NAME and any(map(is_of_parts, hints))  # "fatima zahra, sans tiret"
        words = take_words(repaired(strip_fillers(presented) or presented), told=True)
        is_in_two = is_one_name and len(words.words) == 2 and any(hint.what.startswith("deux") for hint in hints)
        named = FullName(words.words) if is_in_two else in_order(words, asked, told=not is_one_name)
    is_sure = named is not None
    if named is None:
        named = _from_bare(text, asked)
        is_sure = named is not None and is_weakly_presented(text) and _is_plain_full_name(named)
    if named is None and not declines(text) and (lone := find_in_sentence(repaired(without_denied(text)))) is not None:
        words, is_introduced = lone
        named = in_order(words, asked, told=is_introduced and len(words.words) > 1)
    if named is None:
        return NOTHING
    return _as_reading(named, asked, hints, sure=is_sure)


def _read_beside_nickname(around: Around, asked: Asked) -> Reading:
    after = around.after
    real = NOTHING if around.is_before else _read(around.before, asked, ())
    if real.status is Status.VALUE and (not around.refers_back or _is_real(real, asked)):
        return real
    contrast = _REALLY.search(after)
    later = None
    if apart := _APART.search(after):  # "on m'appelle Jojo, mon vrai prénom c'est Georges"
        later = read_labelled(after[apart.end() :], asked)
    later = later or read_labelled(after, asked)
    if later is not None:
        return _as_reading(later, asked, (), sure=True)
    if contrast is not None and (really := _read(after[contrast.end() :], asked, ())).status is Status.VALUE:
        return really
    return Reading(Status.INVALID, reason=NICKNAME)


def _is_real(reading: Reading, asked: Asked) -> bool:
    """Returns whether a name that one says to be called by is also a listed one ("Nina, on m'appelle comme ça")."""
    words = [word for name in reading.value.values() for word in name.split()]
    return not all(map(is_pet_name, words)) and (asked == LAST_NAME or any(map(is_first_name, words)))


def _read_marriage(text: str, asked: Asked) -> Reading | None:
    """Reads "Dupont épouse Martin" and "Martin née Dupont": the used name, the birth name among the details."""
    found = _MARRIAGE.search(text)
    if not found:
        return None
    before, after = _ONLY_CIVILITY.sub("", text[: found.start()]), text[found.end() :]
    if found["birth"] and not before.strip() and (wed := _MARRIAGE.search(after)) and wed["wed"]:
        before, after = after[wed.end() :], after[: wed.start()]  # "nom de jeune fille Dupont, nom marital Martin"
    right = take_words(after)
    left = _read(before, LAST_NAME, ()) if re.search(r"\w", before) else NOTHING
    if not right.words:
        return _read(before, asked, ()) if left.status is Status.VALUE and not found["wed"] else None
    given: dict[str, str] = dict(left.value) if left.status is Status.VALUE else {}
    if before.strip() and not given and find_labels(before) == []:
        return None
    other = split_full_name(list(right.words), asked_first=False, told=False, comma=right.comma)
    other_last = tidy_name(" ".join(other.last), is_last_name=True)
    if other.first and FIRST_NAME not in given:
        given[FIRST_NAME] = tidy_name(" ".join(other.first), is_last_name=False)
    if not other_last:
        return None
    birth, used = (other_last, given.get(LAST_NAME)) if found["birth"] else (given.get(LAST_NAME), other_last)
    given[LAST_NAME] = used or other_last
    details = {BIRTH_NAME: birth} if birth and birth != given[LAST_NAME] else {}
    return Reading(Status.VALUE, given, details=details, sure=True)


def _from_bare(text: str, asked: Asked) -> FullName | None:
    """Reads a text that has no label: the run of words in it that is most probably the name."""
    whole = text.strip(" .!")
    short = _SHORT_FOR.match(text)
    alias = _ALIAS.match(text)
    if alias and asked == FIRST_NAME and is_first_name(alias["real"]):
        return FullName(first=(alias["real"],))
    if short and asked == FIRST_NAME and is_first_name(short["whole"]):
        return FullName(first=(short["whole"],))  # "Jo pour Joséphine"
    if asked == FIRST_NAME and (shortened := _SHORTENED.match(text)) and _is_short_for(shortened):
        return FullName(first=(shortened["whole"],))
    if asked == FIRST_NAME and whole[:1].isupper() and whole in first_name_spellings(whole):
        return FullName(first=(whole,))
    if is_homograph(whole) and whole.isalpha():
        return (
            FullName(first=(whole,))
            if asked == FIRST_NAME and whole != fold_name(whole).title()
            else FullName(last=(whole,))
        )
    affirmed = without_denied(text)
    corrected = repaired(affirmed)
    found = find_candidate(corrected)
    if corrected != text and not (found and (weigh(found[1]) is Weight.NAME or is_written_as_name(found[1]))):
        found = find_candidate(affirmed) or find_candidate(text)  # what looked like a repair was a remark
    if found is None:
        return None
    segment, words = found
    is_told = says_i_am(segment) or (is_weakly_presented(segment) and len(words.words) > 1)
    return in_order(words, asked, told=is_told and not has_civility(segment))


def _is_short_for(found: re.Match[str]) -> bool:
    """Returns whether the second of two names is a listed first name that the first begins ("Fred. Frédéric quoi")."""
    short, whole = fold_name(found["short"]), fold_name(found["whole"])
    is_told = bool(found["gap"].strip() or found["link"])
    return is_told and is_first_name(whole) and whole.startswith(short) and len(whole) > len(short) + 1


def _is_plain_full_name(name: FullName) -> bool:
    return bool(name.first and name.last) and is_first_name(name.first[0]) and name.last[-1][:1].isupper()


def _as_reading(name: FullName, asked: Asked, hints: tuple[SpellingHint, ...], *, sure: bool) -> Reading:
    value: dict[str, str] = {}
    for field, words in ((LAST_NAME, name.last), (FIRST_NAME, name.first)):
        if words:
            value[field] = tidy_name(" ".join(words), is_last_name=field == LAST_NAME)
    hinted: str = asked if asked in value else next(iter(value))
    for hint in hints:
        value[hinted] = apply_hint(value[hinted], hint)
    if any(len(text) > _LONGEST_NAME for text in value.values()):
        return NOTHING
    return Reading(Status.VALUE, value, sure=sure)
