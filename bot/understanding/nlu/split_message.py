"""Splitting a message into parts that may each ask something."""

import re

MIN_PART_WORDS = 2  # of a part
MAX_PARTS = 4
_END_OF_PART = re.compile(
    r"(?<=[?!.;])\s|\n"
    r"|\s(?=(?:et|pis|puis|sinon|aussi)\s(?:est|c|combien|quand|comment|pourquoi|qui|quel|on|ya|il|faut|ca|ça|je)\b)"
)
_ADDRESS_OR_WORD = re.compile(r"\S+")
_PHONE = re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d\d){4}(?=[\s,;])")
_GREETING = re.compile(
    r"^(?:(?:(?:re)?bonjour|bjr|bonsoir|bsr|salut|slt|coucou|cc|hello|hey|wesh|yo|salam|merci|madame|monsieur|mme|mr"
    r"|m(?=\.)|à tous|a tous|tout le monde|et)\b|,|!|\.|…|-|\s)+",
    re.IGNORECASE,
)


def split_message(text: str) -> list[str]:
    """Parts of a message without its greeting, empty if there is only one."""
    body = _GREETING.sub("", text)
    parts = [part.strip() for part in _END_OF_PART.split(_after_contacts(body))]
    parts = [part for part in parts if len(part.split()) >= MIN_PART_WORDS]
    if not parts and body.strip() and len(body) < len(text) and "merci" not in text.lower():
        return [body.strip()]  # "bonjour, inscription"; not "merci beaucoup"
    return [] if parts == [text.strip()] else parts[:MAX_PARTS]


def _after_contacts(text: str) -> str:
    """The text with a line break after each e-mail address and phone number: « …@exemple.fr qui va lire ça »."""
    text = _ADDRESS_OR_WORD.sub(lambda word: f"{word[0]}\n" if "@" in word[0] else word[0], text)
    return _PHONE.sub(r"\g<0>\n", text)
