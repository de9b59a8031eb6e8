"""The clauses of a message and the field that each speaks of."""

import re

from bot.reading.chat_words import spoken

_BOUNDARY = re.compile(
    r"(?:\s*[;!\n]+\s*|(?<!\d)\s*,\s*|,\s+(?=\D)|(?<!\s\w)\.\s+|\s+(?:et|puis|mais|ensuite)\s+(?=(?:je|j['’ ]|g\b|mon\b|ma\b|mes\b|suis\b|dispo|mobile|c['’ ]?est|mobilit|tel\b|t[ée]l[ée]phone|e?-?mail)))",
    re.IGNORECASE,
)
# A form filled in one line: "nom lacoste prenom armand ville aurillac tel 06…".
_FORM_LABEL = re.compile(
    r"(?<!\w)(?<!mon )(?<!ma )(?<!mes )(?<!le )(?<!la )(?<!de )(?<!votre )(?<!en )(?:nom(?: de famille)?|pr[ée]nom|ville|commune|t[ée]l(?:[ée]phone)?|portable|e-?mail|mail|dispo(?:nibilit[ée])?|mobilit[ée])(?!\w)(?=\s*[:=]?\s*\S)",
    re.IGNORECASE,
)
_FEWEST_LABELS = 3
_NAMES = frozenset({"last_name", "first_name"})
_CUES = {
    "last_name": re.compile(r"\b(?:je m (?:appel\w*|nomme)|m appelle|jm? ?appel\w*|moi c est|mon nom|nom de famille|nom (?:et prenom|:|c est|est)|patronyme)|^nom\b"),
    "first_name": re.compile(r"\b(?:mon prenom|prenom (?::|c est|est))|^prenom\b"),
    "town": re.compile(r"\b(?:j(?:e)? ?(?:habite|vis|reside|loge|demeure|crèche|creche)|habite|domicilie\w*|demeurant|residant|habitant|ma (?:ville|commune)|(?:ville|commune) (?::|c est|est|de)|je suis (?:de|sur|base\w*|situe\w*)(?= )(?! (?:suite|nature|retour))|je viens de(?! \w+er\b))\b|^ville\b"),
    "mobility": re.compile(r"\b(?:mobil\w*|bouger|bouge|deplac\w*|rayon|\d+ ?(?:km|kms|kilometres?|bornes)|permis|demenag\w*|trajet|(?:aller|irai|vais) jusqu|partout en france|france entiere)\b"),
    "availability": re.compile(r"\b(?:dispo\w*|libre|preavis|(?:peux|pourrais?|pourrai|veux) (?:commencer|demarrer|debuter)|operationnel\w*|je (?:commence|demarre)|prise de poste)\b"),
    "email": re.compile(r"\b(?:e ?-?mail|mail|courriel|arobase|adresse (?:mail|electronique))\b|@"),
    "phone": re.compile(r"\b(?:tel|telephone|portable|numero|06|07|joignable)\b"),
}  # fmt: skip


def clauses(text: str) -> list[str]:
    """Returns the clauses of a message, cut where another field can begin."""
    labels = [found.start() for found in _FORM_LABEL.finditer(text)]
    if len(labels) >= _FEWEST_LABELS and not re.search(r"\w", text[: labels[0]]):
        lines = [text[start:end] for start, end in zip(labels, [*labels[1:], len(text)], strict=True)]
    else:
        lines = [text]
    return [clause.strip() for line in lines for clause in _BOUNDARY.split(line) if clause and clause.strip(" ,.")]


def speaks_of(field: str, clause: str) -> bool:
    """Returns whether a clause says by its own words that it speaks of a field."""
    return bool(_CUES[field].search(spoken(clause)))


def clause_of(field: str, text: str) -> str | None:
    """Returns the clause that speaks of a field, up to the next that speaks of another; None when none does."""
    parts = clauses(text)
    for position, part in enumerate(parts):
        if speaks_of(field, part):
            following = parts[position + 1 : position + 2]
            is_continued = bool(following) and not any(speaks_of(other, following[0]) for other in _CUES)
            return f"{part}, {following[0]}" if is_continued else part
    return None


def without_other_fields(field: str, text: str) -> str:
    """Returns the clauses that speak of no other field (a name is none beside a name), or the whole text."""
    same = _NAMES if field in _NAMES else {field}
    kept = [part for part in clauses(text) if not any(speaks_of(other, part) for other in _CUES if other not in same)]
    return ", ".join(kept) if kept else text
