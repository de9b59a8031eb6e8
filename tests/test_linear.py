"""Nothing that people write is read in more than linear time: shown from the expressions, and by counting lines that run."""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot
from bot.actions.interview import find_quotes, scenarios
from bot.base.text import fold
from bot.channels.gateway.splitting import split, utf16_units
from bot.channels.matrix.event_bodies import contents
from bot.channels.matrix.events import without_quotation
from bot.channels.turn.batching import is_never_batched
from bot.channels.turn.commands import code_within, escape_command, given_code
from bot.channels.turn.turn_types import MAX_BODY_BYTES, MAX_MESSAGE_CHARACTERS
from bot.notes.evidence.clause_context import clauses_in_context
from bot.notes.evidence.quote_finder import clauses_without_prompt_echo
from bot.notes.masking.masking import ANSWER, Mask, apply_masks, as_rows, find_masks
from bot.records.files import redaction
from bot.recruiting.dossiers.highlights import Quote, split_segments
from bot.understanding.nlu.language import guess_language
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.split_message import split_message
from bot.understanding.nlu.word_features import word_features
from bot.understanding.reading import quotation_matching
from bot.understanding.reading.choice_matching import match_choice
from bot.understanding.reading.directives import directive_of
from bot.understanding.reading.fields import FIELD_LABELS, resolve
from bot.understanding.reading.references import parse_field_reference, parse_note_reference
from bot.understanding.reading.spans import Span
from bot.understanding.reading.tokens import tokenize
from tests.backtracking import NESTED, SEARCH, TWICE, backtracking_faults

# They read files of developers and editors, or what our own programs say, alone.
NOT_OF_PEOPLE = (
    "bot.tools.bench", "bot.tools.demo", "bot.content.editing.yaml_files", "bot.tools.evaluation", "bot.tools.supply",
    "bot.tools.tuning", "bot.records.migrations",
)  # fmt: skip
MODULES = sorted(
    found.name for found in pkgutil.walk_packages(bot.__path__, "bot.") if not found.name.startswith(NOT_OF_PEOPLE)
)
# Cached functions that compile expressions from data; they run again here to record what they compile.
MAKERS = {"bot.understanding.reading.days.holidays": "pattern", "bot.understanding.phonetics": "name_phonetics"}
# Makes expressions of what people gave: tried with values of all kinds.
OF_VALUES = "bot.records.files.redaction"


@pytest.mark.parametrize(("pattern", "faults"), [
    (r"(a+)+", {NESTED}), (r"(a|ab|b)*c", {NESTED}), (r"(?:m|mm)*", {NESTED}), (r"(?:a{0,3})*", {NESTED}), (r"(?:\s*x\s*)*", {NESTED}), (r"(?:a+|b)+", {NESTED}),
    (r"\s+\s*", {TWICE}), (r"x[ab]*a[ab]*y", {TWICE}), (r"a+b", {SEARCH}), (r"\s+(?=et)", {SEARCH}), (r"a(?:[ab]+c)?", {SEARCH}), (r"(?=.*\d)", {SEARCH}),
    (r"a+", set()), (r"^a+b", set()), (r"(?<!a)a+b", set()), (r"\ba+b", set()), (r"[a-z]+(?:[ -]+[a-z]+)*", set()), (r"(?:ab|c)*", set()),
    (r"(?:\s?x)*", set()), (r"a{1,64}@", set()), (r"(.)\1+", set()), (r"\d+|[a-z]+'?", set()),
])  # fmt: skip
def test_the_checker_tells_what_backtracks(pattern, faults):
    assert backtracking_faults(pattern) == faults


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
    """The regular expressions of a module with their flags: module values, calls in functions, generated ones."""
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
    """Expressions in functions are literals or come from a known maker."""
    hidden = [
        ast.unparse(call)
        for call, is_inside in calls_of_re(importlib.import_module(name))
        if is_inside and call.func.attr != "escape" and not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert not hidden or name in {*MAKERS, OF_VALUES}


@pytest.mark.parametrize("name", MAKERS)
def test_makers_make_expressions(name):
    assert made_by(getattr(importlib.import_module(name), MAKERS[name]))


@pytest.mark.parametrize(("field", "value"), [
    ("phone", "+33639980001"), ("phone", "+262692000000"), ("last_name", "Le Goff-d'Arc"), ("last_name", "Ng"), ("first_name", "Anne - Lise"), ("first_name", "aa  aa''a"),
    ("town", {"commune": "L'Haÿ-les-Roses"}), ("email", "a" + "-" * 60 + "b@exemple.fr"), ("email", "a.b_c+d@x--y.fr"), ("last_name", "a" + "-' " * 20 + "b"),
])  # fmt: skip
def test_what_is_forgotten_is_found_without_backtracking(field, value):
    made = redaction._value_pattern(field, value)
    assert backtracking_faults(made.pattern, made.flags) == set()
    for text in ("-" * MAX_BODY_BYTES, "a" + "-' " * (MAX_BODY_BYTES // 3), "+33 0 " * 10_000, "aa " * 20_000):
        assert made.sub("", text) == text


def test_what_is_between_words_is_forgotten_however_it_is_written():
    made = redaction._value_pattern("first_name", "Anne--Lise")
    for written in ("Anne--Lise", "annelise", "Anne Lise", "ANNE- LISE"):
        assert made.sub("…", f"moi c'est {written}, enchantée") == "moi c'est …, enchantée"


# What may backtrack and does no harm, by module and beginning of the expression, with the reason.
ALLOWED = {
    ("bot.channels.turn.commands", r"(?=.*\d)\w{4}-\w{4}"): "matched once with a message of eighty characters at most",
    ("bot.channels.turn.commands", r"(?=.*\d)(?=.*[^\W\d_])"): "matched once with a message of eighty characters at most",
    ("bot.channels.matrix.configuration", "@["): "matched once with a setting",
    ("bot.content.legal_pages", r"[^\s@]+@"): "matched once with what an operator filled in",
    ("bot.notes.masking.names", "(?:^|[.!?"): "searched in the sixty characters before a word",
    ("bot.notes.masking.pattern_masks", r"\b(?:mon|ton|son) (?:mot de passe"): "looks once behind set words, as far as the next blank",
    ("bot.understanding.nlu.normalise", r"(?=.*\d)(?=.*[a-z])"): "matched once with one word",
    ("bot.understanding.nlu.message_examples", r"\[([^\]]+?)\]"): "reads the examples that editors write, when a model is trained",
    ("bot.understanding.reading.contacts.phone", r"[\W\d_]*$"): "matched once with a span",
    ("bot.understanding.reading.contacts.phone", r"\bplus (?=\d)"): "in a span that is cut and has no run of blanks",
    ("bot.understanding.reading.days.words", "[est]+$"): "in one word of a span that is cut",
    ("bot.understanding.reading.mobility.amounts", r"\s*(?:[-–−—]|moins )"): "matched once with a span",
    ("bot.understanding.reading.names.wording", r"[^\W\d_]+(?:(?:\.?-|"): "finds what may end behind any letter: nothing is read in vain",
    ("bot.understanding.reading.names.wording", r"\W*de la (?=\w)"): "matched once with a span",
    ("bot.understanding.phonetics", "ouille?()"): "in a name that is cut to forty letters",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_expression_backtracks(name):
    allowed = [beginning for module, beginning in ALLOWED if module == name]
    faults = {
        pattern: found for pattern, flags in expressions(name).items() if (found := backtracking_faults(pattern, flags))
    }
    unknown = {pattern: found for pattern, found in faults.items() if not pattern.startswith(tuple(allowed))}
    assert unknown == {}
    assert [beginning for beginning in allowed if not any(map(str.startswith, faults, [beginning] * len(faults)))] == []


class Lines:
    """Counts the executed lines of our code, a deterministic measure of time."""

    HERE = str(Path(str(bot.__file__)).parent)

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "Lines":
        self._before = sys.gettrace()
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _enter(self, frame: Any, event: str, _: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(self.HERE) else None

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


def quotes_everywhere(text: str) -> list[Quote]:
    return [Quote(1, text[start : start + 10], start, start + 10, "", False) for start in range(0, len(text), 7)]


def hidden_everywhere(text: str) -> list[dict[str, Any]]:
    return as_rows(Mask(start, start + 5, ANSWER) for start in range(0, len(text), 7))


SITUATION = scenarios()[0]
READINGS: dict[str, Callable[[str], object]] = {
    **{f"{name} {label}": resolver(name, label) for name, labels in FIELD_LABELS.items() for label in labels},
    "tokens": tokenize, "features": lambda text: word_features(tokenize(text)), "fold": fold, "language": guess_language, "parts": split_message,
    "pick": lambda text: match_choice(text, ["Lyon (69)", "Lyons (27)"]), "note": lambda text: parse_note_reference([text]), "field": parse_field_reference,
    "rewrite": Normaliser.learn(["je veux savoir combien on gagne"]).rewrite,
    "hidden": lambda text: apply_masks(text, hidden_everywhere(text)),
    "clauses": lambda text: clauses_in_context(text, SITUATION.id, clauses_without_prompt_echo(text, SITUATION.id)),
    "highlights": lambda text: split_segments(text, quotes_everywhere(text)),
    "stretch": lambda text: quotation_matching.longest_common_run(text, text), "remove_passage": lambda text: quotation_matching.remove_passage(text, text[: len(text) // 2]),
    "quoted_text": quotation_matching.quoted_text, "situation": lambda text: quotation_matching.find_scenario(text, [SITUATION.text, "la souris"]),
    "directive": directive_of, "command": lambda text: escape_command(f"/{text}"), "code": given_code, "code within": code_within, "alone": is_never_batched,
    "telegram": lambda text: split(text, 500, utf16_units), "matrix": lambda text: contents(text, ["Oui", "Non"]), "reply": lambda text: without_quotation(f"> {text}\n" + "> \n" * len(text)),
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
SHORT, LONG = (
    MAX_MESSAGE_CHARACTERS // 2,
    MAX_MESSAGE_CHARACTERS,
)  # characters; a span is cut long before, so that its readers have an end
MOST_LINES = 2_000_000


def growth(read: Callable[[str], object], pieces: Iterable[str]) -> tuple[dict[str, tuple[int, ...]], int]:
    """The pieces whose doubled text takes more than twice the lines, and the maximum of lines for one."""
    grown, most = {}, 0
    for piece in pieces:
        short, long = (lines_of(read, piece * (length // len(piece))) for length in (SHORT, LONG))
        most = max(most, long)
        # What a model finds may differ once, and with it what is done with that; what backtracks grows at each halving.
        if long > 2.2 * short + 200:
            shorter = lines_of(read, piece * (SHORT // 2 // len(piece)))
            if short > 2.2 * shorter + 200:
                grown[piece] = (shorter, short, long)
    return grown, most


@pytest.mark.slow
@pytest.mark.parametrize("name", READINGS)
def test_twice_the_text_is_read_in_twice_the_lines_at_most(name):
    grown, most = growth(READINGS[name], PIECES)
    assert grown == {}
    assert most < MOST_LINES


WORDS = ["oui ", "lundi 3 mars ", "je lui montre calmement, sans soupirer. ", "a@a.fr ", "saint-"]


@pytest.mark.slow
@pytest.mark.parametrize("pending", [None, "town", "scenario_1"])
def test_a_whole_message_is_read_in_linear_time(reader, pending):
    grown, most = growth(lambda text: reader.parse(text, pending), WORDS)
    assert grown == {}
    assert most < MOST_LINES


@pytest.mark.slow
@pytest.mark.parametrize("read", [lambda text: find_quotes(SITUATION, text), lambda text: find_masks(text, ["Lucie"])])
def test_an_answer_is_read_for_evidence_and_masks_in_linear_time(read):
    grown, most = growth(read, WORDS[:3])
    assert grown == {}
    assert most < MOST_LINES
