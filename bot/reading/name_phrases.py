"""The phrases around a name: greetings, "je m'appelle", labels ("nom :"), repairs ("non, Dupont"), nicknames."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from bot.reading.name_words import (
    can_be_in_name,
    first_name_spellings,
    fold_name,
    has_telling_capital,
    is_first_name,
    is_ordinary,
    is_particle,
    is_surname_like,
    is_word,
    is_word_surname,
)

_MOST_WORDS = 7
_A = "['’ʼ`´ ]?"

_PRESENTS = re.compile(
    rf"(?<!\w)(?:(?:moi )?je m?{_A}app?ell?e?s?|j{_A}m{_A}app?ell?e?s?|jmapp?e?l+e?s?|je map+el+e?|moi je m{_A}appelle|m{_A}app?ell?e|je me nomme|je me pr[ée]sente|moi c{_A}est|moi c|"
    rf"je me pr[ée]nomm?e|(?:me|mi) (?:llamo|chiamo|chamo)|my (?:first |last |full )?name is|je soussign[ée]e?|je suis app?el(?:ée?|er)|m{_A}ont (?:toujours )?(?:app?el[ée]+e?s?|nomm[ée]+e?s?|baptis[ée]+e?s?|pr[ée]nomm[ée]+e?s?)|"
    rf"m{_A}a (?:app?el[ée]+e?s?|nomm[ée]+e?s?|baptis[ée]+e?s?|pr[ée]nomm[ée]+e?s?)|(?:pouvez|peux|peut|pourrez) m{_A}app?eler|m{_A}app?el[ée]+e?s?(?= [A-ZÀ-Þ])|mon identit[ée] (?:est|c{_A}est)|au nom de)(?!\w)\s*[:,]?\s*",
    re.IGNORECASE,
)
_PRESENTS_WEAKLY = re.compile(rf"(?<!\w)(?:je suis|jsuis|chui[st]?|ici|c{_A}est|moi)(?!\w)\s*[:,]?\s*", re.IGNORECASE)
_I_AM = re.compile(r"(?<!\w)(?:je suis|jsuis|chui[st]?)(?!\w)", re.IGNORECASE)
_BOTH = re.compile(
    rf"(?<!\w)(?:mes |mon |votre )?(?:(?P<last>nom)s?|pr[ée]noms?)\s*(?:et|/|,|-|\s|&|puis)\s*(?:mon |de )?(?(last)pr[ée]noms?|nom(?: de famille)?)s?(?!\w)"
    rf"\s*(?:(?:est|sont|c{_A}est|:|=|-|,|;)\s*)*(?=\S)",
    re.IGNORECASE,
)
_LINK = rf"(?:\s*(?:(?:(?:il |elle )?est|sont|c{_A}est|(?:ce|[çc]a) (?:sera|serait|est|doit être)|sera|[ée]tant|aussi|lui|donc|alors|cest|ces|cé|c|moi|ch{_A}est|ch{_A}est|cha(?: s{_A}ro)?|(?:i )?(?-i:lé|sé)|isch|appel[ée]e?|nomm[ée]e?|(?:est )?compos[ée]|(?:[çc]a )?s{_A}(?:[ée]crit|[ée]pelle)|is)(?!\w)|->|=>|[:=,\-–]))*\s*"
_LABEL = re.compile(
    rf"(?<!\w)(?:et )?(?:c{_A}est |et |pour )?(?:(?:mon|mes|votre|ton|le|son|de|moi|my|meu|mi|min|men|em|ch|mo|mwen|zot|nou|nout) |(?:[lm]|ch|em)['’] ?)?(?:(?:vrai|seul|deuxième|2e|second) )?(?<!\bun )(?<!\bquel )(?<!\bpas de )(?<!\bdeux )(?<!\btrois )(?<!\bquatre )(?<!\bplusieurs )(?:"
    rf"(?P<birth>nom (?:de naissance|de (?:jeun+e )?fille))|"
    rf"(?P<family>nom (?:(?:de |d |d['’] ?|ed )?fam(?:ill?e?|i|ile|iy|iye|ye|ly)?|d{_A}usage|de (?:femme(?: mari[ée]e)?|mariage|mari[ée]e)|marital|d{_A}[ée]pou(?:se|x)|usuel|patronymique)|patronyme|famil(?:ie|le|y)[- ]nom|nom familial)|"
    rf"(?P<last>nom|nome|blaze|blase|blaz|blazz|surname|last name)|(?P<first>(?:1er |premier )?pr[ée]noms?(?: (?:usuel|d{_A}usage))?|(?:petit|ptit|p{_A}tit|ti|tit|tchiot|tiot) nom|first name))(?![\w'’])(?: (?:complet|entier|exact|officiel|correct|r[ée]el|v[ée]ritable|actuel|l[ée]gal|civil|d{_A}[ée]tat civil|à l{_A}[ée]tat civil))?(?: (?:(?:à|a|de) )?(?:moi|mien|mwen|mwin|moin))?(?P<link>{_LINK})",
    re.IGNORECASE,
)
_NICKNAME = re.compile(
    rf"(?<!\w)(?:(?:t(?:ou)?t le monde|tlm|on|in|(?:mes?|ma|mon|les|min|mé) (?!je\b|j\b|nom\b|pr[ée]nom\b)(?:[\w-]+ )?(?!je\b|nom\b|pr[ée]nom\b)[\w-]+|les gens|ils|elles|certains)\s+(?:(?:m{_A}a|m{_A}ont) (?:(?:toujours )?surnomm[ée]+e?|toujours app?el[ée]+e?)|(?:(?:m{_A}|me )(?:app?ell?e(?:nt)?|surnomme(?:nt)?))|me (?:dit|disent)(?! (?:de|que|d{_A})\b)|(?<=on )dit|(?<=monde )dit(?! (?:de|que|d{_A})\b)|disent)|"
    rf"je me fais app?el+er|surnomm[ée]e?(?!\w)|connue? (?:sous le nom de|comme)(?!\w)|toute? (?:le |la |ma |mon )?[\w-]+ (?:(?:m{_A}|me )(?:app?ell?e|surnomme))(?!\w)|(?P<back>pour les intimes|(?:c{_A}est |est )(?:juste |seulement |plut[ôo]t )?(?:mon |un |le )(?:petit )?(?:surnom|pseudo|pseudonyme))(?!\w)|"
    rf"(?:mon |un |le |comme )?(?:surnom|pseudo|pseudonyme|alias|nom de sc[èe]ne|nick ?name|gamertag)(?!\w)|appell?e[zr]?[ -]moi (?:juste |simplement |plut[ôo]t )?)",
    re.IGNORECASE,
)
_WRITE = (
    rf"(?:(?:vous pouvez|tu peux|il faut|on peut|veuillez) )?(?:inscri(?:vez|re|s)|not(?:ez|er|e)|met(?:tez|tre|s)|[ée]cri(?:vez|re|s)|marqu(?:ez|er|e)|enregistr(?:ez|er|e)|"
    rf"tap(?:ez|er|e))(?:[ -]moi)?|(?:il y a|y a|c{_A}est) (?:marqu[ée]|[ée]crit|inscrit)|(?:c{_A}est |enregistr[ée]e? )?au nom d(?:e |{_A})"
)
# What turns what follows into the answer, but introduces sentences just as well.
_INTRODUCES = re.compile(
    rf"(?<!\w)(?:c{_A}est|cest|c|cé|ces|c est|je suis|jsuis|chui[st]?|{_WRITE})(?![\w'’])", re.IGNORECASE
)
_OPENERS = re.compile(
    rf"^(?:[\s,.;:!?\-–…]*(?:{_WRITE}|(?:sur|à|a|pour) (?:ma|mon|la|l{_A}|le|mes) ?(?:carte(?: d{_A}identit[ée])?|[ée]tat civil|papiers|passeport|nom|pr[ée]nom)|officiellement|encore moi|juste|moi|"
    rf"wesh|yo|re|lol|wallah|wlh|askip|nvm|tqt|attends?|attendez|peuch[èe]re|hopla|adiou|adieu|boudu|cong|fada|vindiou|gast|bin|ma foi|ot[ée]|ch{_A}est|mi ch{_A}est|adishatz|demat|kenavo|salam|azul|bonjou|ia ora na|mdr|tkt|allô|allo|ou[eé]|oe|ha|ah|oh|alor|cé(?=\s)|ces(?=\s)|j{_A}ai dit|attention|tout simple|r[ée]ponse|soit|bonjour|bonsoir|salut|slt|bjr|coucou|hello|hey|alors|e+u+h+|h+e+u+h*|pf+|(?-i:ben)|(?-i:bah)|(?-i:c)(?=\s+(?!est\b)\w\w)|bon|donc|ok|oui|ouais|d{_A}accord|voil[àa]|eh|merci|affirmatif|bien re[çc]u|re[çc]u(?= [A-ZÀ-Þ])|garde à vous|(?:oui |bien )?(?:chef|mon (?:capitaine|lieutenant|colonel|g[ée]n[ée]ral|adjudant|commandant))|"
    rf"bien s[ûu]r|madame|monsieur|mademoiselle|mme|mlle|mr|m\.|non|pardon|oups|d[ée]sol[ée]e?|en fait|enfin|c{_A}est|cest|c est|je suis|moi|ici|ça s{_A}[ée]crit|ca s{_A}[ée]crit|"
    rf"s{_A}[ée]crit|et|juste|tout simplement|simplement|plut[ôo]t|je voulais dire|je veux dire|correction)(?![\w'’])[\s,.;:!\-–…]*)+",
    re.IGNORECASE,
)
_CLOSERS = re.compile(
    rf"[\s,.;:!(\-–…]*(?<!\w)(?:merci(?: beaucoup| bien)?|je vous (?:en )?prie|si possible|(?:bien )?cordialement|bonne journée|svp|stp|s{_A}il (?:vous|te) pla[iî]t|voil[àa]|bonjour|et vous|et toi|enchant[ée]e?|madame|monsieur|comme (?:le|la|les|l'|l’|un|une|ça|dans|l) ?.*|à l['’ ]appareil|lol+|mdr+|ptdr|(?-i:(?:mon |ma )?(?:fr[èe]re|fr[ée]rot|reuf|pote|poto|bro|khey|tiot)|miskine|min tiot|fils|père|mère|fille|aînée?|cadette?|junior|jr|Jr|Junior|t[ée]|ot[ée]|peuch[èe]re|gast|hopla|wesh|bg|frr|wsh|pardi|boudi|boudu|(?:ma|mon) (?:belle|beau|petite?|grande?|gars|amie?|bonne?|vieux|vieille|loulou|lapin)|jeune (?:homme|fille)|les amis|mwen|mwin|moin|t['’]as (?:capt[ée]|compris|vu)|(?:et )?(?:t|t'es|tu es|c) (?:ki|qui)(?: toi)?)|(?:j['’ ]?|je )(?:crois|pense|suppose)|sauf erreur|point(?: final)?|et c['’ ]?est tout|c['’ ]?est tout|point barre"
    rf"tout simplement|tout court|s{_A}[ée]crit|ça s{_A}[ée]crit|quoi|hein|plut[ôo]t|je crois|du coup|pour ma part)[\s,.;:!?)…]*$",
    re.IGNORECASE,
)
_REPAIR = re.compile(
    rf"(?:\s*[,.;…(\-–]+\s*|\s+)(?:euh |ah |oups |ou )?(?:euh(?= (?-i:[A-ZÀ-Þ]))|non|pardon|enfin|plut[ôo]t|je veux dire|je voulais dire|oups|d[ée]sol[ée]e?|rectification|correction)(?![\w'’])[\s,.:;!)]*(?:plut[ôo]t\s+|c{_A}est\s+|je voulais dire\s+|je (?:d[ée]conne|rigole|plaisante|blague)[\s,.!]+)*(?=\w)",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"(?<!\w)(?:pardon|oups|d[ée]sol[ée]e?|mince|zut|(?:erreur|faute)(?: de (?:frappe|clavier))?|typo|mal (?:tap[ée]|[ée]crit)|correcteur)(?!\w)|\w\*|\*\w",
    re.IGNORECASE,
)
_ALIKE = 75
_DENIED = re.compile(rf"[\s,]*(?<!\w)(?:(?:et |c{_A}est |ce n{_A}est |mais )?(?:pas|point|non (?:pas|point)|au lieu de|à la place de)|et non)\s+(?P<denied>[^\W\d_][^\s,;.]*)(?:\s*,?\s*(?:mais|c{_A}est)(?!\w))?", re.IGNORECASE)  # fmt: skip
_COMPARISON = re.compile(
    r"[\s,(]*(?<!\w)comme (?:le|la|les|l['’]|un|une|ça|dans|celui|celle)[^,;:.!?)]*\)?", re.IGNORECASE
)
_AND_YOU = re.compile(r"[\s,.;!]*(?<!\w)et (?:vous|toi)\s*[?!.]*$", re.IGNORECASE)
_LIKE_THAT = frozenset({
    "ça", "ca", "comme", "ainsi", "toujours", "tjrs", "tjs", "depuis", "petit", "petite", "gamin", "gamine", "le", "la", "partout", "ici", "aussi", "au", "boulot", "travail",
})  # fmt: skip
_CONTRAST = re.compile(r"[\s,;.(]*(?<!\w)(?:mais|sinon|et|par contre|même si)?[\s,]*$", re.IGNORECASE)
_CIVILITY = re.compile(
    r"(?<![\w-])(?:madame|monsieur|mademoiselle|mme|mlle|mr|m\.|(?-i:M(?= [A-ZÀ-Þ][\w'’-]))|frau|herr|mrs\.?|ms\.?|mister|miss|señora?|senhora?|docteur|dr\.?)\s+(?=\w)",
    re.IGNORECASE,
)
# Ranks and titles; the plain ones are families too, so that a last name or two names must follow.
_OF_RANK = r"(?:[ -](?:chef(?:fe)?|major|principale?|colonel(?:le)?|en chef|honoraire|(?:de|d['’])\s?(?:(?:premi[èe]re|deuxi[èe]me|seconde|1[èe]?re|2e) classe|fr[ée]gate|corvette|vaisseau|police|gendarmerie|r[ée]serve|[ée]quipage)))"
_RANK = re.compile(
    rf"^\W*(?P<plain>(?:sous-)?(?:sergente?|caporale?|adjudante?|capitaine|commandante?|colonel(?:le)?|g[ée]n[ée]rale?|lieutenante?|brigadi(?:er|[èe]re)|aspirante?|matelot|gendarme|soldate?|mar[ée]chal(?:e)? des logis|"
    rf"quartier-ma[iî]tre|second-ma[iî]tre|premier-ma[iî]tre|sapeur|l[ée]gionnaire|professeure?|docteure?|ma[iî]tre|major|enseigne|amirale?|(?:comte(?:sse)?|marquise?|baron(?:ne)?|vicomte(?:sse)?|duc|duchesse)(?=\s+d(?:e|u|es)\s|\s+d['’])))(?P<more>{_OF_RANK}*)\s+(?=\w)",
    re.IGNORECASE,
)
_CALL_ME = re.compile(r"appell?e[zr]?[ -]moi", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"(?<=[^\W\d_])\s*[/\\;|]\s*(?=[^\W\d_]{2})")
_NUMBERED = re.compile(r"(?:^|[\s,;]+)\d\s?[/).°:-]\s*(?=[^\W\d_])")
_SMILEY = re.compile(r"(?<=\w\w\s)[x:;=]['’-]?[)(dDpP3]+(?=\s|$)")
_CALLED_SO = re.compile(
    rf"(?<!\w)comme (?:[çc]a|cela) qu(?:e |{_A}).*\b(?:m{_A}|me )(?:app?el|surnom|dit|connai)\w*|(?<!\w)comme (?:(?:me |m{_A})(?:dit|disent|app?ell?e(?:nt)?|surnomme(?:nt)?)|(?:dit|disent) (?:ma|mon|mes)) ",
    re.IGNORECASE,
)
_REPEATED_SIGN = re.compile(r"([^\w\s])(?:\s*\1)+")
_SPLIT_ELISION = re.compile(r"(?<!\w)([dlo])\s*['’ʼ`´]\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that can be a name, with how many stand before a comma, and where the run ends."""

    words: tuple[str, ...]
    comma: int | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after the phrase by which a nickname is given.

    `refers_back` tells that no name follows the phrase, so that what stands before may be the nickname ("Doudou, on
    m'appelle comme ça"); `is_before` that it is ("Zizou c'est mon surnom").
    """

    before: str
    after: str
    refers_back: bool = False
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text ("nom de famille :"): its kind (birth, family, last, first) and place."""

    kind: str
    start: int
    end: int
    linked: bool


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
    letter = rf"(?:[^\W\d_][{re.escape(marks)}]*)"
    return re.compile(rf"{letter}(?:[\u200c\u200d·]?{letter}|['’ʼ`´\-‐‑]{letter})*", re.UNICODE)


def normalise(text: str, most: int) -> str:
    """Returns the beginning of a text in composed form, a comma for each line break, elisions joined ("d' Arc")."""
    text = _BETWEEN_NAMES.sub(", ", unicodedata.normalize("NFC", text[:most]))
    text = re.sub(r"\s*[\r\n]+\s*", ", ", text.strip())
    if len(_NUMBERED.findall(text)) > 1:  # "1/ Pelleray 2/ Gaspard"
        text = _NUMBERED.sub(", ", text).lstrip(" ,")
    text = _SMILEY.sub(" ", text)
    text = _REPEATED_SIGN.sub(r"\1", text)
    text = _SPLIT_ELISION.sub(r"\1'", re.sub(r"\s+", " ", text))
    return _AND_YOU.sub("", _COMPARISON.sub("", text))


def take_words(text: str, *, told: bool = False) -> Words:
    """Returns the run of words at the start of a text that can be a name; a comma may divide it once.

    Ordinary words end it ("Picard tout attaché") unless it begins by one. What is told to be a name may be a listed
    first name that is a word of chat too ("je m'appelle Parfait").
    """
    found_words: list[str] = []
    ends: list[int] = []
    end, comma = 0, None
    for found in _word_pattern().finditer(text):
        gap = text[end : found.start()]
        if gap.strip(' -‐‑–./«»"') and found_words:
            if gap.strip() != "," or comma is not None:
                break
        elif gap.strip(' -–:.,()«»"*_'):
            break
        word = found.group()
        is_listed = told and has_telling_capital(word) and word in first_name_spellings(word)
        if len(found_words) >= _MOST_WORDS or not (is_listed or can_be_in_name(word)):
            break
        if found_words and _stops_run(found_words, word, gap, text[found.end() :]):
            break
        is_dashed = found_words and gap.strip() in {"-", "‐", "‑", "–"}
        is_other_name = is_first_name(found.group()) and not is_surname_like(found.group())
        if found_words and comma is None and (("," in gap) or (is_dashed and is_other_name)):
            comma = len(found_words)
        if is_dashed and not is_other_name:
            found_words[-1] += "-" + found.group()
        else:
            found_words.append(found.group())
        ends.append(found.end())
        end = found.end()
    is_cut = bool(re.match(r"\s+\w", text[end:]))
    while (
        is_cut
        and len(found_words) > 1
        and is_word(found_words[-1])
        and found_words[-1].islower()
        and not is_particle(found_words[-1])
    ):
        found_words.pop()  # "Bérard bon courage": a word that goes on with what follows
        ends.pop()
        end = ends[len(found_words) - 1] if len(ends) >= len(found_words) else end
    while found_words and len(found_words) > 1 and is_particle(found_words[-1]) and fold_name(found_words[-1]) != "ben":
        found_words.pop()
    return Words(tuple(found_words), comma, end)


def _stops_run(said: list[str], word: str, gap: str, after: str) -> bool:
    """Returns whether a word goes on with something else than the name before it."""
    if "," in gap and word in {"de", "du", "des"}:  # "Saint-Ange, de Guadeloupe"
        return True
    if "," in gap and word.islower() and has_telling_capital(said[0]) and not is_first_name(word):
        return True
    is_after_stop = "." in gap and len(said[-1]) > 1  # its capital begins a sentence
    if is_ordinary(word) or (is_after_stop and is_ordinary(word.lower())):
        return True
    if "," in gap and is_word(word) and not (is_word_surname(word) or is_first_name(word)):
        return True  # "Vaïtilingon, Indien de la Réunion"
    return _is_by_trade(said, word, after)


def _is_by_trade(said: list[str], word: str, after: str) -> bool:
    """Returns whether an article begins what a person is, not the name ("Paulo le maçon")."""
    following = re.match(r"\s+([^\W\d_]+)", after)
    if not (said and following and has_telling_capital(said[0]) and word in {"le", "la"}):
        return False
    return following[1].islower() and is_word(following[1]) and not is_word_surname(following[1])


def strip_fillers(text: str) -> str:
    """Returns a text without what people say before and after a name ("alors c'est … merci")."""
    stripped = _CLOSERS.sub("", _OPENERS.sub("", text))
    return _without_rank(_CIVILITY.sub("", stripped if re.search(r"\w", stripped) else text).strip(' ,;:!.…-–"«»*()'))


def _without_rank(text: str) -> str:
    """Returns a text without the rank before a name ("Sergent-chef Vasseur Thierry"), which alone may be the name ("Sergent Thierry")."""
    found = _RANK.match(text)
    if not found:
        return text
    names = [word.group() for word in _word_pattern().finditer(re.split(r"[,.;:!?()]", text[found.end() :])[0])]
    own = [name for name in names if not is_particle(name)]
    if not own or is_ordinary(own[0]):
        return text
    is_told = bool(found["more"]) or len(own) > 1 or not is_first_name(own[0])
    return text[found.end() :] if is_told else text


def find_labels(text: str) -> list[Label]:
    """Returns the labels of a text in order."""
    return [
        Label(
            next(kind for kind in ("birth", "family", "last", "first") if found[kind]),
            found.start(),
            found.end(),
            bool(found["link"].strip(" ,-–")),
        )
        for found in _LABEL.finditer(text)
    ]


def after_both_labels(text: str) -> tuple[str, bool] | None:
    """Returns what follows "nom et prénom :" and whether the last name was named first; None without such a label."""
    found = _BOTH.search(text)
    return (text[found.end() :], bool(found["last"])) if found else None


def after_presentation(text: str) -> str | None:
    """Returns what follows "je m'appelle" and its like, if the text has one."""
    ends = [found.end() for found in _PRESENTS.finditer(text)]
    return text[ends[-1] :] if ends else None


def opens_by_introducing(text: str) -> bool:
    """Returns whether a text begins, among greetings, by "c'est", "mettez" and the like."""
    opening = _OPENERS.match(text)
    return bool(opening and _INTRODUCES.search(opening.group()))


def is_weakly_presented(text: str) -> bool:
    """Returns whether a text begins, after greetings, by "c'est" or "je suis"."""
    return bool(_PRESENTS_WEAKLY.search(text[:40]))


def has_civility(text: str) -> bool:
    """Returns whether a text calls the person Madame or Monsieur: what follows begins by the last name, unless it is listed."""
    return bool(_CIVILITY.search(text[:40]))


def says_i_am(text: str) -> bool:
    """Returns whether a text begins, after greetings, by "je suis"."""
    return bool(_I_AM.search(text[:40]))


def around_nickname(text: str) -> Around | None:
    """Returns what stands around the phrase by which a nickname is given; None without such a phrase."""
    found = _NICKNAME.search(text)
    if found and _CALL_ME.search(found.group()):
        called = take_words(text[found.end() :])
        if _CIVILITY.match(text, found.end()) or (called.words and is_first_name(called.words[0])):
            return None  # "appelez-moi Line"
    if not found:
        return None
    before, after = _CONTRAST.sub("", text[: found.start()]), text[found.end() :]
    said = re.findall(r"[^\W_]+", after.lower())
    is_before = bool(found["back"]) and bool(re.search(r"\w", before))
    return Around(
        before,
        after,
        refers_back=all(word in _LIKE_THAT for word in said),
        is_before=is_before and "pour" not in found["back"].lower(),
    )


def is_called_so(text: str) -> bool:
    """Returns whether a text says, behind a name, who calls the person so ("Bichette, c'est comme ça que mon mari m'appelle")."""
    return _CALLED_SO.search(text) is not None


def without_denied(text: str) -> str:
    """Returns a text without what it denies ("pas Dupond, Dupont" → "Dupont"); as it is when nothing would be left."""
    rest = _DENIED.sub(
        lambda found: found.group() if is_word(found["denied"]) and not is_word_surname(found["denied"]) else " ", text
    )
    return rest if re.search(r"\w", strip_fillers(rest)) else text


def repaired(text: str) -> str:
    """Returns what comes after the last repair ("Dupond, non, Dupont" → "Dupont")."""
    if (mended := _mended(text)) is not None:
        return mended
    parts = _REPAIR.split(text)
    if len(parts) < 2:
        return text
    # "Pellerin, euh Pelleray, désolé le correcteur": the last part that begins by a name
    named = [part for part in parts[1:] if _begins_by_name(strip_fillers(part))]
    part = named[-1] if named else parts[-1]
    return part if re.search(r"\w\w", part) else text


def _mended(text: str) -> str | None:
    """Returns the second of two spellings of a name, if a remark tells that the first was wrong ("Delaunet… Delaunay pardon")."""
    if not _WRONG.search(text):
        return None
    said = list(_word_pattern().finditer(text))
    for one, two in ((one, two) for at, one in enumerate(said) for two in said[at + 1 :]):
        short, long = sorted((len(one.group()), len(two.group())))
        is_alike = short > 3 and long - short < 3 and one.group() != two.group()
        if is_alike and not is_word(two.group()) and ratio(fold_name(one.group()), fold_name(two.group())) >= _ALIKE:
            return re.sub(r"\s+(?:pardon|oups|d[ée]sol[ée]e?)\W*$", "", text[two.start() :])
    return None


def _begins_by_name(text: str) -> bool:
    words = take_words(text).words
    return bool(words) and any(not is_word(word) or has_telling_capital(word) for word in words)
