"""What recruiters take with them: masked, safe, audited, and for nobody else."""

import html
import json
import re

import jsonschema
import pytest
from recruiting_samples import acts, as_read, as_read_text, stored

from bot.content.interview import INTERVIEW
from bot.notes.masking.masking import as_rows, find_masks
from bot.records.conversations import conversations
from bot.records.files import candidates, notes, remarks
from bot.records.models import FileRead

WORDS = "Je demande à mon voisin Karim et je reformule. Mon mail : zoe.autre@exemple.fr."


@pytest.fixture
def masked_id(database, candidate_id):
    """The hostile candidate, who also names a neighbour, in the answer and in the conversation, and comments on it."""
    with database.session_scope() as session:
        note = candidates.find(session, "c1").notes[0]
        start = WORDS.index("je reformule")
        evidence = {
            "quote": "je reformule", "start": start, "end": start + 12, "part": "answer", "polarity": "positive",
            "indicator": "patience.reformule_autrement", "rule": "patience.reformule_autrement/expliquer",
        }  # fmt: skip
        example = {**evidence, "indicator": "patience.laisse_le_temps", "rule": "example: Je lui laisse le temps."}
        notes.amend(session, note, WORDS, [evidence, example], as_rows(find_masks(WORDS)))
        notes.add_comment(session, note, "J'étais pressée.")
        heard = {"event": "user", "timestamp": 1.0, "text": WORDS, "parse_data": {}, "metadata": {}}
        own = {"event": "user", "timestamp": 2.0, "text": "mon numéro 06 39 98 00 01, Zoé", "parse_data": {}, "metadata": {}}  # fmt: skip
        conversations.append(session, "c1", [heard, own], channel="web", consented=True, state={"slots": {}})
    return candidate_id


def paths(candidate_id):
    return [f"/recrutement/candidats/{candidate_id}{name}" for name in ("", "/dossier.json", "/dossier.csv", "/imprimer", "/imprimer?unnamed=1")] + ["/recrutement/candidats.csv"]  # fmt: skip


def test_masked_words_are_on_no_page_and_in_no_export(reader, masked_id):
    for path in paths(masked_id):
        text = reader.get(path).text
        assert "Karim" not in text, path
        assert "zoe.autre" not in text, path
        assert "[masqué]" in text, path


def test_masks_are_shown_as_such(reader, masked_id):
    page = reader.get(f"/recrutement/candidats/{masked_id}")
    assert page.text.count('<span class="mask"') == 2
    assert "Que cachent les crochets" in as_read(page)
    assert re.search(r"Commentaire de la personne\s+J'étais pressée\.", as_read(page))
    conversation = as_read(reader.get(f"/recrutement/candidats/{masked_id}?onglet=conversation"))
    assert "Karim" not in conversation
    assert "[masqué]" in conversation
    assert "mon numéro 06 39 98 00 01, Zoé" in conversation, "what one registered with stays readable"


def test_a_passage_says_which_example_it_is_like(reader, masked_id):
    page = reader.get(f"/recrutement/candidats/{masked_id}?passages=tous").text
    whys = [html.unescape(why) for why in re.findall(r'<details class="why">.*?<p>(.*?)</p>', page, re.DOTALL)]
    assert whys == ["Ressemble à cet exemple : « Je lui laisse le temps. »."], "what nothing explains is not explained"


def test_the_persons_remark_is_masked_and_left_out_where_nobody_is_named(reader, database, candidate_id):
    said = "Pas avant 11 h, ou voyez mon voisin Karim."
    with database.session_scope() as session:
        remarks.save(session, "c1", said, as_rows(find_masks(said)))
    for path in paths(candidate_id):
        text = html.unescape(reader.get(path).text)
        assert ("Pas avant 11 h, ou voyez mon voisin [masqué]." in text) is not path.endswith("unnamed=1"), path
        assert "Karim" not in text, path


def test_the_json_export_fits_the_schema_and_does_not_say_how_long_somebody_took(database, reader, masked_id):
    with database.session_scope() as session:
        for note in candidates.find(session, "c1").notes:
            note.seconds = 4242
    answer = reader.get(f"/recrutement/candidats/{masked_id}/dossier.json")
    assert answer.headers["content-disposition"] == f'attachment; filename="dossier-{masked_id[:8]}.json"'
    schema = json.loads((INTERVIEW / "note.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer.json(), schema, format_checker=jsonschema.FormatChecker())
    assert "4242" not in answer.text


def test_tables_are_utf_8_for_spreadsheets(reader, masked_id):
    for path in (f"/recrutement/candidats/{masked_id}/dossier.csv", "/recrutement/candidats.csv"):
        answer = reader.get(path)
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "no-store" in answer.headers["cache-control"]


def test_the_page_to_print_has_no_navigation_and_nothing_to_open(reader, masked_id):
    page = reader.get(f"/recrutement/candidats/{masked_id}/imprimer")
    assert page.status_code == 200
    on_paper = re.sub(r'<p class="screen-only.*?</p>|<script src="[^"]+" defer></script>', "", page.text)
    assert not re.search(r"<(nav|header|form|button|details|script)\b", on_paper)
    assert "Zoé" in page.text
    assert "Version remplacée" in page.text


def test_a_page_without_identity_says_neither_name_nor_town_nor_contact(reader, masked_id):
    words = as_read(reader.get(f"/recrutement/candidats/{masked_id}/imprimer?unnamed=1"))
    assert not any(who in words for who in ("Zoé", "Hostile", "Saint-Brieuc", "06 39", "+33", "30 km"))
    assert f"Dossier {masked_id[:8]}" in words


def test_several_files_are_printed_in_the_order_asked_for_each_audited_and_read(
    database, reader, recruiter_id, masked_id
):
    with database.session_scope() as session:
        other = candidates.open_registration(session, "c2", channel="web", notice_version="v")
        other.first_name = "Awa"
        other_id = other.id
    page = reader.get(f"/recrutement/imprimer?ids={other_id}&ids={masked_id}&ids={'0' * 32}&ids={other_id}")
    headings = [as_read_text(words) for words in re.findall(r"<h1.*?</h1>", page.text)]
    assert [words.split()[0] for words in headings] == ["Awa", "Zoé"]
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    me = f"recruiter:{recruiter_id}"
    assert acts(database)[-2:] == [(me, "printed_candidate", other_id), (me, "printed_candidate", masked_id)]
    assert len(stored(database, FileRead)) == 2
    assert reader.get(f"/recrutement/imprimer?ids={'0' * 32}").status_code == 404
    assert reader.get("/recrutement/imprimer").status_code == 404


def test_paper_is_without_marks_until_they_are_asked_for(reader, masked_id):
    path = f"/recrutement/candidats/{masked_id}/imprimer"
    assert "<mark" not in reader.get(path).text
    assert "<mark" in reader.get(f"{path}?passages=tous").text
