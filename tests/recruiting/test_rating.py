"""Rating by hand: blind until final, proved by a quote, read by its candidate, written by nobody but a recruiter."""

import ast
import html
import re

import pytest
from desk_people import ELSEWHERE, FIRST, NAMES, SECOND
from rasa_sdk.executor import CollectingDispatcher
from recruiting_samples import PASSWORD, PATIENCE, acts, as_read, csrf_of, stored
from recruiting_samples import said as said_event
from sqlalchemy import delete, select

from bot.actions.notes_choices import read_notes_back
from bot.base.places import HOME
from bot.channels.web.cards import my_cards
from bot.channels.web.notes_view import my_notes
from bot.exporting.subject_export import subject_export
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.conversations import conversations
from bot.records.files import notes
from bot.records.models import AuditEntry, FileRead, Note, Rating, RatingConclusion, Recruiter
from bot.recruiting.review.anchors import load_scale
from bot.tools.evaluation.stored import dump

SITUATION = f"/recrutement/situations/{PATIENCE.id}"
QUOTE = "je dessine l'écran"
WHY = "Relu à tête reposée"
REMARK, OTHER_REMARK = "Remarque secrètement vue", "Autre lecture secrètement vue"
ANCHOR = load_scale().words("patience", PATIENCE.id, 4)


@pytest.fixture
def first(enter):
    return enter(FIRST)


@pytest.fixture
def second(enter, first):
    return enter(SECOND)


def where(browser, place=0):
    """Where the answer of a person is rated, for a reader."""
    articles = re.split(r'(?=<article class="answer)', browser.get(SITUATION).text)[1:]
    one = next(one for one in articles if f"{place} :" in re.sub(r"<[^>]+>", "", one))
    return re.search(r'href="([^"]+)/apprecier"', one)[1]


def rate(browser, place=0, **data):
    at = where(browser, place)
    page = browser.get(f"{at}/apprecier")
    read = re.search(r'name="lu" value="(\w+)"', page.text)
    form = {"niveau": "4", "passage": QUOTE, "commentaire": REMARK, "action": "definitif", **data}
    given = {"csrf": csrf_of(page), "lu": read[1] if read else "", **form}
    return browser.post(f"{at}/apprecier", data={key: value for key, value in given.items() if value is not None})


def act(browser, path, place=0, **data):
    return browser.post(f"{where(browser, place)}/{path}", data={"csrf": csrf_of(browser.get(SITUATION)), **data})


def ratings_of(database):
    with database.session_scope() as session:
        rows = session.scalars(select(Rating).order_by(Rating.created_at))
        return [(row.state, row.level, row.quote, row.quote_part, row.comment, len(row.earlier)) for row in rows]


def note_of(session, place=0):
    about = select(Note).where(Note.question_id == PATIENCE.id)
    return session.scalars(about.where(Note.conversation_id == f"d{place}")).one()


def test_a_draft_waits_and_becomes_final_with_a_level_and_a_quote(database, first):
    assert rate(first, action="brouillon", passage="", niveau=None, commentaire="à revoir").status_code == 303
    assert ratings_of(database) == [("draft", None, None, None, "à revoir", 0)]
    assert "à revoir" in first.get(f"{where(first)}/apprecier").text
    assert rate(first).status_code == 303
    assert ratings_of(database) == [("final", 4, QUOTE, "answer", REMARK, 0)]
    page = as_read(first.get(f"{where(first)}/apprecier"))
    assert ANCHOR in page and "Rendre définitive" not in page
    assert stored(database, Rating.rubric_version) == [load_scale().version]


@pytest.mark.parametrize(
    ("data", "told", "kept"),
    [
        ({"niveau": None}, "Choisissez un niveau", ("draft", None, QUOTE, "answer", REMARK, 0)),
        ({"passage": ""}, "Citez un passage", ("draft", 4, None, None, REMARK, 0)),
        ({"passage": "je dessine un écran"}, "n'est pas, mot pour mot", ("draft", 4, None, None, REMARK, 0)),
        ({"lu": "0" * 64}, "a modifié sa réponse pendant", ("draft", 4, QUOTE, "answer", REMARK, 0)),
    ],
)
def test_what_is_missing_is_told_and_the_rest_is_kept(database, first, data, told, kept):
    page = rate(first, **data)
    assert page.status_code == 400 and told in as_read(page)
    assert html.escape(data.get("passage", QUOTE), quote=False) in html.unescape(page.text)
    assert REMARK in page.text
    assert ratings_of(database) == [kept]


@pytest.mark.parametrize("data", [{"niveau": "6"}, {"niveau": "0"}, {"action": "autre"}, {"commentaire": "x" * 2001}])
def test_what_no_form_sends_is_refused(database, first, data):
    assert rate(first, **data).status_code == 400
    assert ratings_of(database) == []


@pytest.mark.parametrize("passage", ["[masqué] 0 : je dessine", "masqué", "Réponse", "[masqué]"])
def test_what_is_masked_is_not_quoted(database, first, passage):
    with database.session_scope() as session:
        note_of(session).masks = [{"kind": "x", "start": 0, "end": 7, "part": "answer"}]
    page = rate(first, passage=passage)
    assert page.status_code == 400 and ("masqués" in as_read(page) or "mot pour mot" in as_read(page))
    assert ratings_of(database)[0][:3] == ("draft", 4, None)
    assert rate(first, passage=f"« {QUOTE} »").status_code == 303


def test_nothing_of_who_it_is_is_on_the_page(database, first):
    rate(first, action="brouillon")
    text = html.unescape(first.get(f"{where(first)}/apprecier").text)
    with database.session_scope() as session:
        ids = [note_of(session).id, note_of(session).candidate_id]
    for shown in [*(name for pair in NAMES for name in pair), "zed", "Figeac", "joindre", "3998", *ids]:
        assert shown not in text, shown


def routes(browser, candidate_id):
    """Every page on which a rating of the first person's answer might be seen."""
    at = where(browser)
    return [
        "/recrutement/", "/recrutement/situations", SITUATION, f"{SITUATION}?surlignages=oui", f"{at}/apprecier",
        "/recrutement/selection", "/recrutement/appreciations", f"/recrutement/candidats/{candidate_id}",
        f"/recrutement/candidats/{candidate_id}/imprimer", f"/recrutement/candidats/{candidate_id}/dossier.json",
        f"/recrutement/candidats/{candidate_id}/dossier.csv", "/recrutement/candidats.csv",
    ]  # fmt: skip


@pytest.mark.parametrize("own", [None, "brouillon"])
def test_a_second_reader_sees_nothing_of_the_first_on_any_route_until_both_are_final(database, first, second, own):
    rate(first)
    with database.session_scope() as session:
        candidate_id = note_of(session).candidate_id
    if own:
        rate(second, action=own, commentaire=OTHER_REMARK, niveau="2")
    for path in routes(second, candidate_id):
        page = second.get(path)
        assert page.status_code == 200 and REMARK not in page.text, path
    for path in routes(first, candidate_id):
        assert OTHER_REMARK not in first.get(path).text, path
    rate(second, commentaire=OTHER_REMARK, niveau="2")
    for browser, theirs in ((first, OTHER_REMARK), (second, REMARK)):
        assert theirs in browser.get(f"{where(browser)}/apprecier").text
        assert theirs in browser.get(f"/recrutement/candidats/{candidate_id}").text
    act(second, "corriger", raison=WHY)
    for path in routes(second, candidate_id):
        assert REMARK not in second.get(path).text, path


def test_the_difference_is_said_without_blame_and_a_conclusion_is_words(database, first, second):
    rate(first)
    assert act(first, "conclure", conclusion="seule").status_code == 400
    rate(second, niveau="2")
    page = as_read(second.get(f"{where(second)}/apprecier"))
    assert "2 niveaux d'écart : vous avez choisi 2, l'autre lecture 4." in page and "Camille Un" in page
    assert act(second, "conclure", conclusion="  ").status_code == 400
    assert act(second, "conclure", conclusion="Nous gardons le dessin.").status_code == 303
    act(first, "conclure", conclusion="Plutôt : il laisse essayer.")
    page = as_read(first.get(f"{where(first)}/apprecier"))
    assert "Nous gardons le dessin." in page and "Plutôt : il laisse essayer." in page
    assert len(stored(database, RatingConclusion)) == 2
    assert not re.search(r"\b(moyenne|score|rang)\b", page)


def test_while_a_rating_is_corrected_a_colleague_reads_what_it_was_and_what_both_concluded(database, first, second):
    rate(first)
    rate(second, niveau="2")
    act(second, "conclure", conclusion="Nous gardons le dessin.")
    act(first, "corriger", raison=WHY)
    page = as_read(second.get(f"{where(second)}/apprecier"))
    assert REMARK in page and WHY in page and "en cours de correction" in page and "Nous gardons le dessin." in page
    assert act(second, "conclure", conclusion="Encore.").status_code == 303
    assert "Nous gardons" not in as_read(first.get(f"{where(first)}/apprecier")), "whoever corrects is blind again"


def test_another_structure_sees_and_rates_nothing(database, first, enter):
    rate(first)
    elsewhere = enter(ELSEWHERE)
    assert elsewhere.get(f"{where(first)}/apprecier").status_code == 404
    theirs = where(first)
    csrf = csrf_of(elsewhere.get(SITUATION))
    for path in ("apprecier", "corriger", "conclure"):
        assert elsewhere.post(f"{theirs}/{path}", data={"csrf": csrf, "conclusion": "x"}).status_code == 404
    assert ratings_of(database) == [("final", 4, QUOTE, "answer", REMARK, 0)]


def test_two_structures_that_see_the_same_person_do_not_see_each_others_ratings(database, first, enter):
    rate(first)
    with database.session_scope() as session:
        nation = structures.nationwide(session)
        recruiters.create(session, login="partout@exemple.fr", name="P", password=PASSWORD, structure=nation)
    everywhere = enter("partout@exemple.fr")
    rate(everywhere, commentaire=OTHER_REMARK)
    assert REMARK not in everywhere.get(f"{where(everywhere)}/apprecier").text
    assert OTHER_REMARK not in first.get(f"{where(first)}/apprecier").text


def test_a_final_rating_changes_only_by_a_new_version_and_what_it_was_stays_with_the_reason(database, first):
    rate(first)
    page = rate(first, niveau="1", commentaire="autre")
    assert page.status_code == 400 and "nouvelle version, avec sa raison" in as_read(page) and "autre" in as_read(page)
    assert ratings_of(database) == [("final", 4, QUOTE, "answer", REMARK, 0)]
    act(first, "corriger", raison=WHY)
    act(first, "corriger", raison=WHY)  # an open one stays as it is
    rate(first, niveau="5", commentaire="après relecture")
    assert ratings_of(database) == [("final", 5, QUOTE, "answer", "après relecture", 1)]
    page = as_read(first.get(f"{where(first)}/apprecier"))
    assert REMARK in page and "après relecture" in page and WHY in page


def test_a_correction_without_a_reason_changes_nothing(database, first):
    rate(first)
    page = act(first, "corriger", raison="  ")
    assert page.status_code == 400 and "pourquoi vous corrigez" in as_read(page)
    assert ratings_of(database) == [("final", 4, QUOTE, "answer", REMARK, 0)]


@pytest.mark.parametrize("path", ["apprecier", "corriger", "conclure"])
def test_a_form_that_shows_the_answer_again_is_a_reading(database, first, path):
    at, csrf = where(first), csrf_of(first.get(SITUATION))
    with database.session_scope() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.act == "read_answer"))
        session.execute(delete(FileRead))
    page = first.post(f"{at}/{path}", data={"csrf": csrf, "action": "definitif"})
    assert page.status_code == 400 and QUOTE in as_read(page)
    with database.session_scope() as session:
        author = note_of(session).candidate_id
    subjects = [subject for _, act, subject in acts(database) if act == "read_answer"]
    assert (subjects, stored(database, FileRead.candidate_id)) == ([f"{author}/{PATIENCE.id}"], [author])


def test_the_candidate_reads_what_was_corrected_and_why(database, first):
    rate(first)
    act(first, "corriger", raison=WHY)
    rate(first, niveau="5", commentaire="après relecture")
    with database.session_scope() as session:
        cards, data = my_cards(session, "d0"), subject_export(session, "d0")
    (now, before) = re.findall(r"(?:Appréciation de|Avant correction,) Maison du numérique", str(cards))
    assert now.startswith("Appréciation") and before.startswith("Avant correction")
    assert all(words in str(cards) for words in (REMARK, "après relecture", f"Raison de la correction : « {WHY} »"))
    assert data["ratings"][0]["earlier"][0]["reason"] == WHY


def test_who_comes_by_a_file_is_told_that_they_saw_the_name_and_who_comes_by_a_situation_is_not(database, first):
    blind = as_read(first.get(f"{where(first)}/apprecier"))
    assert "Ni le nom, ni la commune" in blind and "Vous venez du dossier" not in blind
    assert "Retour au dossier" not in as_read(first.get(f"{where(first)}/apprecier?depuis=dossier")), "not opened yet"
    with database.session_scope() as session:
        file = first.get(f"/recrutement/candidats/{note_of(session).candidate_id}").text
    at = next(one for one in re.findall(r'href="([^"]+/apprecier[^"]*)"', file) if PATIENCE.id in one)
    page = first.get(at)
    assert "vous savez de qui est cette réponse" in as_read(page) and "Ni le nom" not in as_read(page)
    form = {"csrf": csrf_of(page), "depuis": "dossier", "action": "brouillon", "niveau": "3"}
    kept = first.post(at.partition("?")[0], data=form).headers["location"]
    assert "vous savez de qui est cette réponse" in as_read(first.get(kept))


def test_a_draft_saves_itself_and_says_so(database, first):
    at = where(first)
    csrf = csrf_of(first.get(SITUATION))
    form = {"csrf": csrf, "niveau": "3", "action": "brouillon"}
    said = first.post(f"{at}/apprecier", data=form, headers={"Accept": "application/json"})
    assert said.status_code == 200 and said.json()["said"].startswith("Brouillon enregistré à ")
    wrong = first.post(f"{at}/apprecier", data={**form, "passage": "zut"}, headers={"Accept": "application/json"})
    assert "mot pour mot" in wrong.json()["said"]


def test_a_rating_of_an_answer_that_was_amended_says_so(database, first):
    rate(first)
    with database.session_scope() as session:
        notes.amend(session, note_of(session), "Réponse 0 : autrement.", [])
    assert "modifiée ou complétée par la personne depuis" in as_read(first.get(f"{where(first)}/apprecier"))
    with database.session_scope() as session:
        assert "Vous avez modifié ou complété votre réponse depuis." in str(my_cards(session, "d0"))


def test_every_act_is_in_the_log_without_words(database, first, second):
    rate(first, action="brouillon")
    rate(first)
    act(first, "corriger", raison=WHY)
    rate(first)
    rate(second)
    act(second, "conclure", conclusion="Ensemble.")
    with database.session_scope() as session:
        subject = f"{note_of(session).candidate_id}/{PATIENCE.id}"
    lines = [line for line in acts(database) if line[1].endswith("rating")]
    (first_id,) = stored(database, select(Recruiter.id).where(Recruiter.login == FIRST))
    done = [act for actor, act, _ in lines if actor == recruiter_sessions.actor_of(first_id)]
    assert done == ["drafted_rating", "finished_rating", "corrected_rating", "finished_rating"]
    assert lines[-1][1] == "concluded_rating"
    assert {line[2] for line in lines} == {subject}


def test_the_candidate_reads_what_is_final_and_never_whose_it_is(database, first, second):
    rate(first)
    rate(second, action="brouillon", commentaire=OTHER_REMARK)
    with database.session_scope() as session:
        cards, printed, data = (str(told(session, "d0")) for told in (my_cards, my_notes, subject_export))
        names = session.scalars(select(Recruiter.name)).all()
        ids = session.scalars(select(Recruiter.id)).all()
    for told in (cards, printed, data):
        for expected in ("Maison du numérique", ANCHOR, QUOTE, REMARK):
            assert expected in told
        assert OTHER_REMARK not in told
        assert not [hidden for hidden in (*names, *ids) if hidden in told]
    assert "(4 sur une échelle de 1 à 5)" in cards


def test_what_was_final_before_and_what_two_wrote_are_told_too(database, first, second):
    rate(first)
    rate(second, niveau="2")
    act(second, "conclure", conclusion="Nous avons relu ensemble.")
    act(first, "corriger", raison=WHY)
    with database.session_scope() as session:
        cards, data = str(my_cards(session, "d0")), subject_export(session, "d0")
    for expected in ("Nous avons relu ensemble.", "en cours de correction", WHY, REMARK):
        assert expected in cards
    assert [len(row["earlier"]) for row in data["ratings"]] == [1, 0]
    assert "level" not in data["ratings"][0] and data["ratings"][0]["earlier"][0]["level"] == 4


def test_what_the_chat_reads_out_is_the_candidates_alone_and_goes_with_the_answer(database, first, second):
    """Recruiters read the conversation too: the second reader would find the first one there."""
    rate(first)
    with database.session_scope() as session:
        said = CollectingDispatcher()
        read_notes_back(session, "d0", said)
        (message,) = said.messages
        event = {**said_event("bot", message["text"]), "data": {"custom": message["custom"]}}
        conversations.append(session, "d0", [event], channel="telegram", consented=True, state={"slots": {}})
        candidate_id = note_of(session).candidate_id
        assert REMARK in message["text"] and QUOTE in message["text"] and ANCHOR in message["text"]
    for path in routes(second, candidate_id):
        assert REMARK not in second.get(path).text, path
    with database.session_scope() as session:
        notes.withdraw(session, note_of(session))
    assert REMARK not in str(dump(database)) and QUOTE not in str(dump(database)["conversation_events"])


def test_who_set_somebody_aside_is_told_by_structure(database, first):
    ref = where(first).rpartition("/")[2]
    first.post(f"{SITUATION}/mettre-de-cote", data={"csrf": csrf_of(first.get(SITUATION)), "personne": ref})
    with database.session_scope() as session:
        assert [row["structure"] for row in subject_export(session, "d0")["set_aside"]] == ["Maison du numérique"]


def test_an_erased_recruiters_rating_stays_without_them(database, first, second):
    rate(first)
    rate(second)
    with database.session_scope() as session:
        recruiters.erase(session, session.scalars(select(Recruiter).where(Recruiter.login == FIRST)).one())
    whose = stored(database, select(Rating.recruiter_id).order_by(Rating.created_at))
    assert [recruiter_id is None for recruiter_id in whose] == [True, False]
    page = as_read(second.get(f"{where(second)}/apprecier"))
    assert REMARK in page and "Appréciation d'un ou une collègue" in page and "Camille" not in page


def test_only_the_pages_write_ratings_and_nothing_of_the_chat_names_their_tables():
    """What goes with a note goes by `bot.records.files.notes`; exports and words tell candidates of ratings."""
    assert rooms_that_import({"bot.records.desk.ratings"}) == {"recruiting"}
    tables = {"Rating", "RatingVersion", "RatingConclusion", "AnswerRead", "Shortlisted"}
    assert rooms_that_import(tables) == {"exporting", "records", "recruiting", "words"}


def rooms_that_import(names):
    found = set()
    for path in (HOME / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None)
                imported = {module, *(alias.name for alias in node.names)}
                if names & (imported | {f"{module}.{alias.name}" for alias in node.names}):
                    found.add(path.relative_to(HOME / "bot").parts[0])
    return found
