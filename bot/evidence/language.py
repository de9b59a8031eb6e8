"""The pattern language of `bot/data/interview/patterns`: readable sequences of words, compiled to regular expressions.

A pattern is a sequence of:

    word          this word, accents and capitals indifferent (« c'est » counts as two words)
    expliqu*      any word with this beginning
    <prendre>     any form of this verb; <dire|redire> any form of these
    @lui          a group of `words.yml`
    (a|b c)       one of these sequences
    x?            the element, or nothing
    ..            up to three words; ... up to seven; never across a mark or a word such as « mais »
    ,             a mark inside the sentence (comma, colon, dash)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.evidence.lexicon import plain
from bot.evidence.tokens import ELISIONS, PAUSE

_SYNTAX = re.compile(r"\.\.\.|\.\.|\(|\)|\||\?|,|<[^>]+>|@\w+|[^\W_]+['’]|[^\W_]+\*?|\s+|-")
_GAP = {"..": "(?:#[^ !]* ){0,3}?", "...": "(?:#[^ !]* ){0,7}?"}
_START = r"(?<!\S)"
NEGATIVE_WORDS = frozenset(["pas", "jamais", "rien", "sans", "aucun", "aucune", "ni"])


class PatternError(ValueError):
    """A pattern that cannot be read."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"pattern {pattern!r}: {reason}; see bot/evidence/language.py for the syntax")


@dataclass
class Atoms:
    """The distinct atoms (words, beginnings, verbs) of all patterns, numbered in order of appearance."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, atom: str) -> int:
        """Returns the atom's number, a new one if it is new."""
        return self.numbers.setdefault(atom, len(self.numbers))


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to match.

    Attributes:
        regex: over the stream of atom numbers that `patterns.py` makes of an answer.
        needs: sets of atoms; an answer without one of each set cannot match.
        negative: negations that the pattern itself holds (« je ne sais pas »).
    """

    regex: re.Pattern[str]
    needs: tuple[frozenset[int], ...]
    negative: frozenset[str]


_Part = tuple[str, tuple[frozenset[int], ...]]


def _literal(item: str) -> str:
    """Returns the word as tokens have it: without accents, its elision undone."""
    word = plain(item)
    return ELISIONS.get(word[:-1], word[:-1]) if word[-1] in "'’" else word


class _Parser:
    """Reads one pattern by recursive descent; each part is its regex and what it needs."""

    def __init__(self, source: str, atoms: Atoms, groups: Mapping[str, list[str]]) -> None:
        source = re.sub(r"\bs'(ils?)\b", r"si \1", source)
        self.source = source
        self.atoms = atoms
        self.groups = groups
        self.items = [item for item in _SYNTAX.findall(source) if not item.isspace() and item != "-"]
        if re.sub(r"[\s-]+", "", "".join(self.items)) != re.sub(r"[\s-]+", "", source):
            raise PatternError(source, "it holds a sign that the language does not know")
        self.at = 0
        self.negative: set[str] = set()

    def parse(self) -> Compiled:
        regex, needs = self._alternatives()
        if self.at != len(self.items):
            raise PatternError(self.source, "a bracket is closed that was not opened")
        if not needs:
            raise PatternError(self.source, "it needs at least one word")
        return Compiled(re.compile(_START + regex), needs, frozenset(self.negative))

    def _alternatives(self) -> _Part:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        regex = "(?:" + "|".join(regex for regex, _ in branches) + ")"
        if not all(needs for _, needs in branches):
            return regex, ()
        return regex, (frozenset().union(*(min(needs, key=len) for _, needs in branches)),)

    def _sequence(self) -> _Part:
        regexes: list[str] = []
        needs: list[frozenset[int]] = []
        while (item := self._peek()) not in (None, "|", ")"):
            regex, needed = self._element(str(item))
            if self._peek() == "?":
                self.at += 1
                regex, needed = f"(?:{regex})?", ()
            regexes.append(regex)
            needs.extend(needed)
        return "".join(regexes), tuple(needs)

    def _element(self, item: str) -> _Part:
        self.at += 1
        if item in _GAP:
            return _GAP[item], ()
        if item == ",":
            return re.escape(PAUSE) + " ", ()
        if item == "(":
            part = self._alternatives()
            if self._peek() != ")":
                raise PatternError(self.source, "a bracket is not closed")
            self.at += 1
            return part
        if item.startswith("@"):
            return self._group(item[1:])
        if item.startswith("<"):
            return self._verbs(item[1:-1].split("|"))
        word = _literal(item)
        if word in NEGATIVE_WORDS:
            self.negative.add(word)
        return self._atoms([word])

    def _verbs(self, verbs: list[str]) -> _Part:
        """Reads `<dire|laisser passer|s'excuser>`: the first full word is conjugated, the others stand as they are."""
        single = [f"<{plain(verb)}>" for verb in verbs if re.fullmatch(r"\w+", verb)]
        branches = [self._atoms(single)] if single else []
        for phrase in (verb for verb in verbs if not re.fullmatch(r"\w+", verb)):
            words = re.findall(r"\w+['’]?", phrase)
            verb_at = next((i for i, word in enumerate(words) if word[-1] not in "'’"), 0)
            parts = [
                self._atoms([f"<{plain(word)}>" if i == verb_at else _literal(word)]) for i, word in enumerate(words)
            ]
            branches.append(("".join(regex for regex, _ in parts), parts[verb_at][1]))
        needs = frozenset().union(*(needed[0] for _, needed in branches))
        return "(?:" + "|".join(regex for regex, _ in branches) + ")", (needs,)

    def _group(self, name: str) -> _Part:
        if name not in self.groups:
            raise PatternError(self.source, f"words.yml has no group {name}")
        inner = _Parser("(" + "|".join(self.groups[name]) + ")", self.atoms, self.groups)
        return inner._alternatives()

    def _atoms(self, names: list[str]) -> _Part:
        numbers = [self.atoms.number(name) for name in names]
        either = "|".join(str(number) for number in numbers)
        return rf"(?=\S*#(?:{either})#)\S+ ", (frozenset(numbers),)

    def _peek(self) -> str | None:
        return self.items[self.at] if self.at < len(self.items) else None


def compile_pattern(source: str, atoms: Atoms, groups: Mapping[str, list[str]]) -> Compiled:
    """Returns the compiled pattern, its atoms added to `atoms`.

    Raises:
        PatternError: the pattern cannot be read.
    """
    return _Parser(source, atoms, groups).parse()
