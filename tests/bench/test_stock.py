"""The project of stock Rasa: consistent files from our sentences, and its extended conversations."""

import json
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
import yaml

from bot.tools.bench.conversations import lengthen_stored
from bot.tools.bench.stock.project import OF_FORMS, sample, trained_from, write_project
from bot.understanding.nlu.training_data import training_examples


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stock")
    write_project(folder, 5)
    return folder


def read(project, name):
    return yaml.safe_load((project / name).read_text(encoding="utf-8"))


def test_a_sample_is_of_every_intent_and_of_our_sentences():
    texts, intents = training_examples()
    found = sample(7)
    assert set(found) == set(intents)
    assert {len(sentences) for intent, sentences in found.items() if intent not in OF_FORMS} == {7}
    assert min(len(found[intent]) for intent in OF_FORMS) >= 50
    assert all(len(set(sentences)) > 5 for sentences in found.values())
    assert {text for sentences in found.values() for text in sentences} <= set(texts)


def test_every_step_of_a_rule_or_story_is_in_the_domain(project):
    domain = read(project, "domain.yml")
    steps = [
        step
        for name, kind in (("data/rules.yml", "rules"), ("data/stories.yml", "stories"))
        for flow in read(project, name)[kind]
        for step in flow["steps"]
    ]
    assert {step["intent"] for step in steps if "intent" in step} - {"nlu_fallback"} == set(domain["intents"])
    names = {*domain["responses"], *domain["forms"], *domain["actions"]}
    assert {step["action"] for step in steps if "action" in step} <= names


def test_every_slot_of_a_form_is_asked_for_and_filled(project):
    domain = read(project, "domain.yml")
    wanted = [slot for form in domain["forms"].values() for slot in form["required_slots"]]
    assert len(wanted) == 12
    assert {f"utter_ask_{slot}" for slot in wanted} <= set(domain["responses"])
    assert set(wanted) == set(domain["slots"])
    pending = [domain["responses"][f"utter_ask_{slot}"][0]["custom"]["pending"] for slot in wanted]
    assert pending == ["scenario" if slot.startswith("scenario") else slot for slot in wanted]


def test_the_sample_decides_whether_a_model_is_current(project, tmp_path):
    write_project(tmp_path, 5)
    assert trained_from(tmp_path) == trained_from(project)
    write_project(tmp_path, 6)
    assert trained_from(tmp_path) != trained_from(project)


def test_a_long_conversation_goes_on_after_what_was_said(tmp_path):
    file = tmp_path / "stock.db"
    columns = "id INTEGER PRIMARY KEY, sender_id, type_name, timestamp FLOAT, intent_name, action_name, data"
    said = [("action", 1.0), ("session_started", 1.1), ("user", 2.0), ("bot", 2.1), ("user", 3.0), ("bot", 3.1)]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"CREATE TABLE events ({columns})")
        for kind, moment in said:
            row = ("me", kind, moment, json.dumps({"event": kind, "timestamp": moment}))
            connection.execute("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)", row)
    lengthen_stored(file, "me", 2, 5)
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT type_name, timestamp, data FROM events ORDER BY id").fetchall()
    assert Counter(kind for kind, _, _ in rows) == {"action": 1, "session_started": 1, "user": 7, "bot": 7}
    moments = [moment for _, moment, _ in rows]
    assert moments == sorted(set(moments))
    assert moments[-1] < 3.2
    assert [json.loads(data)["timestamp"] for _, _, data in rows] == moments
