"""The held-out examples can be trusted: they name what exists, quote what was said, and were not learned from.

They are blind: a failure tells the numbers of the lines, never what stands there.
"""

import csv
import datetime
import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.base.json_lines import read_rows
from bot.base.places import DATA, HOME
from bot.base.registration import BY_KEY
from bot.base.text import plain
from bot.content.interview import load_rubric, load_scenarios
from bot.understanding.nlu.training_data import answer_examples
from bot.understanding.reading.dialogue_acts import ALLOWED, KINDS, Act, kind_of

HELDOUT = Path(__file__).parent.parent / "heldout"
INTENTS = set(yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["intents"])
COVERAGES = {"none", "weak", "partial", "strong"}
ZONES = {"none", "radius", "departement", "region", "national"}
# Keys of `expected` that say something of the answer, for the fields that have others than their own.
KEYS = {
    "nom": {"nom", "prenom"}, "prenom": {"nom", "prenom"}, "ville": {"commune", "insee", "departement", "arrondissement_insee", "ambiguous"},
    "mobilite": {"kind", "km", "places", "minutes"}, "disponibilite": {"date", "immediate", "vague", "tolerance_days"},
}  # fmt: skip
ANY_FIELD = {"unknown", "vague", "invalid", "refused", "note", "permis", "exclude", "also", "email", "telephone"}
VALUES = {"nom", "prenom", "commune", "insee", *BY_KEY}
CHECKS = {
    "candidate", "candidates", "confirmed", "human_requests", "nowhere", "notes", "notes_answered", "each_note_has_quote", "reply_after",
    "answer_contains", "no_quote_with", "note", "has", "has_not_negative", "has_negative", "skipped", "no_evidence", "never_says",
}  # fmt: skip
# A shorter message ("oui", "je suis prête") is written by anybody; a conversation cannot do without such.
FEWEST_WORDS = {"dialogues": 5}
FEWEST_WORDS_ALONE = 3
MARKED = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")


def lines(kind: str) -> list[tuple[str, Any]]:
    """Returns the rows of the files of a kind with their places: name of the file, number of the line."""
    return [
        (f"{path.stem}:{number}", json.loads(line))
        for path in sorted([*HELDOUT.glob(f"{kind}.jsonl"), *HELDOUT.glob(f"{kind}-*.jsonl")])
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if line.strip()
    ]


def wrong(kind: str, is_right: Callable[[Any], bool]) -> list[str]:
    """Returns the places of the lines that are not right; no error shows a row."""

    def holds(row: Any) -> bool:
        try:
            return bool(is_right(row))
        except Exception:
            return False

    return [number for number, row in lines(kind) if not holds(row)]


@functools.cache
def communes() -> set[tuple[str, str, str]]:
    """Returns (code, official name, département) of the communes of today, without those that were merged into them."""
    with (DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["code"], row["nom"], row["departement"]) for row in csv.DictReader(file) if row["type"] == "commune"
        }


@pytest.mark.parametrize("kind", ["intents", "fields", "turns", "evidence", "dialogues"])
def test_there_are_rows(kind):
    assert len(lines(kind)) > 0


def test_an_intent_is_known():
    assert (
        wrong("intents", lambda row: {row["topic"], *row.get("also_ok", [])} <= INTENTS and row["text"].strip()) == []
    )


def is_field(row: Any) -> bool:
    others = row.get("also") or []
    forms = [row["expected"], *(others if isinstance(others, list) else [others])]
    return bool(row["text"].strip() and row["prompt_context"].strip()) and all(
        is_form(row["field"], one) for one in forms
    )


def is_form(field: str, expected: Any) -> bool:
    keys = {key for key in expected if not key.startswith("hint_")}
    towns = expected.get("ambiguous") or []
    named = [expected] if "insee" in expected else towns if isinstance(towns, list) else []
    if "date" in expected:
        datetime.date.fromisoformat(expected["date"])
    return (
        field in BY_KEY
        and keys <= KEYS.get(field, {field}) | ANY_FIELD
        and all((town["insee"], town["commune"], town["departement"]) in communes() for town in named)
        and expected.get("kind", "none") in ZONES
    )


def test_a_field_has_a_normal_form_of_its_own():
    assert wrong("fields", is_field) == []


def is_turn(row: Any) -> bool:
    allowed = {str(act) for act in ALLOWED[kind_of(row["pending"])]}
    expected = row["expected"]
    right = [expected["acts"], *row["also_ok"]]
    return (
        row["pending"] in {*KINDS, None}
        and bool(row["text"].strip())
        and bool(row["kind"])
        and all(acts and set(acts) <= set(Act) for acts in right)
        and any(set(acts) <= allowed for acts in right)
        and expected["topic"] in {*INTENTS, None}
        and set(expected["values"]) <= VALUES
    )


def test_a_turn_names_a_question_and_acts_of_which_it_allows_some():
    assert wrong("turns", is_turn) == []


def test_the_topic_of_a_turn_is_told_where_it_asks():
    assert wrong("turns", lambda row: row["expected"]["topic"] is None or "ask" in row["expected"]["acts"]) == []


def quotes_answer(row: Any) -> bool:
    indicators = load_rubric().indicators
    return (
        load_scenarios()[row["scenario"]].trait == row["trait"]
        and row["expected_coverage"] in COVERAGES
        and all(
            quote["quote"].strip()
            and quote["quote"] in row["answer"]
            and quote["indicator"] in indicators
            and quote["polarity"] in {"positive", "negative"}
            for quote in row["evidence"]
        )
    )


@pytest.mark.parametrize("kind", ["evidence", "fairness"])
def test_evidence_quotes_the_answer(kind):
    assert wrong(kind, quotes_answer) == []


def has_coverage_of_the_rule(row: Any) -> bool:
    positive = {
        quote["indicator"]
        for quote in row["evidence"]
        if quote["polarity"] == "positive" and quote["indicator"].startswith(f"{row['trait']}.")
    }
    negative = {quote["indicator"] for quote in row["evidence"] if quote["polarity"] == "negative"}
    rest = len(positive) - len(negative)
    expected = "none" if not positive else "weak" if rest <= 1 else "partial" if rest == 2 else "strong"
    return row["expected_coverage"] == expected


@pytest.mark.parametrize("kind", ["evidence", "fairness"])
def test_expected_coverage_is_counted_by_the_rule(kind):
    """Distinct positive indicators of the scenario's trait, less distinct negative ones of any trait."""
    assert wrong(kind, has_coverage_of_the_rule) == []


def is_dialogue(row: Any) -> bool:
    codes = {code for code, _, _ in communes()}
    towns = [one["candidate"]["insee"] for one in row["checks"] if "insee" in one.get("candidate", ())]
    return (
        len(row["hints"]) == len(row["turns"]) > 0
        and bool(row["id"])
        and bool(row["checks"])
        and all(one and set(one) <= CHECKS for one in row["checks"])
        and codes.issuperset(towns)
    )


def test_a_dialogue_has_a_hint_for_each_turn_and_facts_that_can_be_checked():
    assert wrong("dialogues", is_dialogue) == []


def hides_what_it_holds(row: Any) -> bool:
    return all(stretch and stretch in row["text"] for stretch in row["mask"]) and bool(row["mask"]) == (
        row["kind"] != "none"
    )


def test_a_text_holds_what_is_masked_of_it():
    assert wrong("masks", hides_what_it_holds) == []


@pytest.mark.parametrize("kind", ["intents", "fields", "turns", "evidence", "fairness", "dialogues", "masks"])
def test_no_example_stands_twice(kind):
    places: dict[str, int] = {}
    twice = []
    for number, row in lines(kind):
        keys = ("text", "field", "pending", "scenario", "answer", "id")
        first = places.setdefault(json.dumps([row.get(key) for key in keys]), number)
        if first != number:
            twice.append((first, number))
    assert twice == []


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain(text)))


def learned() -> Iterator[str]:
    """Yields the training sentences of topics and of turns, without their marks."""
    for path in sorted([*(DATA / "nlu").glob("*.yml"), *(DATA / "turns").glob("*.yml")]):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield MARKED.sub(r"\1", line.removeprefix("- ").replace(" // ", " "))
    yield from answer_examples()[0]
    for path in sorted((DATA / "masking").glob("*.jsonl")):
        yield from (row["text"] for row in read_rows(path, ["text"]))


@pytest.fixture(scope="module")
def trained() -> set[str]:
    return {words(sentence) for sentence in learned()}


def test_training_sentences_are_read_without_their_marks(trained):
    assert len(trained) > 10_000
    assert not [sentence for sentence in trained if "first_name" in sentence]


@pytest.mark.parametrize("kind", ["intents", "turns", "fields", "dialogues", "answers", "masks"])
def test_no_held_out_message_is_learned_from(kind, trained):
    found = []
    for number, row in lines(kind):
        said = map(words, row["turns"] if kind == "dialogues" else [row.get("text") or row["question"]])
        fewest = FEWEST_WORDS.get(kind.partition("-")[0], FEWEST_WORDS_ALONE)
        if any(text in trained for text in said if len(text.split()) >= fewest):
            found.append(number)
    is_clean = not found
    assert is_clean, f"{kind}.jsonl, lines {found}"
