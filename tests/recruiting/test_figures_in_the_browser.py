"""The page of figures in a real browser: nothing that axe-core finds, and nothing wider than a phone."""

import pytest
from recruiting_samples import LOGIN, PASSWORD
from served_pages import served_pages

from bot.base import clock
from bot.records.models import DailyCount
from bot.records.store import daily_counts
from tests.markers import starts
from tests.widget.browser import chromium, find_violations

pytestmark = pytest.mark.server
NAMES = [
    "begun",
    "asked/consent",
    "answered/consent",
    "agreed",
    "asked/town",
    "answered/town",
    "human/asked",
    "human/hours/03",
]


@pytest.fixture
@starts("server", "browser")
def site(database, recruiter_id):
    """Address of the pages, served as they are, over a database in which something was counted."""
    with database.session_scope() as session:
        for channel, times in (("web", 30), ("telegram", 3)):
            daily_counts.add(session, clock.today(), channel, NAMES)
            for row in session.query(DailyCount).where(DailyCount.channel == channel):
                row.number = times
    with served_pages() as address:
        yield address


def test_figures_are_accessible_on_a_screen_and_on_a_phone(site):
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{site}/connexion")
        page.fill("[name=login]", LOGIN)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        for width, height, scheme in ((1440, 900, "light"), (1280, 720, "dark"), (390, 844, "light")):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{site}/chiffres")
            for summary in page.query_selector_all("summary"):
                summary.click()
            assert find_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.locator("meter").count() > 3 and page.get_by_text("moins de 5").count() > 1
        page.select_option("#periode", "90")
        page.click("text=Afficher")
        assert "periode=90" in page.url
