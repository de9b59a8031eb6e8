"""The list in a real Chromium: keys, boxes that stay checked from page to page, focus, and nothing that axe-core finds."""

import pytest
from playwright.sync_api import expect
from recruiting_samples import LOGIN, PASSWORD, PATIENCE
from served_pages import PHONE, SCREEN, SMALL_SCREEN, signed_in_page

from bot.records.accounts import recruiters, structures
from bot.records.files import candidates, notes

pytestmark = pytest.mark.usefixtures("one_chromium", "people")
CAHORS = {"commune": "Cahors", "insee": "46042", "departement": "46"}


@pytest.fixture
def people(database):
    """Sixty candidates and a recruiter at a structure: two pages."""
    with database.session_scope() as session:
        for number in range(60):
            who = f"c{number}"
            candidates.open_registration(session, who, channel="web", notice_version="1")
            candidates.set_field(session, who, "first_name", f"Zoé {number:02}")
            candidates.set_field(session, who, "town", CAHORS)
            candidates.set_field(session, who, "mobility", {"kind": "radius", "km": 30, "places": []})
            notes.store_answer(session, who, PATIENCE, "Je dessine l'écran.", [], rubric_version="1")
        structure = structures.create(session, name="Mairie de Cahors", town=CAHORS)
        recruiters.create(session, login=LOGIN, name="Camille Lecture", password=PASSWORD, structure=structure)


def test_the_keyboard_alone_reads_checks_and_opens(site):
    with signed_in_page(site) as page:
        page.locator("#recherche").press_sequentially("jkx?")
        expect(page.locator("#recherche")).to_have_value("jkx?")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.locator("#recherche").blur()
        links = page.locator("[data-open]")
        page.keyboard.press("j")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("j")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("x")
        expect(page.get_by_text("1 personne cochée")).to_be_visible()
        page.keyboard.press("k")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
        page.get_by_label("Raccourcis actifs").uncheck()
        page.keyboard.press("Escape")
        links.nth(0).focus()
        page.keyboard.press("j")
        expect(links.nth(0)).to_be_focused()
        page.reload()
        page.keyboard.press("j")
        expect(links.nth(0)).not_to_be_focused()
        links.nth(0).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/candidats/*")


def test_boxes_stay_checked_from_page_to_page_and_are_taken_together(site):
    with signed_in_page(site, viewport=SMALL_SCREEN) as page:
        expect(page.get_by_text("60 personnes inscrites. Cette page : de 1 à 50.")).to_be_visible()
        page.locator("#choisis input[name=id]").nth(0).check()
        page.locator("#suivante").click()
        expect(page.get_by_text("Page 2 sur 2", exact=True)).to_be_visible()
        expect(page.locator("#resultat")).to_be_focused()
        page.get_by_role("button", name="Cocher les 10 de cette page").click()
        expect(page.get_by_text("11 personnes cochées, dont 1 sur d'autres pages")).to_be_visible()
        page.locator("#precedente").click()
        expect(page.get_by_text("Page 1 sur 2", exact=True)).to_be_visible()
        expect(page.locator("#choisis input[name=id]").nth(0)).to_be_checked()
        page.get_by_role("button", name="Mettre dans ma sélection").click()
        expect(page.get_by_text("Les 11 personnes cochées sont dans votre sélection.")).to_be_visible()


@pytest.mark.parametrize("viewport", [SCREEN, SMALL_SCREEN, PHONE], ids=str)
def test_no_row_moves_when_the_first_box_is_checked(site, viewport):
    with signed_in_page(site, viewport=viewport) as page:
        boxes = page.locator("#choisis input[name=id]")
        expect(page.locator("#toutes")).to_be_visible()
        place = "box => box.getBoundingClientRect().top + scrollY"
        before = boxes.nth(1).evaluate(place)
        boxes.nth(0).check()
        expect(page.get_by_text("1 personne cochée")).to_be_visible()
        assert boxes.nth(1).evaluate(place) == before
        boxes.nth(1).check()
        expect(page.get_by_text("2 personnes cochées")).to_be_visible()
        assert boxes.nth(1).evaluate(place) == before


def test_nothing_of_a_line_is_cut_without_a_title_that_says_it_and_all_are_as_high(database, site):
    with database.session_scope() as session:
        candidates.set_field(session, "c59", "last_name", "Delaunay-Montesquieu de la Rochefoucauld")
        town = {"commune": "Saint-Germain-de-Tallevende-la-Lande-Vaumont", "insee": "46042", "departement": "46"}
        candidates.set_field(session, "c59", "town", town)
        places = ["Lot", "Aveyron", "Tarn-et-Garonne", "Dordogne"]
        candidates.set_field(session, "c59", "mobility", {"kind": "radius", "km": 30, "places": [*places, "Cahors"]})
    with signed_in_page(site) as page:
        for viewport in (SCREEN, SMALL_SCREEN):
            page.set_viewport_size(viewport)
            cut = page.evaluate(
                """() => [...document.querySelectorAll('.inbox th, .inbox td, .inbox .clip')].filter(cell => {
                    const isCut = cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.clientHeight + 1;
                    return isCut && cell.clientWidth > 0 && !cell.closest('[title]') && !cell.querySelector('[title]');
                }).map(cell => cell.className + ': ' + cell.textContent.trim())"""
            )
            assert cut == []
            lines = page.locator("tr[data-row]").evaluate_all("rows => rows.map(row => row.offsetHeight)")
            assert set(lines) <= {40, 41}


def test_filters_load_a_part_of_the_page_and_keep_the_focus(site):
    with signed_in_page(site) as page:
        page.evaluate("window.isSame = true")
        page.locator("#recherche").fill("zoe 07")
        page.locator("#recherche").press("Enter")
        expect(page.get_by_text("1 personne correspond")).to_be_visible()
        expect(page.locator("#recherche")).to_be_focused()
        assert page.evaluate("window.isSame")
        assert "zoe" not in page.url
        kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
        assert "Zoé" not in kept and "zoe" not in kept, "no page is kept in the browser"


def test_everything_works_without_javascript(site):
    with signed_in_page(site, java_script_enabled=False) as page:
        page.get_by_label("Chercher des mots dans les réponses").fill("dessine")
        page.get_by_role("button", name="Chercher").click()
        expect(page.locator("mark").first).to_have_text("dessine")
        page.locator("#choisis input[name=id]").nth(1).check()
        with page.expect_download() as download:
            page.get_by_role("button", name="Emporter (CSV)").click()
        assert download.value.suggested_filename.endswith(".csv")
