"""The language a message is written in, guessed from its script and its small words.

French is the default: only what is plainly something else is said to be so. A learner who mixes words of home into
French writes French. Pure and quick (some microseconds).
"""

import re
import unicodedata

FRENCH, ENGLISH, SPANISH, UKRAINIAN, RUSSIAN, ARABIC = "fr", "en", "es", "uk", "ru", "ar"
FOREIGN = (ENGLISH, SPANISH, UKRAINIAN, RUSSIAN, ARABIC)

LONGEST_TEXT = 600  # characters; what comes after changes no guess
FEWEST_WORDS = 2  # small words of another language that a guess needs
_FEWEST_FOREIGN_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]+")
_UKRAINIAN_LETTERS = re.compile(r"[іїєґ]")
_RUSSIAN_LETTERS = re.compile(r"[ыэъё]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UKRAINIAN_WORDS = _words("як яка що можна дякую мене треба роботу буде добрий мова чи хочу шукаю")
_SPANISH_MARKS = re.compile(r"[ñ¿¡]")

# Words that two of these languages share ("me", "son", "on", "as", "a", "place") are in none of the lists.
_ENGLISH = _words(
    "the this that these those is are was were be been am i you he she it we they my your his her our their what "
    "who when where why how which do does did don doesn didn can could would should will won may might must have "
    "has had not and but if because with without for from of to in at by about into than then there here please "
    "thanks thank hello hi want need know speak understand work apply help get like looking much many yes any "
    "some just only also very good morning evening sorry im ive dont cant whats wanna people english salary "
    "someone talk human register long"
)
_SPANISH = _words(
    "el los las una unos unas del soy eres somos está estoy están este esto eso ese esa yo usted ustedes ella "
    "ellos mis su sus por para pero porque como cómo cuando cuándo cuanto cuánto cuántos donde dónde quien quién "
    "qué cual cuál muy más también sí hay puedo puede pueden quiero quiere quisiera necesito tengo tiene hacer "
    "hablar habla hablo entiendo trabajo trabajar gracias hola buenos buenas días tardes favor ayuda ayudar saber "
    "español francés sueldo dinero años hijos vivo gusta dura contrato persona alguien hasta desde"
)
_FRENCH = _words(
    "le la les un une des du de et ou où est es suis sont je j tu il elle on nous vous ils c ce cet cette ça ca "
    "ces que qu qui quoi quel quelle quand comment pourquoi combien pour par avec sans dans sur sous chez mon ma "
    "mes ton ta tes son sa ses notre votre vos leur ne pas plus jamais rien oui non bonjour bonsoir merci svp "
    "salut moi toi lui eux au aux en y me te se si mais donc car ni avoir ai as avez ont être êtes était faut "
    "faire fait peux peut veux voudrais dois sais très bien aussi y'a ya jsuis jai cest cdi cdd travail emploi "
    "poste stp parle comprends comprend français d l m s n t"
)
_SHARED = _words("me on as s t d m l n a de la en se y un son si es tu no te")


def _script(letters: str) -> str | None:
    """Returns the language that the script alone gives, when at least half of the letters are of it."""
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    arabic = sum(
        "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\ufb50" <= letter <= "\ufefc"
        for letter in letters
    )
    if arabic >= _FEWEST_FOREIGN_LETTERS and 2 * arabic >= len(letters):
        return ARABIC
    if cyrillic < _FEWEST_FOREIGN_LETTERS or 2 * cyrillic < len(letters):
        return None
    if _UKRAINIAN_LETTERS.search(letters):
        return UKRAINIAN
    return RUSSIAN


def guess_language(text: str) -> str:
    """Returns `fr`, `en`, `es`, `uk`, `ru` or `ar`; `fr` whenever it is not plain."""
    low = unicodedata.normalize("NFC", text[:LONGEST_TEXT].lower()).replace("’", "'")
    words = _WORD.findall(low)
    by_script = _script("".join(words))
    if by_script == RUSSIAN and not _RUSSIAN_LETTERS.search(low) and set(words) & _UKRAINIAN_WORDS:
        return UKRAINIAN
    if by_script:
        return by_script
    french = sum(word in _FRENCH and word not in _SHARED for word in words)
    shared = sum(word in _SHARED for word in words)
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(word in _SPANISH for word in words) + 2 * len(_SPANISH_MARKS.findall(low))
    name, most = (SPANISH, spanish) if spanish > english else (ENGLISH, english)
    if most < FEWEST_WORDS or most <= 2 * french:
        return FRENCH
    # Small words make up at least a quarter of a plain message; shared ones then count for the winner.
    return name if 4 * (most + shared) >= len(words) else FRENCH
