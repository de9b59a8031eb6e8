"""What people say about the part a name plays ("c'est bien mon nom, pas mon prénom"), put as the plain labels that are read."""

import re

from rapidfuzz.distance import OSA

from bot.reading.name_phrases import strip_fillers, take_words

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


def as_labels(text: str) -> str:
    """Returns a text whose statements on what a name is are put as plain labels, and what it is not is left out."""
    text = _LIKE_THE_LABEL.sub(lambda found: "prénom" if _is_mistyped_label(found.group()) else found.group(), text)
    text = _NAME_OF.sub("nom : ", _FIRST_NAME_OF.sub("prénom : ", text))
    text = _IN_BRACKETS.sub(_before_its_label, text)
    text = _NOT_THE_OTHER.sub(" ", text)
    text = _ALSO_A_FIRST_NAME.sub(" ", text)
    text = _OF_THE_FAMILY.sub(", nom de famille : ", text)
    text = _FROM_MY.sub(r"c'est mon \g<role>", text)
    text = _A_FAMILY_NAME.sub(r"c'est mon \g<role>", text)
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
