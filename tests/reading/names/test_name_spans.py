"""What somebody is called, out of the spans of a message."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.reading.names import resolve
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Span

_TODAY = date(2026, 11, 24)
_CASES = Path(__file__).with_name("names.txt")
_GAP = 5  # characters between two spans


def _read(said: str) -> Resolution:
    spans: list[Span] = []
    for one in said.split(" ;; "):
        head, _, text = one.partition(":")
        label, _, role = head.partition("!")
        start = spans[-1].end + _GAP if spans else 0
        spans.append(Span(f"{label}_name", text, start, start + len(text), role or "own"))
    return resolve(spans, _TODAY, {})


def _rows() -> list[tuple[str, str]]:
    lines = _CASES.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(" | ") for line in lines if line and not line.startswith("#"))
    return [(said, expected) for said, _, expected in rows]


@pytest.mark.parametrize(("said", "expected"), _rows())
def test_spans_are_names_as_they_are_written(said: str, expected: str) -> None:
    reading = _read(said)
    if "|" not in expected:
        assert reading.status == expected
        return
    names = dict(zip(("last_name", "first_name"), expected.split(" | "), strict=True))
    assert reading.value == {label: name for label, name in names.items() if name != "-"}


def test_neighbours_of_one_label_are_one_name() -> None:
    spans = [Span("last_name", "El", 0, 2), Span("last_name", "Khattabi", 3, 11)]
    assert resolve(spans, _TODAY, {}).value == {"last_name": "El Khattabi"}


@given(st.text(max_size=300), st.sampled_from(["last_name", "first_name"]))
def test_any_text_is_read_to_a_status(text: str, label: str) -> None:
    reading = resolve([Span(label, text, 0, len(text))], _TODAY, {})
    assert reading.status in {Status.VALUE, Status.NONE, Status.AMBIGUOUS}
    assert all((reading.value or {"": "x"}).values())


@pytest.mark.parametrize("piece", ["a ", "2 ", "deux ", "d'", "é-", "x"])
def test_reading_takes_no_time_on_long_texts(piece: str) -> None:
    text = piece * 3000
    start = time.perf_counter()
    resolve([Span("last_name", text, 0, len(text))], _TODAY, {})
    assert time.perf_counter() - start < 1
