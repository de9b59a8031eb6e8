"""The editors' patterns: read from `bot/data/interview/patterns`, and found in tokenised answers."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from bot.evidence.content import INTERVIEW
from bot.evidence.language import Atoms, Compiled, compile_pattern
from bot.evidence.lexicon import Lexicon
from bot.evidence.quote import Polarity
from bot.evidence.tokens import Token

GAP_BREAKERS = frozenset(["et", "mais", "car", "parce", "quand", "lorsque"])
PATTERNS = INTERVIEW / "patterns"


@dataclass(frozen=True)
class Rule:
    """A named set of patterns for one form of one indicator.

    Attributes:
        id: "indicator/name".
        indicator: id of the rubric.
        polarity: form that it shows when it is not denied.
        actor: "candidate": only when the candidate acts; "any": whoever the subject is.
        negated: what a denial makes of it: the other polarity, or "drop".
        only_in: traits of the scenarios where it holds; elsewhere the words mean something else. Empty: all.
        yields_to: indicators that win when they are found in the same clause.
        sources: the patterns as written.
        examples: sentences that must match.
        counter_examples: sentences that must not.
    """

    id: str
    indicator: str
    polarity: Polarity
    actor: Literal["candidate", "any"]
    negated: Literal["positive", "negative", "drop"]
    only_in: tuple[str, ...]
    yields_to: tuple[str, ...]
    sources: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A rule found in an answer, from token `start` to before token `end`."""

    rule: Rule
    start: int
    end: int
    holds_negation: bool


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        indicator=entry["indicator"],
        polarity=entry["polarity"],
        actor=entry.get("actor", "candidate"),
        negated=entry.get("negated", "drop" if entry["polarity"] == "positive" else "positive"),
        only_in=tuple(entry.get("only_in", ())),
        yields_to=tuple(entry.get("yields_to", ())),
        sources=tuple(entry["any"]),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry.get("counter_examples", ())),
    )


@functools.cache
def load_rules() -> tuple[Rule, ...]:
    """Returns the rules of every file, in order."""
    files = sorted(PATTERNS.glob("*.yml"))
    return tuple(
        _rule(entry)
        for file in files
        for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []
    )


@functools.cache
def load_groups() -> dict[str, list[str]]:
    """Returns the word groups that patterns call by @name."""
    raw: dict[str, list[str]] = yaml.load(
        (INTERVIEW / "words.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return raw


class PatternMatcher:
    """Finds rules in token lists."""

    def __init__(self, rules: Sequence[Rule], lexicon: Lexicon) -> None:
        atoms = Atoms()
        self._compiled: list[tuple[Rule, Compiled]] = [
            (rule, compile_pattern(source, atoms, load_groups())) for rule in rules for source in rule.sources
        ]
        self._by_atom: dict[int, list[int]] = {}  # the patterns that may match where an atom is
        for place, (_, compiled) in enumerate(self._compiled):
            for number in min(compiled.needs, key=len):
                self._by_atom.setdefault(number, []).append(place)
        self._exact: dict[str, list[int]] = {}
        self._beginnings: list[tuple[str, int]] = []
        for atom, number in atoms.numbers.items():
            if atom.endswith("*"):
                self._beginnings.append((atom[:-1], number))
            elif atom.startswith("<"):
                for form in lexicon.forms(atom[1:-1]):
                    self._exact.setdefault(form, []).append(number)
            else:
                self._exact.setdefault(atom, []).append(number)
        self.vocabulary = frozenset(self._exact)
        self._atoms_of = functools.lru_cache(maxsize=20_000)(self._find_atoms)

    def _find_atoms(self, word: str) -> frozenset[int]:
        found = set(self._exact.get(word, ()))
        found.update(number for beginning, number in self._beginnings if word.startswith(beginning))
        return frozenset(found)

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Returns every match of every rule, in the rules' order."""
        present: set[int] = set()
        pieces: list[str] = []
        for token in tokens:
            if not token.is_word:
                pieces.append(token.norm + " ")
                continue
            atoms = self._atoms_of(token.norm)
            present |= atoms
            breaker = "!" if token.norm in GAP_BREAKERS else ""
            pieces.append("#" + "".join(f"{number}#" for number in sorted(atoms)) + breaker + " ")
        stream = "".join(pieces)
        index_at: dict[int, int] = {}
        offset = 0
        for index, piece in enumerate(pieces):
            index_at[offset] = index
            offset += len(piece)
        index_at[offset] = len(pieces)
        found: list[Match] = []
        for place in sorted({place for number in present for place in self._by_atom.get(number, ())}):
            rule, compiled = self._compiled[place]
            if all(needed & present for needed in compiled.needs):
                for hit in compiled.regex.finditer(stream):
                    start, end = index_at[hit.start()], index_at[hit.end()]
                    own = any(token.norm in compiled.negative for token in tokens[start:end])
                    found.append(Match(rule, start, end, own))
        return found
