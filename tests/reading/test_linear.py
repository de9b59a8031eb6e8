"""No reading of a text backtracks: shown from the expressions, and by counting lines of code that run."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot.masking
import bot.nlu
import bot.reading
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
MAKERS = {"bot.reading.days.feasts": "pattern", "bot.reading.places.sounds": "voice", "bot.masking.phrases": "_phrases"}


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


@pytest.mark.parametrize("name", MODULES)
def test_no_expression_backtracks(name):
    faults = {pattern: found for pattern, flags in expressions(name).items() if (found := faults_of(pattern, flags))}
    assert faults == {}
