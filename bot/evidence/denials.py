"""Faults denied and faults only imagined, made of faults, with what a careful reader would mark there.

« Je lui souffle la réponse » teaches that « je ne vais pas lui souffler … » is the merit, and that « je pourrais lui
souffler … » and « certains lui soufflent … » say nothing. Marked examples hold too few of them for each kind of fault.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.evidence.tokens import Token

_CLITICS = frozenset(["me", "te", "se", "lui", "le", "la", "les", "leur", "l", "m", "y", "en", "nous", "vous"])
_FRAMES = (
    "je ne vais pas {}", "je ne vais surtout pas {}", "jamais je n'irais {}", "pas question de {}", "hors de question de {}",
    "sans {}", "au lieu de {}", "plutôt que de {}", "j'évite de {}", "je me retiens de {}", "surtout ne pas {}", "je refuse de {}",
    "il ne faut pas {}", "je vais pas {}", "c'est pas pour autant que je vais {}", "pas la peine de {}",
)  # fmt: skip
_IMAGINED = (
    "je pourrais {}", "j'aurais pu {}", "on serait tenté de {}", "la tentation serait de {}", "il serait facile de {}", "j'ai envie de {}",
    "des fois on a envie de {}", "certains collègues vont {}", "il y en a qui préfèrent {}", "le risque serait de {}", "d'autres vont {}",
    "mon ancien chef aurait tendance à {}", "le réflexe serait de {}", "un autre que moi irait {}", "on pourrait {}", "beaucoup de gens vont {}",
)  # fmt: skip
_ADVERBS = ("pas", "pas", "pas", "jamais", "surtout pas")
_NEGATIONS = frozenset(["ne", "pas", "jamais", "sans", "rien", "plus"])
_DIRECT = 0.5  # share denied in place, the rest by a frame
_DROPS_NE = 0.4  # share without « ne », as people speak
_CONDITIONS = 0.2  # share of « si je … »


@dataclass(frozen=True)
class _Act:
    """A plain act of the speaker: « et [je] [lui] [souffle] [la réponse] »."""

    before: list[str]
    subject: str
    clitics: list[str]
    verb: str
    infinitive: str | None
    after: list[str]

    def framed(self, frame: str) -> str | None:
        """Returns the act in the infinitive, within a frame; None when the infinitive is not known."""
        if self.infinitive is None:
            return None
        act = " ".join([*self.clitics, self.infinitive, *self.after])
        elided = frame.replace("de {}", "d'{}") if act[0].lower() in "aeéèêiouyh" else frame
        return " ".join([*self.before, elided.format(act)])


def _act(tokens: Sequence[Token], doc: Doc) -> _Act | None:
    """Returns what the speaker does in a clause; None if it is no plain, affirmed act."""
    subject = next((index for index, token in enumerate(tokens) if token.norm in ("je", "on")), None)
    if subject is None or any(token.norm in _NEGATIONS for token in tokens):
        return None
    verb = subject + 1
    while verb < len(tokens) and tokens[verb].norm in _CLITICS:
        verb += 1
    if verb >= len(tokens) or doc[verb].pos_ not in ("VERB", "AUX") or "Fin" not in doc[verb].morph.get("VerbForm"):
        return None
    surfaces = [token.surface for token in tokens]
    lemma = doc[verb].lemma_
    is_infinitive = doc[verb].pos_ == "VERB" and lemma.endswith(("er", "ir", "re", "oir"))
    return _Act(
        before=surfaces[:subject],
        subject=surfaces[subject],
        clitics=surfaces[subject + 1 : verb],
        verb=surfaces[verb],
        infinitive=lemma if is_infinitive else None,
        after=surfaces[verb + 1 :],
    )


def deny(tokens: Sequence[Token], doc: Doc, chance: random.Random) -> str | None:
    """Returns the clause denied (« je m'énerve » → « je ne m'énerve pas »), or None if it is no plain act of the speaker.

    Args:
        tokens: the tokens of a clause.
        doc: their parse, one spaCy token per token.
        chance: picks among the ways to deny.
    """
    act = _act(tokens, doc)
    if act is None:
        return None
    if chance.random() >= _DIRECT:
        return act.framed(chance.choice(_FRAMES))
    negation = [] if chance.random() < _DROPS_NE else ["ne"]
    return " ".join([*act.before, act.subject, *negation, *act.clitics, act.verb, chance.choice(_ADVERBS), *act.after])


def imagine(tokens: Sequence[Token], doc: Doc, chance: random.Random) -> str | None:
    """Returns the clause as something imagined or done by others, or None if it is no plain act of the speaker.

    Args:
        tokens: the tokens of a clause.
        doc: their parse, one spaCy token per token.
        chance: picks among the ways.
    """
    act = _act(tokens, doc)
    if act is None or act.infinitive is None:
        return None
    if act.infinitive.endswith("er") and chance.random() < _CONDITIONS:
        return " ".join([*act.before, "si", act.subject, *act.clitics, f"{act.infinitive[:-2]}ais", *act.after])
    return act.framed(chance.choice(_IMAGINED))
