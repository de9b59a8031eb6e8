"""The official form: what was confirmed, in its words, and nothing that a cell would run."""

import csv
import io

import pytest

from bot.base.places import HOME
from bot.exporting import official_form
from bot.records.desk import directory
from bot.records.files import candidates


def register(session, **fields):
    candidate = candidates.open_registration(session, "c1", channel="web", notice_version="2026-11")
    for name, value in fields.items():
        setattr(candidate, name, value)
    directory.index_words(session, candidate)
    session.flush()
    return candidate


@pytest.mark.parametrize(("mobility", "km"), [
    ({"kind": "radius", "km": 30, "places": []}, 20), ({"kind": "radius", "km": 40, "places": []}, 40), ({"kind": "radius", "km": 4, "places": []}, None),
    ({"kind": "radius", "km": 0, "places": []}, None), ({"kind": "radius", "km": 250, "places": []}, 100), ({"kind": "national", "places": []}, 2000),
    ({"kind": "none"}, None), ({"kind": "radius", "km": 30, "places": ["Cahors"]}, None), ({"kind": "radius", "km": None, "minutes": 30, "places": []}, None),
    ({"kind": "departement", "places": ["Lot"]}, None), ({"kind": "region"}, None), (None, None),
])  # fmt: skip
def test_a_distance_is_never_more_than_was_said(mobility, km):
    assert official_form.distance(mobility) == km


def test_what_is_not_asked_stays_empty(database):
    with database.session_scope() as session:
        row = official_form.form_row(register(session, last_name="Bérard"))
    assert {name for name, value in row.items() if value is not None} == {"nom", "idDossier"}


@pytest.mark.parametrize(("phone", "dialled"), [("+33639980001", "0639980001"), ("+262692000001", "00262692000001"), ("+32470000001", "0032470000001"), (None, "")])  # fmt: skip
def test_a_number_begins_like_no_formula(database, phone, dialled):
    with database.session_scope() as session:
        candidate = register(session, phone=phone)
        assert official_form.form_row(candidate)["telephone"] == phone
        (line,) = csv.DictReader(io.StringIO(official_form.form_csv([candidate])), delimiter=";")
    assert line["telephone"] == dialled


@pytest.mark.parametrize("name", ["=1+1", "+33", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"])
def test_a_name_that_a_cell_would_run_is_quoted(database, name):
    with database.session_scope() as session:
        text = official_form.form_csv([register(session, last_name=name, first_name='";=1;"')])
    (line,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert line["nom"] == f"'{name}"
    assert line["prenom"] == '";=1;"'
    assert len(line) == len(official_form.COLUMNS)


def test_the_guide_names_every_column():
    guide = (HOME / "docs" / "developers" / "api.md").read_text(encoding="utf-8")
    assert [name for name in official_form.COLUMNS if f"`{name}`" not in guide] == []
