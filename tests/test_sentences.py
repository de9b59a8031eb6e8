"""The sentences of `bot/data/sentences.yml` are those that the code says, no more and no fewer."""

import ast
import string
from pathlib import Path

from bot.content.sentences import all_sentences

BOT = Path(__file__).parent.parent / "bot"


def said() -> dict[str, set[str]]:
    """The names that the code passes to `sentence`, and the placeholders given with each."""
    calls: dict[str, set[str]] = {}
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentence":
                name = ast.literal_eval(node.args[0])
                assert calls.setdefault(name, {key.arg or "" for key in node.keywords}) == {
                    key.arg or "" for key in node.keywords
                }, name
    return calls


def test_the_code_says_what_the_file_has():
    placeholders = {
        name: {field for _, field, _, _ in string.Formatter().parse(text) if field}
        for name, text in all_sentences().items()
    }
    assert said() == placeholders
