"""Commands that users may type on any channel. Rasa's own commands never reach it.

Rasa would execute `/restart` or `/intent{…}` from anyone. A leading slash is therefore either a documented command,
replaced by the words that it stands for, or a control message that the bot answers with a sentence.
"""

import re

from bot.base.text_cleanup import clean_lines
from bot.records.conversations.resume_codes import ALPHABET, parse_code

UNKNOWN_COMMAND = "/unknown_command"
RESUME_WORDS = "reprendre"
GIVES_CODE = "reprendre code "
UNREADABLE_CODE = "?"
_RESUMES = re.compile(
    rf"(?:je (?:veux|voudrais|souhaite) )?{RESUME_WORDS}(?: avec)?(?: le| mon)?(?: code)?(?:\s*:)?\s(?P<code>.+)", re.I
)
_BY_MAIL = re.compile(
    rf"(?:je (?:veux|voudrais|souhaite) )?{RESUME_WORDS}(?: ma candidature| mon dossier)?(?: code)?(?: (?:avec|par))?(?: (?:mon|un|l'))?"
    r"[ '’-]?(?:(?:lien )?(?:par )?(?:e-?mail|mail|courriel|adresse))?(?: :|:)? (?P<email>[^\s@]+@[^\s@]+)",
    re.I,
)
_MAX_EMAIL = 254
_MAX_CHARACTERS = 80  # of a message that gives a code
_MAX_AROUND_CODE = 200  # of a message with a code in it: « Bonjour, voici mon code : … »
_AS_TOLD = re.compile(rf"(?<![\w-])[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}(?![\w-])")
_AFTER_ITS_NAME = re.compile(
    rf"\bcode\b[^\n]{{0,15}}?(?<![\w-])([{ALPHABET}]{{4}}[\s–—-]?[{ALPHABET}]{{4}})(?![\w-])", re.I
)
_BARE_CODE = re.compile(r"(?=.*\d)\w{4}-\w{4}")
# Two groups of letters and digits, also with a character too many or one that codes never have.
_LIKE_A_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[^\W_]{3,5}[\s.–—-]*[^\W_]{3,5}")

COMMANDS = {
    "start": "bonjour",
    "aide": "que pouvez-vous faire ?",
    "help": "que pouvez-vous faire ?",
    "mesdonnees": "mes données",
    "supprimer": "supprimer mes données",
    "humain": "parler à un humain",
    "reprendre": RESUME_WORDS,
}
# A code may follow: `/reprendre ABCD-EF23`, or `/start ABCD-EF23` from a link.
_WITH_CODE = frozenset({"reprendre", "start"})


def escape_command(text: str) -> str:
    """A typed text as it may be passed to Rasa."""
    text = clean_lines(text)  # databases reject surrogates and NUL, and hidden characters would split words
    if not text.startswith("/"):
        return text
    typed = text.lstrip("/ ").split(maxsplit=1) if text.strip("/ ") else [""]
    word = typed[0].lower().split("@")[0]
    rest = typed[1] if len(typed) > 1 else ""
    if word in _WITH_CODE and rest and (parse_code(rest) is not None or word == "reprendre"):
        return GIVES_CODE + rest
    return COMMANDS.get(word, UNKNOWN_COMMAND)


def given_code(text: str) -> str | None:
    """The resume code that a message gives, `UNREADABLE_CODE` if it looks like one but is not, else None."""
    if text.startswith(GIVES_CODE):
        return parse_code(text.removeprefix(GIVES_CODE)) or UNREADABLE_CODE
    if len(text) > _MAX_CHARACTERS:
        return None
    said = _RESUMES.fullmatch(text)
    code = said["code"] if said is not None else text if _BARE_CODE.fullmatch(text) else ""
    return parse_code(code) or (UNREADABLE_CODE if _LIKE_A_CODE.fullmatch(code.strip(" .!")) else None)


def code_within(text: str) -> str | None:
    """The one resume code in a short text, in the form in which codes are given out or after the word « code »."""
    if len(text) > _MAX_AROUND_CODE:
        return None
    given = {match[0] for match in _AS_TOLD.finditer(text)}
    given |= {match[1] for match in _AFTER_ITS_NAME.finditer(text)}  # « je reprends avec le code vnrk 6jm3 »
    codes = {code for one in given if not one.replace("-", "").isdigit() and (code := parse_code(one))}
    return codes.pop() if len(codes) == 1 else None


def given_email(text: str) -> str | None:
    """The address to which a message asks to send a resume link, if it does."""
    if len(text) > _MAX_EMAIL + _MAX_CHARACTERS:
        return None
    asked = _BY_MAIL.fullmatch(text.strip(" .!"))
    return asked["email"] if asked is not None and "." in asked["email"].rpartition("@")[2] else None
