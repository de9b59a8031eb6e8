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
    "tout est juste", "tout est exact", "tout est ok", "tout est en ordre", "tout est parfait", "tout va bien", "tout est correct", "rien a changer", "c est tout bon", "tout bon", "je suis pret", "je suis prete", "pret", "prete", "on peut y aller",
    "on commence", "je commence", "commencons", "je donne mon accord", "vous avez mon accord",
    "ca me va", "ca me convient", "c ok", "cest ok", "c est ok", "je suis ok", "jsuis ok", "c bon", "c est parfait", "c est valide", "c est parti", "let s go",
    "si si", "mais si", "je consens", "we", "voui", "certainement", "sans probleme", "sans souci", "aucun probleme", "aucun souci", "no problem", "ouai", "woui", "dacodac",
    "j y consens", "je vous y autorise", "je vous autorise", "je l autorise", "j autorise", "je vous le permets", "je le permets", "je vous en donne l autorisation",
    "je donne mon consentement", "je vous donne mon accord", "je vous donne mon consentement", "je vous donne bien volontiers mon accord", "je donne volontiers mon accord", "vous avez tout mon accord", "je vous accorde mon consentement", "j acquiesce", "je suis favorable", "vous avez mon consentement", "je suis consentant", "je suis consentante", "soit", "qu il en soit ainsi", "faites", "faites donc", "je vous en prie",
    "j agree", "je signe", "banco", "c est d accord", "vendu", "marche conclu", "tope la", "allons y gaiement", "a fond", "ouep", "yess", "yes sir", "oui da", "absolument oui",
)  # fmt: skip
_NO = (
    "non", "nan", "nn", "no", "nope", "nenni", "non non", "non merci", "pas du tout", "surtout pas", "jamais", "pas maintenant",
    "pas d accord", "je refuse", "refus", "negatif", "hors de question", "c est faux", "cest faux", "faux", "pas vraiment", "c est pas ca",
    "c est pas bon", "cest pas bon", "ce n est pas ca", "ce n est pas bon", "pas question", "je ne veux pas", "je veux pas", "j veux pas", "je prefere pas", "je prefere ne pas",
    "sans facon", "mais non", "ben non", "bah non", "je n accepte pas", "j accepte pas", "je ne suis pas d accord", "chui pas d accord",
    "je suis pas d accord", "il y a une erreur", "ya une erreur", "y a une erreur", "c est pas juste", "pas encore", "plus tard", "annule", "annuler",
    "bien sur que non", "certainement pas", "absolument pas", "carrement pas", "je ne confirme pas", "je ne donne pas mon accord", "pas pret", "pas prete",
    "je ne suis pas pret", "je ne suis pas prete", "je suis pas pret", "je suis pas prete",
    "pas la peine", "c est pas la peine", "ce n est pas la peine", "pas besoin", "inutile",
)  # fmt: skip
# What is passed, when it is said: "je passe cette question, merci". Other words make it an act ("je passe derrière elle").
_PASSED = (
    r"(?: (?:je|prie|vous|en|a|sur|pour|de|cette|la|le|l|les|ce|celle|celui|ci|ca|cela|mon|votre|tour|question|questions|situation|situations|etape|suite|suivante?|prochaine|"
    r"autre|chose|dessus|scenario|exercice|fois|premiere|deuxieme|troisieme|maintenant|directement|merci|svp|stp|s il vous plait|desolee?|y|repondre))*"
)
_SKIP = re.compile(
    r"^(?:non |bon |euh |ben |bah |allez |ok |oui |alors |merci |bonjour |bof |pff+ |hum |mouais )*(?:je |j )?(?:jpasse|jsaute|passe|passer|pass|skip|suivant|suivante|question suivante|joker|next|la suivante|"
    r"(?:je )?prefere(?:rais)? (?:pas|ne pas|ne rien|rien) (?:le |la |les |y |en |l |vous )*(?:dire|donner|repondre|preciser|communiquer){passed}|"
    r"(?:je )?(?:veux|voudrais|prefere|souhaite|peux) (?:passer|sauter){passed}|passez{passed}|on (?:passe|saute){passed}|je passe{passed}|passons{passed}|"
    r"passer{passed}|sauter{passed}|je saute{passed}|(?:je )?prefere (?:pas|ne pas) (?:y )?repondre{passed}|je (?:ne )?(?:veux|souhaite|vais) pas (?:y )?repondre(?: a (?:cette|votre|ta|la|ces|vos|tes) questions?(?: \w+){0,3}|{passed})|"
    r"pas envie de repondre{passed}|je (?:ne )?repond(?:s|rai)? pas{passed})$".replace("{passed}", _PASSED)
)

_LONGEST_SHORT_ANSWER = 9
_YES_SIGNS = frozenset("👍👌✅")
_NO_SIGNS = frozenset("👎❌")
_SKIN_AND_STYLE = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\\s]")
# What makes a yes or a no less than plain.
_RESERVE = re.compile(
    r"\b(?:mais|sauf|par contre|seulement|condition|bof|presque|peut etre|(?:oui|ok|d accord|daccord|ouais) si(?! (?:si|oui)\b))\b"
)


# A yes made of negations.
_NOTHING_AGAINST = re.compile(
    r"(?:(?:bonjour|bien sur|oui|ok|non|ah|oh|mais|bien) )*(?:je? (?:ne? )?(?:y )?(?:vois|ai|trouve) )?"
    r"(?:(?:pas d|aucun|aucune|pas la moindre|nulle?) (?:inconvenient|objection|probleme)|rien contre|rien a (?:redire|objecter))(?: a (?:cela|ca))?(?: (?:merci|madame|monsieur))*"
)
# How people address whoever asks: they make a yes no less plain.
_VOCATIVES = frozenset(
    [
        "chef",
        "cheffe",
        "patron",
        "patronne",
        "capitaine",
        "ami",
        "amie",
        "amis",
        "l",
        "cher",
        "chere",
        "mademoiselle",
        "messieurs",
        "mesdames",
        "tata",
        "tonton",
        "poto",
        "frere",
        "frerot",
        "soeur",
        "gros",
        "man",
        "mec",
        "bro",
        "coach",
        "boss",
        "robot",
        "machine",
        "assistant",
        "monsieur",
        "madame",
        "docteur",
        "maitre",
        "maestro",
        "champion",
        "camarade",
        "copain",
        "copine",
        "cousin",
        "cousine",
        "tous",
        "toutes",
    ]
)
_WORDS_OF_AGREEMENT = _VOCATIVES | frozenset(
    [
        "a",
        "we",
        "consens",
        "coeur",
        "autorise",
        "acquiesce",
        "accorde",
        "favorable",
        "autorisation",
        "consentement",
        "consentant",
        "consentante",
        "permets",
        "soit",
        "inconvenient",
        "objection",
        "signe",
        "banco",
        "prie",
        "donc",
        "parfaitement",
        "pleinement",
        "entierement",
        "totalement",
        "naturellement",
        "franchement",
        "vendu",
        "ouep",
        "yess",
        "cordialement",
        "absolument",
        "ah",
        "oh",
        "hein",
        "accepte",
        "accord",
        "affirmatif",
        "ai",
        "allez",
        "alors",
        "aucun",
        "aucune",
        "avec",
        "avez",
        "ben",
        "bah",
        "bien",
        "biensur",
        "bon",
        "bonne",
        "bonjour",
        "bonsoir",
        "c",
        "ca",
        "carrement",
        "certain",
        "certaine",
        "certainement",
        "cela",
        "cest",
        "chui",
        "clair",
        "confirme",
        "correct",
        "d",
        "dac",
        "dacc",
        "daccord",
        "dacodac",
        "de",
        "definitivement",
        "donne",
        "donnees",
        "donnez",
        "efface",
        "effacer",
        "effacez",
        "en",
        "entendu",
        "est",
        "et",
        "euh",
        "evidemment",
        "exact",
        "exactement",
        "fait",
        "faites",
        "go",
        "heu",
        "j",
        "jaccepte",
        "jacepte",
        "je",
        "jsuis",
        "juste",
        "l",
        "la",
        "le",
        "les",
        "madame",
        "mais",
        "marche",
        "me",
        "merci",
        "mes",
        "moi",
        "mon",
        "monsieur",
        "mr",
        "mme",
        "nickel",
        "non_",
        "oe",
        "oki",
        "ok",
        "okay",
        "okok",
        "on",
        "ouai",
        "ouais",
        "ouaip",
        "oui",
        "ouii",
        "parfait",
        "pas_",
        "plaisir",
        "plait",
        "pour",
        "prete",
        "pret",
        "probleme",
        "problemes",
        "recommence",
        "roule",
        "s",
        "sans",
        "si_",
        "souci",
        "soucis",
        "stp",
        "suis",
        "super",
        "supprime",
        "supprimer",
        "supprimez",
        "sur",
        "sure",
        "svp",
        "tout",
        "toute",
        "toutes",
        "ui",
        "va",
        "valide",
        "validez",
        "vas",
        "vasy",
        "veux",
        "vous",
        "voui",
        "volontiers",
        "wi",
        "woui",
        "y",
        "yeah",
        "yep",
        "yes",
        "il",
        "me",
        "convient",
        "tres",
        "bonnes",
        "votre",
        "mes",
        "infos",
        "informations",
    ]
)


def fold(text: str) -> str:
    """Returns text lower-cased, without accents or punctuation, single-spaced."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
        .encode("ascii", "ignore")
        .decode("ascii")
        .lower()
    )
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


_YES_FOLDED = frozenset(fold(word) for word in _YES)
_NO_FOLDED = frozenset(fold(word) for word in _NO)


def read_yes_no(text: str) -> bool | None:
    """Returns True for a yes, False for a no, None when the text is neither or says more than that.

    A short answer may go on ("oui c'est bien ça", "non merci pas pour moi"), but not into a contrast
    ("oui mais…" is no plain yes).
    """
    signs = frozenset(_SKIN_AND_STYLE.sub("", text))
    if signs and signs <= _YES_SIGNS | _NO_SIGNS:
        return None if signs & _YES_SIGNS and signs & _NO_SIGNS else bool(signs & _YES_SIGNS)
    if "?" in text:
        return None
    folded = re.sub(r"(.)\1{2,}", r"\1", fold(text))
    folded = re.sub(r"\b(oui|non|ok|ouais)(?:\1)+\b", r"\1", folded)
    folded = re.sub(r"^(?:(?:alors|bon|ah|oh|euh|heu|ben|bah|eh|hein|merci|bonjour|re) )+(?=\S)", "", folded)
    if folded in _NO_FOLDED:
        return False
    if folded in _YES_FOLDED or _NOTHING_AGAINST.fullmatch(folded):
        return True
    words = folded.split()
    if not words or len(words) > _LONGEST_SHORT_ANSWER or _RESERVE.search(folded):
        return None
    for length in range(min(5, len(words)), 0, -1):
        start, rest = " ".join(words[:length]), words[length:]
        if start in _NO_FOLDED:
            return None if {"oui", "ouais"} & set(rest) else False
        if start in _YES_FOLDED and start not in {"si", "go", "grave", "correct"}:
            is_plain = " ".join(rest) in _YES_FOLDED or not {"pas", "non", "jamais"} & set(rest)
            return True if is_plain else None
    return None


def read_plain_yes_no(text: str) -> bool | None:
    """Returns like `read_yes_no`, but a yes only when nothing but agreement is said.

    For what cannot be taken back lightly: "oui gardez tout", "ok je vais voir ailleurs", "c'est bon j'abandonne" are
    no yes.
    """
    answer = read_yes_no(text)
    if answer is not True:
        return answer
    if _NOTHING_AGAINST.fullmatch(fold(text)):
        return True
    return True if set(fold(text).split()) <= _WORDS_OF_AGREEMENT else None


def wants_to_skip(text: str) -> bool:
    """Returns whether a short text asks to pass the question."""
    return bool(_SKIP.match(fold(text))) and len(text.split()) <= _LONGEST_SHORT_ANSWER
