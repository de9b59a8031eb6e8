"""How topics of messages are scored."""

import pytest

from bot.base.json_lines import BadFileError, read_rows, write_rows
from bot.tools.evaluation.intents import is_right, summarise
from bot.tools.evaluation.tables import print_summary


def row(topic, got, best=None, **more):
    return {"text": "x", "topic": topic, "got": {"topic": got, "confidence": 0.5, "best": best or got}, **more}


ROWS = [
    row("ask_salary", "ask_salary"), row("ask_salary", "ask_contract"), row("ask_salary", "ask_contract"), row("ask_contract", "ask_contract"),
    row("greet", "out_of_scope", "greet"), row("out_of_scope", "out_of_scope"), row("thanks", "goodbye", also_ok=["goodbye", "greet"]),
]  # fmt: skip


@pytest.mark.parametrize(("scored", "expected"), [
    (row("greet", "greet"), True), (row("greet", "thanks"), False), (row("greet", "thanks", also_ok=["thanks"]), True), (row("greet", "out_of_scope", "greet"), False),
])  # fmt: skip
def test_a_topic_is_right_if_it_is_the_expected_or_another_allowed(scored, expected):
    assert is_right(scored) is expected


def test_the_summary():
    summary = summarise(ROWS)
    assert (summary["kind"], summary["examples"], summary["accuracy"], summary["refused"]) == ("intents", 7, 0.5714, 1)
    assert summary["intents"]["ask_salary"] == {"examples": 3, "recall": 0.3333, "precision": 1.0}
    assert summary["intents"]["ask_contract"] == {"examples": 1, "recall": 1.0, "precision": 0.3333}
    assert summary["intents"]["greet"] == {"examples": 1, "recall": 0.0, "precision": None}
    assert summary["confusions"][0] == {"expected": "ask_salary", "got": "ask_contract", "times": 2}
    assert {"expected": "thanks", "got": "goodbye", "times": 1} not in summary["confusions"]


def test_no_rows_have_no_accuracy():
    assert summarise([])["accuracy"] is None


def test_a_summary_is_printed_as_tables(capsys):
    print_summary(summarise(ROWS))
    printed = capsys.readouterr().out
    assert "accuracy 57.1 % on 7 examples; 1 asked to rephrase" in printed
    assert "–" in printed


def test_rows_come_back_as_they_were_written(tmp_path):
    rows = [{"text": "été « à »", "n": 1}, {"text": "ligne\nsuivante"}]
    write_rows(tmp_path / "rows.jsonl", rows)
    assert read_rows(tmp_path / "rows.jsonl", ["text"]) == rows


@pytest.mark.parametrize(("content", "texts"), [
    pytest.param(b'\n{"text": "x"}\n\n', ["x"], id="empty lines"),
    pytest.param('{"text": "a\u2028b\x85c"}\n'.encode(), ["a\u2028b\x85c"], id="line separators inside a text"),
    pytest.param(b'\xef\xbb\xbf{"text": "x"}\r\n{"text": "y"}\r\n', ["x", "y"], id="a byte order mark"),
])  # fmt: skip
def test_rows_written_elsewhere_are_read(tmp_path, content, texts):
    (tmp_path / "rows.jsonl").write_bytes(content)
    assert [row["text"] for row in read_rows(tmp_path / "rows.jsonl", ["text"])] == texts


@pytest.mark.parametrize(("content", "told"), [
    (b"{", "line 1: not JSON"), (b'{"text": "x", "topic": "greet"}\n3', "line 2: the key text, topic is missing"), (b'{"text": "x"}', "line 1: the key topic is missing"),
    (b"\xff", "cannot be read"),
])  # fmt: skip
def test_the_error_of_a_bad_file_names_the_line(tmp_path, content, told):
    (tmp_path / "rows.jsonl").write_bytes(content)
    with pytest.raises(BadFileError, match=told):
        read_rows(tmp_path / "rows.jsonl", ["text", "topic"])


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(BadFileError, match="cannot be read"):
        read_rows(tmp_path, [])
