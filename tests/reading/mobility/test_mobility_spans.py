"""The words of distances, travel times and zones become the area where somebody would work."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.understanding.reading.mobility import resolve
from bot.understanding.reading.resolution import Resolution
from bot.understanding.reading.spans import Span

TODAY = date(2026, 11, 27)
CASES = YAML(typ="safe").load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8"))


def read(spans: list[str], home: str | None = None) -> Resolution:
    parts = [span.partition(" ") for span in spans]
    found = [Span(head.partition(":")[0], text, role=head.partition(":")[2] or "own") for head, _, text in parts]
    return resolve(found, TODAY, {"town": {"insee": home}} if home else {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: " + ".join(case["spans"]))
def test_spans_are_read_as(case: dict[str, Any]) -> None:
    reading = read(case["spans"], case.get("home"))
    assert reading.status == case.get("status", "value"), reading
    if "kind" in case:
        minutes = {"minutes": case["minutes"]} if "minutes" in case else {}
        assert reading.value == {
            "kind": case["kind"],
            "km": case.get("km"),
            "places": case.get("places", []),
            **minutes,
        }
    assert list(reading.candidates) == case.get("candidates", [])
    assert reading.reason == case.get("reason")


def test_a_very_long_span_takes_no_time() -> None:
    read(["zone Lyon"])
    start = time.monotonic()
    read(["zone " + "zblorg, " * 5000, "distance " + "12 " * 5000, "zone " + "a-" * 5000, "zone " + "et " * 5000])
    assert time.monotonic() - start < 5
