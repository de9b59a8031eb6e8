"""Checks of a played conversation, as listed in the `checks` of its row; one object each, named by its first key.

{"candidate": {field: value, "insee": code of the town}}
{"candidates": n}    {"confirmed": bool}    {"human_requests": n}    {"notes": n}    {"notes_answered": n}
{"note": trait, "has": [..], "has_negative": [..], "has_not_negative": true, "skipped": bool, "no_evidence": true}
{"answer_contains": {"trait", "text"}}    {"no_quote_with": words}    {"each_note_has_quote": true}
{"nowhere": [words in no stored row]}    {"never_says": expression}
{"reply_after": {"turn": index, "matches" or "not_matches": expression}}
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Row = dict[str, Any]
Check = Mapping[str, Any]


def check_passes(row: Row, check: Check) -> bool:
    """Whether a check holds for a played conversation (`got` with `stored` and `transcript`).

    Raises:
        ValueError: unknown check.
    """
    name = next(iter(check))
    if name not in _CHECKS:
        raise ValueError(f"Unknown check: {name}")
    return _CHECKS[name](row, check)


def _plain(value: Any) -> str:
    return str(value or "").casefold().replace("’", "'").strip()


def _rows(row: Row, table: str) -> list[Row]:
    rows: list[Row] = row["got"]["stored"].get(table) or []
    return rows


def _notes(row: Row) -> list[Row]:
    return [note for note in _rows(row, "notes") if not note.get("withdrawn_at")]


def _answered(row: Row) -> list[Row]:
    return [note for note in _notes(row) if not note.get("skipped") and (note.get("answer") or "").strip()]


def _words(note: Row) -> str:
    return f"{note.get('answer') or ''}\n{note.get('followup_answer') or ''}"


def _candidate(row: Row, check: Check) -> bool:
    stored = _rows(row, "candidates")
    return len(stored) == 1 and all(_is_field(stored[0], name, wanted) for name, wanted in check["candidate"].items())


def _is_field(candidate: Row, name: str, wanted: Any) -> bool:
    if name == "insee":
        return bool((candidate.get("town") or {}).get("insee") == wanted)
    value = candidate.get(name)
    if not isinstance(wanted, dict):
        return _plain(value) == _plain(wanted)
    value = value or {}
    kinds = wanted.get("kind")
    return all(
        value.get("kind") in kinds if key == "kind" and isinstance(kinds, list)
        else not one or {*map(_plain, value.get(key) or [])} == {*map(_plain, one)} if key == "places"
        else (key == "km" and one is None) or value.get(key) == one
        for key, one in wanted.items()
    )  # fmt: skip


def _note(row: Row, check: Check) -> bool:
    notes = [note for note in _notes(row) if note.get("trait") == check["note"]]
    if len(notes) != 1:
        return False
    evidence = notes[0].get("evidence") or []
    indicators = {polarity: {e["indicator"] for e in evidence if e["polarity"] == polarity} for polarity in _POLARITIES}
    return (
        bool(notes[0].get("skipped")) == check.get("skipped", bool(notes[0].get("skipped")))
        and not (check.get("no_evidence") and evidence)
        and not (check.get("has_not_negative") and indicators["negative"])
        and set(check.get("has", [])) <= indicators["positive"]
        and set(check.get("has_negative", [])) <= indicators["negative"]
    )


_POLARITIES = ("positive", "negative")


def _reply_after(row: Row, check: Check) -> bool:
    wanted, place = check["reply_after"], check["reply_after"]["turn"]
    text = row["turns"][place].strip()
    times = sum(turn.strip() == text for turn in row["turns"][: place + 1])
    transcript = row["got"]["transcript"]
    said = [at for at, line in enumerate(transcript) if line["from"] == "user" and line["text"].strip() == text]
    if len(said) < times:
        return False
    after = transcript[said[times - 1] + 1 :]
    end = next((at for at, line in enumerate(after) if line["from"] == "user"), len(after))
    reply = "\n".join(line["text"] for line in after[:end])
    if "matches" in wanted:
        return re.search(wanted["matches"], reply, re.IGNORECASE) is not None
    return re.search(wanted["not_matches"], reply, re.IGNORECASE) is None


def _never_says(row: Row, check: Check) -> bool:
    said = [line["text"] for line in row["got"]["transcript"] if line["from"] == "bot"]
    return not any(re.search(check["never_says"], text, re.IGNORECASE) for text in said)


def _nowhere(row: Row, check: Check) -> bool:
    stored = _plain(json.dumps(row["got"]["stored"], ensure_ascii=False))
    return not any(_plain(words) in stored for words in check["nowhere"])


def _quotes(note: Row) -> list[str]:
    return [evidence["quote"] for evidence in note.get("evidence") or []]


_CHECKS: dict[str, Callable[[Row, Check], bool]] = {
    "candidate": _candidate,
    "candidates": lambda row, check: len(_rows(row, "candidates")) == check["candidates"],
    "confirmed": lambda row, check: [bool(one.get("confirmed_at")) for one in _rows(row, "candidates")] == [check["confirmed"]],
    "human_requests": lambda row, check: len(_rows(row, "human_requests")) == check["human_requests"],
    "notes": lambda row, check: len(_notes(row)) == check["notes"],
    "notes_answered": lambda row, check: len(_answered(row)) == check["notes_answered"],
    "note": _note,
    "answer_contains": lambda row, check: any(
        note.get("trait") == check["answer_contains"]["trait"] and check["answer_contains"]["text"] in _words(note)
        for note in _notes(row)
    ),
    "no_quote_with": lambda row, check: bool(_answered(row)) and not any(
        check["no_quote_with"] in quote for note in _answered(row) for quote in _quotes(note)
    ),
    "each_note_has_quote": lambda row, _: bool(_answered(row)) and all(
        _quotes(note) and all(quote in _words(note) for quote in _quotes(note)) for note in _answered(row)
    ),
    "nowhere": _nowhere,
    "never_says": _never_says,
    "reply_after": _reply_after,
}  # fmt: skip
