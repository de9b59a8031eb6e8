"""`bot eval answers`: which FAQ answers questions get, and whether they begin with the requested fact."""

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
from bot.understanding.nlu.faq_selection import OR
from bot.understanding.reading.interpretation import Interpretation

READ_AT_ONCE = 320  # characters: what is read before one decides whether a question is answered


def evaluate(rows: list[Row], model: LoadedModel) -> list[Row]:
    """The rows with `got`: `{"answers": [ids, best first], "text", "ms"}`.

    Args:
        rows: each with `question` and `answer` (an id, or None if no answer fits).
    """
    return [_with_reply(row, model) for row in rows]


def _with_reply(row: Row, model: LoadedModel) -> Row:
    began = time.perf_counter()
    turn = Interpretation.of(model.parse(row["question"]))
    taken = (time.perf_counter() - began) * 1000
    said = _responses().get(f"utter_{turn.intent}") or [{"text": ""}]
    text = _text(turn) or str(said[0].get("text", ""))
    given = [name for answer in turn.answers for name in answer.split(OR)]
    return {**row, "got": {"answers": given, "text": text, "ms": round(taken, 1)}}


@functools.cache
def _responses() -> dict[str, Any]:
    domain: dict[str, Any] = yaml.safe_load((places.HOME / "domain.yml").read_text(encoding="utf-8"))
    responses: dict[str, Any] = domain["responses"]
    return responses


def _text(turn: Interpretation) -> str:
    """The answers' texts; of alternatives, their titles."""
    faq = content.load_faq()
    return "\n".join(
        faq[answer].text if OR not in answer else " / ".join(faq[name].title for name in answer.split(OR))
        for answer in turn.answers
    )


def is_right(row: Row) -> bool:
    """Whether the first answer is the expected one or as good; for None, whether there is no answer."""
    first = row["got"]["answers"][:1]
    wanted = {row["answer"], *row.get("also_ok", [])}
    return first[0] in wanted if first else row["answer"] is None


def is_direct(row: Row) -> bool:
    """Whether the beginning of the reply matches `must_match_early` and not `must_not_begin`."""
    read = row["got"]["text"][:READ_AT_ONCE]
    misleads = row.get("must_not_begin") and re.search(row["must_not_begin"], read, re.I | re.S)
    return bool(re.search(row["must_match_early"], read, re.I | re.S)) and not misleads


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Shares of right first answers, of expected answers among all given, of direct ones; median length."""
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
