"""Two recruiters of two structures at their desks, in a real browser: filter, read, rate, take over, print, take along."""

import pytest
from desk_people import ELSEWHERE, FIRST, LYON, desk, people
from playwright.sync_api import expect
from recruiting_samples import PASSWORD
from served_pages import served_pages
from sqlalchemy import select

from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, HumanRequest, Rating
from tests.markers import starts
from tests.widget.browser import chromium_page

SCREEN = {"width": 1440, "height": 900}


@pytest.fixture
@starts("server", "browser")
def site(database):
    """The pages behind their real headers: twelve people near Figeac, one near Lyon, and somebody of each asks for a person."""
    with database.session_scope() as session:
        desk(session)
        people(session, 12)
        people(session, 1, LYON, start=20)
        for conversation_id in ("d0", "d20"):
            handoffs.open_handoff(session, conversation_id, channel="web")
    with served_pages() as address:
        yield address


def sign_in(page, site, login):
    page.goto(f"{site}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", name="Candidats", exact=True)).to_be_visible()


def test_a_day_at_the_desk(database, site):
    with chromium_page(viewport=SCREEN) as page:
        sign_in(page, site, FIRST)
        expect(page.locator("table.inbox tbody tr")).to_have_count(12)
        # The list: a name, then everybody again.
        page.get_by_label("Chercher un nom ou une commune").fill("berard")
        page.get_by_role("button", name="Chercher").click()
        expect(page.locator("table.inbox tbody tr")).to_have_count(3)
        assert "berard" not in page.url
        with page.expect_download() as download:
            page.locator(".whole").get_by_role("link", name="CSV", exact=True).click()
        table = download.value.path().read_text(encoding="utf-8-sig")
        assert "Berardzed0" in table and "Lenoirzed" not in table
        # One situation, without names; a rating, blind until it is final.
        page.get_by_role("link", name="Lire par situation").click()
        page.get_by_role("link", name="Lire les 12 réponses").first.click()
        expect(page.locator("article.answer")).to_have_count(12)
        assert "zed" not in page.locator("main").inner_text()
        page.locator("article.answer").first.get_by_role("button", name="Ajouter à ma sélection").click()
        page.locator("article.answer").first.get_by_role("link", name="Apprécier").click()
        assert "zed" not in page.locator("main").inner_text()
        page.get_by_label("4, en partie").check()
        page.get_by_label("Passage à l'appui").fill("je dessine l'écran")
        page.get_by_role("button", name="Rendre définitive").click()
        expect(page.get_by_text("je dessine l'écran").last).to_be_visible()
        # A request: answered where it is seen.
        page.get_by_role("link", name="Demandes").click()
        expect(page.get_by_text("Berardzed0").first).to_be_visible()
        assert "zed20" not in page.locator("main").inner_text()
        page.get_by_role("button", name="Prendre la suite").first.click()
        page.get_by_label("Votre message").fill("Bonjour, que puis-je pour vous ?")
        page.get_by_role("button", name="Envoyer", exact=True).click()
        expect(page.locator("main")).to_contain_text("Bonjour, que puis-je pour vous ?")
        # A file: a status, and paper.
        page.goto(f"{site}/?tri=nom")
        page.locator("table.inbox tbody a").first.click()
        page.locator("#statut").select_option(index=1)
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.locator("main")).to_contain_text("Intéressée")
        page.get_by_text("Imprimer, emporter").click()
        page.get_by_role("link", name="Imprimer", exact=True).click()
        expect(page.locator("main")).to_contain_text("Réponse")
    with database.session_scope() as session:
        (rating,) = session.scalars(select(Rating))
        assert rating.level == 4
        acts = set(session.scalars(select(AuditEntry.act)))
    assert acts >= {"searched_candidates", "exported_candidate", "read_answer", "set_aside", "wrote_to_candidate", "changed_status", "printed_candidate"}  # fmt: skip


def test_the_other_structure_sees_its_own_alone(database, site):
    with database.session_scope() as session:
        theirs = session.scalar(select(HumanRequest.id).where(HumanRequest.conversation_id == "d0"))
    with chromium_page(viewport=SCREEN) as page:
        sign_in(page, site, ELSEWHERE)
        expect(page.locator("table.inbox tbody tr")).to_have_count(1)
        page.get_by_role("link", name="Demandes").click()
        expect(page.locator("main")).not_to_contain_text("Berardzed0")
        assert page.goto(f"{site}/demandes/{theirs}/echange").status == 404
        page.goto(f"{site}/")
        page.get_by_role("button", name="Se déconnecter").click()
        page.goto(f"{site}/")
        expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
