"""How somebody can be reached, out of the spans of a message."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.reading.contacts import email, phone
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Span

_TODAY = date(2026, 11, 24)
_GAP = 5  # characters between two spans
_RESOLVERS = {"email": email.resolve, "phone": phone.resolve}


def _read(label: str, said: str) -> Resolution:
    spans: list[Span] = []
    for one in said.split(" ;; "):
        role, _, text = one.partition("!") if one.startswith(("denied!", "other!")) else ("own", "", one)
        start = spans[-1].end + _GAP if spans else 0
        spans.append(Span(label, text, start, start + len(text), role))
    return _RESOLVERS[label](spans, _TODAY, {})


def _rows() -> list[tuple[str, str, str]]:
    rows = []
    for label in _RESOLVERS:
        lines = Path(__file__).with_name(f"{label}s.txt").read_text(encoding="utf-8").splitlines()
        cut = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
        rows += [(label, said, expected) for said, _, expected in cut]
    return rows


def _in_short(reading: Resolution) -> str:
    match reading.status:
        case Status.VALUE:
            return str(reading.value)
        case Status.AMBIGUOUS:
            return " ? ".join(reading.candidates)
        case Status.INVALID:
            return f"{reading.reason} {reading.details.get('suggestion', '')}".strip()
    return str(reading.status)


@pytest.mark.parametrize(("label", "said", "expected"), _rows())
def test_spans_are_addresses_and_numbers(label: str, said: str, expected: str) -> None:
    assert _in_short(_read(label, said)) == expected


def test_a_domain_that_reaches_nobody_is_offered_mended_only() -> None:
    reading = _read("email", "lucie@gmail.con")
    assert (reading.status, reading.candidates) == (Status.AMBIGUOUS, ("lucie@gmail.com",))


def test_without_spans_nothing_is_read() -> None:
    assert all(resolve([], _TODAY, {}).status is Status.NONE for resolve in _RESOLVERS.values())


@given(st.text(alphabet=st.sampled_from("aé0936+@.-_ ,()oO arobsept'"), max_size=300), st.sampled_from([*_RESOLVERS]))
def test_any_text_is_read_to_a_status(text: str, label: str) -> None:
    reading = _read(label, text)
    assert (reading.value is not None) == (reading.status is Status.VALUE)
    assert bool(reading.candidates) == (reading.status is Status.AMBIGUOUS)


@pytest.mark.parametrize("label", [*_RESOLVERS])
@pytest.mark.parametrize("piece", ["@ ", "0 ", "+", ".@", "point ", "a"])
def test_reading_takes_no_time_on_long_texts(label: str, piece: str) -> None:
    start = time.perf_counter()
    _read(label, piece * 3000)
    assert time.perf_counter() - start < 1
