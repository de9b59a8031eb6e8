"""Reads how far, or where, a candidate would go to work."""

import re
from typing import Any

from bot.reading.mobility_places import NamedPlaces, named_places
from bot.reading.place_phrases import is_bare_no, is_refusal, is_unknown, plain, statements
from bot.reading.quantities import Amounts, figures, read_amounts
from bot.reading.result import NOTHING, Reading, Status

_ABOUT_MOBILITY = re.compile(
    r"\bmobil|\bdeplac|\bboug|\brayon|\btrajet|\bpermis\b|\bvehicul|\bvoiture|\bautour de chez|\bfrance entiere|\bperimetre|"
    r"\b(?:aller|vais|irai|va|venir) (?:jusqu|partout|n'?importe|ou)|\bmax(?:i|imum)?\b|\bdemenager\b|\b(?:km|bornes) max"
)
# Without one of these a long text speaks of something else.
_TOPIC = re.compile(
    r"\bmobil|\bdeplac|\bboug|\brayon|\btrajet|\bpermis\b|\bvehicul|\bvoiture|\bvelo|\bbus\b|\btrain|\bchez moi|\bloin\b|\bdemenag|"
    r"\balentours?|\benvirons|\bautour\b|\baller\b|\birai|\btravailler (?:a|sur|en|dans)\b|\bsecteur|\bpartout|\bfrance\b|\broute\b|"
    r"\baccept|\bprete? a\b|\buniquement|\bseulement|\bdepartement|\bregion|\btransports?\b"
)
_SHORT_ANSWER = 8  # words
_PLAIN_ANSWER = 5  # words
_LONGEST_TRIP = 300  # minutes
_EVERYWHERE = re.compile(
    r"\b(?:toute? (?:la )?(?:france|metropole)|(?:la )?france (?:entiere|metropolitaine)|(?:partout )?en france(?! depuis)|partout|"
    r"par tout|ptt|n'?importe (?:ou|quelle (?:ville|region)|quel (?:endroit|departement|lieu))|nimporte ou|"
    r"comme (?:vous voulez|tu veux|on veut)|peu ?importe|"
    r"(?:\A|\bla |\bva |\bvais |\birai |\bj'irai |\baller |\bbouge |\bbouger |\bmobile )ou (?:vous|on|tu|il|y|ya|ca|c'est) ?"
    r"(?:voule[zr]|voudrez|veut|veux|faut|faudra|m'?envoie|y? ?a|recrute|necessaire|le faut)|(?:ou vous voule[zr])\Z|"
    r"l'?hexagone|(?:au niveau|mobilite|mobile|echelle|plan) nationale?|\Anationale?\Z|monde entier|"
    r"tout (?:le |l')(?:pays|territoire|hexagone)|(?:aucune|pas de|sans) (?:limite|contrainte|preference|restriction|frontiere)s?|"
    r"\Aillimitee?|internationale?|m'?en fi?ch(?:e|es)|m'?en fou[st]?|bas les|(?:m'est|\A) ?(?:bien )?egal|"
    r"toutes (?:les )?regions|tous les departements|tout me va|tte? la france|\A(?:la )?france\Z|(?:toute l'|l'|en )europe|"
    r"(?:entierement|totalement|completement|100 ?%) mobile|mobilite (?:totale|complete))(?![a-z])"
)
_OVERSEA = re.compile(r"\b(?:dom|dom tom|dom-tom|drom|outre[- ]?mer)\b")
_WIDER = re.compile(r"\b(?:france|metropole|hexagone|partout|y compris|compris|inclus|meme)\b")
_MOVING = r"(?:boug|deplac|demenag|partir|quitter|mobile|sortir|voyager)[a-z]*"
_NOWHERE = re.compile(
    rf"\bnull?e? ?part\b|\b(?:pas|pa|po|plus|jamais|sans|ni) (?:me |m'|question |envie |le |la |de |d'|pouvoir |du tout |vraiment |trop |tres )*{_MOVING}|"
    r"\b(?:peux|veux|souhaite|bouge|bougerai|deplace) (?:pas|po|plus)(?: (?:du tout|vraiment|trop))?\W*\Z|\bimmobile\b|"
    r"\baucune? (?:mobilite|deplacement)|\Aaucune?(?:\W*\Z|,)|\bpas de (?:mobilite|deplacements?)|\bzero mobilite|\A(?:zero|0)\W*\Z|\A(?:c'est )?impossible\W*\Z|"
    r"\b(?:que|seulement|uniquement|juste|exclusivement|reste|rester|limitee? a|qu'a|qu'en) (?:dans |sur |en |a )?"
    r"(?:ma (?:ville|commune)|mon (?:village|quartier|bled)|place|chez moi|la maison|ma rue|domicile)\b|"
    r"\A(?:(?:dans|sur|a) )?(?:ma (?:ville|commune)|mon (?:village|quartier)|sur place|domicile|teletravail)"
    r"(?: (?:seulement|uniquement|et c'est tout|point|exclusivement))?\W*\Z|\b(?:100 ?% |que du |full )?teletravail\b|"
    r"\bbouge (?:pas|po)\b|\A(?:non|nan) (?:pas (?:vraiment|trop|du tout|question)|merci|desolee?|jamais)"
)
_OWN_DEPARTEMENT = re.compile(
    r"\b(?:(?:mon|le|tout le|tout mon|dans le|du) (?:depart[a-z]*|dept?|dpt)|departementale?|depart[a-z]+t entier)\b"
)
_OWN_REGION = re.compile(r"\b(?:(?:ma|la|toute? la|toute? ma) region|regionale?(?:ment)?|region entiere)\b")
_AROUND = re.compile(
    r"\balentours?|\benvirons?(?! (?:\d|une))|\bautour|\bproximite|\bpas (?:trop |tres |bien )?loin|\bpres d|\bpres$|\ba cote|\bcoin|"
    r"\bproches?\b|\bagglo|\bmetropole|\blimitrophes?|\bvoisin|\blocal|\bsecteur|\bbassin|\bcommunaute de communes|\bcom ?com\b|"
    r"\bquelques (?:km|kilom|bornes)|\bperipherie|\bbanlieue|\bcanton|\bplus loin\b|\balentour"
)
_VAGUE = re.compile(
    r"\b(?:oui|ouais|ui|yes|mobile|mobilite|permis|voiture|vehicul\w*|deplacer|bouger|velo|scooter|moto|bus|train|a pied|covoiturage|transports?|"
    r"un peu|moyennement|pas trop|relativement|assez|bien sur|carrement|tout a fait|evidemment|volontiers|sans probleme|"
    r"(?:pas de|aucun) (?:soucis?|problemes?)|bien entendu|affirmatif|ok|raisonnable|demenager)\b"
)
_LIMIT = re.compile(r"\b(?:max(?:i|imum)?|environ|env|jusqu|rayon|moins de|plus de|dela|autour|kilom|aller)\b")
_BARE_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})(?:\s*(?:-|/|a|ou|et)\s*(\d{1,3}))?(?![\d.,])")
_SMALL_TALK = re.compile(
    r"\b(?:oui|ok|euh|bah|ben|je|suis|dirais|pense|max|maxi|maximum|environ|a peu pres|peu pres|autour|de|moi|chez|en|voiture|"
    r"mobile|sur|dans|un|rayon|jusqu'?a?|plus|moins|minimum|pas|grand|peux|aller|c'est|svp|merci|a|les|allez|disons|alentours?)\b|[^a-z0-9]"
)


def _value(kind: str, places: NamedPlaces, km: float | int | None = None, minutes: int | None = None) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": kind, "km": km, "places": list(places.places)}
    if minutes is not None:
        value["minutes"] = minutes
    if places.exclude:
        value["exclude"] = list(places.exclude)
    return value


def read_mobility(text: str, asked: bool = True) -> Reading:
    """Reads a mobility: `{"kind", "km", "places"}`, with "minutes" or "exclude" (official names) when given.

    `kind` is none, radius, departement, region or national; `km` is the widest distance said; `places` are official
    names, empty for "around the candidate's own town". Of mixed places the widest kind counts. INVALID has the reason
    `how_far` when the person is mobile without saying how far, `abroad` (details: country) for a foreign country only.
    AMBIGUOUS: a bare number that may be kilometres or a département ("44").

    Args:
        text: what the candidate wrote.
        asked: whether mobility was the question; otherwise only plain statements are read.
    """
    said = statements(text)
    folded = plain(said)
    if not folded:
        return NOTHING
    reading = _read(said, folded)
    if asked or (reading.sure and reading.status is Status.VALUE):
        return reading
    return NOTHING


def _read(said: str, folded: str) -> Reading:
    amounts = read_amounts(folded)
    if amounts.minutes is not None and amounts.minutes > _LONGEST_TRIP:  # "35 heures" is a week's work
        amounts = Amounts(amounts.km, None, amounts.rest)
    if len(folded.split()) > _SHORT_ANSWER and not _TOPIC.search(folded) and amounts.km is None:
        return _vague(said, folded, NamedPlaces(None, (), ()))
    spotted = amounts.km is not None or amounts.minutes is not None
    places = named_places(amounts.rest if spotted else said)
    if not places.kind and not spotted:  # "le trente cinq"
        places = named_places(figures(folded)) if _spelt_code(folded) else places
    sure = _ABOUT_MOBILITY.search(folded) is not None
    return (
        _national(folded, places, amounts, sure)
        or _within(folded, places, amounts, sure)
        or _nowhere(folded, sure)
        or _own_area(folded, places, sure)
        or _vague(said, folded, places)
    )


def _spelt_code(folded: str) -> bool:
    return figures(folded) != folded and re.search(r"\d{4}", figures(folded)) is None


def _national(folded: str, places: NamedPlaces, amounts: Amounts, sure: bool) -> Reading | None:
    """Reads "partout", "toute la France sauf Paris"; "partout en Bretagne" is Brittany only."""
    everywhere = _EVERYWHERE.search(re.sub(r"\bfrance\b", "", folded) if places.france else folded)
    if not everywhere or amounts.km is not None or amounts.minutes is not None:
        return None
    if _denied(folded, everywhere.start()):
        return None
    oversea = _OVERSEA.search(folded) and _WIDER.search(folded)
    if places.kind and not oversea and not re.search(r"\b(?:france|hexagone|national)", everywhere[0]):
        return None
    named = NamedPlaces(None, (), places.exclude)
    return Reading(Status.VALUE, _value("national", named), sure=sure or len(folded.split()) <= _PLAIN_ANSWER)


def _denied(folded: str, position: int) -> bool:
    return re.search(r"\b(?:pas|plus|ni)(?: (?:dans|sur|en|a|vers))?\s*\Z", folded[:position]) is not None


def _within(folded: str, places: NamedPlaces, amounts: Amounts, sure: bool) -> Reading | None:
    """Reads distances, durations and named places."""
    stays = re.search(
        r"\b(?:bouge|sors|quitte|pars|quitterai) (?:pas|plus)\b(?! plus)|\breste(?:r|rai)? (?:a|sur)\b", folded
    )
    if amounts.km is not None or amounts.minutes is not None:
        if amounts.km == 0:
            return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
        value = _value("radius", places, amounts.km, amounts.minutes)
        return Reading(Status.VALUE, value, sure=sure or amounts.km is not None)
    if places.kind == "radius" and stays:
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
    if places.kind:
        return Reading(Status.VALUE, _value(places.kind, places), sure=sure)
    return None


def _nowhere(folded: str, sure: bool) -> Reading | None:
    nowhere = _NOWHERE.search(folded)
    around = _AROUND.search(folded)
    own = _OWN_DEPARTEMENT.search(folded) or _OWN_REGION.search(folded)
    if is_bare_no(folded) or (nowhere and not (around or own) and not _refuses_to_say(folded)):
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())), sure=sure)
    return None


def _refuses_to_say(folded: str) -> bool:
    return re.search(r"\b(?:dire|repondre|sais|savoir|preciser|communiquer)\b", folded) is not None


def _own_area(folded: str, places: NamedPlaces, sure: bool) -> Reading | None:
    """Reads the candidate's own region, département or surroundings."""
    nobody = NamedPlaces(None, (), places.exclude)
    if _OWN_REGION.search(folded):
        return Reading(Status.VALUE, _value("region", nobody), sure=sure)
    if _OWN_DEPARTEMENT.search(folded):
        return Reading(Status.VALUE, _value("departement", nobody), sure=sure)
    if _AROUND.search(folded):
        return Reading(Status.VALUE, _value("radius", nobody), sure=sure)
    return None


def _vague(said: str, folded: str, places: NamedPlaces) -> Reading:
    """Reads what gives no area: bare numbers, a yes, not knowing, not telling."""
    number = _bare_number(figures(folded), places)
    if number:
        return number
    if is_refusal(said):
        return Reading(Status.DECLINED)
    if is_unknown(said):
        return Reading(Status.UNKNOWN)
    if places.abroad:
        return Reading(Status.INVALID, reason="abroad", details={"country": places.abroad})
    strong = len(folded.split()) <= _SHORT_ANSWER or _ABOUT_MOBILITY.search(folded) is not None
    if "?" not in said and strong and (places.exclude or _VAGUE.search(folded)):
        return Reading(Status.INVALID, reason="how_far")
    return NOTHING


def _bare_number(folded: str, places: NamedPlaces) -> Reading | None:
    """Reads "50" as kilometres; "44" may as well be a département, so it is asked."""
    found = _BARE_NUMBER.search(folded)
    if not found or _SMALL_TALK.sub("", _BARE_NUMBER.sub("", folded)):
        return None
    km = max(int(group) for group in found.groups() if group)
    if km == 0:
        return Reading(Status.VALUE, _value("none", NamedPlaces(None, (), ())))
    radius = _value("radius", NamedPlaces(None, (), ()), km)
    if not places.code or not places.code.area or km % 10 == 0 or _LIMIT.search(folded) or found[2]:
        return Reading(Status.VALUE, radius)
    departement = {"kind": "departement", "km": None, "places": list(places.code.area.names)}
    return Reading(Status.AMBIGUOUS, candidates=(radius, departement), details={"total": 2})
