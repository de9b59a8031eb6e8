"""Legal notice, privacy notice, accessibility statement: complete, linked from everywhere, readable."""

import html
import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from bot.base import places
from bot.content import campaign, legal_pages, legal_texts
from bot.operating.run import pages
from tests.markers import starts
from tests.serving import served
from tests.widget.browser import chromium_page, find_violations, shared_chromium

PATHS = ("/mentions-legales", "/notice", "/accessibilite")
VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 640}},
    "zoomed to 400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}


@pytest.fixture
def client():
    return TestClient(pages.app)


@pytest.fixture
def filled(tmp_path, monkeypatch, filled_in):
    path = tmp_path / "campaign.yml"
    path.write_text(filled_in, encoding="utf-8")
    found = campaign.read_campaign(path)
    monkeypatch.setattr(legal_texts, "campaign", lambda: found)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_left_between_braces_and_the_title_is_the_heading(client, path):
    text = client.get(path).text
    assert "{" not in text
    (heading,) = re.findall(r"<h1>(.*?)</h1>", text)
    assert f"<title>{heading} –" in text


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_known_yet_is_said_to_be_missing_and_only_that(client, path, request):
    assert legal_pages.MISSING in client.get(path).text
    request.getfixturevalue("filled")
    assert legal_pages.MISSING not in client.get(path).text


def test_the_law_s_particulars_are_there(client, filled):
    text = html.unescape(client.get("/mentions-legales").text)
    for one in (*vars(filled.publisher).values(), *vars(filled.host).values()):
        assert one in text
    notice = html.unescape(client.get("/notice").text)
    for one in (filled.controller.at_the_start, filled.controller.address, filled.controller.contact, filled.host.name):
        assert one in notice
    assert "aucun n'est désigné" in notice
    assert filled.notice.version in notice
    assert "mailto:nous@exemple.fr" in client.get("/accessibilite").text


def test_what_the_campaign_says_is_text_and_no_markup(client, filled):
    assert "<b>" in filled.controller.name
    text = client.get("/notice").text
    assert "<b>" not in text and "&lt;b&gt;&amp; fils" in text


def test_how_long_is_what_the_installation_keeps(client, monkeypatch):
    monkeypatch.setenv("BOT_RETENTION_MONTHS", "7")
    assert "7 mois au plus après votre accord" in client.get("/notice").text


def test_the_statement_claims_no_conformity(client):
    text = re.sub(r"<[^>]+>", "", client.get("/accessibilite").text)
    assert "non conforme" in text and "Aucun audit de conformité" in text
    assert "Ce qui n'est pas vérifié" in text and "Défenseur des droits" in text
    assert "partiellement conforme" not in text and "totalement conforme" not in text


@pytest.fixture(scope="module")
@starts("browser")
def site(tmp_path_factory):
    """The pages on a real loopback port, without Rasa."""
    with pytest.MonkeyPatch.context() as patch, shared_chromium():
        state = tmp_path_factory.mktemp("site")
        patch.setenv("BOT_STATE", str(state))
        patch.setenv("DATABASE_URL", f"sqlite:///{state / 'bot.db'}")
        with served(pages.app) as (_, port):
            yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_nothing_is_cut(site, view):
    with chromium_page(**VIEWS[view]) as page:
        for path in (*PATHS, *legal_pages.GUIDES, "/recrutement/connexion", "/nimporte", "/"):
            page.goto(site + path)
            expect(page.locator("footer").last).to_be_visible()
            assert find_violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            small = page.locator("footer a").evaluate_all(
                "found => found.filter(one => one.getBoundingClientRect().height < 24).map(one => one.innerText)"
            )
            assert small == [], path


@pytest.mark.parametrize("start", ["/", "/recrutement/connexion", *PATHS])
def test_each_page_leads_to_all_three_and_those_of_candidates_to_their_guide(site, start):
    guide = [] if start.startswith("/recrutement/") else ["/aide"]
    with chromium_page() as page:
        page.goto(site + start)
        links = page.locator("footer a")
        assert links.evaluate_all("found => found.map(one => one.pathname)") == [*guide, *PATHS]
        assert "non conforme" in links.last.inner_text()
        links.last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Déclaration d'accessibilité")


def test_the_footer_hides_nothing_of_the_discussion_on_a_phone(site):
    with chromium_page(**VIEWS["phone"]) as page:
        page.goto(site)
        page.locator("conseiller-bot").wait_for()
        chat, footer = page.locator(".discussion").bounding_box(), page.locator("footer").bounding_box()
        assert chat["height"] >= 352 and footer["y"] >= chat["y"] + chat["height"] - 1


@pytest.mark.parametrize("path", PATHS)
def test_a_keyboard_reaches_all_and_sees_where_it_is(site, path):
    with chromium_page(**VIEWS["phone"]) as page:
        page.goto(site + path)
        reached = []
        for _ in range(page.locator("a").count()):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.href"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", reached[-1]
            assert page.evaluate(
                "(({top, bottom}) => top >= -1 && bottom <= innerHeight + 1)(document.activeElement.getBoundingClientRect())"
            ), reached[-1]
        assert reached == page.locator("a").evaluate_all("found => found.map(one => one.href)")
        page.goto(site + path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("path", PATHS)
def test_on_paper_only_the_text_is_left(site, path):
    with chromium_page(color_scheme="dark") as page:
        page.goto(site + path)
        page.emulate_media(media="print", color_scheme="light")
        for gone in ("header nav", "footer", ".skip"):
            expect(page.locator(gone)).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("path", legal_pages.GUIDES)
def test_a_guide_is_served_whole_without_its_pictures_and_leads_nowhere_else(client, path):
    text = client.get(path).text
    written = (places.HOME / "docs" / legal_pages.GUIDES[path]).read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", text) == re.findall(r"(?m)^## (.*)$", written)
    assert "<img" not in text and "![" not in text
    links = set(re.findall(r'href="([^"#]+)"', text))
    assert {link for link in links if not link.startswith("/")} == set()
    assert all(
        client.get(link, follow_redirects=True).status_code == 200 for link in links if "recrutement" not in link
    )


def test_guides_are_one_press_away_from_where_they_are_needed(client):
    assert '<a href="/aide">' in client.get("/").text
    desk = (places.HOME / "bot" / "recruiting" / "templates" / "base.html").read_text(encoding="utf-8")
    assert '<a href="/aide-recruteurs">' in desk
