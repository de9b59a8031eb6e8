"""What people say about the part a name plays ("c'est bien mon nom, pas mon prénom"), put as the plain labels that are read."""

import re

from rapidfuzz.distance import OSA

_A = "['’ʼ`´ ]?"
_ROLE = r"(?:nom|pr[ée]nom)s?(?: de famille| d['’ ]usage)?"
_NOT_THE_OTHER = re.compile(
    rf"(?<=\w)[\s,;.(!]*(?:(?:et|mais|donc|oui)\s+)*(?:(?:ce n{_A}est|c{_A}est|[çc]a n{_A}est)\s+)?(?<!\w)pas\s+(?:du tout\s+)?(?:(?:mon|le|un|de|son|celui)\s+)*{_ROLE}(?![\w'’])[\s,;)]*",
    re.IGNORECASE,
)
_INSISTS = re.compile(
    rf"(?<!\w)(?:[çc]a\s+)?(?:c{_A}est|est|cest|étant|etant|fait|reste)\s+(?:(?:bien|vraiment|réellement|bel et bien|aussi|en fait|pourtant|donc|là|ici|juste|effectivement|surtout|mon vrai|le vrai)\s+)*(?:mon|le|la|notre|un)?\s*(?:vrai\s+)?(?P<role>(?:nom(?: de famille)?|pr[ée]nom)s?)(?![\w'’])(?=\s*(?:$|[,.;!?)]|et|mais|hein|oui|pas|pour de vrai|:))",
    re.IGNORECASE,
)
_A_FAMILY_NAME = re.compile(rf"(?<!\w)(?:(?:c{_A}est|comme)\s+)?(?:un|en)\s+(?P<role>nom de famille)(?![\w'’])", re.IGNORECASE)  # fmt: skip
_FROM_MY = re.compile(r"(?<=\w )de mon (?P<role>(?:nom(?: de famille)?|pr[ée]nom))(?![\w'’])", re.IGNORECASE)
_LIKE_THE_LABEL = re.compile(r"(?<![\w'’])[^\W\d_]{5,7}(?![\w'’])")
_NAME_OF = re.compile(rf"(?<!\w)(?:(?:je )?(?:porte|réponds au|m{_A}appelle du)\s+)?(?:le|au|du|sous le|de)\s+(?:[a-zà-ÿ]{{3,9}}\s+)?nom\s+(?:de famille\s+)?d(?:e\s|['’])\s*(?=[A-ZÀ-Þ]|[^\W\d_]+\s*[.!]*$)")  # fmt: skip


def as_labels(text: str) -> str:
    """Returns a text whose statements on what a name is are put as plain labels, and what it is not is left out."""
    text = _LIKE_THE_LABEL.sub(lambda found: "prénom" if _is_mistyped_label(found.group()) else found.group(), text)
    text = _NAME_OF.sub("nom : ", text)
    text = _NOT_THE_OTHER.sub(" ", text)
    text = _FROM_MY.sub(r"c'est mon \g<role>", text)
    text = _A_FAMILY_NAME.sub(r"c'est mon \g<role>", text)
    return _INSISTS.sub(r"c'est mon \g<role>", text)


def _is_mistyped_label(word: str) -> bool:
    lower = word.lower()
    return lower not in {"prenom", "prénom", "prenoms", "prénoms"} and any(
        OSA.distance(lower, label, score_cutoff=1) <= 1 for label in ("prenom", "prénom")
    )
