"""The sentences of the two files are those that the code says, no more and no fewer."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.content.sentences import FILES, all_sections

BOT = Path(__file__).parent.parent / "bot"


def calls_of(function: str) -> Iterator[ast.Call]:
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                yield node


def said() -> dict[str, set[str]]:
    """The names that the code passes to `sentence`, and the placeholders given with each."""
    calls: dict[str, set[str]] = {}
    for node in calls_of("sentence"):
        name = ast.literal_eval(node.args[0])
        given = {key.arg or "" for key in node.keywords}
        assert calls.setdefault(name, given) == given, name
    return calls


def test_the_code_says_what_the_files_have():
    tables = {ast.literal_eval(node.args[0]) for node in calls_of("section") if isinstance(node.args[0], ast.Constant)}
    assert tables <= all_sections().keys()
    placeholders = {
        f"{section}.{name}": {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for section, sentences in all_sections().items()
        for name, text in sentences.items()
        if section not in tables
    }
    assert {name: given for name, given in said().items() if name.partition(".")[0] not in tables} == placeholders


def test_no_section_is_in_both_files():
    sections = [name for file in FILES for name in yaml.safe_load(file.read_text(encoding="utf-8"))]
    assert len(sections) == len(set(sections))
