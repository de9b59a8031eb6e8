"""Every page that shows something of candidates leaves a line of who read what."""

import pytest
from recruiting_samples import acts, csrf_of, sign_in
from sqlalchemy import select

from bot.records.accounts import recruiters, structures
from bot.records.conversations import conversations, takeovers
from bot.records.conversations.event_rows import ASIDE
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.recruiting.app import app

QUERIES = {"/imprimer": "?ids={candidate_id}"}  # what these pages are of
# Ways in, one's own account, structures and who belongs to them; contents; numbers of answers are nobody's; and the static
# files, which are no route of their own.
SHOWS_NOBODY = {
    "/connexion", "/connexion/code", "/connexion/openid", "/connexion/openid/retour", "/invitation/{token}", "/compte",
    "/compte/double-authentification", "/compte/openid", "/structures", "/structures/{structure_id}", "/acces-programmes",
    "/situations", "/appreciations", "/contenus", "/contenus/apercu/{name}",
    "/contenus/texte/{name}", "/session/reste", "/selection/noms",
}  # fmt: skip
EXPORTS_OF_THE_LIST = {"/candidats.csv", "/candidats.json"}  # a line for each person in it
# A line a person: `test_situations` shows it.
SHOWS_SEVERAL = {"/situations/{question_id}", "/situations/{question_id}/{ref}/apprecier", "/selection/comparer"}
ROUTES = sorted(path for path, methods in app.openapi()["paths"].items() if "get" in methods)


def test_what_shows_nobody_is_there():
    assert set(ROUTES) >= SHOWS_NOBODY | SHOWS_SEVERAL
    assert len(ROUTES) > 8


@pytest.mark.parametrize("path", [path for path in ROUTES if path not in SHOWS_NOBODY | SHOWS_SEVERAL])
def test_each_reading_is_a_line_that_names_the_reader_and_what_was_read(database, browser, candidate_id, path):
    with database.session_scope() as session:
        fresh = recruiters.create(
            session, login="nouveau@exemple.fr", name="Nouveau", password="une phrase de passe", administers=True
        ).id
        conversations.append_out_of_band(session, "c9", ASIDE, text="bonjour", channel="web")
        handoffs.open_handoff(session, "c9", channel="web")
    sign_in(browser, "nouveau@exemple.fr", "une phrase de passe")
    with database.session_scope() as session:
        request_id = session.scalars(select(HumanRequest.id)).one()
        here = structures.nationwide(session).id
    before, path_and_query = len(acts(database)), path + QUERIES.get(path, "")
    address = path_and_query.format(candidate_id=candidate_id, request_id=request_id)
    assert browser.get(f"/recrutement{address}").status_code == 200
    is_of_candidate = "{candidate_id}" in path_and_query or path in EXPORTS_OF_THE_LIST
    of_list = here if path == "/" else None
    subject = candidate_id if is_of_candidate else f"request:{request_id}" if "{request_id}" in path else of_list
    lines = [(actor, what) for actor, _, what in acts(database)[before:]]
    assert lines == [(f"recruiter:{fresh}", subject)]


def test_a_page_that_shows_a_conversation_because_nothing_was_sent_is_a_line(database, request_id, reader):
    with database.session_scope() as session:
        takeovers.take_over(session, request_id, recruiter_id="another", actor="recruiter:another")
    form = {"csrf": csrf_of(reader.get("/recrutement/demandes")), "text": "Bonjour"}
    for _ in range(2):
        assert reader.post(f"/recrutement/demandes/{request_id}/ecrire", data=form).status_code == 409
    done = [act for _, act, subject in acts(database) if subject == f"request:{request_id}"]
    assert done == ["took_over", "read_conversation"]
