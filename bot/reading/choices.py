"""Which of several values of one message is meant: "appelez au 06…, surtout pas au 01…", "prenez la première"."""

import re
from collections.abc import Sequence

from bot.reading.chat_words import plain
from bot.reading.contact_labels import preferred

Span = tuple[int, int]

_DENIED_BEFORE = re.compile(
    r"\b(?:pas|plus|jamais|ni|oubliez|oublie|evitez|evite|laissez tomber|effacez|supprimez|au lieu d[eu]?|a la place d[eu]?|remplace\w*|n utilise[zr]\w*(?: pas)?|anciennement|ancien(?:ne)?(?: \w+)?|avant|autrefois|jusqu (?:ici|en \w+|a \w+))"
    r"(?: (?:pas|plus|a|au|sur|le|la|l|les|de|du|d|en|mon|mon|ma|c est|c etait|etait|j avais|etait le|vieux|vieille|mail|email|adresse|numero|num|tel|telephone|fixe|portable|mobile|celui|celle|autre|suivant|pro|perso|plus|au|ci|:))* ?[:(]? ?$"
)
_DENIED_AFTER = re.compile(
    r"^[ ,:(.\-]*(?:(?:c est|est|etait|c etait|c|ca|il|elle|lui|qui|celui[ -]ci|celle[ -]ci|lui|ne|n|mon|le|la|l|au|a|du|de|celui|celle|numero|adresse|mail|tel|fixe|pour|ca c est|donc) ){0,6}"
    r"(?:(?:marche|fonctionne|existe|sert|utilise|regarde|lis|consulte|est) (?:plus|pas)\b|pas (?:le bon|la bonne|bon|moi|celui|celle)|plus (?:bon|bonne|valable|valide|a moi|attribue|utilise|a jour|le bon|la bonne)|"
    r"(?:boulot|travail|taf|bureau|boite|pro\b|professionnel\w*|patron|entreprise|employeur|mere|pere|maman|papa|soeur|frere|voisine?|mari|femme|copine?|conjoint\w*|ex\b|fille|fils|parents|ancien\w*|vieux|vieille|coupe\w*|resilie\w*|ferme\w*|perdu\w*|vole\w*|mort\w*|pirate\w*|hs\b|faux|fausse|non\b))"
)
_PREFERRED_AFTER = re.compile(
    r"^[ ,:(.\-]*(?:(?:c est|ce serait|ce sera|est|lui|celui[ -](?:ci|la)|celle[ -](?:ci|la)|le|la|plutot|ca|serait|vraiment|encore|tout|qui) )*(?:mieux|de preference|en priorite|en premier|d abord|plus (?:sur|sure|simple|pratique)|meilleure?|prefere\w*|preferable|a privilegier|prioritaire|principale?)\b"
)
_FALLBACK = re.compile(
    r"\b(?:a defaut|au pire|au cas ou|en secours|de secours|en copie|pour (?:la )?copie|sinon|si besoin|sinon eventuellement|si (?:ca|le mail|l autre|je|il|elle|vous) \w+)\b"
)
_FIRST = re.compile(r"\b(?:la|le|l|ce|cette) (?:premiere?|1ere?|1er|un)\b(?! \w*fois)")
_SECOND = re.compile(r"\b(?:la|le|ce|cette) (?:deuxieme|seconde?|2e|2eme|2nde?|derniere?|autre)\b(?! \w*fois)")
_REPAIR = re.compile(
    r"\b(?:pardon|non|nan|oups|plutot|erreur|correction|rectification|enfin|euh|maintenant|nouveau|nouvelle|desormais|remplace\w*|change\w*|devient|mais|finalement|trompe\w*|mettez|prenez|notez|preferez|utilisez)\b|…|\.\.\."
)


def meant(text: str, spans: Sequence[Span]) -> int | None:
    """Returns the rank of the value that is meant; None when nothing in the text tells.

    Args:
        text: the message.
        spans: where its values stand, left to right; two or more.
    """
    outside = _outside(text, spans)
    labelled = preferred(outside, [text[start:end] for start, end in spans])
    if labelled is not None:
        return labelled
    around = plain(" ".join(outside))
    if _FIRST.search(around) and not _SECOND.search(around):
        return 0
    if _SECOND.search(around) and not _FIRST.search(around):
        return len(spans) - 1
    kept = [rank for rank in range(len(spans)) if not _is_denied(outside, rank)]
    if len(kept) == 1:
        return kept[0]
    wished = [rank for rank in kept if _PREFERRED_AFTER.match(plain(outside[rank + 1]))]
    if len(wished) == 1:
        return wished[0]
    if kept and _FALLBACK.search(plain(" ".join(outside[1:-1]))):
        return kept[0]
    for rank in reversed(kept or range(len(spans))):
        if rank and _REPAIR.search(plain(outside[rank])):
            return rank
    return kept[0] if kept and len(kept) < len(spans) else None


def _outside(text: str, spans: Sequence[Span]) -> list[str]:
    """Returns what stands before, between and behind the values."""
    edges = [0, *(position for span in spans for position in span), len(text)]
    return [text[edges[rank] : edges[rank + 1]] for rank in range(0, len(edges), 2)]


def _is_denied(outside: list[str], rank: int) -> bool:
    before, after = plain(outside[rank]), plain(outside[rank + 1])
    return bool(_DENIED_BEFORE.search(before)) or bool(_DENIED_AFTER.match(after))
