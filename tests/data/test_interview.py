"""Scenarios and rubric: whole and neutral."""

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml

from bot.base.text import fold
from bot.content.editing.scenarios import hints_at_quality, names_quality
from bot.content.interview import INTERVIEW

FILES = ("scenarios", "rubric", "anchors")
# What no label may say of a person.
JUDGING = re.compile(r"\b(?:bon|bonne|mauvais\w*|meilleur\w*|excellent\w*|insuffisant\w*|faible\w*|note|score|niveau|point fort|point faible)\b", re.IGNORECASE)  # fmt: skip


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((INTERVIEW / f"{name}.yml").read_text(encoding="utf-8"))
    return content


def read_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((INTERVIEW / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


@pytest.mark.parametrize("name", FILES)
def test_the_files_fit_their_schemas(name: str) -> None:
    jsonschema.validate(read(name), read_schema(name))


@pytest.mark.parametrize(("name", "place", "value"), [
    ("scenarios", ("version",), 2026.11), ("scenarios", ("version",), "v2"),
    ("scenarios", ("scenarios", 0, "trait"), "ponctualité"), ("scenarios", ("scenarios", 0, "id"), "Patience 1"),
    ("scenarios", ("scenarios", 0, "text"), "Que faites-vous ?"), ("scenarios", ("scenarios", 0, "note"), 3),
    ("scenarios", ("scenarios", 0, "follow_up"), "Parlez-nous de votre patience."), ("scenarios", ("scenarios", 2, "trait"), None),
    ("rubric", ("indicators", 0, "id"), "calme"), ("rubric", ("indicators", 0, "positive"), "Bien."),
    ("rubric", ("indicators", 0, "weight"), 2), ("anchors", ("traits", "patience", "low"), "Bien."),
    ("anchors", ("scenarios", 0, "score"), 2),
])  # fmt: skip
def test_a_schema_refuses(name: str, place: tuple[Any, ...], value: Any) -> None:
    content = read(name)
    *path, key = place
    inner: Any = content
    for part in path:
        inner = inner[part]
    inner[key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, read_schema(name))


def test_ids_are_unlike_and_bear_their_trait() -> None:
    scenarios, rubric = read("scenarios"), read("rubric")
    for entries in (scenarios["scenarios"], rubric["indicators"]):
        ids = [entry["id"] for entry in entries]
        assert len(set(ids)) == len(ids)
    assert all(entry["id"].startswith(f"{entry['trait']}_") for entry in scenarios["scenarios"])


def test_each_trait_has_scenarios_indicators_and_words_that_name_it() -> None:
    traits = read("rubric")["traits"]
    assert list(read("rubric")["named_by"]) == list(traits)
    assert {entry["trait"] for entry in read("scenarios")["scenarios"]} <= set(traits)
    assert {entry["id"].partition(".")[0] for entry in read("rubric")["indicators"]} <= set(traits)
    for trait in traits:
        assert sum(entry["trait"] == trait for entry in read("scenarios")["scenarios"]) >= 1
        assert sum(entry["id"].startswith(f"{trait}.") for entry in read("rubric")["indicators"]) == 7


@pytest.mark.parametrize("scenario", read("scenarios")["scenarios"], ids=lambda entry: entry["id"])
def test_a_scenario_asks_an_open_question_and_names_no_quality(scenario: dict[str, str]) -> None:
    text = fold(scenario["text"])
    assert re.search(r"[?.]\s*$", scenario["text"])
    assert re.search(r"\b(?:que|comment|racontez|quoi)\b", text)
    assert not names_quality(text)


def test_follow_ups_name_no_quality_and_labels_judge_nobody() -> None:
    for scenario in read("scenarios")["scenarios"]:
        assert not hints_at_quality(fold(scenario["follow_up"]))
    for indicator in read("rubric")["indicators"]:
        assert not JUDGING.search(indicator["candidate_label"] + " " + indicator["recruiter_label"])


def test_every_situation_has_anchors_and_no_other() -> None:
    anchored = [entry["id"] for entry in read("anchors")["scenarios"]]
    assert anchored == [entry["id"] for entry in read("scenarios")["scenarios"]]
    assert set(read("anchors")["traits"]) == set(read("rubric")["traits"])


def test_anchors_tell_what_an_answer_says_apart_from_each_other_and_judge_nobody() -> None:
    anchors = read("anchors")
    told = [*anchors["traits"].values(), *anchors["scenarios"]]
    words = [entry[band] for entry in told for band in ("low", "middle", "high")]
    assert len(set(words)) == len(words)
    for anchor in words:
        assert not JUDGING.search(anchor.replace("bon service", "")), anchor


def test_anchors_name_who_the_situation_is_about() -> None:
    """Written out for the situation, not copied from the trait: each names somebody or something of the scene."""
    scenes = {entry["id"]: fold(entry["text"]) for entry in read("scenarios")["scenarios"]}
    for entry in read("anchors")["scenarios"]:
        told = fold(" ".join(entry[band] for band in ("low", "middle", "high")))
        shared = {word for word in re.findall(r"[a-z]{6,}", told) if word in scenes[entry["id"]]}
        assert shared, entry["id"]
