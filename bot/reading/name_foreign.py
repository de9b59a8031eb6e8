"""How people present themselves in other languages, put into French: "my name is" → "je m'appelle"."""

import re

_BOTH = "je m'appelle "
_LAST = "nom : "
_FIRST = "prénom : "

# The commonest phrases of the languages that candidates write in; each is followed by the name.
_PHRASES = {
    _LAST: (
        r"my (?:last|family|sur) ?name(?: is|'s)?|(?:last|family|sur) ?name(?: is)?|mein (?:nachname|familienname)(?: ist)?|nachname|familienname|(?:mi |mis )?apellidos?(?: es| son)?|"
        r"(?:il )?mio cognome(?: [eè])?|cognome|(?:o )?meu (?:apelido|sobrenome)(?: [eé])?|apelido|sobrenome|soyad[ıi]m|(?:moje |mam na )?nazwisko|numele (?:meu )?de familie(?: este)?|nume de familie|"
        r"(?:non|nom) fanmi(?: an)? mwen s[eé]|siyati(?: an)? mwen s[eé]|моя фамилия|фамилия|мо[єе] прізвище|прізвище|prezime|achternaam|mijn achternaam is|họ(?: của tôi là)?|اسم العائلة|لقبي"
    ),
    _FIRST: (
        r"my first name(?: is|'s)?|first name(?: is)?|given name|mein vorname(?: ist)?|vorname|(?:o )?meu primeiro nome(?: [eé])?|primeiro nome|mi nombre de pila es|mam na imi[ęe]|imi[ęe]|"
        r"ti non(?: an)? mwen s[eé]|prenumele (?:meu )?(?:este)?|ad[ıi]m|моё имя|мое имя|имя|моє ім'я|voornaam|mijn voornaam is|اسمي الشخصي"
    ),
    _BOTH: (
        r"i(?:'m| am) called|name(?=\s*:)|(?:hi |hello )?my (?:full )?name(?: is|'s)|(?:i am|i'm|i’m|im)(?= [A-ZÀ-Þ])|(?:they )?call me|mein name ist|ich hei(?:ß|ss)e|ich bin|mi nombre(?: es)?|me llamo|(?:yo )?soy(?= [A-ZÀ-Þ])|il mio nome [eè]|mi chiamo|"
        r"(?:io )?sono(?= [A-ZÀ-Þ])|(?:o )?meu nome(?: [eé])?|(?:eu )?(?:me )?chamo[- ]me|(?:eu )?me chamo|(?:eu )?sou (?:a |o )?(?=[A-ZÀ-Þ])|nazywam si[ęe]|jestem(?= [A-ZÀ-Þ])|m[ăa] numesc|(?:eu )?sunt(?= [A-ZÀ-Þ])|"
        r"benim ad[ıi]m|меня зовут|мене звати|зовут|я(?= [А-ЯІЇЄҐ])|ja sam|zovem se|unë jam|quhem|mijn naam is|ik ben|ik heet|jag heter|tôi tên là|tên tôi là|tôi là|(?:ana )?ismi|(?:ana )?smiyti|smiti|ana (?=[A-ZÀ-Þ])|اسمي|أنا|nnek d|isem-iw|mwen r[eé]l[eé]|me zo|va anv (?:zo|eo)|m'appelli|mi chiamu|em d(?:ic|iuen)|me disi|i heiss|ja heiss|(?:non )?mwen s[eé]|an (?:ka )?(?:kriyé|rélé)|(?:(?:moi|mwin|moin|a mwin) )?(?:mwin|moin|mi|a mwin) (?:lé|(?:m['’]?)?ap+[eèé]l+e?|sé)|a mwin|m[ée] (?:m['’]?)?ap+[eèé]l+e?|(?:mi|mì) chjamu|u m(?:i|o|io) nome (?:h?[eèé])|(?:que['’ ]?)?(?:m|em) disi|(?:o )?to['’]?u i['’]?oa|(?:(?:yo|moun|y[ée]|nou|zot|tout moun) )?(?:ka |i )?(?:kriy?[ée]|ap+[eè]?l+[éeè]?|rél[éè]|r[eè]l[eé]) (?:mwen|mo|mwin|moin|amwin|amoin|a mwin|an mwen|m)|mo (?:ti ?)?(?:non|nom)(?: (?:s[ée]|a|(?:l)?[ée]|c))?|mo (?:ka )?ap[eè]?l(?:[éeè])?|mo s[ée](?= [A-ZÀ-Þ])|(?:mei|mein) n[aà]me isch|ich bin d['’]?(?:r|e)?(?= ?[A-Z])|mon non(?: i)? (?:sé|lé|é)|mon nom é|moi (?:m['’])?app?el+(?:er|é)|m[ei] ap+elo"
    ),
}  # fmt: skip
_FOREIGN = tuple((re.compile(rf"(?<![\w'’])(?:{phrases})(?![\w'’])\s*:?\s*", re.IGNORECASE), french) for french, phrases in _PHRASES.items())  # fmt: skip


# Beside a word for the last name, the plain one is the first name ("Surname … Name …").
_THEN_NAME = re.compile(
    r"(?<=\w)[\s,;/–-]+(?:(?:and|y|e|und|my|mi|first|given) )*(?:name|nombre|nome|prenume|ime)\s*:?\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_FEW_WORDS = 4
_IS_MY_NAME = re.compile(r"(?<=\w)[\s,]+is my (?P<which>first |last |family |sur)?name(?!\w)", re.IGNORECASE)


def in_french(text: str) -> str:
    """Returns a text whose foreign presentation, if it has one, is put into French."""
    text = _IS_MY_NAME.sub(
        lambda found: {"first ": ", c'est mon prénom", None: ", c'est moi"}.get(found["which"], ", c'est mon nom"), text
    )
    for pattern, french in _FOREIGN:
        found = pattern.search(text)
        before = text[: found.start()] if found else ""
        is_near = len(before.split()) <= _FEW_WORDS or _LAST in before
        if found and re.match(r"[^\W\d_]", text[found.end() :]) and is_near:
            text = before + french + text[found.end() :]
            if french == _LAST:
                text = _THEN_NAME.sub(", " + _FIRST, text)
            else:
                return text
    return text
