"""Places that list the registration's fields by hand have all of them."""

import json
import re

import pytest
import yaml

from bot.actions.action_ask_field import PLAIN_QUESTIONS
from bot.base.places import DATA, HOME
from bot.base.registration import BY_KEY, CONTACTS, DECLINED, FIELDS, NAMES, Group, fields_of, given
from bot.exporting import official_form, spreadsheet
from bot.records.models import Candidate
from bot.recruiting.rendering import HERE
from bot.tools.evaluation.fields import NO_CONDITION
from bot.understanding.reading.fields import FIELD_LABELS
from bot.words.wording import LABELS, NOT_GIVEN, in_words

DOMAIN = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))
# Any value of each: as a person may have given it.
VALUES = {
    "town": {"commune": "Brest", "insee": "29019", "departement": "29"},
    "mobility": {"kind": "radius", "km": 30, "places": []},
    "availability": {"immediate": True},
}


SCHEMA = json.loads((DATA / "interview" / "note.schema.json").read_text(encoding="utf-8"))
REGISTRATION = SCHEMA["$defs"]["file"]["properties"]["registration"]
NAMED = yaml.safe_load((DATA / "reading" / "field_names.yml").read_text(encoding="utf-8"))
# What each place that lists the fields has of them, by field.
PLACES = {
    "slots of the domain": DOMAIN["slots"],
    "actions that ask": [name.removeprefix("action_ask_") for name in DOMAIN["actions"]],
    **{f"sentences that {way}": [name.removeprefix(f"utter_{way}_") for name in DOMAIN["responses"]]
       for way in ("ask", "again", "not_read", "explain")},
    **{f"{how} of field_names.yml": [name for name, said in NAMED.items() if said[how]] for how in ("labels", "words")},
    "examples": [path.stem for path in (DATA / "turns").glob("*.yml")],
    "columns of the table": Candidate.__table__.columns.keys(),
    "columns of spreadsheets": [name for name, field in FIELDS.items() if field.heading in spreadsheet.REGISTRATION],
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_lists_the_fields_has_them_all(place):
    assert [name for name in FIELDS if name not in PLACES[place]] == []


def test_the_form_asks_for_every_field():
    assert DOMAIN["forms"]["registration_form"]["required_slots"] == ["consent", *FIELDS, "confirmation"]


def test_the_domain_knows_all_that_is_found_in_messages():
    assert {str(label) for labels in FIELD_LABELS.values() for label in labels} <= set(DOMAIN["entities"])


def test_every_field_is_asked_by_an_action():
    assert {*FIELDS} - {*PLAIN_QUESTIONS} == {"town"}, "which has an action of its own"


def test_every_field_is_read_in_the_same_order():
    assert list(FIELD_LABELS) == list(FIELDS)


def test_the_schema_of_exports_has_every_field_in_its_form():
    assert REGISTRATION["required"] == [*FIELDS, "declined"]
    forms = {str: {"$ref": "#/$defs/words_or_none"}, dict: {"type": ["object", "null"]}}
    assert {name: REGISTRATION["properties"][name] for name in FIELDS} == {
        name: forms[field.form] for name, field in FIELDS.items()
    }


def test_every_field_is_in_the_official_form():
    as_the_form_has_it = {"town": "nomCommune"} | {name: FIELDS[name].key for name in (*NAMES, *CONTACTS)}
    columns = {name: as_the_form_has_it.get(name, f"{field.key}EnMots") for name, field in FIELDS.items()}
    assert [name for name, column in columns.items() if column not in official_form.COLUMNS] == []


def test_the_page_of_a_file_shows_every_contact():
    """The contacts, which are links there, are laid out by hand."""
    page = (HERE / "templates" / "dossier.html").read_text(encoding="utf-8")
    assert [f.name for f in fields_of(Group.CONTACT) if f'given(candidate, "{f.name}"' not in page] == []


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_said_in_words(name):
    assert in_words(name, None) == in_words(name, DECLINED) == NOT_GIVEN
    assert (name in VALUES) is (FIELDS[name].form is dict)
    if name in VALUES:
        assert not in_words(name, VALUES[name]).startswith("{")


def test_names_are_each_of_one_field():
    for part in ("name", "key", "title", "noun"):
        assert len({getattr(field, part) for field in FIELDS.values()}) == len(FIELDS)
    assert list(BY_KEY.values()) == list(LABELS) == list(FIELDS)
    assert not NO_CONDITION & BY_KEY.keys(), "what `bot eval` does not compare"
    assert all(re.fullmatch("(le |la |l').+", field.noun) for field in FIELDS.values())
    assert all(len(field.ready) <= 4 for field in FIELDS.values())


def test_what_was_declined_is_not_given():
    slots = {"email": DECLINED, "phone": "+33639980001", "mobility": None}
    assert [given(slots, name) for name in ("email", "phone", "mobility", "town")] == [None, "+33639980001", None, None]
