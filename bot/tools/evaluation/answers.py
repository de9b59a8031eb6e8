"""`bot eval answers`: which answers of the FAQ questions get, and whether the asked fact stands at their beginning."""

import functools
import re
import statistics
import time
from typing import Any

import yaml

from bot.base import places
from bot.base.json_lines import Row
from bot.content import faq as content
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.understanding.nlu.answers import OR
from bot.understanding.reading.turn import Turn

READ_AT_ONCE = 320  # characters: what is read before one decides whether a question is answered


def evaluate(rows: list[Row], reader: LoadedModel) -> list[Row]:
    """Returns the rows with `got`: `{"answers": [ids, best first], "text", "ms"}`.

    Args:
        rows: each with `question`, and `answer` (an id, or None where no answer fits).
        reader: reads the questions.
    """
    return [answered(row, *hear(row["question"], reader)) for row in rows]


def hear(question: str, reader: LoadedModel) -> tuple[Turn, float]:
    """Returns how a question is taken, and how many milliseconds that took."""
    began = time.perf_counter()
    turn = Turn.of(reader.parse(question))
    return turn, (time.perf_counter() - began) * 1000


def answered(row: Row, turn: Turn, taken: float) -> Row:
    """Returns a row with `got`: what is said to a question that was taken so."""
    said = _responses().get(f"utter_{turn.intent}") or [{"text": ""}]
    text = _text(turn) or str(said[0].get("text", ""))
    given = [name for answer in turn.answers for name in answer.split(OR)]
    return {**row, "got": {"answers": given, "text": text, "ms": round(taken, 1)}}


@functools.cache
def _responses() -> dict[str, Any]:
    domain: dict[str, Any] = yaml.safe_load((places.HOME / "domain.yml").read_text(encoding="utf-8"))
    responses: dict[str, Any] = domain["responses"]
    return responses


def _text(turn: Turn) -> str:
    """Returns the answers as they are read; of several of which one may be meant, their titles."""
    faq = content.load_faq()
    return "\n".join(
        faq[answer].text if OR not in answer else " / ".join(faq[name].title for name in answer.split(OR))
        for answer in turn.answers
    )


def is_right(row: Row) -> bool:
    """Returns whether the first answer is the one that is meant or as good; none, where none fits."""
    first = row["got"]["answers"][:1]
    wanted = {row["answer"], *row.get("also_ok", [])}
    return first[0] in wanted if first else row["answer"] is None


def is_direct(row: Row) -> bool:
    """Returns whether the asked fact (`must_match_early`) is among what is read first, and nothing that misleads."""
    read = row["got"]["text"][:READ_AT_ONCE]
    misleads = row.get("must_not_begin") and re.search(row["must_not_begin"], read, re.I | re.S)
    return bool(re.search(row["must_match_early"], read, re.I | re.S)) and not misleads


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Returns the shares of right first answers, of meant ones among those given, of direct ones, and the length."""
    facts = [row for row in rows if row.get("must_match_early")]
    words = [len(row["got"]["text"].split()) for row in rows]
    among = [
        bool({row["answer"], *row.get("also_ok", [])} & set(row["got"]["answers"])) for row in rows if row["answer"]
    ]
    return {
        "kind": "answers",
        "examples": len(rows),
        "right": statistics.mean(map(is_right, rows)),
        "among": statistics.mean(among) if among else None,
        "facts": len(facts),
        "direct": statistics.mean(map(is_direct, facts)) if facts else None,
        "median_words": statistics.median(words),
        "misses": [row for row in rows if not is_right(row)],
    }
