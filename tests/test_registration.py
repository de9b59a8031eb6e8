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
from bot.understanding.reading.fields import FIELD_LABELS
from bot.words.wording import LABELS, NOT_GIVEN, in_words

DOMAIN = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))
# Any value of each: as a person may have given it.
VALUES = {
    "town": {"commune": "Brest", "insee": "29019", "departement": "29"},
    "mobility": {"kind": "radius", "km": 30, "places": []},
    "availability": {"immediate": True},
}


def missing(found):
    return [name for name in FIELDS if name not in found]


def test_the_domain_has_slot_action_and_place_in_the_form():
    assert missing(DOMAIN["slots"]) == []
    assert [name for name in FIELDS if f"action_ask_{name}" not in DOMAIN["actions"]] == []
    assert DOMAIN["forms"]["registration_form"]["required_slots"] == ["consent", *FIELDS, "confirmation"]


@pytest.mark.parametrize("way", ["ask", "again", "not_read", "explain"])
def test_the_domain_says_all_that_is_said_of_a_field(way):
    assert [name for name in FIELDS if f"utter_{way}_{name}" not in DOMAIN["responses"]] == []


def test_the_domain_knows_all_that_is_found_in_messages():
    assert {str(label) for labels in FIELD_LABELS.values() for label in labels} <= set(DOMAIN["entities"])


def test_every_field_is_asked_by_an_action():
    assert {*FIELDS} - {*PLAIN_QUESTIONS} == {"town"}, "which has an action of its own"


def test_every_field_is_read_in_the_same_order():
    assert list(FIELD_LABELS) == list(FIELDS)


@pytest.mark.parametrize("name", ["reading/named.yml", "reading/labels.yml"])
def test_the_lists_of_words_name_every_field(name):
    words = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    assert missing(words.get("fields", words)) == []


def test_every_field_has_examples():
    assert [name for name in FIELDS if not (DATA / "turns" / f"{name}.yml").is_file()] == []


def test_every_field_has_a_column():
    assert missing(Candidate.__table__.columns.keys()) == []


def test_the_schema_of_exports_has_every_field_in_its_form():
    schema = json.loads((DATA / "interview" / "note.schema.json").read_text(encoding="utf-8"))
    registration = schema["$defs"]["file"]["properties"]["registration"]
    assert registration["required"] == [*FIELDS, "declined"]
    forms = {str: {"$ref": "#/$defs/words_or_none"}, dict: {"type": ["object", "null"]}}
    assert {name: registration["properties"][name] for name in FIELDS} == {
        name: forms[field.form] for name, field in FIELDS.items()
    }


def test_every_field_is_in_the_tables():
    assert [name for name, field in FIELDS.items() if field.heading not in spreadsheet.REGISTRATION] == []
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
    assert all(re.fullmatch("(le |la |l').+", field.noun) for field in FIELDS.values())
    assert all(len(field.ready) <= 4 for field in FIELDS.values())


def test_what_was_declined_is_not_given():
    slots = {"email": DECLINED, "phone": "+33639980001", "mobility": None}
    assert [given(slots, name) for name in ("email", "phone", "mobility", "town")] == [None, "+33639980001", None, None]
