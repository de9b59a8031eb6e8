"""What people say about the part a name plays ("c'est bien mon nom, pas mon prénom"), put as the plain labels that are read."""

import re

from rapidfuzz.distance import OSA

from bot.reading.name_candidates import Weight, is_written_as_name, weigh
from bot.reading.name_phrases import find_labels, strip_fillers, take_words

_A = "['’ʼ`´ ]?"
_ROLE = r"(?:nom|pr[ée]nom)s?(?: de famille| d['’ ]usage)?"
_FIRST_NAME_OF = re.compile(r"(?<!\w)(?:et\s+)?(?:(?:je )?(?:porte|réponds au)\s+)?(?:le|au|du|sous le)\s+(?:[a-zà-ÿ]{3,9}\s+)?prénom\s+d(?:e\s|['’])\s*(?=[A-ZÀ-Þ]|[^\W\d_]+\s*[.!]*$)")  # fmt: skip
_IN_BRACKETS = re.compile(
    rf"(?P<name>[^,;.:()]{{2,40}}?)\s*\(\s*(?:c{_A}est )?(?:mon |le )?(?P<label>(?:nom|pr[ée]nom)(?: (?:de (?:famille|naissance|jeune fille)|d{_A}usage|d{_A}[ée]pouse|marital))?)\s*[!.]*\)",
    re.IGNORECASE,
)
_NOT_THE_OTHER = re.compile(
    rf"(?<=\w)[\s,;.(!]*(?:(?:et|mais|donc|oui)\s+)*(?:(?:ce n{_A}est|c{_A}est|[çc]a n{_A}est)\s+)?(?<!\w)pas\s+(?:du tout\s+)?(?:(?:mon|le|un|de|son|celui)\s+)*{_ROLE}(?![\w'’])[\s,;)]*",
    re.IGNORECASE,
)
_INSISTS = re.compile(
    rf"(?<!\w)(?:[çc]a\s+)?(?:c{_A}est|est|cest|c(?= (?:mon|le|bien|aussi))|cé|étant|etant|fait|reste)\s+(?:(?:bien|vraiment|réellement|bel et bien|aussi|en fait|pourtant|donc|là|ici|juste|effectivement|surtout|mon vrai|le vrai)\s+)*(?:mon|le|la|notre|un)?\s*(?:vrai\s+)?(?P<role>(?:nom(?: de famille)?|pr[ée]nom)s?)(?![\w'’])(?=\s*(?:$|[,.;!?)]|et|mais|hein|oui|pas|pour de vrai|:))",
    re.IGNORECASE,
)
_A_FAMILY_NAME = re.compile(rf"(?<!\w)(?:(?:c{_A}est|comme)\s+)?(?:un|en)\s+(?P<role>nom de famille)(?![\w'’])", re.IGNORECASE)  # fmt: skip
_ALSO_A_FIRST_NAME = re.compile(rf"(?<=\w)[\s,;.(]*(?:(?:qui|mais|oui|et|car)\s+)*(?:c{_A}est|est)\s+(?:(?:aussi|en fait|également|bien)\s+)*un pr[ée]nom(?:\s+aussi)?(?=\s*(?:$|[,.;:!)]))", re.IGNORECASE)  # fmt: skip
_OF_THE_FAMILY = re.compile(r"(?<=\w)[\s,]+de la famille (?=[^\W\d_])")
_FROM_MY = re.compile(r"(?<=\w )de (?:mon|son) (?P<role>(?:nom(?: de famille)?|pr[ée]nom))(?![\w'’])", re.IGNORECASE)
_LIKE_THE_LABEL = re.compile(r"(?<![\w'’])[^\W\d_]{5,7}(?![\w'’])")
_NAME_OF = re.compile(rf"(?<!\w)(?:(?:je )?(?:porte|réponds au|m{_A}appelle du)\s+)?(?:le|au|du|sous le|de)\s+(?:[a-zà-ÿ]{{3,9}}\s+)?nom\s+(?:de famille\s+)?d(?:e\s|['’])\s*(?=[A-ZÀ-Þ]|[^\W\d_]+\s*[.!]*$)")  # fmt: skip


_OF_MINE = re.compile(r"(?<!\w)(nom(?: de famille)?|pr[ée]nom) (?:de|à|a) moi(?!\w)", re.IGNORECASE)
_NOT_FIRST = r"(?:deuxi[èe]me|2e|2[èe]me|seconde?|troisi[èe]me|3e|3[èe]me|autres?)"
_SECOND_NAME = re.compile(
    rf"(?<=\w)[\s,;(]+(?:et\s+)?(?:[^\W\d_][\w'’-]+\s+(?:(?:de|est|c{_A}est|en|comme|pour)\s+)+(?:mon |le |mes )?{_NOT_FIRST} pr[ée]noms?(?=\W*$)|"
    rf"(?:(?:de|mon|le|mes|et)\s+)*{_NOT_FIRST} pr[ée]noms?\s*(?:(?:est|c{_A}est|:|sont)\s*)*[^\W\d_][\w'’-]+(?=\W*$))\)?",
    re.IGNORECASE,
)
_SAID_NAME = r"^\W*(?P<name>[^,;.:()!?]{3,50}?)[\s,;.:(–-]+"
_IS = rf"(?:(?:et|oui|ça|ca|tout ça|le tout|ensemble)\s+)*(?:(?:c{_A}est|cest|cé|c|fait|font|forment|est)\s+)?"
_ROLE_OF_WHOLE = r"(?:le|mon|un|notre)?\s*(?:seul\s+|m[êe]me\s+)?(?P<role>nom|pr[ée]nom)s?(?: de famille)?"
# "Ali Moussa, c'est tout le nom", "Mohamed Ali, les deux c'est mon nom de famille", "Said Omar, nom de famille en deux mots"
_WHOLE = re.compile(
    rf"{_SAID_NAME}(?:{_IS}(?:les (?:deux|trois)(?: mots| ensemble)*|tout(?: [çc]a| ensemble)?|le tout|l{_A}ensemble|en entier)\s*,?\s*{_IS}{_ROLE_OF_WHOLE}(?![\w'’])|"
    rf"{_IS}{_ROLE_OF_WHOLE.replace('?P<role>', '?P<role_>')}\s+(?:en|de|à) (?:deux|trois|2|3|plusieurs) (?:mots|parties|morceaux)|"
    rf"{_IS}(?:(?:en|il y a|[çc]a fait) )?(?:(?:deux|trois|2|3) mots?\s*,?\s*(?:(?:mais|et|pour|qui (?:font|forment)|c{_A}est)\s+)*)?"
    rf"(?:(?:un|1) (?:seul(?: et (?:m[êe]me|unique))?|m[êe]me|unique)|(?<=mais )un|(?<=pour )un|(?<=font )un|le m[êe]me) (?P<role_of_one>pr[ée]nom|nom)(?: de famille)?(?! (?:sur|de trop))|"
    rf"{_IS}en (?:deux|2|trois) mots?\W+(?:c{_A}est\s+)?(?:bien\s+)?(?:mon|le) (?P<role_of_three>pr[ée]nom|nom)|"
    rf"{_IS}(?:un )?(?P<role_of_two>pr[ée]nom) (?:compos[ée]|double)(?!\w))",
    re.IGNORECASE,
)
_WHOLE_NOT_THE_OTHER = re.compile(
    rf"{_SAID_NAME}{_IS}(?:bien\s+)?{_ROLE_OF_WHOLE}(?:\s+(?:entier|complet|en entier|au complet))?[\s,;.(]+(?:et |mais )?(?:ce n{_A}est |c{_A}est )?pas\s+(?:du tout\s+)?(?:(?:le|mon|un|de)\s+)*(?:pr[ée]nom|nom)",
    re.IGNORECASE,
)
_FIRST_NAME_IS_OTHER = re.compile(
    rf"^\W*(?:c{_A}est\s+)?[^\W\d_][\w'’-]+[\s,]+(?:c{_A}est|est)\s+(?:mon|le)\s+(?:deuxi[èe]me|2e|2[èe]me|second|troisi[èe]me|3e)\s+pr[ée]nom[\s,;.]+(?:(?:et|mais|car)\s+)?(?:le|mon)\s+(?:premier|1er|vrai|usuel|prénom usuel)\s*(?:(?:c{_A}est|est|:)\s*)*(?P<name>[^\W\d_][\w'’-]+)",
    re.IGNORECASE,
)
# "je suis le fils Bertin", "c'est la mère Pons": one of the family.
_KIN = re.compile(
    rf"(?<!\w)(?:je suis|moi|c{_A}est|chui[st]?|ici)\s*,?\s*(?:c{_A}est\s+)?(?:le|la|l['’])\s*(?:(?:petite?|grande?|dernière?|jeune|vieux|vieille|plus jeune)\s+)?(?:fils|fille|fiston|mère|père|aînée?|cadette?|gamine?|gosse|veuve|famille)\s+(?=(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
_LONGEST = 200  # characters
_FRIENDS = r"[^\W\d_][\w'’-]*\s+pour (?:les|mes) (?:intimes|ami(?:e?s)|cop(?:ains|ines)|potes|proches|coll[èe]gues)"
_FOR_FRIENDS = re.compile(
    rf"^\W*{_FRIENDS}[\s,;.–-]+(?:et |mais |sinon )?(?=\w)|(?<=\w)[\s,;(]+(?:ou |et |alias )?{_FRIENDS}\W*$",
    re.IGNORECASE,
)
_OTHER_LINE = re.compile(
    r"(?<=\w)\s+(?=(?:[aâ]ge|ville|commune|t[ée]l(?:[ée]phone)?|mail|e-?mail|adresse|profession|sexe|(?:j['’ ]?)?habite|domicili[ée]e?|dispo(?:nible)?|n[ée]e? le|date de naissance|code postal|cp)(?![\w'’]))",
    re.IGNORECASE,
)
_SERVICE_NUMBER = re.compile(r"(?<!\w)(?:num[ée]ro )?(?:de )?matricule\s*(?:n[°o]\s*)?:?\s*\d[\d\s./-]*", re.IGNORECASE)
_DICTATED = re.compile(
    r"(?<!\w)(?:(?:ouvr|ferm)\w+ (?:les )?guillemets|à la ligne|retour (?:à la ligne|chariot)|point final|"
    r"(?:dis|ok|hey|dit) (?:siri|google|alexa)[\s,]*(?:(?:[ée]cris|note|tape|mets|marque)(?!\w))?)(?!\w)|^\W*(?:deux points|majuscule)(?=\s+\w)",
    re.IGNORECASE,
)
_DICTATED_COMMA = re.compile(r"\s+virgule(?!\w)", re.IGNORECASE)
_TODAY = rf"(?:maintenant|mtn|mnt|aujourd{_A}hui|d[ée]sormais|(?:à|a) pr[ée]sent|actuellement|pour (?:l{_A}instant|le moment)|depuis (?:(?:mon|le) (?:mariage|divorce)|peu))"
_SAYS = rf"(?:(?:encore|toujours|donc|c{_A}est|c|ce sera|je m{_A}app?elle?|je suis|je porte|mettez|:|,)(?!\w)\s*)*"
_NOW = re.compile(rf"(?<=\w)[\s,;.(–-]+(?:(?:et|mais|puis|or)\s+)?{_TODAY}(?!\w)[\s,:]*{_SAYS}(?=\w)", re.IGNORECASE)
_BORN_THEN = re.compile(
    rf"(?<=\w)\s+(?:est|[ée]tait|c{_A}[ée]tait|c{_A}est) mon nom de (?:naissance|jeune fille|fille|c[ée]libataire)[\s,;.]+(?:(?:mais|et)\s+)?(?:je suis|je m{_A}app?elle|je porte)(?:\s+(?:maintenant|devenue?|d[ée]sormais))?\s+(?=\w)",
    re.IGNORECASE,
)
_BUT_I = re.compile(
    rf"(?<=\w)[\s,;.]+(?:(?:mais|et|sinon)\s+)?(?:moi\s+(?:(?:je|j{_A}ai|je suis)\s*)?(?:(?:gard[ée]|repris|conserv[ée]|rest[ée]|redevenue?|reprends|r[ée]cup[ée]r[ée]|porte|m{_A}app?elle|c{_A}est|c)(?!\w)\s*)+|j{_A}ai (?:repris|gard[ée]|conserv[ée])\s+(?:(?:mon|le) nom(?: de (?:naissance|(?:jeune )?fille))?[\s,:]*)?|(?<=mais )moi\s+|(?<=et )moi\s+)(?=\w)",
    re.IGNORECASE,
)
_WRITE_AT_LAST = re.compile(
    r"(?<=\w)[\s,;.(–:-]+(?:(?:mais|et|donc|alors|bon|merci de|veuillez|vous pouvez|il faut|du coup|bref)\s+)*"
    r"(?:met(?:tez|s|tre)|not(?:ez|e|er)|inscri(?:vez|s|re)|[ée]cri(?:vez|s|re)|marqu(?:ez|e|er)|enregistr(?:ez|er)|reten(?:ez|ir)|gard(?:ez|er|ons)|on garde|pren(?:ez|dre)|utilis(?:ez|er)|c['’ ]?est (?=\w+ qu['’]il faut))"
    r"(?:[ -](?:moi|donc|plut[ôo]t|juste|simplement|bien|seulement|uniquement))*\s+(?:le pr[ée]nom (?:de )?|le nom (?:de )?)?(?=\w)",
    re.IGNORECASE,
)
_IN_TRUTH = re.compile(
    rf"(?<=\w)(?:\s*[,;.(–-]+\s*|\s+(?=mais|et|sinon|alors))(?:(?:mais|et|sinon|alors qu(?:e|['’]))\s*)?(?:en vrai|en r[ée]alit[ée]|officiellement|l[ée]galement|administrativement|(?:à|a) l{_A}[ée]tat civil|(?:à|a) la mairie|sur (?:mes|les|la|ma) (?:papiers|carte)(?: d{_A}identit[ée])?|pour l{_A}administration)(?!\w)[\s,:]*{_SAYS}(?=\w)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"[\s,;.]+(?:mais|alors|donc|bref|enfin|bon)\s+(?:plut[ôo]t\s+|c['’ ]?est\s+|moi c['’ ]?est\s+)?(?P<name>[^\W\d_][\w'’-]+)\W*$", re.IGNORECASE)  # fmt: skip
_THIS = re.compile(r"(?<=\w)\s*:\s*(?=[^\W\d_]{2}[^:]*$)")
_OF_ELSE = re.compile(
    r"(?<!\w)(?:ville|commune|habite|mail|tel|t[ée]l[ée]phone|surnom|pseudo|num[ée]ro|m[ée]tier|poste)(?!\w)",
    re.IGNORECASE,
)


def undictated(text: str) -> str:
    """Returns a dictated text without the commands that were written down ("à la ligne", "dis Siri écris")."""
    bare = _DICTATED_COMMA.sub(",", _DICTATED.sub(" ", _SERVICE_NUMBER.sub(" , ", text))).strip(" ,")
    return bare if re.search(r"\w", bare) else text


def settled_by_now(text: str) -> list[str]:
    """Returns the ends of a text that say the name of today, or one's own, or what a colon announces.

    "avant Charpin, aujourd'hui Loubet", "mon mari c'est Charpin mais moi c'est Loubet", "en trois lettres : Roy".
    """
    ends: list[str] = []
    if len(text) > _LONGEST:
        return ends
    for pattern in (_NOW, _BORN_THEN, _BUT_I, _IN_TRUTH, _THIS):
        found = next(iter(list(pattern.finditer(text))[-1:]), None)
        if found is None or _OF_ELSE.search(text[: found.start()]):
            continue
        tail, head = text[found.end() :], text[: found.start()]
        words = take_words(strip_fillers(tail))
        is_whole = bool(words.words) and words.end >= len(strip_fillers(tail).rstrip())
        is_name = weigh(words) is Weight.NAME or is_written_as_name(words)
        if pattern is _IN_TRUTH and find_labels(head):
            continue
        if is_whole and is_name and (pattern is not _THIS or _only_announces(head)):
            ends.append(tail)
    return ends


def written_in_the_end(text: str) -> str | None:
    """Returns the name that a text asks to write after it said others ("Françoise au livret mais Soizic partout, mettez Soizic")."""
    again = _AGAIN.search(text)
    if again and re.search(rf"(?<!\w){re.escape(again['name'])}(?!\w)", text[: again.start()]):
        return again["name"]  # "Mercadier ou Mercadié, j'ai vu les deux, mais Mercadier"
    found = next(iter(list(_WRITE_AT_LAST.finditer(text))[-1:]), None)
    if found is None or len(text) > _LONGEST or _OF_ELSE.search(text[: found.start()]):
        return None
    tail = strip_fillers(text[found.end() :])
    words = take_words(tail)
    is_whole = bool(words.words) and not re.search(r"\w", tail[words.end :])
    return tail if is_whole and (weigh(words) is Weight.NAME or is_written_as_name(words)) else None


def _only_announces(head: str) -> bool:
    """Returns whether what stands before a colon is a sentence without label at its end, rather than a name or a label."""
    labels = find_labels(head)
    is_label_last = bool(labels) and not re.search(r"\w", head[labels[-1].end :])
    said = re.findall(r"[^\W\d_]{2,}", head)
    if ":" in head:  # a form, each line with its label
        return False
    return len(said) > 2 and not is_label_last and not any(label.linked for label in labels)


def said_whole(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Returns the label and the words of what is said to be the whole of one name ("Ali Moussa, c'est tout le nom"); else None."""
    found = _WHOLE.match(text) or _WHOLE_NOT_THE_OTHER.match(text)
    if not found:
        return None
    name = strip_fillers(found["name"])
    words = take_words(name)
    if len(words.words) < 2 or words.comma or words.end < len(name.rstrip()):
        return None
    role = next(role for key, role in found.groupdict().items() if role and key.startswith("role"))
    return ("prénom" if role.lower().startswith("pr") else "nom"), words.words


def as_labels(text: str) -> str:
    """Returns a text whose statements on what a name is are put as plain labels, and what it is not is left out."""
    text = _FIRST_NAME_IS_OTHER.sub(r"prénom : \g<name>", text)
    text = _LIKE_THE_LABEL.sub(lambda found: "prénom" if _is_mistyped_label(found.group()) else found.group(), text)
    text = _OF_MINE.sub(r"\1", text)
    text = _SECOND_NAME.sub(" ", text)
    text = _FOR_FRIENDS.sub("", text)
    text = _NAME_OF.sub("nom : ", _FIRST_NAME_OF.sub("prénom : ", text))
    text = _IN_BRACKETS.sub(_before_its_label, text)
    text = _NOT_THE_OTHER.sub(" ", text)
    text = _ALSO_A_FIRST_NAME.sub(" ", text)
    text = _KIN.sub("nom de famille : ", text)
    text = _OF_THE_FAMILY.sub(", nom de famille : ", text)
    text = _FROM_MY.sub(r"c'est mon \g<role>", text)
    text = _A_FAMILY_NAME.sub(r"c'est mon \g<role>", text)
    if find_labels(text):
        text = _OTHER_LINE.sub(" ; ", text)
    return _INSISTS.sub(r"c'est mon \g<role>", text)


def _before_its_label(found: re.Match[str]) -> str:
    """Puts "Lucie (prénom)" as "prénom : Lucie", where a name and nothing else stands before the bracket."""
    name = strip_fillers(found["name"])
    words = take_words(name)
    is_whole = bool(words.words) and words.end >= len(name.rstrip())
    return f" {found['label']} : {name}, " if is_whole else found.group()


def _is_mistyped_label(word: str) -> bool:
    lower = word.lower()
    return lower not in {"prenom", "prénom", "prenoms", "prénoms"} and any(
        OSA.distance(lower, label, score_cutoff=1) <= 1 for label in ("prenom", "prénom")
    )
