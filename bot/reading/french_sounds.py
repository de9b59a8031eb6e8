"""The pronunciation of French names, and of what is written by ear in French, in a creole or by a learner.

One sign a sound: vowels A E O I U, W for "ou" and "w", X for "eu", H for a mute "e", 1 2 3 for the nasals "an", "in",
"on"; Y for the "ill" of "Marseille"; consonants by their letter, with C for "ch", J for "j" and Q for "gn".
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

_VOWEL = "aàâäeéèêëiîïoôòöuùûüy"
_END = r"(?![a-zà-ÿ])"
_NASAL = rf"(?![{_VOWEL}nmh])"  # no vowel and no second n behind
_SOFT = "[eéèêëiîïy]"
_ILL = "(?=[eéèêëiîïyoa])"

# Spellings, separated by blanks, and their sound; of those that begin at a letter the first one that fits counts.
_Rules = tuple[tuple[str, str], ...]
_VOWELS_TOGETHER: _Rules = (
    (rf"ouille? ouil{_END}", "WY"),
    (rf"eaux? aul[td]s?{_END} au", "O"),
    (r"[uo]eill? euill?", "XY"),
    (r"oeu eu eû", "X"),
    (rf"oin{_NASAL}", "W2"),
    (rf"oy(?=[{_VOWEL}])", "WAY"),
    (r"oi oî oy", "WA"),
    (r"ou où oû", "W"),
    (rf"aill{_ILL} ail{_END}", "AY"),
    (rf"eill{_ILL} eil{_END}", "EY"),
    (r"(?<=[vl])ill", "IL"),
    (rf"ill{_ILL}", "IY"),
    (rf"[ae]in{_NASAL} [iyïîu]n{_NASAL} [ae]im(?=[bp]) [iyïîu]m(?=[bp])", "2"),
    (rf"(?<=j)ean{_NASAL} a[eëo]n{_NASAL}", "1"),
)  # fmt: skip
_CONSONANTS: _Rules = (
    (r"ph ff?", "F"),
    (rf"ch(?=[rlnm]) (?<=ba)ch{_END} ck cqu qu q kk?", "K"),
    (r"sch sh ch", "C"),
    (rf"cc(?={_SOFT}) x", "KS"),
    (rf"ç s?c(?={_SOFT}) ss", "S"),
    (r"c+", "K"),
    (r"gn ñ", "Q"),
    (rf"gu(?={_SOFT})", "G"),
    (r"ge(?=[aàâoôu]) d?j", "J"),
    (r"th tt?", "T"),
    (r"rh rr?", "R"),
    (r"ll?", "L"),
    (r"mm?", "M"),
    (r"nn?", "N"),
    (r"pp?", "P"),
    (r"bb?", "B"),
    (r"dd?", "D"),
    (r"v", "V"),
    (r"w", "W"),
    (r"zz?", "Z"),
    (r"h", ""),
)  # fmt: skip
_VOWELS_ALONE: _Rules = (
    (r"aï", "AI"),
    (r"ai aî ei [éèêë]", "E"),
    (r"[aàâä]", "A"),
    (rf"(?<=[{_VOWEL}])y [iîïy](?=[{_VOWEL}])", "Y"),
    (r"[iîïy]", "I"),
    (r"[oôòö]", "O"),
    (r"[uùûü]", "U"),
)  # fmt: skip
_FRENCH: _Rules = (
    *_VOWELS_TOGETHER,
    (rf"[iy]en(?=s?{_END})", "Y2"),
    (rf"[ae]n{_NASAL} [ae]m(?=[bp])", "1"),
    (rf"[oô]n{_NASAL} [oô]m(?=[bp])", "3"),
    (rf"(?<=[{_VOWEL}nmrl])(?:[stdpxz]+|gt?s?|bs|(?<=n)cs?){_END} (?<=[nr])[td](?=[bcdfgjlmpqv])", ""),
    *_CONSONANTS,
    (rf"(?<=[{_VOWEL}])s(?=[{_VOWEL}])", "Z"),
    (r"s", "S"),
    (rf"gg?(?={_SOFT})", "J"),
    (r"g+", "G"),
    (rf"[ae]y(?=[{_VOWEL}])", "EY"),
    (r"[ae]y", "E"),
    (rf"(?<=[iygh])ers?{_END} e[zt]s?{_END}", "E"),
    (rf"es?{_END}", ""),
    (rf"e(?=ll|tt|nn|mm|ss|rr|pp|ff|x|[^{_VOWEL}\W][^{_VOWEL}rlh\W]|[^{_VOWEL}\W]s?{_END})", "E"),
    (r"e", "H"),
    *_VOWELS_ALONE,
)  # fmt: skip
# As whoever writes what they hear spells it: every letter is said.
_BY_EAR: _Rules = (
    *_VOWELS_TOGETHER,
    (rf"en{_NASAL}", "2"),
    (rf"an{_NASAL} [ae]m(?=[bp])", "1"),
    (rf"[oô]n{_NASAL} [oô]m(?=[bp])", "3"),
    *_CONSONANTS,
    (r"s", "S"),
    (r"g+", "G"),
    (r"e", "E"),
    *_VOWELS_ALONE,
)  # fmt: skip


def _speaker(rules: _Rules) -> Callable[[str], str]:
    """Returns what says a text; an empty group behind each spelling tells which one was found."""
    spellings = [(spelling, heard) for many, heard in rules for spelling in many.split()]
    pattern = re.compile("|".join(f"{spelling}()" for spelling, _ in spellings))
    sounds = ["", *(heard for _, heard in spellings)]
    return lambda text: pattern.sub(lambda found: sounds[found.lastindex or 0], text)


_say_french, _say_by_ear = _speaker(_FRENCH), _speaker(_BY_EAR)
_WORDS = {
    "saint": "S2", "saints": "S2", "sainte": "S2T", "saintes": "S2T", "le": "LH", "de": "DH", "les": "LE", "des": "DE", "lès": "LE", "lez": "LE",
    "et": "E", "en": "1", "aix": "EKS", "metz": "MES", "reims": "R2S", "lens": "L1S", "jean": "J1", "agen": "AJ2",
}  # fmt: skip
# Words whose last letter is heard before a vowel: "les Abymes", "Saint-André", "Grand-Aulnay".
_LIAISONS = {
    "les": "Z", "des": "Z", "aux": "Z", "lès": "Z", "lez": "Z", "saints": "Z", "vieux": "Z", "trois": "Z", "deux": "Z", "bons": "Z", "saint": "T",
    "grand": "T", "petit": "T", "en": "N",
}  # fmt: skip
# Words of creoles in names of places.
_IN_CREOLE = {"lo": "le", "ti": "petit", "gran": "grand", "sin": "saint", "sint": "sainte", "sen": "saint", "sent": "sainte", "senn": "saint"}  # fmt: skip
CREOLE_SAINTS = frozenset(["sin", "sint", "sen", "sent", "senn"])
_SAINTS = {"sint": "saint", "sent": "saint"}  # of men as well
_NOT_NASAL = {"1": "AN", "2": "IN", "3": "ON"}  # "Narbon" is Narbonne
_DOUBT = 0.3
_HEARD_VOWELS = frozenset("AEIOUWX123")
_LETTERS = re.compile(r"[a-zà-ÿ]+")
_TWICE = re.compile(r"([^\n])\1+")
_SKELETON = str.maketrans({
    **dict.fromkeys("AEIOUXHYWR", ""), **dict.fromkeys("MNQ123", "N"), **dict.fromkeys("SZCJ", "S"), **dict.fromkeys("PB", "P"),
    **dict.fromkeys("TD", "T"), **dict.fromkeys("KG", "K"), **dict.fromkeys("FV", "F"),
})  # fmt: skip


def letters(text: str) -> list[str]:
    """Returns the words of a text in small letters with their accents."""
    text = unicodedata.normalize("NFC", text.lower()).replace("œu", "eu").replace("œ", "é").replace("æ", "é")
    return _LETTERS.findall(text)


def may_link(words: Iterable[str]) -> bool:
    """Returns whether a word may be heard with the beginning of the next ("les", "saint")."""
    return not _LIAISONS.keys().isdisjoint(words)


class Voice:
    """Says names in French, remembering the words that it said."""

    def __init__(self) -> None:
        self._said: dict[str, str] = dict(_WORDS)

    def say(self, words: Iterable[str], *, liaison: bool = True) -> str:
        """Returns the sounds of a name, its words drawn together ("les Abymes" → LEZABIM)."""
        heard, last = "", ""
        for word in words:
            sounds = self._said.get(word)
            if sounds is None:
                sounds = self._said[word] = _say_french(word)
            if liaison and last in _LIAISONS and sounds[:1] in _HEARD_VOWELS and word[0] != "h":
                heard += _LIAISONS[last]
            heard += sounds
            last = word
        return _TWICE.sub(r"\1", heard)


def heard_in(words: list[str]) -> dict[str, float]:
    """Returns what words written by ear may sound like, and how unlikely: as French spells, and as it is spelt by ear."""
    voice = Voice()
    heard: dict[str, float] = {}
    saints = [_SAINTS.get(word, word) for word in words]
    for spelt in (words, saints) if saints != words else (words,):
        said = [_IN_CREOLE.get(word, word) for word in spelt]
        by_ear = _TWICE.sub(r"\1", "".join(_WORDS.get(word) or _say_by_ear(word) for word in said))
        heard |= dict.fromkeys((voice.say(said), voice.say(said, liaison=False), by_ear), 0.0)
        if said and said[-1].endswith("e"):
            heard.setdefault(by_ear[:-1], 0.0)
    for sounds in list(heard):
        if sounds[-1:] in _NOT_NASAL:
            heard.setdefault(sounds[:-1] + _NOT_NASAL[sounds[-1]], _DOUBT)
    return heard


def skeleton(sounds: str) -> str:
    """Returns the consonants, each kind once in a row, without "r" and "w", which are often lost.

    Args:
        sounds: those of one name, or of several on a line each.
    """
    return _TWICE.sub(r"\1", sounds.translate(_SKELETON))


# How unlike two sounds are, 1 for any that are not listed.
_LIKE = {
    frozenset(pair): unlike
    for unlike, pairs in (
        (0.1, "HE EX IY WU OW"),
        (0.2, "SZ"),
        (0.3, "UI RW XO XU AE VW HX A1 E2 O3 1N QN HO"),
        (0.4, "CS GJ JZ CJ 12 13 TD PB KG FV YL QY HA EI EO I2 U2 XW"),
        (0.6, "CK OA JY JD 1E 3W AO 23"),
    )
    for pair in pairs.split()
}
# How easily a sound is lost or added, 1 for any that is not listed.
_LOST = {"H": 0.15, "R": 0.4, "E": 0.6, "X": 0.5, "W": 0.4, "Y": 0.3, "N": 0.5, "Z": 0.5, "K": 0.8}
_LOST_AT_END = {**dict.fromkeys("STDPZGBKL", 0.35), "R": 0.2}
_R_BESIDE_CONSONANT = 0.2


def unlikeness(one: str, other: str) -> float:
    """Returns how much the sounds of two names differ: 0 for the same, 1 for one wrong sound."""
    losses = [_loss(other, position) for position in range(len(other))]
    above = [0.0]
    for lost in losses:
        above.append(above[-1] + lost)
    for position, mine in enumerate(one):
        lost = _loss(one, position)
        row = [above[0] + lost]
        for column, sound in enumerate(other):
            swapped = 0.0 if mine == sound else _LIKE.get(frozenset((mine, sound)), 1.0)
            row.append(min(above[column] + swapped, above[column + 1] + lost, row[-1] + losses[column]))
        above = row
    return above[-1]


def _loss(sounds: str, position: int) -> float:
    sound, following = sounds[position], sounds[position + 1 : position + 2]
    if not following:
        return _LOST_AT_END.get(sound) or _LOST.get(sound, 1.0)
    if not position and sound != "H":
        return 1.0
    if sound == "R" and not {following, sounds[position - 1]} <= _HEARD_VOWELS:
        return _R_BESIDE_CONSONANT
    return _LOST.get(sound, 1.0)
