"""From when somebody is free, out of the spans of a message."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.reading.days.availability import resolve
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Span

_TODAY = date(2026, 11, 24)
_LINES = (Path(__file__).parent / "availability.txt").read_text(encoding="utf-8").splitlines()
_WORDS = sorted({word for line in _LINES for word in line.rsplit(" | ", 1)[0].replace(":", " ").split()})


def _spans(written: str) -> list[Span]:
    spans = []
    for part in written.split(" ;; "):
        name, text = part.split(":", 1)
        label, _, role = name.partition("!")
        spans.append(Span(label, text, 0, len(text), role or "own"))
    return spans


def _said(reading: Resolution) -> str:
    if reading.status is Status.VALUE:
        return str(reading.value.get("date", "immediate"))
    return str(reading.reason if reading.status is Status.INVALID else reading.status.value)


@pytest.mark.parametrize("line", [line for line in _LINES if not line.startswith("#")])
def test_spans_say_from_when(line: str) -> None:
    written, expected = line.rsplit(" | ", 1)
    assert _said(resolve(_spans(written), _TODAY, {})) == expected


def test_a_past_day_is_told_with_its_date() -> None:
    reading = resolve(_spans("day:le 3 mars 2026"), _TODAY, {})
    assert (reading.reason, dict(reading.details)) == ("past_date", {"date": "2026-03-03"})


def test_several_days_are_offered_the_nearer_first() -> None:
    reading = resolve(_spans("day:avril ;; day:mars"), _TODAY, {})
    assert reading.candidates == ({"date": "2027-03-01"}, {"date": "2027-04-01"})


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 31), date(2028, 2, 29)])
@given(
    texts=st.lists(
        st.tuples(st.sampled_from(["day", "notice", "notice_start"]), st.lists(st.sampled_from(_WORDS))), max_size=3
    )
)
def test_no_words_give_a_day_that_is_over(today: date, texts: list[tuple[str, list[str]]]) -> None:
    reading = resolve([Span(label, " ".join(words)) for label, words in texts], today, {})
    assert reading.status is not Status.VALUE or reading.value.get("date", "9") >= today.isoformat()


@pytest.mark.parametrize("piece", ["1 ", "vingt-", "lundi 3 ", "1 mois et ", "1/", "a", "- ", "quatre vingt ", "1 ou "])
def test_long_texts_take_no_time(piece: str) -> None:
    start = time.perf_counter()
    resolve([Span("day", piece * 5000), Span("notice", piece * 5000)], _TODAY, {})
    assert time.perf_counter() - start < 1
