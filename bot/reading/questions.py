"""A cheap look at whether a message asks something."""

import re

from bot.reading.chat_words import spoken

_QUESTION_MARK = re.compile(r"[?？؟](?!\S*=)")
_INVERTED = re.compile(
    r"\b(?:peut on|puis je|peux tu|pouvez vous|pourriez vous|pourrais je|faut il|faudra t il|faudrait il|avez vous|as tu|a t on|ai je|aurai je|"
    r"y a t il|y aura t il|dois je|doit on|devrai je|est il|est elle|est ce|sont ils|sont elles|sera t il|sera t elle|serai je|suis je|etes vous|es tu|"
    r"savez vous|connaissez vous|voulez vous(?!$)|voyez vous|vais je|va t on|aura t on|aurez vous|pourra t on|gagne t on|touche t on|existe t il)\b"
)
_ASKING = re.compile(
    r"\best ce (?:que|qu)\b|\bqu est ce\b|\bc est (?:quoi|qui|ou|quand|combien|comment|quel|quelle)\b|\b(?:ca|il|elle|on|vous) (?:sert|servent|veut dire|signifie|consiste|implique) (?:a |en )?quoi\b"
    r"|\ba quoi (?:ca |cela )?(?:sert|servent|bon)\b|\b(?:en|par|pour|avec|sur|de) quoi (?:ca|vous|il|on|je|consiste|s agit)\b|\bpourquoi\b(?! pas$)|\bcombien (?:de|d|ca|on|je|il|vous|par|gagne|coute|touche|y)\b"
    r"|^(?:et |mais |alors |bonjour |euh |ben |bah |dites |dis )*(?:combien|comment|pourquoi|quel|quels|quelle|quelles|lequel|laquelle|ou (?:est|sont|se|ca|puis|peut|trouver|faut|dois)|"
    r"qui (?:est|sont|va|vont|peut|voit|verra|lit|lira|a|me|etes|es|recrute|paie|paye|decide|contacter|sera)|quand (?:est|sont|commence|debute|aura|auront|saurai|seront|sera|aurai|dois)|"
    r"jusqu a quand|depuis quand|a partir de quand|de quel|de quelle|dans quel|dans quelle|a quel|a quelle|en quoi|qu en|que (?:faut|dois|faire|se passe|veut|signifie|deviennent|devient|faites))\b"
    r"|\b(?:je (?:voudrais|veux|peux|aimerais|souhaite|souhaiterais)|j aimerais|puis je|on peut|pour|peux tu|pouvez vous|me|de) savoir (?:si|ce|comment|pourquoi|combien|ou|quand|qui|quel|quelle|quels|a quoi)\b"
    r"|\bje me (?:demande|demandais)\b|\b(?:dites|dis|explique|expliquez)[ -]moi (?:si|ce|comment|pourquoi|combien|ou|quand|qui|quel|quelle|c est)\b"
    r"|\b(?:j ai|une|petite) (?:une |petite )*question\b|\bquoi$|\bpour quoi faire\b|\bc est a dire$|\bil faut quoi\b|\b(?:vous faites|tu fais|on fait|ca donne|ca veut dire|ca sert a) quoi\b|^hein$"
)
_NO_QUESTION = re.compile(
    r"^(?:(?:je )?(?:ne )?vois pas (?:pourquoi|a quoi)|a quoi bon|pourquoi pas|quel que|quelle que|quels que|quelles que|comment dire|qu importe|n importe|peu importe|quand (?:vous|tu) (?:voulez|veux|voudrez|le voulez))\b"
)


def looks_like_question(text: str) -> bool:
    """Returns whether a text probably asks something: a question mark, a question word, an inversion, SMS forms."""
    if _QUESTION_MARK.search(text):
        return True
    words = re.sub(r"[^\w]+", " ", spoken(text)).strip()
    if _NO_QUESTION.search(words):
        return False
    return bool(_ASKING.search(words) or _INVERTED.search(words))
