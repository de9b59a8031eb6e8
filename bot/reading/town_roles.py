"""Which part a place plays in a sentence: the home, another town, a neighbour, a hint, or no place at all."""

import re
from enum import IntEnum
from itertools import pairwise

from bot.reading.place_mentions import BIG_TOWN, Kind, Mention
from bot.reading.place_text import ARTICLES, CONNECTORS, Token, word_set
from bot.reading.places import place_index


class Role(IntEnum):
    """How a mention relates to the home town; the highest role wins."""

    NOTHING = -2  # an ordinary word, or a town that is denied
    NEAR = -1  # "près de X"
    OTHER = 0  # where the person works, was born, wants to go
    NAMED = 1  # a town without any verb
    HOME = 2  # "j'habite à X"


HOME_WORDS = word_set(
    "habite habites habit hab jhab jabit habitte abite abit abitte habitons habitant habitante jhabite jabite vis vit vivons viv "
    "jvis loge loges reside residons residant demeure domicilie domiciliee installe installee base basee situe "
    "situee suis sui chui chuis jsuis jsui chuisse localise localisee domicile adresse etabli etablie creche "
    "heberge hebergee jhabit jui jvi demeurant demeurons jcreche jreside jloge retire retiree emmenage kaz lakaz rentre rentrons reste restee restes restees restons asteure astheure rete res maintenant actuellement desormais aujourd aujourdhui residence revenu revenue revenus viens ville commune"
)
STRONG_HOME = word_set(
    "habite habites habit hab jhab jabit habitte abite abit abitte habitons habitant habitante jhabite jabite vis vivons viv jvis "
    "loge reside residons demeure domicilie domiciliee installe installee creche heberge hebergee jhabit jvi demeurant "
    "demeurons jcreche jreside jloge residant retiree emmenage kaz lakaz rentre rentrons"
)
# What may stand between such a word and the town.
_LINKS = word_set(
    "a sur de d dans en au aux le la les l actuellement toujours tjrs maintenant ville commune pas plus que moi est "
    "c bien chez mes parents ma mon mere pere famille petit petite un une seul seule base basee situe situee "
    "domicilie domiciliee installe installee meme desormais residence ici juste hui code postal nom pu jamais ni "
    "donc quartier centre region campagne cote du des encore tous toutes chaque soir soirs nuit nuits jour jours week end"
)
_LIVES = HOME_WORDS - word_set("ville commune adresse domicile maintenant actuellement aujourd aujourdhui")
OTHER_WORDS = word_set(
    "travaille travaillais travailler travaillait bosse bosser bossais ne nee naissance etudie etudiais etudes "
    "etudier grandi originaire avant etais etait habitais habitait vivais vecu quitte quittee stage formation poste "
    "job boulot emploi postule postuler candidate candidater mute mutee caserne casernee stationne stationnee affecte affectee detache detachee deploye deployee bouge bougerai pars partirai aller vais vas partir irai visite vacances "
    "connais aime adore famille copain copine mari femme frere soeur fils prefere prefererais voudrais veux "
    "aimerais souhaite souhaiterais demenage demenager demenagement mobile installer ancien ancienne ex lycee fac "
    "bientot prochainement futur future universite bac ecole lekol travay rejoint rejoindre exerce exercer officie enseigne passe passees passes passer missions mission natale natal natif native"
)
_FOLLOWING = word_set("avec mais pour car parce chez sous pres qui que entre sans vers avant apres hors un une")
_FEW_WORDS = 10
_SEATS = frozenset(["prefecture", "pref", "chef"])  # "Moulins, c'est la préfecture de l'Allier"
_KNOWN_TOWN = 1000  # inhabitants from which "à X" in small letters is a town
_OTHERS = word_set(
    "qui il elle ils elles mere pere maman papa soeur frere ami amie copain copine mari femme epouse epoux fils fille "
    "mamie papi papy voisin voisine collegue tante oncle cousin cousine parents famille personne dame monsieur client "
    "cliente usager usagere enfants tuteur grand grandmere gens"
)
_FINITE = word_set("habite habites habitent vit vivent reside resident loge demeure creche est heberge hebergee")
_ARE = frozenset(["est", "sont"])
_PLACING = frozenset(["a", "au", "aux", "sur", "en", "la", "le", "les", "l"])
_TOWN_WORDS = frozenset(["ville", "commune", "village", "bled", "patelin", "bourg"])
FORMERLY = frozenset(["avant", "autrefois", "jadis", "bientot", "prochainement"])
_NOW = frozenset(["maintenant", "desormais", "actuellement"])
_OLD = frozenset(["ancien", "ancienne", "ex"])  # "mon ancienne adresse c'est Lens"
_RANK = re.compile(r"\d{1,2}(?:er|e|eme|ieme)?\Z")
_PERSON_WORDS = frozenset(["appelle", "mappelle", "nomme", "nom", "prenom"])
_NEAR = re.compile(
    r"(?:\ba cote|\bacote|\bpres?|\bproche|proximite|\bloin|\bautour|\balentours?|\benvirons?|\bbanlieue|peripherie|"
    r"\bregion|\bcoin|\bagglo\w*|\bmetropole|\bau (?:nord|sud|est|ouest)|\bcampagne|\bsecteur|\bdu cote|\bvers|\bentre|"
    r"(?:\b|\d)(?:km|kms|bornes|kilometres?|kilometre|minutes?|min|mn|h|heures?)|\blimitrophe|\bcouronne|\bvoisine?|"
    r"\bcolle a|\bnord|\bsud)"
    r"(?: (?:de|d|du|des|la|le|les|l|a|chez|ville))*\Z"
)
_NEAR_NOUN = word_set("banlieue agglo agglomeration peripherie metropole region couronne campagne coin bassin pays")
NEAR_WORDS = CONNECTORS | word_set(
    "pres pre proche proximite cote acote loin pas tres juste tout autour alentour alentours environ environs banlieue "
    "peripherie vers coin agglo agglomeration metropole secteur colle voisin voisine c est ca se trouve"
)
_AT_FIRST = re.compile(
    r"\b(?:a la base|de base|a l origine|d origine|initialement|au depart|auparavant|anciennement)(?: (?:c etait|etait|de|d|a|sur|je suis|j etais))* ?\Z"
)
_HAD = re.compile(
    r"\b(?:avais|avait|avions|louais|louait|possedais|achete|vendu|vendue|loue a l epoque|tenais|tenions|dormais|logeais|residais|demeurais)\b"
)
_MY_HOME = re.compile(
    r"\b(?:foyer|maison|logement|appart|appartement|toit|famille|chez (?:moi|nous)|pied a terre|residence)(?: (?:familiale?|principale?|a moi))*(?: (?:c )?est(?: bien| toujours)?)? (?:a|au|aux|sur|dans|en)(?: (?:la|le|les|l))?\Z"
)
# "c'est à Bressuire que j'ai fixé ma demeure"
_SETTLED_BEHIND = re.compile(
    r"que (?:j ai|nous avons|je me suis|j y ai|je) (?:fixe|elu|etabli|pose|installe|demeure|reside|habite|vis)"
)
_LANDMARK_WORDS = 3
_DENIED = re.compile(
    r"\b(?:pas|plus|ni|jamais|sauf)(?: (?:a|au|aux|de|d|du|des|sur|vers|dans|la|le|les|l|en|celui|celle|cote))*\Z"
)
# "pas celle vers Toulouse"; "pas loin de Lille" is near all the same.
_DENIED_NEAR = re.compile(
    r"\b(?:pas|ni|non) (?:(?:a|le|la|l|les|celui|celle|ceux|en|du|de) )*(?:pres|vers|cote|acote|proche|region|banlieue|autour)\b"
)
# "Y. Oui, c'est le nom du village"
_IS_TOWN_NAME = re.compile(
    r"\b(?:noms?|appelle|nomme)\b(?: \w+){0,3} (?:ville|village|commune|bled|patelin|bourg)\b|\b(?:ville|village|commune|bled|patelin|bourg)\b(?: \w+){0,3} (?:appelle|nomme|nom)\b"
)
_IS_TOWN = re.compile(
    r"(?:(?:oui|bien|c est|hein) )*(?:la|une|le|un) (?:vraie? )?(?:ville|village|commune|bled)\b(?! (?:de|du|d|a)\b)"
)
_PLACE_PREPOSITION = re.compile(r"\b(?:a|sur|de|d|dans|en|au|aux|ville|commune)(?: (?:la ville de|l|la|le|les))?\Z")
_SUBJECTS = word_set("je j jsuis jvais on nous mon ma mes notre nos il elle ils elles")
_BREAK = frozenset(["mais", "donc", "puis", "ensuite", "et"])
_DETERMINERS = ARTICLES | word_set("un une des du mon ma mes ton ta son sa ses ce cette ces aux au notre votre")
# Words that may stand beside a town without making the answer a sentence about something else.
FILLERS = word_set(
    "dan ds mwa euh bah ben alors oui ouais ok donc moi c est cest se ce ca a au aux sur ma ville la le les de des du d l en "
    "et france francaise svp stp merci bonjour bonsoir salut bjr slt coucou voila je j jai suis pense crois "
    "monsieur madame toujours tjs tjrs bien hein quoi mdr lol centre meme puis dept departement dans region commune "
    "code postal cedex cp depuis ans an mois annees pour l instant actuellement maintenant ici chez habite vis "
    "jhabite domicile adresse mon c'est situe situee it s i live town city near ville ou tout simplement enfin "
    "plutot reponse naissance petite grande jolie belle village bourg tres exactement plus precisement precis "
    "mi mwen ka le rete res arrondissement eme er e officiellement intra muros sud nord est ouest desole pardon erreur correction non"
)


def context_before(tokens: list[Token], start: int, words: int = 8) -> list[str]:
    """Returns the folded words before a mention in the same clause, the nearest last."""
    found: list[str] = []
    position = start
    while position > 0 and len(found) < words and tokens[position].joined:
        position -= 1
        if tokens[position].word in _BREAK and found and found != ["a"]:
            break
        found.insert(0, tokens[position].word)
    return found


def is_weak_here(mention: Mention, tokens: list[Token], before: list[str], lives: bool, whole: bool) -> bool:
    """Tells whether a name that is an ordinary word as well ("Sens", "Vif") is only the word here.

    `lives`: a verb says where the person lives or is; of "je suis de bonne humeur" more follows.
    """
    first = tokens[mention.start]
    proper = first.capital and (len(first.raw) < 2 or not first.raw.isupper())
    if before and before[-1] in ("au", "aux") and proper and mention.key.startswith(("le ", "les ")):
        return False  # "aux Lilas"
    if before and before[-1] in _DETERMINERS and first.joined and not (lives and proper):
        return True
    index = place_index()
    known = mention.short or mention.key in index.by_name or mention.key in index.by_usage
    if whole:
        word = len(mention.key) < 3 or mention.key in FILLERS or mention.key in HOME_WORDS
        return not first.capital and " " not in mention.key and (word or not known)
    placed = bool(before) and _PLACE_PREPOSITION.search(" ".join(before)) is not None
    if lives and ((placed and known and not mention.short and not _goes_on(tokens, mention.end)) or proper):
        return False
    if mention.population >= 2 * BIG_TOWN:
        return not (proper and (placed or not before))
    return not (proper and placed and mention.start > 0)


def is_home(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a verb says that somebody lives there."""
    return _verb_before(context_before(tokens, mention.start)) in STRONG_HOME


def _goes_on(tokens: list[Token], end: int) -> bool:
    """Tells whether a word of another sentence follows directly."""
    return end < len(tokens) and tokens[end].joined and tokens[end].word not in FILLERS | _FOLLOWING


def _verb_before(before: list[str]) -> str | None:
    """Returns the nearest word before that says how the person relates to the town."""
    linked = True
    for position in range(len(before) - 1, -1, -1):
        word = before[position]
        if word in _OTHERS and "chez" in before[max(0, position - 3) : position]:  # "hébergé chez ma sœur à Gap"
            continue
        word = word[1:] if word[0] == "j" and word[1:] in OTHER_WORDS else word  # "jdemenage"
        if linked and word in HOME_WORDS and position and before[position - 1] in _OLD:
            return before[position - 1]
        if word in OTHER_WORDS or (linked and word in HOME_WORDS):
            return word
        linked = linked and (word in _LINKS or _RANK.match(word) is not None)
    return None


def _of_another(before: list[str], verb: str | None) -> bool:
    """Tells whether somebody else lives there ("ma sœur habite Lyon", "une mamie qui habite à Gap")."""
    if verb is None or verb not in _FINITE:
        return False
    subject = before[: len(before) - 1 - before[::-1].index(verb)]
    return bool(subject) and subject[-1] in _OTHERS and subject[-2:] != ["moi", "qui"]


def _is_with_another(before: list[str]) -> bool:
    """Tells whether somebody else is there ("ma fille est à Paris")."""
    if before[:1] == ["et"]:
        before = before[1:]
    owner = len(before) > 2 and before[0] in ("ma", "mon", "mes") and before[1] in _OTHERS
    if owner and set(before[2:]) <= _PLACING:  # "ma fille à Nantes"
        return True
    if not _ARE.intersection(before[2:]) or "chez" in before:
        return False
    verb = max(position for position, word in enumerate(before) if word in _ARE)
    owned = verb > 1 and before[verb - 2] in ("ma", "mon", "mes") and before[verb - 1] in _OTHERS
    return owned and set(before[verb + 1 :]) <= _LINKS


def role_of(mention: Mention, tokens: list[Token], whole: bool, hinted: bool) -> Role:
    """Returns the part that a mention plays; `whole`: nothing else is said; `hinted`: a code stands beside."""
    before = context_before(tokens, mention.start)
    joined = " ".join(before)
    verb = _verb_before(before)
    if _DENIED_NEAR.search(joined) or (before[-1:] == ["a"] and mention.key.split()[-1] == "cote"):
        return Role.NOTHING  # "à côté de Marcoule"
    if _NEAR.search(joined) or _between(tokens, mention.start) or _in_landmark(mention, tokens):
        return Role.NEAR
    of_town = not _TOWN_WORDS.isdisjoint(before)
    if (not _PERSON_WORDS.isdisjoint(before) and not of_town) or _DENIED.search(joined) or _denies_after(before, verb):
        return Role.NOTHING
    if mention.weak and _is_called(mention, tokens):
        return Role.NAMED
    if mention.weak and tokens[mention.start].capital and of_town and not _PERSON_WORDS.isdisjoint(before):
        return Role.HOME  # "le bled s'appelle Us"
    told = _told_by_words(mention, tokens, joined, verb)
    if told is not None:
        return told
    after = _word_closing(mention, tokens)
    if after in FORMERLY or (after in _NOW and verb is None):
        return Role.OTHER if after in FORMERLY else Role.HOME
    lives = verb in _LIVES or before[-2:] == ["c", "est"] or before[-3:-1] == ["c", "est"]
    if mention.weak and not hinted and is_weak_here(mention, tokens, before, lives, whole):
        return Role.NOTHING
    if _of_another(before, verb) or _is_with_another(before):
        return Role.OTHER
    if verb is None and of_town and not _PERSON_WORDS.isdisjoint(before):
        return Role.HOME
    if verb is not None:
        from_there = verb == "viens" and says_home(tokens)  # "je vis à Gap mais je viens de Pau"
        return Role.HOME if verb in HOME_WORDS and not from_there else Role.OTHER
    plainly = whole or hinted or mention.weak or _reads_as_name(mention, tokens, joined)
    return Role.NAMED if plainly else Role.NOTHING


def _told_by_words(mention: Mention, tokens: list[Token], joined: str, verb: str | None) -> Role | None:
    """Returns the part that is told without a verb of living: "à X, où je demeure", "à la base X", "la maison est à X"."""
    if _lives_behind(mention, tokens):
        return Role.HOME
    if _another_lives_behind(mention, tokens):
        return Role.OTHER
    if _AT_FIRST.search(joined) or (verb is None and _HAD.search(joined)):
        return Role.OTHER
    if _SETTLED_BEHIND.match(" ".join(token.word for token in tokens[mention.end : mention.end + 5])):
        return Role.HOME
    return Role.HOME if verb is None and _MY_HOME.search(joined) else None


def beside_the_answer(roles: list[tuple[Role, Mention]], tokens: list[Token]) -> list[tuple[Role, Mention]]:
    """Returns the roles with the towns that a remark behind a plain answer names as others.

    "Saint-Avold, mais je dors souvent sur le parking de Metz".
    """
    if not roles or roles[0][0] is not Role.NAMED or roles[0][1].weak:
        return roles
    lead = roles[0][1]
    if any(token.word not in FILLERS for token in tokens[: lead.start]):
        return roles
    return [
        (Role.OTHER if role is Role.NAMED and town is not lead and _is_remark(town, tokens) else role, town)
        for role, town in roles
    ]


def _is_remark(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a town stands in a clause with a subject and a verb that says nothing of a home."""
    before = context_before(tokens, mention.start)
    subject = next((at for at, word in enumerate(before) if word in _SUBJECTS), None)
    return subject is not None and any(word not in FILLERS for word in before[subject + 1 :])


def _lives_behind(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether "where I live" follows ("à Saumur, où je demeure désormais")."""
    words = [token.word for token in tokens[mention.end : mention.end + 6]]
    if words[:1] != ["ou"] or words[1:2] not in (["je"], ["j"], ["nous"], ["on"]):
        return False
    return any(word in STRONG_HOME or word == "suis" for word in words[2:5]) and "plus" not in words


def _another_lives_behind(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether "where my brother lives" follows ("Gonesse, c'est là où mon frère habite")."""
    words = [token.word for token in tokens[mention.end : mention.end + 9]]
    if not words or not {"ou", "que"}.intersection(words[:4]) or not set(words[:2]) & {"c", "la", "ou"}:
        return False
    start = next(at for at, word in enumerate(words) if word in ("ou", "que"))
    rest = words[start + 1 :]
    owned = any(one in ("mon", "ma", "mes") and other in _OTHERS for one, other in pairwise(rest))
    return owned and any(word in _FINITE or word in ("abite", "travaille") for word in rest)


def is_denied(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether "pas" or "ni" stands before ("en France, pas en Belgique")."""
    return _DENIED.search(" ".join(context_before(tokens, mention.start))) is not None


def _is_called(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a text begins with a capital name and says that a town is called so."""
    if mention.start or mention.end == len(tokens) or not tokens[mention.end].before.strip():
        return False
    rest = " ".join(token.word for token in tokens[mention.end :])
    return _IS_TOWN.match(rest) is not None or (tokens[0].capital and _IS_TOWN_NAME.search(rest) is not None)


def _word_closing(mention: Mention, tokens: list[Token]) -> str | None:
    """Returns the word that follows a town and ends its clause ("Lille avant, Douai maintenant")."""
    end = mention.end
    if end == len(tokens) or not tokens[end].joined or (end + 1 < len(tokens) and tokens[end + 1].joined):
        return None
    return tokens[end].word


def _reads_as_name(mention: Mention, tokens: list[Token], joined: str) -> bool:
    """Tells whether a name without any verb is meant as a town."""
    placed = _PLACE_PREPOSITION.search(joined) is not None and mention.population >= _KNOWN_TOWN
    alone = not joined or not tokens[mention.start].joined
    return tokens[mention.start].capital or " " in mention.key or mention.population >= BIG_TOWN or placed or alone


def _in_landmark(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether a name ends that of a landmark near by ("vers Jean Macé")."""
    position = mention.start
    while position > 0 and tokens[position].joined and mention.start - position < _LANDMARK_WORDS:
        before = tokens[position - 1]
        if before.word in CONNECTORS and position > 1 and tokens[position - 1].joined and tokens[position - 2].capital:
            position -= 1
            continue
        if not before.capital or before.raw.isupper() or place_index().by_usage.get(before.word):
            break
        if any(town.commune.population >= _KNOWN_TOWN for town in place_index().by_name.get(before.word, ())):
            break
        position -= 1
    return position < mention.start and _NEAR.search(" ".join(context_before(tokens, position))) is not None


def before_near(tokens: list[Token], start: int) -> int:
    """Returns where the words that say "near" begin, before the town at `start`."""
    while start > 0 and tokens[start - 1].word in NEAR_WORDS:
        start -= 1
    return start


def _between(tokens: list[Token], start: int) -> bool:
    """Tells whether a town is the second one of "entre X et Y"."""
    words = [token.word for token in tokens[max(0, start - 6) : start]]
    return words[-1:] == ["et"] and "entre" in words


def says_near(tokens: list[Token], position: int) -> bool:
    """Tells whether "near" and its like stand directly before a word ("à côté de", "pré de")."""
    return _NEAR.search(" ".join(context_before(tokens, position))) is not None


def _denies_after(before: list[str], verb: str | None) -> bool:
    """Tells whether "pas" or "plus" stands between the verb and the town ("je n'habite plus à X")."""
    if verb not in HOME_WORDS or verb is None:
        return False
    after = before[len(before) - before[::-1].index(verb) :]
    return bool(after) and after[0] in ("pas", "plus", "pu", "jamais")


def near_by_adjective(tokens: list[Token], demonyms: dict[str, str]) -> str | None:
    """Returns the INSEE code of the town in "banlieue lyonnaise", "agglo rennaise"; None when there is none."""
    for position in range(1, len(tokens)):
        if tokens[position].word in demonyms and tokens[position - 1].word in _NEAR_NOUN:
            return demonyms[tokens[position].word]
    return None


def says_home(tokens: list[Token]) -> bool:
    """Tells whether the text says where somebody lives."""
    return any(token.word in STRONG_HOME for token in tokens)


def is_whole(tokens: list[Token], mentions: list[Mention]) -> bool:
    """Tells whether only places and small talk are said."""
    taken = {position for mention in mentions for position in range(mention.start, mention.end)}
    return all(
        position in taken or token.word in FILLERS or (token.word.isdecimal() and len(token.word) < 3)
        for position, token in enumerate(tokens)
    )


def hint_beside(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Tells whether a département or postal code stands directly beside a town ("Y 80", "35000 Sens (de Bretagne)")."""
    for other in mentions:
        if other.kind in (Kind.CODE, Kind.POSTCODE) and (
            other.start == mention.end
            or other.end == mention.start
            or (other.led and 0 < other.start - mention.end < 4)
        ):
            return True
        reach = 4 if _SEATS.isdisjoint(token.word for token in tokens[mention.end : other.start]) else _FEW_WORDS
        if other.kind is Kind.AREA and 0 < other.start - mention.end < reach:
            led = mention.start == 0 and tokens[0].capital and not mention.short
            inside = other.area is not None and any(t.commune.departement in other.area.codes for t in mention.towns)
            if len(tokens) < _FEW_WORDS or (led and inside):
                return True
    return False
