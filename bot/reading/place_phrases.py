"""What surrounds a place in an answer: questions, hesitations, refusals, small talk."""

import re

from bot.reading.place_text import fold

_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]*|(?<=\b[Ss]t)\.[^.!?;\n]*|(?<=\b[Ss]te)\.[^.!?;\n]*)*[.!?;\n]*")
_CLAUSE = re.compile(r",\s+|\s-\s|\s(?=(?:mais|donc|du coup|par contre|est[- ]ce)\b)", re.IGNORECASE)
_FOR_CERTAIN = re.compile(
    r"\s*(?:(?:et|mais|donc|du coup|dites|alors|bonjour|bjr|salut|svp|stp|euh|ok|oui|non)[ ,]+)*"
    r"(?:est[ -]ce|es ce que|esk|c'?est (?:quoi|ou\b|combien|quand|loin|grave|obligatoire|possible|vrai|payant|bien pay)|"
    r"(?:combien|quand(?! dans l[ea] )|comment|pourquoi|pourkoi|pk)\b|ou (?:est|sont|se|puis|dois|faut|travail)|quell?e?s?\b|kel|qui\b|"
    r"qu'?est[ -]ce|que (?:faut|dois|fait|se|signifie|veut)|a quoi|de quoi|quoi|avez[ -]vous|y a[ -]?t[ -]?il|ya[ -]t|"
    r"faut[ -]il|puis[ -]je|peut[ -]on|peux[ -]tu|pouvez|pourriez|dois[ -]je|doit[ -]on|sera[ -]t|"
    r"vous (?:recrut|etes|avez|pouvez|cherch|propos|savez|parlez|habitez)|tu (?:es|peux|sais|connais|habites)\b|"
    r"il y a des|y a des|ya des|ya du|y a du|jusqu'?ou|c koi|ca (?:paye|paie|gagne|dure|commence|marche|consiste)|"
    r"(?:ca|cela|c'est quoi) veut dire|si (?:je|j'|on|jamais|vous|c'))"
)
_INSIDE = re.compile(
    r"\b(?:ou\s*$|ou \?|(?:quoi|quand|comment|combien|pourquoi|quell?e?s?)\b|est[ -]ce|vous|votre|vos|ca (?:va|vous|te)|ok\b|"
    r"possible|grave|genant|probleme|obligatoire|c'?est (?:bon|loin|ou)|ca compte|ca passe|ca marche|ya|y a|il y a|peut)"
)
# "je suis à Vaise, vous voyez, dans Lyon" asks nothing.
_TAG = re.compile(
    r",\s*(?:(?:vous (?:savez|voyez|connaissez)|tu (?:sais|vois|connais)|t'?sais|voyez[- ]vous)(?: bien)?|t[ée]|h[ée]|peuch[èe]re|pardi|b[ée]|voyons)\s*(?=[,.!]|$)"
    r"|,?\s*\b(?:c'est (?:clair|compris|not[ée]|entendu)|compris|d'accord|n'est-ce pas|hein)\s*\?",
    re.IGNORECASE,
)
_HESITATION = 5  # words: "à Rennes ?", "50 km, ça ira ?" are answers

_UNKNOWN = re.compile(
    r"\b(?:(?:j|je|ch|che|ché|chai|jen?|j'?en)?\s?(?:ne |n')?(?:sais|sait|c|sé|ses?|sai|connais) (?:vraiment |franchement |meme )?"
    r"(?:pas|po|pa|plus|rien)\b|jsp|jspas|chsais pas|chais pas|chepa|chai pas|jsai pas|nsp|aucune idee|pas d'?idee|"
    r"sais pas|pas encore (?:decide|sur|choisi|fixe|defini)|je (?:reflechis|verrai)|on verra|(?<!rien )a voir|ca dep[ae]n[dt]?|"
    r"cela depend|je me tate|pas (?:certain|sure?)\b|ne sais|sans domicile|sdf|pas de (?:domicile|logement|adresse) fixe|"
    r"je demenage bientot|entre deux|incertain|a definir|a discuter|negociable|discutable|a determiner|idk)"
)
_DECLINED = re.compile(
    r"\b(?:prefere? (?:ne )?(?:pas|garder)|prefere (?:ne )?rien|(?:veux?|souhaite|desire|tiens|compte) (?:pas|pa) |"
    r"(?:pas|aucune|nulle) envie|(?:ca|cela) (?:ne )?(?:vous |te )?regarde (?:pas|personne)|vous regarde pas|regarde que moi|"
    r"\bc(?:'?est)? (?:prive|perso|personnel|confidentiel)\b|donnees? personnelles?|confidentiel|je refuse|refuse de|"
    r"no comment|sans reponse|(?:je )?passe\s*\W*$|passer (?:cette|la) question|question suivante|pas (?:vous )?le dire|"
    r"pas repondre|ne (?:dirai|repondrai) pas|rien a (?:dire|declarer)|aime(?:rais?)? (?:mieux|autant) (?:ne )?(?:pas|rien|garder)|prefererais? (?:ne )?(?:pas|rien|garder)|(?:a|pour) (?:un robot|une machine|une ia|des inconnus)|(?:mele[zr]?|occupe[zr]?)[- ](?:toi|vous)|hors de question|sans facons?\b|garde (?:ca|cela) pour moi|(?:dis|donne|dirai|donnerai) pas (?:ca|cela|ma|mon|ou)\b|(?:vos|tes) (?:affaires|oignons)|secret|vous n'?avez pas besoin|pourquoi vous voulez)"
)
_INVERSION = re.compile(
    r"-t-(?:on|il|elle|ils)\b|\b(?:faut|puis|suis|est|sont|ont|peut|dois|doit|ai|a|pouvez|savez|pourriez|avez|etes|serait|sera|"
    r"existe|pourrait|seriez|peux|as|es)-(?:il|je|elle|on|ce|ils|nous|vous|tu|t-il|t-on)\b|\bcombien\b|\bsavez vous\b|"
    r"\best ce qu|\b(?:c|c'est|cest) (?:ou|quoi|qui|quand|combien)\b|\bfaut il\b|\bpouvez vous\b|\bcomment (?:je|on|faire|j)"
)
# "Moulins, qui est la préfecture de l'Allier" asks nothing.
_OF_THE_TOWN = re.compile(
    r"qui (?:est|etait|fut|fait|se (?:trouve|situe)|depend)\b.*\b(?:prefecture|pref|chef[- ]lieu|departement|region|ville|commune|village|dans|en|pres|a cote)\b"
)
_NO = re.compile(r"(?:no+n+|na+n+|nope|no|niet|non merci|nan merci|jamais)\W*\Z")


def plain(text: str) -> str:
    """Returns the folded text with single spaces and straight apostrophes."""
    return re.sub(r"\s+", " ", fold(text)).strip()


def _question_like(clause: str) -> bool:
    folded = plain(clause)
    return _FOR_CERTAIN.match(folded) is not None or _INSIDE.search(folded) is not None


def _asks_unmarked(clause: str) -> bool:
    folded = plain(clause)
    if _OF_THE_TOWN.match(folded) and not _INVERSION.search(folded):
        return False
    return _FOR_CERTAIN.match(folded) is not None or _INVERSION.search(folded) is not None


def statements(text: str) -> str:
    """Returns the text without its questions; empty when it only asks.

    A short text with a question mark ("Rennes ?") is a hesitating answer. What comes before the question in the
    same sentence stays ("j'habite à Lyon, c'est grave ?").
    """
    kept: list[str] = []
    text = _TAG.sub("", text)
    for sentence in _SENTENCE.findall(text):
        marked = "?" in sentence
        if not marked and _FOR_CERTAIN.match(plain(sentence)):
            continue
        clauses = _CLAUSE.split(sentence)
        asks = _question_like if marked else _asks_unmarked
        first = next((number for number, clause in enumerate(clauses) if asks(clause)), None)
        if first is None and (not marked or len(sentence.split()) <= _HESITATION):
            kept.append(sentence)
        elif first:
            kept.append(", ".join(clauses[:first]) + ". ")
    return "".join(kept)


def is_unknown(text: str) -> bool:
    """Tells whether the person says that they do not know."""
    return _UNKNOWN.search(plain(text)) is not None


def is_refusal(text: str) -> bool:
    """Tells whether the person does not want to answer."""
    return _DECLINED.search(plain(text)) is not None


def is_bare_no(text: str) -> bool:
    """Tells whether the text is "non" and nothing else."""
    return _NO.match(plain(text)) is not None
