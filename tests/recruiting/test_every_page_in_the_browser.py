"""Every page of the recruiters' space in a real Chromium, on a desk and on a phone: nothing that axe-core finds."""

from recruiting_samples import ADMINISTRATOR, PATIENCE
from served_pages import faults_of, signed_in_page
from sqlalchemy import select

from bot.base import clock
from bot.content.editing.documents import CAMPAIGN
from bot.records.accounts import invitations, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.conversations import conversations
from bot.records.conversations.event_rows import ASIDE
from bot.records.desk import shortlists
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import DailyCount, HumanRequest, Recruiter
from bot.records.store import daily_counts
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.app import app
from bot.recruiting.dossiers.view_state import TABS
from tests.widget.browser import chromium_page

QUERIES = {
    "/": ["", "?departement=46&km=20&non_lu=1&avant=x"],
    "/candidats/{candidate_id}": ["?passages=tous", *(f"?onglet={tab}" for tab in TABS)],
    "/candidats/{candidate_id}/imprimer": ["", "?passages=tous"],
    "/imprimer": ["?ids={candidate_id}"],
    "/selection/comparer": ["", "?personne={ref}"],
    "/situations/{question_id}": ["", "?surlignages=oui"],
}
# Files and fragments; the ways to somebody else's server and back; a code that is asked for between two steps.
NO_PAGES = {
    "/candidats.csv", "/candidats.json", "/candidats/formulaire.csv", "/candidats/{candidate_id}/dossier.csv",
    "/candidats/{candidate_id}/dossier.json", "/candidats/{candidate_id}/dossier.pdf", "/chiffres.csv",
    "/contenus/fichiers.zip", "/demandes/{request_id}/echange/suite", "/session/reste",
    "/compte/openid", "/connexion/openid", "/connexion/openid/retour", "/connexion/code", "/connexion",
}  # fmt: skip
ROUTES = sorted(path for path, methods in app.openapi()["paths"].items() if "get" in methods and path not in NO_PAGES)
COUNTED = [
    "begun", "asked/consent", "answered/consent", "agreed", "asked/town", "answered/town", "human/asked", "human/hours/03",
]  # fmt: skip


def fill(database, candidate_id):
    """Puts something on every page; returns what stands in the addresses."""
    with database.session_scope() as session:
        here = structures.nationwide(session)
        said = "Bonjour, je voudrais parler à quelqu'un."
        conversations.append_out_of_band(session, "c9", ASIDE, text=said, channel="web")
        for who in ("c1", "c9"):
            handoffs.open_handoff(session, who, channel="web")
        candidates.find(session, "c1").notes[0].masks = [{"kind": "x", "start": 0, "end": 7, "part": "answer"}]
        for channel, times in (("web", 30), ("telegram", 3)):
            daily_counts.add(session, clock.today(), channel, COUNTED)
            for row in session.query(DailyCount).where(DailyCount.channel == channel):
                row.number = times
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
            "token": invitations.create(session, here, is_administrator=False, made_by=account.id),
            "name": CAMPAIGN,
        }


def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_the_screen(
    database, site, candidate_id, administrator, one_chromium
):
    ids, faults = fill(database, candidate_id), {}
    with chromium_page() as page:
        page.goto(f"{site}/connexion")
        faults["/connexion"] = faults_of(page)
    with signed_in_page(site, login=ADMINISTRATOR) as page:
        for path in [route + query for route in ROUTES for query in QUERIES.get(route, [""])]:
            answer = page.goto(site + path.format(**ids))
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            faults[path] = faults_of(page) if answer.status == 200 else [f"answered {answer.status}"]
            if path == "/chiffres":
                assert page.locator("meter").count() > 3 and page.get_by_text("moins de 5").count() > 1
                page.select_option("#periode", "90")
                page.click("text=Afficher")
                assert "periode=90" in page.url
        page.goto(f"{site}/selection/noms")
        page.get_by_role("button", name="Afficher ce").click()
        faults["names"] = faults_of(page)
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 30
