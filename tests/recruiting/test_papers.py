"""A file as PDF, and the official form, as recruiters take them."""

import csv
import html
import io
import re
import sys

import pypdfium2
from recruiting_samples import HOSTILE, acts, stored

from bot.records.files import candidates
from bot.records.models import FileRead


def taken(database):
    """What recruiters did, besides signing in."""
    return [(act, subject) for who, act, subject in acts(database) if "recruiter" in who and act != "signed_in"]


def read_of(database):
    """Whose files were read, and whether with the name."""
    return [(row.candidate_id, row.opened_at is not None) for row in stored(database, FileRead)]


def words(pdf):
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_a_file_on_one_page_is_written_into_the_log(reader, database, candidate_id):
    answer = reader.get(f"/recrutement/candidats/{candidate_id}/dossier.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="dossier-{candidate_id[:8]}.pdf"'
    text = words(answer.content)
    assert HOSTILE in text and "A retiré" not in text and "La personne a retiré sa réponse" in text
    assert taken(database) == [("printed_candidate", candidate_id)]
    assert read_of(database) == [(candidate_id, True)]


def test_a_page_without_names_names_nobody(reader, database, candidate_id):
    answer = reader.get(f"/recrutement/candidats/{candidate_id}/dossier.pdf?unnamed=1")
    assert answer.headers["content-disposition"].endswith('-sans-nom.pdf"')
    assert "Zoé" not in words(answer.content) and "Saint-Brieuc" not in words(answer.content)
    assert read_of(database) == [(candidate_id, False)]


def test_where_no_pdf_can_be_made_the_way_to_print_is_told(reader, database, candidate_id, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = reader.get(f"/recrutement/candidats/{candidate_id}/dossier.pdf")
    assert answer.status_code == 503
    assert "version à imprimer" in answer.text and "depuis le navigateur" in answer.text
    assert taken(database) == []


def test_the_form_holds_who_confirmed_and_each_is_written_into_the_log(reader, database, candidate_id):
    empty = reader.get("/recrutement/candidats/formulaire.csv").text
    assert len(empty.splitlines()) == 1
    with database.session_scope() as session:
        candidates.confirm(session, "c1")
    answer = reader.get("/recrutement/candidats/formulaire.csv")
    assert taken(database) == [("exported_forms", None), ("exported_forms", None), ("exported_candidate", candidate_id)]
    assert read_of(database) == [(candidate_id, False)], "its author is told which structure took it along"
    (line,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    assert (line["prenom"], line["codeCommune"], line["email"], line["idDossier"]) == ("Zoé", "22278", "", candidate_id)


def test_the_form_holds_those_of_the_list_alone(reader, database, candidate_id):
    with database.session_scope() as session:
        candidates.confirm(session, "c1")
    page = reader.get("/recrutement/?departement=22").text
    (there,) = re.findall(r'href="(/recrutement/candidats/formulaire\.csv[^"]*)"', page)
    assert "Zoé" in reader.get(html.unescape(there)).text
    assert "Zoé" not in reader.get("/recrutement/candidats/formulaire.csv?departement=75").text
    assert "Zoé" not in reader.get("/recrutement/candidats/formulaire.csv?statut=hired").text
    exported = [subject for act, subject in taken(database) if act == "exported_candidate"]
    assert exported == [candidate_id], "who was filtered out was not taken along"
