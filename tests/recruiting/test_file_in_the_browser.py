"""One file in a real browser: on one screen, by keyboard, without scripts, on a phone, and for axe."""

import re

import pytest
from playwright.sync_api import expect
from recruiting_samples import ANSWER, HUMILITY, KINDNESS
from served_pages import SCREEN, SMALL_SCREEN, signed_in_page

from bot.records.files import candidates, notes

pytestmark = pytest.mark.usefixtures("one_chromium")
LONG = "Je reste à côté de la personne et je la laisse faire à son rythme, sans toucher la souris. " * 12


@pytest.fixture
def open_file(database, site, candidate_id, recruiter_id):
    """Opens a file of three people's, whose author answered at length."""
    with database.session_scope() as session:
        for question in (HUMILITY, KINDNESS):
            notes.store_answer(session, "c1", question, LONG, [], rubric_version="2026-11.1")
        for number, name in (("c2", "Abel"), ("c3", "Zut")):
            candidates.open_registration(session, number, channel="web", notice_version="v").last_name = name
    return lambda path="", **context: signed_in_page(site, f"/candidats/{candidate_id}{path}", **context)


@pytest.mark.parametrize("screen", [SCREEN, SMALL_SCREEN], ids=str)
def test_who_where_and_the_first_lines_of_all_three_answers_are_seen_at_once(open_file, screen):
    with open_file(viewport=screen) as page:
        answers = page.locator(".answer .verbatim")
        expect(answers.first).to_contain_text(ANSWER.splitlines()[0])
        height = screen["height"]
        for whole in ("h1", ".identity dl", "svg.france", "#statut"):
            box = page.locator(whole).bounding_box()
            assert box["y"] + box["height"] <= height, whole
        # The second is what follows a question more.
        tops = [answers.nth(number).bounding_box() for number in (0, 2, 3)]
        assert all(box["y"] + 100 <= height for box in tops)
        assert len({box["x"] for box in tops}) == 3, "side by side"
        assert not page.evaluate(
            "[...document.querySelectorAll('.file, .file *')].some(one => /auto|scroll/.test(getComputedStyle(one).overflowY))"
        ), "the page scrolls, no part of it does"


def test_keys_lead_to_the_next_file_and_back_but_not_while_one_writes(open_file):
    with open_file() as page:
        here = page.url
        page.keyboard.press("k")
        page.wait_for_url(lambda url: url != here)
        page.keyboard.press("J")
        page.wait_for_url(here)
        page.goto(f"{here}?onglet=notes")
        page.get_by_label("Nouvelle note").press_sequentially("joker")
        assert page.url == f"{here}?onglet=notes"
        expect(page.get_by_label("Nouvelle note")).to_have_value("joker")


def test_everything_works_without_scripts(open_file):
    with open_file(java_script_enabled=False) as page:
        page.get_by_role("link", name="Montrer les passages surlignés").click()
        expect(page.locator("mark").first).to_be_visible()
        page.get_by_text("Choisir les comportements").click()
        for box in page.get_by_role("checkbox").all():
            box.uncheck()
        page.get_by_label("Temps laissé à la personne").check()
        page.get_by_role("button", name="Montrer ceux-là").click()
        expect(page.locator("mark")).to_have_count(1)
        page.get_by_label(re.compile("^Statut")).select_option("interested:dit")
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_role("status")).to_contain_text("Le statut est enregistré")
        expect(page.locator("mark")).to_have_count(1)
        page.get_by_role("link", name="Chronologie").click()
        expect(page.locator(".timeline")).to_contain_text("Statut : intéressée, dit à la personne (Camille Lecture)")
        page.get_by_role("link", name="Précédent").click()
        expect(page.get_by_role("link", name="Suivant")).to_be_visible()


def test_paper_has_numbered_pages(open_file):
    with open_file("/imprimer") as page:
        assert len(page.pdf(prefer_css_page_size=True)) > 5_000
        rule = page.evaluate(
            "[...document.styleSheets].flatMap(one => [...one.cssRules]).find(one => one.type === CSSRule.PAGE_RULE).cssText"
        )
        assert "counter(page)" in rule
