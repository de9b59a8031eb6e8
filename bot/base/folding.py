"""Words as they are compared and put in order: small letters, no accents, ligatures or hyphens."""

import re
import unicodedata


def folded(text: str) -> str:
    """Returns words in lower case, without accents, ligatures or hyphens, a blank between."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
