"""Notes as documents: they fit the published schema, and hold nothing that is masked."""

import copy
import json
import re

import jsonschema
import pytest

from bot.content.interview import INTERVIEW
from bot.exporting.dossier_documents import dossier_document, note_document
from tests.exporting.conftest import MASKED_COMMENT

SCHEMA = json.loads((INTERVIEW / "note.schema.json").read_text(encoding="utf-8"))


def check(document):
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())


@pytest.fixture
def document(candidate):
    return json.loads(json.dumps(dossier_document(candidate)))


def test_every_kind_of_stored_note_fits_the_schema(document):
    check(document)
    assert sorted(note["choice"] for note in document["notes"]) == ["amended", "amended", "skipped", "withdrawn"]


def test_masked_words_are_nowhere_and_quotes_stand_where_they_say(document):
    assert not any(words in json.dumps(document, ensure_ascii=False) for words in ("Karim", "diabétique", "Samira"))
    note = document["notes"][0]
    parts = {"answer": note["answer"], "followup": note["follow_up"]["answer"]}
    assert [row["quote"] for row in note["evidence"]] == [
        "à mon voisin [masqué]", "je reformule avec un dessin", "j'ai appris à attendre",
    ]  # fmt: skip
    for row in [*note["evidence"], *note["masks"]]:
        assert parts[row["part"]][row["start"] : row["end"]] in {row.get("quote"), "[masqué]"}  # fmt: skip
    assert [row["answer"] for row in note["earlier"]] == ["Bof."]
    assert re.fullmatch(MASKED_COMMENT, note["comments"][0]["text"])


def test_what_a_mask_hides_is_not_named_even_where_an_earlier_version_stored_it(session, candidate):
    note = candidate.notes[0]
    note.masks = [{**mask, "kind": "health"} for mask in note.masks]
    note.earlier[0].masks = [{"start": 0, "end": 3, "part": "answer", "kind": "health"}]
    told = dossier_document(candidate)
    check(told)
    assert told["notes"][0]["earlier"][0]["answer"] == "[masqué]."
    assert "health" not in json.dumps(told)


def test_a_quote_whose_words_are_not_there_is_left_out(session, candidate):
    note = candidate.notes[0]
    note.evidence = [{**note.evidence[0], "quote": "jamais dit"}]
    assert note_document(note)["evidence"] == []


@pytest.mark.parametrize(("place", "value"), [
    (("score",), 4), (("notes", 0, "score"), 4), (("notes", 0, "trait"), "ponctualite"), (("notes", 0, "choice"), "rejected"),
    (("notes", 0, "evidence", 0, "polarity"), "neutral"), (("notes", 0, "evidence", 0, "weight"), 2), (("notes", 0, "asked_at"), "hier"),
    (("notes", 0, "answer"), None), (("notes", 0, "rubric_version"), ""), (("registration", "rang"), 1),
])  # fmt: skip
def test_the_schema_refuses(document, place, value):
    raw = copy.deepcopy(document)
    *path, key = place
    inner = raw
    for name in path:
        inner = inner[name]
    inner[key] = value
    with pytest.raises(jsonschema.ValidationError):
        check(raw)
