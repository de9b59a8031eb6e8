"""Static analysis of regular expressions: which ones may backtrack more than linearly.

An expression becomes a position automaton (Glushkov). Backtracking tries different ways to match the same run of
characters one after another: within one loop there are exponentially many ("nested"), between two loops in sequence
as many as the run is long ("twice"). A search starts at every character: where a loop may fail in the end, each start
reads the run again ("search").

The analysis is conservative: assertions within an expression count as passed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from re import _compiler, _constants, _parser  # isort: skip - the parser of the standard library

ALPHABET = frozenset(map(chr, range(32, 127))) | frozenset("\n\tàÀéÉçœŒıßñяЯ’ʼ`´‘‐‑–—«»“”„…·°²٣🙂\xa0\x00")
NESTED, TWICE, SEARCH = "nested", "twice", "search"
_MOST_COPIES = 3  # of what is repeated a bounded number of times: enough to see two ways
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
_CHARACTERS: dict[str, frozenset[str]] = {}  # that one item takes, by its flags
_ATOMIC = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}


@dataclass
class _Part:
    """Part of an expression: whether it may be empty, and its first and last positions."""

    empty: bool = True
    surely_empty: bool = True
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    surely_last: frozenset[int] = frozenset()  # where it may end without an assertion that may fail


@dataclass
class _Automaton:
    """Positions with their character sets, and the edges between them; lookarounds are separate."""

    flags: int
    state: Any
    takes: list[frozenset[str]] = field(default_factory=list)
    edges: Counter[tuple[int, int]] = field(default_factory=Counter)
    looked_at: list[Any] = field(default_factory=list)

    def _characters(self, item: Any) -> frozenset[str]:
        if item[0] is _constants.GROUPREF:
            return ALPHABET
        key = f"{self.flags} {item}"
        if key not in _CHARACTERS:
            single = _compiler.compile(_parser.SubPattern(self.state, [item]), self.flags)
            _CHARACTERS[key] = frozenset(filter(single.fullmatch, ALPHABET))
        return _CHARACTERS[key]

    def _link(self, ends: Iterable[int], beginnings: Iterable[int]) -> None:
        beginnings = list(beginnings)
        self.edges.update((end, beginning) for end in ends for beginning in beginnings)

    def _behind(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        return _Part(
            one.empty and other.empty,
            one.surely_empty and other.surely_empty,
            one.first | (other.first if one.empty else frozenset()),
            other.last | (one.last if other.empty else frozenset()),
            other.surely_last | (one.surely_last if other.surely_empty else frozenset()),
        )

    def sequence(self, items: Iterable[Any]) -> _Part:
        """The concatenation of items."""
        part = _Part()
        for item in items:
            part = self._behind(part, self._part(item))
        return part

    def _part(self, item: Any) -> _Part:
        kind, value = item
        if kind in {_constants.ASSERT, _constants.ASSERT_NOT}:
            self.looked_at.append(value[1])
            return _Part(surely_empty=False)
        if kind is _constants.AT:
            return _Part(surely_empty=False)
        if kind is _constants.SUBPATTERN:
            return self.sequence(value[-1])
        if kind is _constants.BRANCH:
            parts = [self.sequence(branch) for branch in value[1]]
            joined = {
                name: frozenset().union(*(getattr(part, name) for part in parts))
                for name in ("first", "last", "surely_last")
            }
            return _Part(any(part.empty for part in parts), any(part.surely_empty for part in parts), **joined)
        if kind in _REPEATS:
            return self._repeat(*value)
        if kind in _ATOMIC:
            raise NotImplementedError("no expression of ours has one")
        place = frozenset({len(self.takes)})
        self.takes.append(self._characters(item))
        return _Part(False, False, place, place, place)

    def _repeat(self, fewest: int, most: int, items: Any) -> _Part:
        if most is _constants.MAXREPEAT:
            part = _Part()
            for _ in range(min(fewest, _MOST_COPIES) - 1):
                part = self._behind(part, self.sequence(items))
            looped = self.sequence(items)
            self._link(looped.last, looped.first)
            if fewest == 0:
                looped.empty = looped.surely_empty = True
            return self._behind(part, looped)
        part = _Part()
        for _ in range(max(0, min(most, fewest + _MOST_COPIES, 2 * _MOST_COPIES) - min(fewest, _MOST_COPIES))):
            part = self._behind(self.sequence(items), part)
            part.empty = part.surely_empty = True
        for _ in range(min(fewest, _MOST_COPIES)):
            part = self._behind(self.sequence(items), part)
        return part


def _components(edges: dict[int, set[int]]) -> list[frozenset[int]]:
    """The strongly connected components that contain an edge."""
    within = edges
    while True:  # what nothing leads to, or what leads to nothing, is in no loop
        led_to = frozenset().union(*within.values())
        left = {
            one: others & within.keys() for one, others in within.items() if one in led_to and others & within.keys()
        }
        if left == within:
            break
        within = left
    reached = {place: _reach(within, place) for place in within}
    found = {frozenset(other for other in ahead if place in reached.get(other, ())) for place, ahead in reached.items()}
    return [component for component in found if component]


def _reach(edges: dict[int, set[int]], place: int) -> set[int]:
    seen: set[int] = set()
    waiting = [place]
    while waiting:
        for following in edges.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


class _Ways:
    """Looks for two ways through an automaton over the same characters."""

    def __init__(self, takes: list[frozenset[str]], counted: Counter[tuple[int, int]]) -> None:
        self._takes, self._counted = takes, counted
        self.edges: dict[int, set[int]] = defaultdict(set)
        for one, other in counted:
            self.edges[one].add(other)
        self.components = _components(dict(self.edges))
        self._reached: dict[int, frozenset[int]] = {}

    def _ahead(self, place: int) -> frozenset[int]:
        if place not in self._reached:
            self._reached[place] = frozenset(_reach(self.edges, place))
        return self._reached[place]

    def _letters(self, loop: frozenset[int]) -> frozenset[str]:
        return frozenset().union(*(self._takes[place] for place in loop))

    def _step(self, places: tuple[int, ...], rooms: tuple[frozenset[int], ...]) -> Iterator[tuple[int, ...]]:
        def steps(index: int, common: frozenset[str]) -> Iterator[tuple[int, ...]]:
            if index == len(places):
                yield ()
                return
            for place in self.edges.get(places[index], ()):
                left = common & self._takes[place]
                if left and place in rooms[index]:
                    for rest in steps(index + 1, left):
                        yield (place, *rest)

        return steps(0, ALPHABET)

    def _is_reached(self, start: tuple[int, ...], goal: tuple[int, ...], rooms: tuple[frozenset[int], ...]) -> bool:
        seen, waiting = set(), [start]
        while waiting:
            for following in self._step(waiting.pop(), rooms):
                if following == goal:
                    return True
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return False

    def has_nested(self) -> bool:
        """Whether a loop can be repeated in two ways over the same characters."""
        for loop in self.components:
            if any(times > 1 and set(edge) <= loop for edge, times in self._counted.items()):
                return True
            ahead: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
            waiting: list[tuple[int, ...]] = [(place, place) for place in loop]
            while waiting:
                pair = waiting.pop()
                if pair not in ahead:
                    ahead[pair] = set(self._step(pair, (loop, loop)))
                    waiting += ahead[pair]
            behind = defaultdict(set)
            for pair, others in ahead.items():
                for other in others:
                    behind[other].add(pair)
            back: set[tuple[int, ...]] = set()
            waiting = [(place, place) for place in loop]
            while waiting:
                for pair in behind[waiting.pop()] - back:
                    back.add(pair)
                    waiting.append(pair)
            if any(one != other for one, other in back):
                return True
        return False

    def has_twice(self, firsts: Iterable[frozenset[int]], seconds: Iterable[frozenset[int]]) -> bool:
        """Whether two loops can share a run of characters in many ways."""
        seconds = [(other, self._letters(other)) for other in seconds]
        for one in firsts:
            of_one = self._letters(one)
            for other, letters in seconds:
                common = letters & of_one
                if one == other or not common or not other <= self._ahead(next(iter(one))):
                    continue
                along = {place: {b for b in self.edges[place] if self._takes[b] & common} for place in list(self.edges)}
                room = frozenset(_reach(along, next(iter(one)))) | one
                if not other & room:
                    continue
                rooms = (one, room, other)
                if any(self._is_reached((p, p, q), (p, q, q), rooms) for p in one for q in other):
                    return True
        return False


def _entry(items: Any, flags: int, automaton: _Automaton) -> tuple[bool, frozenset[str]]:
    """Whether an expression is anchored at the start, and the characters that may precede it."""
    allowed = ALPHABET
    for kind, value in items:
        if kind is _constants.AT and value in {_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING}:
            return not flags & re.MULTILINE, allowed
        if kind is _constants.AT and value is _constants.AT_BOUNDARY:
            allowed -= {sign for sign in ALPHABET if re.match(r"\w", sign)}
        elif kind is _constants.ASSERT_NOT and value[0] < 0 and len(value[1]) == 1:
            allowed -= automaton._characters(value[1][0])
        elif kind is _constants.ASSERT and value[0] < 0 and len(value[1]) == 1:
            allowed &= automaton._characters(value[1][0])
        elif kind in {_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT}:
            continue
        elif kind is _constants.SUBPATTERN:
            return _entry(value[-1], flags, automaton)
        else:
            break
    return False, allowed


def _faults(items: Any, flags: int, state: Any, *, is_anchored: bool = False) -> set[str]:
    automaton = _Automaton(flags, state)
    whole = automaton.sequence(items)
    ways = _Ways(automaton.takes, automaton.edges)
    faults = set()
    if ways.has_nested():
        faults.add(NESTED)
    if ways.has_twice(ways.components, ways.components):
        faults.add(TWICE)
    begins, before = _entry(items, flags, automaton)
    is_anchored = is_anchored or begins
    if not is_anchored and NESTED not in faults:
        any_sign, entry = len(automaton.takes), len(automaton.takes) + 1
        takes = [*automaton.takes, ALPHABET, before]
        edges = automaton.edges + Counter(
            {(any_sign, any_sign): 1, (any_sign, entry): 1, (entry, entry): 1, (entry, any_sign): 1}
        )
        edges += Counter({(entry, place): 1 for place in whole.first})
        # A loop from which the expression may end at any time is never read in vain.
        inner = {
            one: {other for other in ways.edges[one] if other not in whole.surely_last} for one in list(ways.edges)
        }
        inner = {one: others for one, others in inner.items() if one not in whole.surely_last}
        if _Ways(takes, edges).has_twice([frozenset({any_sign, entry})], _components(inner)):
            faults.add(SEARCH)
    for looked_at in automaton.looked_at:
        faults |= _faults(looked_at, flags, state, is_anchored=is_anchored)
    return faults


def backtracking_faults(pattern: str, flags: int = 0) -> set[str]:
    """The kinds of backtracking in an expression, of "nested", "twice", "search"; empty if linear."""
    tree = _parser.parse(pattern, flags)
    return _faults(tree, tree.state.flags, tree.state)
