"""Before a session ends for want of use: the page says so, one click goes on, and nothing typed is kept in the browser."""

from datetime import timedelta

from playwright.sync_api import expect
from recruiting_samples import csrf_of
from served_pages import PHONE, signed_in_page
from sqlalchemy import select

from bot.base import clock
from bot.base.settings import settings
from bot.records.models import RecruiterSession
from tests.widget.browser import find_violations

LEFT, STAY = "/recrutement/session/reste", "/recrutement/session/rester"


def unused_for(database, seconds_left):
    """Makes the only session one that ends so soon unless it is used."""
    with database.session_scope() as session:
        row = session.scalars(select(RecruiterSession)).one()
        row.last_seen_at = clock.now() - timedelta(minutes=settings().idle_minutes, seconds=-seconds_left)


def test_asking_what_is_left_is_no_use_of_the_session_and_staying_is(database, reader):
    csrf = csrf_of(reader.get("/recrutement/"))
    unused_for(database, 90)
    assert reader.get(LEFT).json()["seconds"] <= 90
    assert reader.get(LEFT).json()["seconds"] <= 90
    assert reader.post(STAY, data={"csrf": csrf}).json()["seconds"] > 60 * settings().idle_minutes - 30
    unused_for(database, -1)
    assert reader.get(LEFT).json() == {"seconds": None}
    assert reader.post(STAY, data={"csrf": csrf}).status_code == 303, "what is over is not begun anew"


def test_eight_hours_are_the_end_however_it_is_used(database, reader):
    with database.session_scope() as session:
        session.scalars(select(RecruiterSession)).one().expires_at = clock.now() + timedelta(seconds=50)
    assert reader.get(LEFT).json()["seconds"] <= 50


def test_it_is_prolonged_by_a_form_of_this_session_alone(database, reader):
    unused_for(database, 90)
    reader.get(LEFT)
    assert reader.post(STAY, data={"csrf": "x"}).status_code == 403


def test_in_a_browser_one_is_warned_goes_on_by_one_click_and_keeps_what_is_typed(
    database, site, recruiter_id, candidate_id
):
    with signed_in_page(site, f"/candidats/{candidate_id}?onglet=notes", viewport=PHONE) as page:
        page.get_by_label("Nouvelle note").fill("Une note à peine commencée")
        look_again = "document.dispatchEvent(new Event('visibilitychange'))"
        unused_for(database, 90)
        page.evaluate(look_again)
        warned = page.get_by_role("alert")
        expect(warned).to_contain_text("se termine dans deux minutes au plus")
        assert find_violations(page) == []
        page.get_by_role("button", name="Rester connecté").click()
        expect(warned).to_be_hidden()
        unused_for(database, -1)
        page.evaluate(look_again)
        expect(warned).to_contain_text("Votre session est terminée")
        expect(page.get_by_label("Nouvelle note")).to_have_value("Une note à peine commencée")
        assert "commencée" not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
