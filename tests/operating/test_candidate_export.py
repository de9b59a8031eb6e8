"""`bot candidate export`: masked, audited, and errors in one line."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from bot.base.errors import OperatingError
from bot.notes.masking.masking import as_rows, find_masks
from bot.operating.data.exports import export
from bot.records.files import candidates, notes
from bot.records.models import AuditEntry

ANSWER = "Je demande à mon voisin Karim."


@pytest.fixture
def registered(database):
    with database.session_scope() as session:
        candidate = candidates.open_registration(session, "c1", channel="web", notice_version="1")
        candidate.email = "zoe@exemple.fr"
        question = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
        notes.store_answer(session, "c1", question, ANSWER, [], rubric_version="1", masks=as_rows(find_masks(ANSWER)))
        candidates.open_registration(session, "c2", channel="web", notice_version="1")
    return database


def acts(database):
    with database.session_scope() as session:
        return [row.act for row in session.scalars(select(AuditEntry)) if row.actor == "operator"]


def test_one_file_is_said_as_json(registered):
    said = []
    with registered.session_scope() as session:
        candidates.find(session, "c1").notes[0].seconds = 4242
    export("Zoe@exemple.fr", "json", None, said.append)
    (note,) = json.loads("\n".join(said))["notes"]
    assert note["answer"] == "Je demande à mon voisin [masqué]."
    assert note["seconds"] is None
    assert acts(registered) == ["exported_candidate"]


@pytest.mark.parametrize(("email", "rows", "act"), [("zoe@exemple.fr", 1, "exported_candidate"), (None, 2, "exported_candidates")])  # fmt: skip
def test_tables_are_written_to_a_file(registered, tmp_path, email, rows, act):
    out = tmp_path / "candidats.csv"
    export(email, "csv", out, lambda _: None)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    assert len(table) == rows
    assert table[0]["Réponse"] == "Je demande à mon voisin [masqué]."
    assert acts(registered) == [act]


@pytest.mark.parametrize(("email", "kind"), [("nobody@exemple.fr", "json"), (None, "json")])
def test_what_cannot_be_exported_is_told(registered, email, kind):
    with pytest.raises(OperatingError):
        export(email, kind, None, lambda _: None)
