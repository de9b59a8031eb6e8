"""What a free answer does: it tells an act, speaks of somebody, or says so little that more may be invited."""

import re
from collections.abc import Sequence

from bot.reading.text import fold

TELLS_AN_ACT = re.compile(
    r"\b(?:je|j|on|nous) (?:(?:ne|n|lui|leur|le|la|les|l|me|m|y|en|vais|vas|va|peux|dois|pourrais) ){0,4}"
    r"(?:dis|dirai|dirais|dire|reponds|repondrais|repondrai|explique|expliquerai|expliquerais|montre|montrerai|montrerais|reste|resterai|resterais|demande|"
    r"demanderai|demanderais|propose|proposerai|proposerais|prends|prendrai|prendrais|laisse|laisserai|laisserais|essaie|essaye|essaierai|aide|aiderai|aiderais|"
    r"rassure|rassurerai|rassurerais|recommence|recommencerais|cherche|chercherai|chercherais|appelle|ecoute|ecouterai|souris|repete|repeterai|repeterais|refais|fais|ferai|ferais|"
    r"tape|accompagne|accompagnerai|accompagnerais|remercie|remercierais|excuse|m excuse|invite|regarde|regarderai|commence|commencerai|commencerais)\b"
)
# Somebody else is spoken of: the learner of the scenario.
OF_SOMEBODY = re.compile(
    r"\b(?:lui|leur|elle|elles|eux|il|ils|la (?:dame|personne)|le (?:monsieur|groupe)|l autre|jlui|jleur)\b"
)
_OF_ONESELF = re.compile(r"\bj(?:e)? ?m(?:e )?\w{4,}")  # "je m'énerve", "jmennerve"
_FEW_WORDS = 2
_RUN = 3
_MOSTLY = 0.6
# "Vous n'avez jamais vu ce site" copied back in the first person.
_ADDRESS = {"me": "vous", "je": "vous", "j": "vous", "ma": "votre", "mon": "votre", "mes": "vos", "ai": "avez"}


def says_little(answer: str, scenario: str) -> bool:
    """Returns whether an answer is so short, so foreign to the scenario or so copied from it that more may be invited.

    It never judges what is said: one act told in three words is an answer.

    Args:
        answer: the words of the candidate.
        scenario: the situation as it was asked.
    """
    words = fold(answer).split()
    if len(words) <= _FEW_WORDS or _is_copied(words, fold(scenario).split()):
        return True
    told = " ".join(words)
    of_the_scenario = {word for word in fold(scenario).split() if len(word) > 4}
    return not (
        TELLS_AN_ACT.search(told)
        or OF_SOMEBODY.search(told)
        or _OF_ONESELF.search(told)
        or of_the_scenario & set(words)
    )


def _is_copied(words: Sequence[str], scenario: Sequence[str]) -> bool:
    """Returns whether most of the words stand in the scenario in the same order."""
    asked = [_ADDRESS.get(word, word) for word in scenario]
    runs = {tuple(asked[i : i + _RUN]) for i in range(len(asked) - _RUN + 1)}
    said = [_ADDRESS.get(word, word) for word in words]
    copied: set[int] = set()
    for i in range(len(said) - _RUN + 1):
        if tuple(said[i : i + _RUN]) in runs:
            copied.update(range(i, i + _RUN))
    return len(copied) >= _MOSTLY * len(said)
