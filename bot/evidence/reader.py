"""Reads an answer: tokens, parse, clauses, rules, and what the clause classifier makes of each clause."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

from bot.evidence.analyser import REFUSED, SIGNS, Analyser, Analysis, load_analyser
from bot.evidence.clause_model import NONE, ClauseModel
from bot.evidence.clauses import CONNECTORS, Clause
from bot.evidence.context_model import ContextModel, load_context
from bot.evidence.patterns import Match
from bot.evidence.quote import Polarity, Quote
from bot.evidence.training import load_model
from bot.evidence.units import Unit

# A behaviour less probable than the first is not quoted, nor, where a rule for it fires, than the second. A fault quoted
# wrongly harms somebody; one that is missed harms nobody.
LEAST: Mapping[str, tuple[float, float]] = {"+": (0.5, 0.35), "-": (0.6, 0.55)}
CONTEXT = 0.5  # weight of what words show where they stand in the answer, against what their clause shows by itself
EXAMPLE = "example: "  # begins the `rule` of a quote that no rule made, before the example nearest in meaning
_QUOTE_WORDS = 20
# Without a rule, a fault needs as many words, one of them of some meaning: « connais pas », « n'est-ce pas » tell too little.
_FAULT_WORDS, _FAULT_CONTENT = 4, 1
_CONTENT = frozenset(("NOUN", "VERB", "ADJ", "PROPN"))
_EMPTY = frozenset(
    (
        "est",
        "etait",
        "suis",
        "a",
        "ai",
        "ont",
        "avait",
        "faire",
        "fait",
        "fais",
        "dire",
        "dit",
        "dis",
        "repond",
        "reponds",
    )
)
_LEAD = 4
_POLARITIES: dict[str, Polarity] = {"+": "positive", "-": "negative"}


class Labeller(Protocol):
    """What `quotes_of` needs to know of a classifier.

    Attributes:
        names: its labels, "indicator+", "indicator-" or "none".
    """

    names: NDArray[Any]

    def nearest_example(self, unit: Unit, label: str) -> str:
        """Returns the known clause that explains a label best."""


class EvidenceReader:
    """Finds the clauses of an answer that show a behaviour of the rubric. Safe to share between threads."""

    def __init__(self, analyser: Analyser, model: ClauseModel, context: ContextModel) -> None:
        self._analyser, self._model, self._context = analyser, model, context
        self._columns = [list(model.names).index(name) for name in context.names]

    @classmethod
    def load(cls) -> "EvidenceReader":
        """Returns the reader of this process; the first call takes seconds (spaCy's French model, the classifier)."""
        return _load()

    def read(self, answer: str, scenario_id: str) -> list[Quote]:
        """Returns the quotes in the order of the text.

        Args:
            answer: free text of any length; the first 3,000 words and marks are read.
            scenario_id: the scenario answered; its own words copied back are no evidence. May be unknown.
        """
        analysis = self._analyser.analyse(answer, scenario_id)
        units = analysis.units()
        return (
            quotes_of(analysis, units, self._probabilities(analysis, units, scenario_id), self._model) if units else []
        )

    def _probabilities(self, analysis: Analysis, units: Sequence[Unit], scenario_id: str) -> NDArray[Any]:
        """Returns what both models make of the clauses, shape (len(units), len(self._model.names))."""
        tokens = analysis.tokens
        spans = [(tokens[clause.start].start, tokens[clause.end - 1].end) for clause in analysis.clauses]
        found: NDArray[Any] = (1.0 - CONTEXT) * self._model.probabilities(units)
        found[:, self._columns] += CONTEXT * self._context.probabilities(analysis.answer, scenario_id, spans)
        return found


def quotes_of(
    analysis: Analysis,
    units: Sequence[Unit],
    probabilities: NDArray[Any],
    model: Labeller,
    least: Mapping[str, tuple[float, float]] = LEAST,
) -> list[Quote]:
    """Returns the quotes of the clauses whose behaviours are probable enough.

    Args:
        analysis: the answer taken apart.
        units: its clauses as the classifier sees them.
        probabilities: of the model's labels, shape (len(units), len(model.names)).
        model: names the labels.
        least: by sign of a label, the least probability of a behaviour, and of one for which a rule fires.
    """
    quotes: list[Quote] = []
    open_quotes: dict[str, tuple[int, Quote]] = {}
    for number, clause in enumerate(analysis.clauses):
        if analysis.is_ignored(number):
            continue
        for column, name in enumerate(model.names):
            label = str(name)
            if label == NONE or probabilities[number, column] < least[label[-1]][label in units[number].rules]:
                continue
            if label.endswith(SIGNS["negative"]) and not _is_fault(analysis, number, units[number], label):
                continue
            indicator, polarity = label[:-1], _POLARITIES[label[-1]]
            match = analysis.fired[number].get((indicator, polarity))
            rule = match.rule.id if match else f"{EXAMPLE}{model.nearest_example(units[number], label)}"
            start, end = _span(analysis, clause, match)
            earlier = open_quotes.get(label)
            if earlier and earlier[0] == number - 1 and analysis.clauses[number - 1].sentence == clause.sentence:
                quotes.remove(earlier[1])
                start = earlier[1].start
                rule = rule if earlier[1].rule.startswith(EXAMPLE) else earlier[1].rule
            quote = Quote(analysis.answer[start:end], start, end, indicator, polarity, rule)
            quotes.append(quote)
            open_quotes[label] = (number, quote)
    return sorted(quotes, key=lambda quote: (quote.start, quote.end, quote.indicator))


def _is_fault(analysis: Analysis, number: int, unit: Unit, label: str) -> bool:
    """Tells whether a probable fault may be held against its writer.

    Not if it is past and left, nor if the rules know it and that it is only imagined, or another's, nor if it says too
    little.
    """
    if number in analysis.left:
        return False
    if label in unit.rules:
        return True
    clause = analysis.clauses[number]
    words = [index for index in range(clause.start, clause.end) if analysis.tokens[index].is_word]
    content = sum(analysis.doc[index].pos_ in _CONTENT and analysis.tokens[index].norm not in _EMPTY for index in words)
    return f"{REFUSED}{label}" not in unit.rules and len(words) >= _FAULT_WORDS and content >= _FAULT_CONTENT


def _span(analysis: Analysis, clause: Clause, match: Match | None) -> tuple[int, int]:
    """Returns the offsets of the smallest clause around the match, at most some twenty words."""
    first, last = clause.start, clause.end
    if match is not None:
        last = max([last, *(c.end for c in analysis.clauses if c.start < match.end and c.end > match.start)])
    stop = match.start if match else last - 1
    while first < stop and analysis.tokens[first].norm in CONNECTORS - {"si"}:
        first += 1
    if match is not None and last - first > _QUOTE_WORDS:
        first = max(first, match.start - _LEAD)
        last = min(last, max(match.end, first + _QUOTE_WORDS))
    return analysis.tokens[first].start, analysis.tokens[last - 1].end


@functools.cache
def _load() -> EvidenceReader:
    return EvidenceReader(load_analyser(), load_model(), load_context())
