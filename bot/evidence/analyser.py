"""Takes an answer apart: tokens, parse, clauses, and which rules hold in them."""

import functools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from bot.evidence.actors import candidate_acts
from bot.evidence.clauses import Clause, join_fragments, segment
from bot.evidence.content import load_scenarios
from bot.evidence.disowned import find_disowned
from bot.evidence.french import load_french
from bot.evidence.guards import copied, keyword_lists
from bot.evidence.lexicon import Lexicon
from bot.evidence.negation import is_denied, is_imagined
from bot.evidence.patterns import Match, PatternMatcher, load_rules
from bot.evidence.quote import Polarity
from bot.evidence.tokens import Token, Tokenizer
from bot.evidence.units import Unit, make_units

MAX_TOKENS = 3_000
_AT_ONCE = 256  # texts parsed together
REFUSED = "not_"  # before the name of a behaviour whose rule was refused in context
SIGNS: dict[Polarity, str] = {"positive": "+", "negative": "-"}

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
        refused: per clause, the behaviours whose rules match there but are no evidence in context (another acts, it
            is only imagined, a merit is denied), as "indicator+" or "indicator-".
        ignored: tokens that are no evidence (the scenario copied back, bare lists).
        jokes: clauses that the writer takes back as a joke.
        left: clauses with a fault of the past that the writer has since left.
    """

    answer: str
    scenario: str
    tokens: Sequence[Token]
    doc: Doc
    clauses: Sequence[Clause]
    fired: Sequence[Fired]
    refused: Sequence[frozenset[str]]
    ignored: frozenset[int]
    jokes: frozenset[int]
    left: frozenset[int]

    def is_ignored(self, number: int) -> bool:
        """Tells whether a clause is no evidence, whatever it says."""
        clause = self.clauses[number]
        return number in self.jokes or all(
            i in self.ignored for i in range(clause.start, clause.end) if self.tokens[i].is_word
        )

    def units(self) -> list[Unit]:
        """Returns the clauses as the classifier sees them."""
        rules = [
            (
                *(indicator + SIGNS[polarity] for indicator, polarity in fired),
                *(f"{REFUSED}{name}" for name in sorted(refused)),
            )
            for fired, refused in zip(self.fired, self.refused, strict=True)
        ]
        return make_units(self.scenario, self.tokens, self.doc, self.clauses, rules)


class Analyser:
    """Takes answers apart. Safe to share between threads."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
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
        return self.analyse_all([(answer, scenario_id)], whole=whole)[0]

    def analyse_all(self, answers: Sequence[tuple[str, str]], *, whole: bool = False) -> list[Analysis]:
        """Returns (answer, scenario) pairs taken apart; many together are parsed several times faster."""
        found = []
        for start in range(0, len(answers), _AT_ONCE):
            some = answers[start : start + _AT_ONCE]
            tokens = [self.tokenize(answer)[:MAX_TOKENS] for answer, _ in some]
            found += [
                self._take_apart(answer, scenario_id, words, doc, whole)
                for (answer, scenario_id), words, doc in zip(some, tokens, self._parse(tokens), strict=True)
            ]
        return found

    def _parse(self, texts: Sequence[Sequence[Token]]) -> list[Doc]:
        with self._lock:
            docs = [Doc(self._nlp.vocab, words=[token.surface for token in tokens]) for tokens in texts]
            if len(docs) == 1:
                for _, pipe in self._nlp.pipeline:
                    docs = [pipe(docs[0])]
                return docs
            return list(self._nlp.pipe(docs))

    def _take_apart(self, answer: str, scenario_id: str, tokens: Sequence[Token], doc: Doc, whole: bool) -> Analysis:
        fine = segment(tokens, doc)
        clauses = [Clause(0, len(tokens), 0)] if whole and tokens else join_fragments(fine, doc)
        ignored = copied(tokens, self._scenarios.get(scenario_id, ())) | keyword_lists(tokens, doc, fine)
        scenario = load_scenarios().get(scenario_id)
        fired: list[Fired] = [{} for _ in clauses]
        refused: list[set[str]] = [set() for _ in clauses]
        for match in self._matcher.find(tokens):
            if scenario and match.rule.only_in and scenario.trait not in match.rule.only_in:
                continue
            if all(index in ignored for index in range(match.start, match.end)):
                continue
            number = next((i for i, c in enumerate(clauses) if c.start <= match.start < c.end), None)
            scope = next((c for c in fine if c.start <= match.start < c.end), None)
            polarity = None if scope is None else _judge(tokens, doc, scope, match)
            if number is None:
                continue
            if polarity is None:
                refused[number].add(match.rule.indicator + SIGNS[match.rule.polarity])
                continue
            known = fired[number].get((match.rule.indicator, polarity))
            if known is None or match.end - match.start > known.end - known.start:
                fired[number][match.rule.indicator, polarity] = match
        kept = [_without_beaten(found) for found in fired]
        unfit = [frozenset(names) for names in refused]
        jokes, left = find_disowned(tokens, clauses)
        return Analysis(answer, scenario_id, tokens, doc, clauses, kept, unfit, frozenset(ignored), jokes, left)


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


@functools.cache
def load_analyser() -> Analyser:
    """Returns the analyser of this process."""
    return Analyser(*load_french())
