"""Every page of the recruiters' space in a real Chromium, on a desk and on a phone: nothing that axe-core finds."""

import pytest
from recruiting_samples import ADMINISTRATOR, PASSWORD, PATIENCE
from served_pages import served_pages
from sqlalchemy import select

from bot.content.editing.documents import CAMPAIGN
from bot.records.accounts import invitations, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import conversations
from bot.records.conversations.event_rows import ASIDE
from bot.records.desk import shortlists
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest, Recruiter
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.app import app
from tests.widget.browser import chromium_page, find_violations

VIEWS = {"desk": ((1280, 720), "light"), "phone": ((390, 844), "dark")}
QUERIES = {"/imprimer": "?ids={candidate_id}", "/selection/comparer": "?personne={ref}"}
# Files and fragments; the ways to somebody else's server and back; a code that is asked for between two steps.
NO_PAGES = {
    "/candidats.csv", "/candidats.json", "/candidats/formulaire.csv", "/candidats/{candidate_id}/dossier.csv",
    "/candidats/{candidate_id}/dossier.json", "/candidats/{candidate_id}/dossier.pdf", "/chiffres.csv",
    "/contenus/fichiers.zip", "/demandes/{request_id}/echange/suite", "/session/reste",
    "/compte/openid", "/connexion/openid", "/connexion/openid/retour", "/connexion/code",
}  # fmt: skip
ROUTES = sorted(
    path for path, methods in app.openapi()["paths"].items() if "get" in methods and path not in NO_PAGES
)  # fmt: skip


@pytest.fixture
def filled(database, candidate_id, administrator):
    """A desk with something on every page; returns what stands in the addresses."""
    with database.session_scope() as session:
        here = structures.nationwide(session)
        conversations.append_out_of_band(
            session, "c9", ASIDE, text="Bonjour, je voudrais parler à quelqu'un.", channel="web"
        )
        for who in ("c1", "c9"):
            handoffs.open_handoff(session, who, channel="web")
        session.flush()
        account = session.scalars(select(Recruiter).where(Recruiter.login == ADMINISTRATOR)).one()
        me = RecruiterUser(account.id, account.name, "x", administers=True, structure_id=here.id, structure=here.name)
        shortlists.set_shortlisted(session, me, [candidate_id], aside=True)
        return {
            "candidate_id": candidate_id,
            "request_id": session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == "c9")).one(),
            "question_id": PATIENCE.id,
            "ref": pseudonyms(me, [candidate_id])[0].ref,
            "structure_id": here.id,
            "token": invitations.create(session, here, administers=False, made_by=account.id),
            "name": CAMPAIGN,
        }


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_the_screen(filled, view):
    (width, height), scheme = VIEWS[view]
    faults = {}
    with (
        served_pages() as site,
        chromium_page(viewport={"width": width, "height": height}, color_scheme=scheme) as page,
    ):
        page.goto(f"{site}/connexion")
        faults["/connexion"] = find_violations(page)
        page.locator("[name=login]").fill(ADMINISTRATOR)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(f"{site}/")
        for path in ROUTES:
            answer = page.goto(f"{site}{(path + QUERIES.get(path, '')).format(**filled)}")
            faults[path] = find_violations(page) if answer.status == 200 else [f"answered {answer.status}"]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults[path].append("wider than the screen")
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 20
