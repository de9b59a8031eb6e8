"""No reading of a text backtracks: shown from the expressions, and by counting lines of code that run."""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot.masking
import bot.nlu
import bot.reading
from bot.choices import pick
from bot.masking.masking import find_masks
from bot.nlu.language import guess_language
from bot.nlu.normalise import Normaliser
from bot.nlu.parts import split_parts
from bot.nlu.span_features import sentence_features
from bot.reading.fields import FIELDS, resolve
from bot.reading.notes import which_field, which_note
from bot.reading.spans import Span
from bot.reading.text import fold
from bot.reading.tokens import tokenize
from tests.reading.ambiguity import NESTED, SEARCH, TWICE, faults_of

ROOMS = (bot.reading, bot.nlu, bot.masking)
MODULES = sorted(
    {
        found.name
        for room in ROOMS
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    }
)  # fmt: skip
# Functions that make expressions of data; each is kept, and made anew here to see what it compiles.
MAKERS = {"bot.reading.days.feasts": "pattern", "bot.reading.places.sounds": "voice"}


@pytest.mark.parametrize(("pattern", "faults"), [
    (r"(a+)+", {NESTED}), (r"(a|ab|b)*c", {NESTED}), (r"(?:m|mm)*", {NESTED}), (r"(?:a{0,3})*", {NESTED}), (r"(?:\s*x\s*)*", {NESTED}), (r"(?:a+|b)+", {NESTED}),
    (r"\s+\s*", {TWICE}), (r"x[ab]*a[ab]*y", {TWICE}), (r"a+b", {SEARCH}), (r"\s+(?=et)", {SEARCH}), (r"a(?:[ab]+c)?", {SEARCH}), (r"(?=.*\d)", {SEARCH}),
    (r"a+", set()), (r"^a+b", set()), (r"(?<!a)a+b", set()), (r"\ba+b", set()), (r"[a-z]+(?:[ -]+[a-z]+)*", set()), (r"(?:ab|c)*", set()),
    (r"(?:\s?x)*", set()), (r"a{1,64}@", set()), (r"(.)\1+", set()), (r"\d+|[a-z]+'?", set()),
])  # fmt: skip
def test_the_checker_tells_what_backtracks(pattern, faults):
    assert faults_of(pattern) == faults


def patterns_in(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from patterns_in(one, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from patterns_in(one, depth - 1)


def calls_of_re(module: ModuleType) -> Iterator[tuple[ast.Call, bool]]:
    """Yields the calls of `re` in a module, and whether each is within a function."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
            yield node, id(node) in inside


def expressions(name: str) -> dict[str, int]:
    """Returns the expressions of a module, with their flags: of its values, in its functions, made of data."""
    module = importlib.import_module(name)
    found = {one.pattern: one.flags for value in vars(module).values() for one in patterns_in(value)}
    for call, is_inside in calls_of_re(module):
        first = call.args[0] if call.args else None
        if is_inside and isinstance(first, ast.Constant) and call.func.attr != "escape":
            found.setdefault(str(first.value), 0)
    if name in MAKERS:
        found |= made_by(getattr(module, MAKERS[name]))
    return found


def made_by(maker: Any) -> dict[str, int]:
    made: dict[str, int] = {}
    compiles = re.compile

    def record(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made[pattern] = compiles(pattern, flags).flags
        return compiles(pattern, flags)

    maker.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re, "compile", record)
        maker()
    return made


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_is_known_to_these_tests(name):
    """What is made within a function is written there or made by a known maker."""
    hidden = [
        ast.unparse(call)
        for call, is_inside in calls_of_re(importlib.import_module(name))
        if is_inside and call.func.attr != "escape" and not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert not hidden or name in MAKERS


@pytest.mark.parametrize("name", MAKERS)
def test_makers_make_expressions(name):
    assert made_by(getattr(importlib.import_module(name), MAKERS[name]))


# What may backtrack and does no harm, by module and beginning of the expression, with the reason.
ALLOWED = {
    ("bot.masking.names", "(?:^|[.!?"): "searched in the sixty characters before a word",
    ("bot.masking.numbers", r"\b(?:mon|ton|son) (?:mot de passe"): "looks once behind set words, as far as the next blank",
    ("bot.nlu.normalise", r"(?=.*\d)(?=.*[a-z])"): "matched once with one word",
    ("bot.nlu.turn_examples", r"\[([^\]]+?)\]"): "reads the examples that editors write, when a model is trained",
    ("bot.reading.contacts.phone", r"[\W\d_]*$"): "matched once with a span",
    ("bot.reading.contacts.phone", r"\bplus (?=\d)"): "in a span that is cut and has no run of blanks",
    ("bot.reading.days.words", "[est]+$"): "in one word of a span that is cut",
    ("bot.reading.mobility.amounts", r"\s*(?:[-–−—]|moins )"): "matched once with a span",
    ("bot.reading.names.wording", r"[^\W\d_]+(?:(?:\.?-|"): "finds what may end behind any letter: nothing is read in vain",
    ("bot.reading.names.wording", r"\W*de la (?=\w)"): "matched once with a span",
    ("bot.reading.places.sounds", "ouille?()"): "in a name that is cut to forty letters",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_expression_backtracks(name):
    allowed = [beginning for module, beginning in ALLOWED if module == name]
    faults = {pattern: found for pattern, flags in expressions(name).items() if (found := faults_of(pattern, flags))}
    unknown = {pattern: found for pattern, found in faults.items() if not pattern.startswith(tuple(allowed))}
    assert unknown == {}
    assert [beginning for beginning in allowed if not any(map(str.startswith, faults, [beginning] * len(faults)))] == []


class Lines:
    """Counts the lines of our rooms that run: as deterministic as the code, whatever else the machine does."""

    ROOMS = tuple(str(Path(str(room.__file__)).parent) for room in ROOMS)

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "Lines":
        self._before = sys.gettrace()
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _enter(self, frame: Any, event: str, _: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(self.ROOMS) else None

    def _line(self, frame: Any, event: str, _: Any) -> Any:
        self.count += event == "line"
        return self._line


def lines_of(read: Callable[[str], object], text: str) -> int:
    read(text[:50])  # tables are read now
    with Lines() as lines:
        read(text)
    return lines.count


def resolver(field: str, label: str) -> Callable[[str], object]:
    return lambda text: resolve(field, [Span(label, text, 0, len(text))], date(2026, 11, 24), {})


READINGS: dict[str, Callable[[str], object]] = {
    **{f"{name} {label}": resolver(name, label) for name, field in FIELDS.items() for label in field.labels},
    "tokens": tokenize, "features": lambda text: sentence_features(tokenize(text), "town"), "fold": fold, "language": guess_language, "parts": split_parts,
    "pick": lambda text: pick(text, ["Lyon (69)", "Lyons (27)"]), "note": lambda text: which_note([text]), "field": which_field,
    "rewrite": Normaliser.learn(["je veux savoir combien on gagne"]).rewrite, "masks": find_masks,
}  # fmt: skip
PIECES = [
    "a ",
    "1 ",
    " ",
    "l'",
    "vingt ",
    "lundi 3 mars ",
    "06 ",
    "@",
    "a@a.fr ",
    "point ",
    "km ou ",
    "saint-",
    "é",
    "ʼ",
]
SHORT, LONG = 1500, 3000  # characters; a span is cut long before, so that what its words do to each other has an end
MOST_LINES = 2_000_000


@pytest.mark.parametrize("name", READINGS)
def test_twice_the_text_is_read_in_twice_the_lines_at_most(name):
    grown, most = {}, 0
    for piece in PIECES:
        short, long = (lines_of(READINGS[name], piece * (length // len(piece))) for length in (SHORT, LONG))
        most = max(most, long)
        if long > 2.2 * short + 200:
            grown[piece] = (short, long)
    assert grown == {}
    assert most < MOST_LINES
