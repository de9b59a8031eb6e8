"""Whether what a match says is denied (« je ne m'énerve jamais ») or only imagined (« je pourrais m'énerver »)."""

import re
from collections.abc import Sequence

from bot.evidence.clauses import SUBJECTS, Clause
from bot.evidence.tokens import Token

_BEFORE = 10
_AFTER = 3
# Verbs whose denial affirms (« je n'hésite pas à redire »), then « pas à pas », « pas mal »: they deny nothing.
_AFFIRMS = (
    r"(?:ne )?(?:me |m )?(?:hesit|oubli|manqu|empech|lass|prive|gene)\w* (?:pas|jamais|plus|rien)"
    r"|ne (?:pas|jamais) (?:hesit|oubli|manqu)\w*"
)
_AFFIRMATIVE = re.compile(rf"\b(?:{_AFFIRMS})\b")
_NEUTRAL = re.compile(
    rf"\b(?:{_AFFIRMS}|pas a pas|sans (?:doute|faute|probleme|souci|cesse|hesiter|attendre|tarder|arret)|pas mal|pourquoi pas|pas (?:seulement|forcement que|uniquement)|non seulement"
    r"|pas (?:(?:de )?(?:souci|soucis|probleme|stress|panique)|grave)|(?:y a|est) pas (?:besoin|que))\b"
)
_ADVERB = re.compile(r"\b(?:pas|jamais|rien|aucun|aucune|aucunement|nullement|guere|surtout pas|non)\b")
_NO_MORE = re.compile(r"\bne (?:\w+ ){1,4}plus\b")
_NOUN_CUE = (
    r"au lieu|plutot que|loin de|hors de question|pas question|sans|interdi\w+ de|interdit de|inutile|abst\w+ de"
    r"|gard\w+ (?:bien )?de|reti\w+ de|evit\w+|refus\w+|arret\w+|cess\w+|renonc\w+ a|ni|nul besoin|zero"
    r"|ne (?:sert|servirait) a rien|empech\w+ de|resist\w+"
)
# The last: « je le laisse prendre la souris ».
_GOVERNOR = re.compile(rf"\b(?:{_NOUN_CUE})\b|\blaiss\w*(?: le| la| les| lui| monsieur| madame)?$")
_VERDICT = re.compile(
    r"^\s*(?:ca |ce |cela |que )?(?:(?:ne )?(?:sert|servirait|aide|aiderait|arrange|change|resou\w+|apporte)\w* "
    r"(?:a )?(?:rien|pas|personne|jamais)|(?:est|serait) (?:tentant|la pire|pire|contre productif|inutile|une erreur|exclu"
    r"|interdit|hors de question|a eviter|pas (?:une|la) solution|pas (?:mon|notre) role|pas possible))"
)
_IMAGINED = re.compile(
    r"\b(?:pourrai(?:s|t)|tente|tentant|tentation|envie de|risque\w* de|facile de|aurait pu|aurais pu|autrefois|avant je"
    r"|au debut je|certains|certaines|d autres|on (?:croit|pense) souvent|par reflexe|le reflexe)\b"
)
# « Jamais je ne prendrais la souris », « en aucun cas je crie »: the denial stands before the subject.
_FRONTED = re.compile(r"\b(?:jamais|(?:aucun|aucune|nul|nulle) \w+)$")
_OPENS = re.compile(
    r"\b(?:et|mais|pour|que|qui|ce|sans|plutot|au lieu|ni|si|quand|avant|avec|" + "|".join(sorted(SUBJECTS)) + r")\b"
)
_DOUBLE = re.compile(r"\b(?:pas|jamais|rien|plus|aucun\w*)\b.*\bsans(?: le| la| les| l| se| me| tout| bien)?$")
_PURPOSE = re.compile(r"\b(?:avant|afin|jusque a ce|de peur|pour)$")
_CONDITION = re.compile(r"^(?:et |mais |sauf |meme )?(?:si|quand bien meme)\b")


def _words(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.norm for token in tokens[start:end])


def _without_neutral(text: str) -> str:
    return _NEUTRAL.sub("", text)


def _denied_before(text: str) -> bool:
    """Tells whether words before a match, from the last subject on, deny it."""
    return bool(_ADVERB.search(text) or _NO_MORE.search(text) or _GOVERNOR.search(text))


def is_denied(tokens: Sequence[Token], clause: Clause, start: int, end: int, holds_negation: bool) -> bool:
    """Tells whether the match from token `start` to before `end` is denied.

    Args:
        tokens: the answer's tokens.
        clause: the clause where the match begins.
        start: first token of the match.
        end: token after the match.
        holds_negation: the pattern holds a negation of its own, so the words of the match are not searched.
    """
    first = max(clause.start, start - _BEFORE)
    before = _words(tokens, first, start)
    if holds_negation:
        if _AFFIRMATIVE.search(f"{before} {_words(tokens, start, end)}"):
            return True
        return bool(_GOVERNOR.search(before)) or bool(re.search(r"\b(?:jamais|pas)\b", before))
    if _DOUBLE.search(_words(tokens, clause.start, start)):
        return False
    last = min(clause.end, end + _AFTER)
    following = _own_words(_without_neutral(_words(tokens, start, last)))
    before = _without_neutral(_same_subject(before, tokens[start].norm))
    if _denied_before(before) or _ADVERB.search(following) or _NO_MORE.search(f"{before} {following}"):
        return True
    return bool(_VERDICT.match(_words(tokens, end, min(len(tokens), end + 6))))


def _same_subject(before: str, first: str) -> str:
    """Returns the words before a match that share its subject: in « si on a pas fini on se revoit », none."""
    words = before.split()
    linked = bool(words) and words[-1] in ("que", "qui", "ne")
    if first in SUBJECTS and not linked:
        return ""
    for index in range(len(words) - 1, -1, -1):
        if words[index] in SUBJECTS and (index == 0 or words[index - 1] not in ("que", "qui")):
            fronted = _FRONTED.search(" ".join(words[:index]))
            return " ".join([*([fronted[0]] if fronted else []), *words[index:]])
    return before


def _own_words(text: str) -> str:
    """Returns the text up to a word that opens something else (« sans », « ce qui », « pour »), the first word kept."""
    first, _, rest = text.partition(" ")
    return f"{first} {_OPENS.split(rest)[0]}"


def is_imagined(tokens: Sequence[Token], clause: Clause, start: int) -> bool:
    """Tells whether a fault that begins at token `start` is only imagined, tempting, past or somebody else's."""
    text = " ".join(token.norm for token in tokens[clause.start : start + 1] if token.is_word)
    if _IMAGINED.search(text) or _PURPOSE.search(_words(tokens, clause.start, start)):
        return True
    subjects = sum(token.norm in SUBJECTS or token.norm == "que" for token in tokens[clause.start : start + 1])
    return bool(_CONDITION.match(text)) and subjects <= 1
