"""The table for spreadsheets: read back as it was meant, and nothing in it runs."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.spreadsheet import NOTE, REGISTRATION, candidates_csv, safe_cell
from bot.records.files import candidates
from tests.exporting.conftest import MASKED_COMMENT


def read(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_a_candidate_has_a_row_for_each_note(candidate):
    rows = read("".join(candidates_csv([candidate])))
    assert list(rows[0]) == [*REGISTRATION, *NOTE]
    assert [row["Choix de la personne"] for row in rows] == ["modifiée", "passée", "retirée", "modifiée"]
    first = rows[0]
    assert first["Nom"] == "'=HYPERLINK(1)"
    assert first["Téléphone"] == "06 39 98 00 01"
    assert first["Commune"] == "Saint-Brieuc (Côtes-d'Armor, 22)"
    assert first["Réponse"] == "Je demande à mon voisin [masqué], puis je reformule avec un dessin."
    assert first["Réponse à la relance"] == "Je suis [masqué], j'ai appris à attendre."
    assert "« je reformule avec un dessin » : Autre façon d'expliquer, formulation en sens contraire" in first["Passages surlignés"]  # fmt: skip
    assert re.fullmatch(f"'{MASKED_COMMENT}", first["Commentaires de la personne"])


def test_a_candidate_without_notes_has_one_row(session):
    candidate = candidates.open_registration(session, "c2", channel=None, notice_version="1")
    session.flush()
    (row,) = read("".join(candidates_csv([candidate])))
    assert (row["Identifiant"], row["Réponse"], row["Canal"]) == (candidate.id, "", "")


@pytest.mark.parametrize("value", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1", "\u00a0=1"])
def test_what_would_run_is_kept_from_it(value):
    assert safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "Zoé", "a=b", "30 km", "« = »", "[masqué]"])
def test_other_words_are_left_alone(value):
    assert safe_cell(value) == value


@given(st.text())
def test_no_cell_begins_like_a_formula(value):
    assert safe_cell(value).lstrip(" \u00a0")[:1] not in {*"=+-@\t\r\n＝＋－＠"} or safe_cell(value).startswith("'")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Zo\u202eé", "Zoé"), ("\u200b=1+1", "'=1+1"), ("\u2066=1\u2069", "'=1"), ("a\u200db", "ab"), ("mot\u00adcoupé", "motcoupé"),
        ("\u2003@x", "'\u2003@x"), ("−1", "'−1"), ("👩‍💻 calme", "👩‍💻 calme"), ("l'été\nsuit", "l'été\nsuit"), ("\x07x", "x"),
    ],
)  # fmt: skip
def test_signs_that_nobody_sees_neither_hide_nor_turn_anything(value, kept):
    assert safe_cell(value) == kept


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+33639980001", "06 39 98 00 01"), ("+262692000001", "0692 00 00 01"), ("+590690000001", "0690 00 00 01"),
        ("+594694000001", "0694 00 00 01"), ("+596696000001", "0696 00 00 01"), ("+687751234", "00 687 75.12.34"),
        ("+32470123456", "00 32 470 12 34 56"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_are_dialled(session, number, written):
    candidate = candidates.open_registration(session, "c9", channel=None, notice_version="1")
    candidate.phone = number
    (row,) = read("".join(candidates_csv([candidate])))
    assert row["Téléphone"] == written
