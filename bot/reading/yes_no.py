"""Short answers to yes-or-no questions, and the wish to pass a question."""

import re
import unicodedata

_YES = (
    "oui", "ouais", "ouaip", "ouii", "oui oui", "ui", "oe", "ok", "okay", "oki", "okok", "dac", "dacc", "daccord", "d accord", "d'accord",
    "bien sur", "biensur", "evidemment", "absolument", "tout a fait", "toutafait", "exact", "exactement", "c est exact",
    "c est ca", "cest ca", "c est bon", "cest bon", "c est juste", "cest juste", "c est correct", "cest correct", "correct", "parfait", "nickel",
    "impec", "impeccable", "yes", "yep", "yeah", "volontiers", "avec plaisir", "vas y", "vasy", "allez y", "allons y", "on y va", "go",
    "je confirme", "je valide", "confirme", "valide", "validez", "j accepte", "jaccepte", "j acepte", "je suis d accord",
    "je suis daccord", "chui d accord", "jsuis d accord", "pas de souci", "pas de soucis", "pas de probleme", "ca marche", "ca roule", "entendu", "bien entendu",
    "affirmatif", "carrement", "grave", "si", "mais oui", "ben oui", "bah oui", "je veux bien", "pourquoi pas", "tout est bon",
    "tout est juste", "tout est correct", "rien a changer", "c est tout bon", "tout bon", "je suis pret", "je suis prete", "pret", "prete", "on peut y aller",
    "on commence", "je commence", "commencons", "je donne mon accord", "vous avez mon accord",
)  # fmt: skip
_NO = (
    "non", "nan", "nn", "no", "nope", "nenni", "non non", "non merci", "pas du tout", "surtout pas", "jamais", "pas maintenant",
    "pas d accord", "je refuse", "refus", "negatif", "hors de question", "c est faux", "cest faux", "faux", "pas vraiment", "c est pas ca",
    "c est pas bon", "cest pas bon", "ce n est pas ca", "ce n est pas bon", "pas question", "je ne veux pas", "je veux pas", "j veux pas", "je prefere pas", "je prefere ne pas",
    "sans facon", "mais non", "ben non", "bah non", "je n accepte pas", "j accepte pas", "je ne suis pas d accord", "chui pas d accord",
    "je suis pas d accord", "il y a une erreur", "ya une erreur", "y a une erreur", "c est pas juste", "pas encore", "plus tard", "annule", "annuler",
)  # fmt: skip
_SKIP = re.compile(
    r"^(?:non |bon |euh |ben |bah |allez )*(?:je )?(?:passe|passer|pass|skip|suivant|suivante|question suivante|joker|next|la suivante|"
    r"(?:je )?prefere(?:rais)? (?:pas|ne pas|ne rien|rien) (?:le |la |les |y |en |l |vous )*(?:dire|donner|repondre|preciser|communiquer)(?: .*)?|"
    r"(?:je )?(?:veux|voudrais|prefere|souhaite|peux) (?:passer|sauter)(?: .*)?|passez(?: .*)?|on passe(?: .*)?|je passe .*|passons(?: .*)?|"
    r"sauter(?: .*)?|je saute(?: .*)?|(?:je )?prefere (?:pas|ne pas) (?:y )?repondre(?: .*)?|je (?:ne )?(?:veux|souhaite) pas (?:y )?repondre(?: .*)?|"
    r"pas envie de repondre(?: .*)?|je (?:ne )?repond(?:s|rai)? pas(?: .*)?|passer (?:cette|la) (?:situation|question|etape).*)$"
)

_LONGEST_SHORT_ANSWER = 9


def fold(text: str) -> str:
    """Returns text lower-cased, without accents or punctuation, single-spaced."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode("ascii").lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


_YES_FOLDED = frozenset(fold(word) for word in _YES)
_NO_FOLDED = frozenset(fold(word) for word in _NO)


def read_yes_no(text: str) -> bool | None:
    """Returns True for a yes, False for a no, None when the text is neither or says more than that.

    A short answer may go on ("oui c'est bien ça", "non merci pas pour moi"), but not into a contrast
    ("oui mais…" is no plain yes).
    """
    if text.strip() in {"👍", "👌", "✅", "👍🏻", "👍🏽", "👍🏿"}:
        return True
    if text.strip() in {"👎", "❌"}:
        return False
    folded = re.sub(r"(.)\1{2,}", r"\1", fold(text))
    folded = re.sub(r"\b(oui|non|ok|ouais)(?:\1)+\b", r"\1", folded)
    folded = re.sub(r"^(?:(?:alors|bon|euh|heu|ben|bah|eh|hein|merci|bonjour|re) )+(?=\S)", "", folded)
    if folded in _NO_FOLDED:
        return False
    if folded in _YES_FOLDED:
        return True
    words = folded.split()
    if not words or len(words) > _LONGEST_SHORT_ANSWER or {"mais", "sauf", "par contre", "seulement"} & set(words):
        return None
    if "?" in text:
        return None
    for length in range(min(5, len(words)), 0, -1):
        start = " ".join(words[:length])
        if start in _NO_FOLDED:
            return False
        if start in _YES_FOLDED and start not in {"si", "go", "grave", "correct", "no"}:
            return None if {"pas", "non", "jamais"} & set(words[length:]) and start != "pas de souci" else True
    return None


def wants_to_skip(text: str) -> bool:
    """Returns whether a short text asks to pass the question."""
    return bool(_SKIP.match(fold(text))) and len(text.split()) <= _LONGEST_SHORT_ANSWER
