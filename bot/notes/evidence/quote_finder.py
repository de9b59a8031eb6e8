"""Finding the quotes in an answer: split it into clauses, score each with two models, keep the likely ones."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.content.interview import load_scenarios
from bot.notes.evidence.clause_context import ClauseInContext, clauses_in_context
from bot.notes.evidence.clause_model import NONE, ClauseModel
from bot.notes.evidence.context_model import ContextModel, load_context
from bot.notes.evidence.prompt_echo import echoed_words
from bot.notes.evidence.quote import EXAMPLE, SIGNS, Polarity, Quote
from bot.notes.evidence.training import load_model
from bot.understanding.clauses import Clause, plain_words, split_clauses

# By sign of the label. Quoting a fault wrongly harms the candidate, missing one harms nobody: at least nineteen of
# twenty quoted faults must be right.
MIN_PROBABILITY: Mapping[str, float] = {"+": 0.42, "-": 0.82}
MIN_ANSWER_PROBABILITY = 0.54  # below it the whole answer yields no quote
_CONTEXT_WEIGHT = 0.55  # weight of the context model
_POLARITIES: Mapping[str, Polarity] = {sign: polarity for polarity, sign in SIGNS.items()}


class Explainer(Protocol):
    """What `select_quotes` needs from a classifier.

    Attributes:
        names: labels, "indicator+", "indicator-" or "none".
    """

    names: NDArray[Any]

    def nearest_example(self, unit: ClauseInContext, label: str) -> str:
        """Example that explains a label best, empty if none does."""


class QuoteFinder:
    """Finds the quotes in answers. Thread-safe.

    Args:
        model: scores a clause by its own words.
        context: scores it within the answer.
    """

    def __init__(self, model: ClauseModel, context: ContextModel) -> None:
        self.model, self.context = model, context
        self._columns = [list(model.names).index(name) for name in context.names]

    @classmethod
    @functools.cache
    def load(cls) -> "QuoteFinder":
        """The finder of this process. The first call takes about a second."""
        return cls(load_model(), load_context())

    def read(self, answer: str, scenario_id: str) -> list[Quote]:
        """Quotes in text order.

        Args:
            answer: of any length; the first 3,000 words and punctuation marks count.
            scenario_id: its own words repeated back are ignored. May be unknown.
        """
        clauses = clauses_without_prompt_echo(answer, scenario_id)
        if not clauses:
            return []
        units = clauses_in_context(answer, scenario_id, clauses)
        return select_quotes(answer, clauses, units, self.probabilities(answer, clauses, units), self.model)

    def probabilities(self, answer: str, clauses: Sequence[Clause], units: Sequence[ClauseInContext]) -> NDArray[Any]:
        """Weighted mean of both models, shape (len(units), len(self.model.names))."""
        spans = [(clause.start, clause.end) for clause in clauses]
        mean: NDArray[Any] = (1.0 - _CONTEXT_WEIGHT) * self.model.probabilities(units)
        mean[:, self._columns] += _CONTEXT_WEIGHT * self.context.probabilities(answer, units[0].scenario, spans)
        return mean


def clauses_without_prompt_echo(answer: str, scenario_id: str) -> list[Clause]:
    """Clauses of an answer without those that repeat the scenario."""
    clauses = split_clauses(answer)
    scenario = load_scenarios().get(scenario_id)
    if scenario is None:
        return clauses
    words = [word for clause in clauses for word in clause.words]
    ignored, position, kept = echoed_words(words, plain_words(scenario.text)), 0, []
    for clause in clauses:
        if not ignored.issuperset(range(position, position + len(clause.words))):
            kept.append(clause)
        position += len(clause.words)
    return kept


def select_quotes(
    answer: str,
    clauses: Sequence[Clause],
    units: Sequence[ClauseInContext],
    probabilities: NDArray[Any],
    model: Explainer,
) -> list[Quote]:
    """Join adjacent likely clauses of a sentence into one quote per indicator.

    The same words are quoted once per indicator, with the likelier polarity. There are no quotes if no label reaches
    `MIN_ANSWER_PROBABILITY`.

    Args:
        units: the clauses in context.
        probabilities: shape (len(units), len(model.names)).
    """
    behaviours = [column for column, name in enumerate(model.names) if name != NONE]
    if probabilities[:, behaviours].max() < MIN_ANSWER_PROBABILITY:
        return []
    one_sided = _likelier_polarity(probabilities, model.names)
    best: dict[tuple[str, tuple[str, ...]], tuple[float, Quote]] = {}  # by indicator and words, with the probability
    for column in behaviours:
        label = str(model.names[column])
        for run in _adjacent_runs(clauses, one_sided[:, column] >= MIN_PROBABILITY[label[-1]]):
            start, end = clauses[run[0]].start, clauses[run[-1]].end
            surest = max(run, key=one_sided[:, column].__getitem__)
            sure, key = float(one_sided[surest, column]), (label[:-1], plain_words(answer[start:end]))
            if key not in best or sure > best[key][0]:
                example = model.nearest_example(units[surest], label)
                rule = f"{EXAMPLE}{example}" if example else ""
                best[key] = sure, Quote(answer[start:end], start, end, label[:-1], _POLARITIES[label[-1]], rule)
    return sorted((quote for _, quote in best.values()), key=lambda quote: (quote.start, quote.end, quote.indicator))


def _likelier_polarity(probabilities: NDArray[Any], names: NDArray[Any]) -> NDArray[Any]:
    """Set the less likely polarity of each clause to zero: it cannot show both."""
    merits, faults = (np.flatnonzero([str(name).endswith(sign) for name in names]) for sign in "+-")
    best, worst = (probabilities[:, columns].max(axis=1, initial=0.0) for columns in (merits, faults))
    one_sided = probabilities.copy()
    one_sided[np.ix_(worst > best, merits)] = 0.0
    one_sided[np.ix_(worst <= best, faults)] = 0.0
    return one_sided


def _adjacent_runs(clauses: Sequence[Clause], is_likely: NDArray[Any]) -> Iterator[list[int]]:
    """Indices of consecutive selected clauses of a sentence."""
    run: list[int] = []
    for number in map(int, is_likely.nonzero()[0]):
        if run and (number != run[-1] + 1 or clauses[number].sentence != clauses[run[-1]].sentence):
            yield run
            run = []
        run.append(number)
    if run:
        yield run
