"""The recruiters' pages, as a browser gets them."""

import html
import logging
import re

import pytest
from recruiting_samples import (
    ANSWER,
    FOLLOWUP,
    HOSTILE,
    WITHDRAWN,
    act,
    acts,
    as_read,
    csrf_of,
    marks,
    quote,
    said,
    stored,
)

from bot.content.campaign import campaign
from bot.records.conversations import conversations, transcripts
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs
from bot.records.models import ConversationEvent
from bot.recruiting.rendering import HERE

FORBIDDEN = re.compile(r"\b(score|classement|rang|points?|étoiles?|recommandé|meilleur)\b", re.IGNORECASE)
STATEMENT = "Ce qui n'est pas surligné peut compter tout autant"


@pytest.fixture
def file_page(reader, candidate_id):
    page = reader.get(f"/recrutement/candidats/{candidate_id}")
    assert page.status_code == 200
    return page


@pytest.fixture
def marked_page(reader, candidate_id):
    """The file with its passages highlighted, as somebody asked for."""
    return tab(reader, candidate_id, "?passages=tous")


def tab(reader, candidate_id, query):
    page = reader.get(f"/recrutement/candidats/{candidate_id}{query}")
    assert page.status_code == 200
    return page


def test_the_list_says_who_where_and_when(reader, candidate_id):
    words = as_read(reader.get("/recrutement/"))
    told = (
        "Zoé Hostile",
        "Saint-Brieuc (22)",
        "30 km",
        "04/01/2027",
        "en cours",
        f"1 sur {len(campaign().scenarios)}",
        "nouvelle",
        "Non lu : ",
    )
    assert [expected for expected in told if expected not in words] == []


@pytest.mark.parametrize("path", ["/", "/candidats/{id}", "/demandes"])
def test_no_page_scores_or_ranks(reader, candidate_id, path):
    words = as_read(reader.get(f"/recrutement{path.format(id=candidate_id)}"))
    assert not FORBIDDEN.search(words)


def test_hostile_words_are_escaped_everywhere(reader, candidate_id, file_page):
    for page in (file_page, reader.get("/recrutement/")):
        assert not re.search(r"<script(?! src=)", page.text)
        assert html.escape(HOSTILE) in page.text


def test_the_file_says_how_to_reach_somebody_and_that_marks_are_not_all(file_page):
    words = as_read(file_page)
    skipped = "Situation passée, au choix de la personne"
    for expected in ("non communiqué, au choix de la personne", "+33 6 39 98 00 01", STATEMENT, skipped):
        assert expected in words


def test_the_timeline_says_what_was_agreed_and_until_when_it_is_kept(reader, candidate_id):
    words = as_read(tab(reader, candidate_id, "?onglet=chronologie"))
    told = ("Accord donné (notice 2026-11)", "Conservation", "Situation 3 passée", "Situation 2 : réponse retirée")
    assert [expected for expected in told if expected not in words] == []
    assert "zyxw" not in words


def test_quotes_are_marked_in_place_and_overlapping_ones_share_their_words(marked_page):
    assert marks(marked_page) == [
        "Je prends le temps & ", "je reformule", f" {HOSTILE}", "Je ne redis pas deux fois", "Je dessine",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", [ANSWER, FOLLOWUP])
def test_answers_stand_whole_and_verbatim(file_page, marked_page, answer):
    for page in (file_page, marked_page):
        assert answer in whole_answers(page)


def whole_answers(page):
    whole = [
        re.sub(r'<sup.*?</sup><span class="hidden">.*?</span>', "", block)
        for block in re.findall(r'<blockquote class="verbatim">(.*?)</blockquote>', page.text, re.DOTALL)
    ]
    return [html.unescape(re.sub(r"</?mark[^>]*>", "", block)) for block in whole]


def test_marks_tell_their_indicator_to_screen_readers(marked_page):
    assert "[passage 1 : Temps laissé à la personne]" in as_read(marked_page)


def test_an_opposite_statement_is_shown_apart_without_judging(marked_page):
    assert re.search(r'<mark class="opposite" title="Répétition, formulation en sens contraire">', marked_page.text)
    assert marked_page.text.count('<mark class="opposite"') == 1
    assert not re.search("négati", as_read(marked_page))


def test_quotes_are_listed_under_their_indicator(marked_page):
    listed = re.search(r'<dl class="quotes">(.*?)</dl>', marked_page.text, re.DOTALL)[1]
    labels = re.findall(r"<dt>(.*?)</dt>", listed)
    indicators = ["Temps laissé à la personne", "Autre façon d'expliquer", "Répétition"]
    assert [html.unescape(label) for label in labels] == indicators
    assert html.unescape(listed).count("Je dessine") == 1


def test_a_quote_found_by_an_example_is_explained_by_it_and_others_are_not(database, reader, candidate_id):
    found = quote(ANSWER, "Je prends le temps", "patience.laisse_le_temps")
    with database.session_scope() as session:
        note = candidates.find(session, "c1").notes[0]
        note.evidence = [*note.evidence, {**found, "rule": "example: Je lui laisse le temps."}]
    page = tab(reader, candidate_id, "?passages=tous").text
    whys = [html.unescape(why) for why in re.findall(r'<details class="why">.*?<p>(.*?)</p>', page, re.DOTALL)]
    assert whys == ["Ressemble à cet exemple : « Je lui laisse le temps. »."]


def test_what_the_rubric_no_longer_knows_is_named_by_its_id(database, reader, candidate_id):
    with database.session_scope() as session:
        note = candidates.find(session, "c1").notes[0]
        note.evidence = [{**note.evidence[0], "indicator": "patience.disparu"}]
    assert "patience.disparu" in tab(reader, candidate_id, "?passages=tous").text


def test_withdrawn_words_are_nowhere_on_the_page(reader, candidate_id, file_page):
    said = tab(reader, candidate_id, "?onglet=conversation")
    for page in (file_page, said):
        assert "zyxw" not in page.text
        assert WITHDRAWN not in as_read(page)
    assert "Réponse retirée par la personne" in as_read(file_page)
    assert "réponse retirée par la personne" in as_read(said)


def test_an_amended_answer_shows_its_earlier_version(database, reader, candidate_id):
    with database.session_scope() as session:
        notes.amend(session, candidates.find(session, "c1").notes[0], "Mieux dit.", [])
    words = as_read(tab(reader, candidate_id, "?passages=tous"))
    nothing = "Rien n'est surligné ici ; cela ne dit rien de la réponse"
    for expected in ("Mieux dit.", "Modifiée par la personne", "Version remplacée le", ANSWER, nothing):
        assert expected in words


def transcript_of(page):
    return re.search(r'<ol class="transcript">.*?</ol>', page.text, re.DOTALL)[0]


def test_a_cry_for_help_and_its_answer_leave_nothing_that_a_recruiter_reads(database, reader, candidate_id):
    cry = {**said("user", "Je veux en finir"), "parse_data": {"text": "", "intent": {"name": "distress"}}}
    done = {"event": "action", "name": transcripts.ACTION_ON_DISTRESS}
    before = transcript_of(tab(reader, candidate_id, "?onglet=conversation"))
    with database.session_scope() as session:
        turn = [cry, done, said("bot", "Appelez le 3114.")]
        conversations.append(session, "c1", turn, channel="web", consented=True, state={}, keeps_words=False)
        handoffs.open_handoff(session, "c1", channel="web")
    rows = stored(database, ConversationEvent.data)
    assert not any("distress" in str(row.get("intent")) or "en finir" in row["text"] for row in rows)
    file = f"candidats/{candidate_id}"
    for page in ("demandes", "demandes/1/echange", file, f"{file}?onglet=questions"):
        assert "Appelez le 3114" not in reader.get(f"/recrutement/{page}").text
    assert transcript_of(tab(reader, candidate_id, "?onglet=conversation")) == before


def test_the_audit_log_names_no_candidate(database, reader, file_page):
    act(reader, "/recherche", recherche="Hostile")
    reader.get("/recrutement/")
    assert "Hostile" not in str(acts(database))
    assert acts(database)[-1][1] == "searched_candidates"


def test_requests_are_read_and_marked_as_handled(database, reader, recruiter_id, candidate_id):
    with database.session_scope() as session:
        handoffs.open_handoff(session, "c1", channel="web")
        handoffs.open_handoff(session, "unknown", channel="web")
        conversations.append(session, "unknown", [said("user", "")], channel="web", consented=False, state={})
    page = reader.get("/recrutement/demandes")
    assert "2 demandes attendent" in as_read(page)
    known, unknown = re.findall(r'href="(/recrutement/demandes/\d+)"', page.text)
    assert reader.get(known).headers["location"] == f"/recrutement/candidats/{candidate_id}#conversation"
    assert "message d'avant l'accord, non conservé" in as_read(reader.get(unknown))
    answer = reader.post(f"{unknown}/traitee", data={"csrf": csrf_of(page)})
    assert answer.status_code == 303
    assert "1 demande attend" in as_read(reader.get(answer.headers["location"]))
    request = f"request:{unknown.rsplit('/', 1)[1]}"
    me = f"recruiter:{recruiter_id}"
    assert (me, "read_conversation", request) in acts(database)
    assert (me, "handled_request", request) in acts(database)
    assert reader.get(unknown).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/candidats/{'0' * 32}", "/candidats/1", "/candidats/%00", "/demandes/999", "/demandes/x", "/demandes/99999999999999999999",
        "/?page=x", "/?tri=note", "/rien",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_said_in_french(reader, path):
    page = reader.get(f"/recrutement{path}")
    assert page.status_code == 404
    assert "<h1>Page introuvable</h1>" in page.text
    wrong_method = reader.get("/recrutement/recherche")
    assert wrong_method.status_code == 405 and '<html lang="fr">' in wrong_method.text


def test_a_page_that_fails_says_so_and_logs_no_word_of_anybody(reader, candidate_id, monkeypatch, caplog):
    def fail(*_):
        raise ValueError("Zoé a dit quelque chose")

    monkeypatch.setattr("bot.recruiting.dossiers.page.view_notes", fail)
    with caplog.at_level(logging.INFO):
        page = reader.get(f"/recrutement/candidats/{candidate_id}")
    assert page.status_code == 500
    assert "Une erreur est survenue" in page.text
    assert "a recruiters' page failed: ValueError" in caplog.text
    assert "Zoé" not in caplog.text + page.text


def test_pages_are_kept_in_no_cache_and_the_style_sheet_may_be(reader, file_page):
    assert file_page.headers["cache-control"] == "no-store"
    style = reader.get("/recrutement/static/recruiting.css")
    assert style.status_code == 200
    assert "cache-control" not in style.headers


def test_templates_hold_no_style_or_script_of_their_own():
    """The pages' Content-Security-Policy forbids both; scripts of files of ours are allowed."""
    for path in (HERE / "templates").glob("*.html"):
        ours = r"""<script src="{{ page_url\('/static/[\w.]+\.js'\) }}" defer></script>"""
        written = re.sub(ours, "", path.read_text("utf-8"))
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|\|safe", written), path
