"""Answers that mend or settle themselves: "le 5… euh non le 12", "Lens ou Arras, mettez Lens", "la Loire, pas l'Ain".

Pure text work, shared by the readers: where the last word of an answer begins, what is denied in it, what is only a
remark. Whether the part that is left gives a value is the readers' business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Turn(Enum):
    """Why the end of an answer counts more than its beginning."""

    REPAIR = "repair"  # "euh non", "pardon", "enfin", "ou plutôt"
    CHOICE = "choice"  # "mettez", "disons", "va pour"
    RESULT = "result"  # "donc", "soit"


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of an answer that settles it, and what was said before."""

    turn: Turn
    head: str
    tail: str


_HESITATION = r"(?:(?:a+h|oh|euh+|heu+|hum+|oups|mince|zut|ha|bah|ben|mais|et|attends|attendez)[\s,.…!]*)*"
_NO = r"(?<!\bet )(?<!\bEt )(?:non|nan|nn)(?!\s*(?:merci|plus\b|loin|pas\b|stop|renouvel|\?|-))"
_WRONG = (
    r"(?:pardon|oups|rectification|correction|erreur|je (?:corrige|rectifie)|(?:je )?(?:veux|voulais) dire|"
    r"je me (?:suis )?tromp\w+|au(?: temps|tant) pour moi|(?:effac|annul|supprim|ray|biff)e[rz]?|je disais|j['’ ]ai dit|j['’ ]ai (?:mal|voulu) (?:dit|dire|parl[ée])|je dis (?:une bêtise|n['’]importe quoi)|d[ée]sol[ée]e?)"
)
_RATHER = (
    r"(?:ou )?(?:plut[ôo]t|enfin|finalement|en fait|en r[ée]alit[ée]|en vrai|en pratique|(?:à|a) la r[ée]flexion|tout compte fait|"
    r"plus (?:exactement|pr[ée]cis[ée]ment)|(?:à|a) vrai dire|apr[èe]s r[ée]flexion)"
)
_CUT = r"(?:^|[\s,;:.…!?()\-–—])"
_MARKERS = (
    (Turn.REPAIR, re.compile(rf"{_CUT}{_HESITATION}(?:{_NO}|{_WRONG}|{_RATHER})(?!\w)(?:[\s,;:.…!]+(?:{_NO}|{_WRONG}|{_RATHER}|attend(?:s|ez)|c['’]?est|mettez|mets|disons)(?!\w))*", re.IGNORECASE)),
    (Turn.REPAIR, re.compile(r"(?<=\w)\s*(?:[,.…]+\s*(?:euh+|heu+|oups|mince|zut)|\s(?:euh+|heu+|oups))(?!\w)", re.IGNORECASE)),
    (Turn.CHOICE, re.compile(r"(?:[\s,;:.…!?()\-–—])(?:(?:donc|bref|alors|du coup|bon|mais|allez|et|je vous laisse choisir)[\s,]+)*(?:mettez|mets|mettre|retenez|retiens|notez|note|prenez|prends|gardez|garde|disons|marquez|inscrivez|[ée]crivez|comptez|on va dire|on dit|je dirais|va pour|allez|partons sur|partez sur|restons sur|on reste sur|(?:je|on) (?:prends?|choisis|retiens|garde|vote pour)|de pr[ée]f[ée]rence|ma pr[ée]f[ée]rence va (?:à|a|au))(?!\w)(?:[ -](?:moi|donc|plut[ôo]t|bien|pour|sur|plus))*", re.IGNORECASE)),
    (Turn.CHOICE, re.compile(r"(?<=\w)\s*[.…;!?]+\s*(?:bon|bref|allez)[\s,.…]+(?=\w)", re.IGNORECASE)),
    (Turn.RESULT, re.compile(r"(?:[\s,;:.…!?()\-–—])(?:donc|du coup|soit|alors(?= (?:le|du|en|disons|plut[ôo]t) )|ce qui (?:fait|donne)|[çc]a (?:fait|donne)|autrement dit)(?!\w)", re.IGNORECASE)),
)  # fmt: skip
_WORD = re.compile(r"\w")
_TRAILING = re.compile(r"[\s,;:.…!()\-–—]+\Z")
_LEADING = re.compile(r"\A[\s,;:.…!()\-–—]+")
_REMARK = re.compile(r"\s*[(\[]([^()\[\]\d]{2,200})[)\]]")
_DENIED = re.compile(
    r"(?:(?<=\w)|(?<=\)))\s*(?:[,;.…(–—-]\s*|\s)(?:(?:et|mais|surtout|donc|bien s[ûu]r)\s+)*(?:pas|non pas|et non|jamais|surtout pas)\s+"
    r"(?!besoin|mal\b|loin|trop|plus\b|tr[èe]s|encore|de souci|de probl)[^,;.!?…()\n]{2,80}",
    re.IGNORECASE,
)


def endings(text: str) -> Iterator[Ending]:
    """Yields the ends of an answer that may settle it, the last one first."""
    found = [(marker, turn) for turn, pattern in _MARKERS for marker in pattern.finditer(text)]
    for marker, turn in sorted(found, key=lambda hit: -hit[0].end()):
        head = _TRAILING.sub("", text[: marker.start() + 1] if marker.group()[:1].isalnum() else text[: marker.start()])
        tail = _LEADING.sub("", text[marker.end() :])
        if _WORD.search(head) and _WORD.search(tail):
            yield Ending(turn, head, tail)


def without_remarks(text: str) -> str:
    """Returns a text without what stands in brackets, figures apart; the text itself when nothing else is said."""
    bare = _REMARK.sub(" ", text).strip()
    return bare if _WORD.search(bare) else text


def without_denied(text: str) -> str:
    """Returns a text without what its end denies ("la Loire (42), pas les Pays de la Loire")."""
    bare = _DENIED.sub(" ", text).strip()
    return bare if _WORD.search(bare) else text
