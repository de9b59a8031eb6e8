"""What is said about the beginning of a number apart from it: "6 39 98 00 01, indicatif 33", "avec le zéro devant"."""

import re

_CODE = re.compile(
    r"[\s,;.(]*(?<!\w)(?:(?:avec|et|c['’ ]?est|pour|plus|l['’]|un|le|mon|code|country|pays|du|de)\s*)*(?:indicatif|pr[ée]fixe|code(?: du| de)? pays|country code|prefix)(?: (?:de|du|pour)(?: la| le| l['’])? ?[^\W\d_]+)?\s*(?:(?:international|est|c['’ ]?est|le|:|=)\s*)*\(?(?:\+|00|plus )?\s*(?P<code>\d{1,3})(?!\d)\)?(?:\s*(?:puis|et|,|;|:|ensuite)\s*(?:le\s+)?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d+])\(?0?\)?\s?(?P<rest>[1-9](?:[\s.\-/,]{0,2}\d){8})(?!\d)")
_ZERO_AHEAD = re.compile(
    r"[\s,;.(]*(?<!\w)(?:(?:il faut|mettez|mettre|ajoutez|ajouter|rajoutez|sans oublier|n['’]oubliez pas|il manque|avec|et|plus|y a|on met|il y a)\s+)*(?:le|un)?\s*(?:z[ée]ro|0)\s+(?:tout )?(?:devant|avant|au d[ée]but|en t[êe]te|en premier|d['’]abord)(?!\w)(?:\s*(?:puis|et|,|;|:)\s*)?\)?",
    re.IGNORECASE,
)


def with_beginning(text: str) -> str:
    """Returns a text whose nine digits have the code or the zero that is told apart from them; as it is without any."""
    if code := _CODE.search(text):
        rest = f"{text[: code.start()]} {text[code.end() :]}"
        if number := _NUMBER.search(rest):
            return f"{rest[: number.start()]} +{code['code']} {number['rest']} {rest[number.end() :]}"
    if zero := _ZERO_AHEAD.search(text):
        rest = f"{text[: zero.start()]} {text[zero.end() :]}"
        if number := _NUMBER.search(rest):
            return f"{rest[: number.start()]} 0{number['rest']} {rest[number.end() :]}"
    return text
