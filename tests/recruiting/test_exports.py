"""Exports and printed pages of dossiers: masks, formats, anonymity, audit."""

import html
import json
import re

import jsonschema
import pytest
from recruiting_samples import DOSSIER, DOSSIER_PATHS, acts, as_read, as_read_text, quote, stored

from bot.content.interview import INTERVIEW
from bot.notes.masking.masking import as_rows, find_masks
from bot.records.conversations import conversations
from bot.records.files import candidates, notes, remarks
from bot.records.models import FileRead

WORDS = "Je demande à mon voisin Karim et je reformule. Mon mail : zoe.autre@exemple.fr."
PRINTED = f"{DOSSIER}/imprimer"


@pytest.fixture
def masked_id(database, candidate_id):
    """A candidate whose answer and conversation name others, with a comment on the answer."""
    with database.session_scope() as session:
        note = candidates.find(session, "c1").notes[0]
        evidence = [quote(WORDS, "je reformule", "patience.reformule_autrement")]
        notes.amend(session, note, WORDS, evidence, as_rows(find_masks(WORDS)))
        notes.add_comment(session, note, "J'étais pressée.")
        heard = {"event": "user", "timestamp": 1.0, "text": WORDS, "parse_data": {}, "metadata": {}}
        own = {**heard, "timestamp": 2.0, "text": "mon numéro 06 39 98 00 01, Zoé"}
        conversations.append(session, "c1", [heard, own], channel="web", consented=True, state={"slots": {}})
    return candidate_id


@pytest.fixture
def get(reader, masked_id):
    """Opens a page of the masked dossier."""
    return lambda path: reader.get(path.format(id=masked_id))


@pytest.mark.parametrize("path", DOSSIER_PATHS)
def test_masked_words_are_on_no_page_and_in_no_export(get, path):
    text = get(path).text
    assert "Karim" not in text and "zoe.autre" not in text
    assert "[masqué]" in text


def test_the_page_explains_its_masks_and_shows_the_comment(get):
    page = get(DOSSIER)
    assert page.text.count('<span class="mask"') == 2
    assert "Que cachent les crochets" in as_read(page)
    assert re.search(r"Commentaire de la personne\s+J'étais pressée\.", as_read(page))


def test_the_conversation_is_masked_except_for_the_persons_own_name_and_phone(get):
    conversation = as_read(get(f"{DOSSIER}?onglet=conversation"))
    assert "Karim" not in conversation and "[masqué]" in conversation
    assert "mon numéro 06 39 98 00 01, Zoé" in conversation


@pytest.mark.parametrize("path", DOSSIER_PATHS)
def test_the_remark_is_masked_and_left_out_without_identity(reader, database, candidate_id, path):
    said = "Pas avant 11 h, ou voyez mon voisin Karim."
    with database.session_scope() as session:
        remarks.save(session, "c1", said, as_rows(find_masks(said)))
    text = html.unescape(reader.get(path.format(id=candidate_id)).text)
    assert ("Pas avant 11 h, ou voyez mon voisin [masqué]." in text) is not path.endswith("unnamed=1")
    assert "Karim" not in text


def test_the_json_export_conforms_to_the_schema(get, masked_id):
    answer = get(f"{DOSSIER}/dossier.json")
    assert answer.headers["content-disposition"] == f'attachment; filename="dossier-{masked_id[:8]}.json"'
    schema = json.loads((INTERVIEW / "note.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer.json(), schema, format_checker=jsonschema.FormatChecker())


def test_the_json_export_omits_response_times(database, get):
    with database.session_scope() as session:
        for note in candidates.find(session, "c1").notes:
            note.seconds = 4242
    assert "4242" not in get(f"{DOSSIER}/dossier.json").text


@pytest.mark.parametrize("path", [path for path in DOSSIER_PATHS if path.endswith(".csv")])
def test_tables_are_utf_8_with_a_byte_order_mark_and_not_cached(get, path):
    answer = get(path)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer.headers["cache-control"]


def test_the_printed_page_has_no_navigation_and_nothing_to_open(get):
    page = get(PRINTED)
    assert page.status_code == 200
    on_paper = re.sub(r'<p class="screen-only.*?</p>|<script src="[^"]+" defer></script>', "", page.text)
    assert not re.search(r"<(nav|header|form|button|details|script)\b", on_paper)
    assert "Zoé" in page.text
    assert "Version remplacée" in page.text


def test_a_printed_page_without_identity_has_no_name_town_or_contact(get, masked_id):
    words = as_read(get(f"{PRINTED}?unnamed=1"))
    assert not any(who in words for who in ("Zoé", "Hostile", "Saint-Brieuc", "06 39", "+33", "30 km"))
    assert f"Dossier {masked_id[:8]}" in words


def test_quotes_are_printed_highlighted_on_request_only(get):
    assert "<mark" not in get(PRINTED).text
    assert "<mark" in get(f"{PRINTED}?passages=tous").text


@pytest.fixture
def other_id(database, masked_id):
    """A second dossier, of Awa."""
    with database.session_scope() as session:
        other = candidates.open_registration(session, "c2", channel="web", notice_version="v")
        other.first_name = "Awa"
        return other.id


def test_several_dossiers_are_printed_once_each_in_the_order_asked_for(reader, masked_id, other_id):
    page = reader.get(f"/recrutement/imprimer?ids={other_id}&ids={masked_id}&ids={'0' * 32}&ids={other_id}")
    headings = [as_read_text(words) for words in re.findall(r"<h1.*?</h1>", page.text)]
    assert [words.split()[0] for words in headings] == ["Awa", "Zoé"]
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_printing_several_dossiers_is_audited_and_counts_as_reading_each(
    database, reader, recruiter_id, masked_id, other_id
):
    reader.get(f"/recrutement/imprimer?ids={other_id}&ids={masked_id}")
    me = f"recruiter:{recruiter_id}"
    assert acts(database)[-2:] == [(me, "printed_candidate", other_id), (me, "printed_candidate", masked_id)]
    assert len(stored(database, FileRead)) == 2


@pytest.mark.parametrize("query", ["", f"?ids={'0' * 32}"])
def test_printing_no_known_dossier_is_not_found(reader, query):
    assert reader.get(f"/recrutement/imprimer{query}").status_code == 404
