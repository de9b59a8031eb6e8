"""Reading by situation and rating in a real browser: by keyboard, without scripts, by scrolling, and for axe; and a whole day."""

import pytest
from desk_people import FIRST, desk, people
from playwright.sync_api import expect
from recruiting_samples import PATIENCE, stored
from served_pages import faults_of, signed_in_page
from sqlalchemy import select

from bot.records.models import AnswerRead, Rating, Shortlisted

pytestmark = pytest.mark.usefixtures("one_chromium")


@pytest.fixture
def situation(database, site):
    """Opens the answers of sixty-four people to a situation."""
    with database.session_scope() as session:
        desk(session)
        people(session, 64)
    return lambda **context: signed_in_page(site, f"/situations/{PATIENCE.id}", login=FIRST, **context)


def rows(database, table):
    return len(stored(database, table))


def test_by_keyboard_ten_are_set_aside_and_what_was_gone_past_is_read(database, situation):
    with situation() as page:
        page.locator("#contenu").focus()
        page.keyboard.press("j")
        expect(page.locator("article.answer").first).to_be_focused()
        for _ in range(10):
            page.keyboard.press("s")
            expect(page.locator("#news")).to_contain_text("ajoutée")
            page.keyboard.press("j")
        expect(page.locator("article.answer").nth(10)).to_be_focused()
        expect(page.locator("#progress")).to_have_text("10 sur 64 lues")
        page.keyboard.press("k")
        expect(page.locator("article.answer").nth(9)).to_be_focused()
        box, asked = page.locator("article.answer").nth(9).bounding_box(), page.locator(".asked").bounding_box()
        assert box["y"] >= asked["y"] + asked["height"] - 4, "the question hides nothing of the answer"
        page.keyboard.press("s")  # taken back
        expect(page.locator("#news")).to_contain_text("retirée")
        expect(page.locator(".progress [data-count='de-cote']")).to_have_text("9")
        expect(page.locator("[data-count='non-lues']")).to_have_text("54")
        expect(page.locator("#news")).to_be_in_viewport()
        assert page.url.endswith(PATIENCE.id), "nothing of it left the page"
        assert (rows(database, Shortlisted), rows(database, AnswerRead)) == (9, 10)
        page.get_by_role("button", name="Désactiver ces touches").click()
        page.reload()
        page.keyboard.press("j")
        page.keyboard.press("s")
        expect(page.get_by_role("button", name="Activer ces touches")).to_be_visible()
        assert page.evaluate("document.activeElement === document.body")
        page.get_by_role("button", name="Activer ces touches").click()
        page.keyboard.press("j")
        expect(page.locator("article.answer").first).to_be_focused()
    assert rows(database, Shortlisted) == 9


def test_sixty_four_answers_are_read_by_keyboard_alone_from_page_to_page_to_the_next_situation(database, situation):
    with situation() as page:
        page.locator("#contenu").focus()
        for shown in (30, 30, 4):
            expect(page.locator("article.answer")).to_have_count(shown)
            for place in range(shown):
                page.keyboard.press("j")
                expect(page.locator("article.answer").nth(place)).to_be_focused()
                if place == 1:
                    top = page.evaluate("scrollY")
                    page.keyboard.press("s")
                    expect(page.locator("#news")).to_contain_text("ajoutée")
                    assert page.evaluate("scrollY") == top
            page.keyboard.press("j")
            page.keyboard.press("j")
            expect(page.get_by_role("button", name=f"J'ai lu ces {shown} réponses")).to_be_focused()
            page.keyboard.press("k")
            expect(page.locator("article.answer").nth(shown - 1)).to_be_focused()
            page.keyboard.press("j")
            page.keyboard.press("Enter")
            page.wait_for_url("**#reponses")
            page.wait_for_function("() => document.activeElement !== document.body")
        done = "Vous avez lu toutes les réponses à cette situation, et ajouté 3 personnes à votre sélection."
        expect(page.get_by_text(done)).to_be_visible()
        page.get_by_role("link", name="Situation suivante").click()
        expect(page.locator("#progress")).to_have_text("0 sur 64 lues")
    assert (rows(database, Shortlisted), rows(database, AnswerRead)) == (3, 64)


def test_scrolling_past_is_reading(database, situation):
    with situation() as page:
        page.locator("article.answer").nth(20).scroll_into_view_if_needed()
        page.mouse.wheel(0, 300)
        expect(page.locator(".asked")).to_be_in_viewport()
        expect(page.locator("#progress")).not_to_have_text("0 sur 64 lues")
    assert rows(database, AnswerRead) > 3


def test_without_scripts_a_form_leads_back_to_the_answer_and_on_to_the_next_page(database, situation):
    with situation(java_script_enabled=False) as page:
        expect(page.locator("#keys")).to_be_hidden()
        article = page.locator("article.answer").nth(12)
        ref = article.get_attribute("id")
        article.get_by_role("button", name="Ajouter à ma sélection").click()
        assert page.url.endswith(f"#{ref}")
        expect(article.get_by_role("button", name="Retirer de ma sélection")).to_be_in_viewport()
        page.get_by_role("button", name="J'ai lu ces 30 réponses, page suivante").click()
        assert "page=2" in page.url
        expect(page.locator("#progress")).to_have_text("30 sur 64 lues")
    assert (rows(database, Shortlisted), rows(database, AnswerRead)) == (1, 30)


def test_words_are_quoted_by_selecting_them_and_the_draft_keeps_itself(database, situation):
    with situation() as page:
        page.get_by_role("link", name="Apprécier").first.click()
        page.evaluate(
            """() => {
                const words = document.querySelector('[data-quotable] blockquote').firstChild;
                const start = words.data.indexOf('je dessine'), range = document.createRange();
                range.setStart(words, start);
                range.setEnd(words, start + "je dessine l'écran.\\nPuis".length);
                document.getSelection().addRange(range);
            }"""
        )
        page.get_by_role("button", name="Citer les mots sélectionnés").click()
        expect(page.get_by_label("Passage à l'appui")).to_have_value("je dessine l'écran.\nPuis")
        page.get_by_label("4, en partie").check()
        page.get_by_label("Commentaire").fill("Il s'y prend autrement.")
        expect(page.locator("#saved")).to_contain_text("Brouillon enregistré")
        page.reload()
        expect(page.get_by_label("Commentaire")).to_have_value("Il s'y prend autrement.")
        expect(page.get_by_label("4, en partie")).to_be_checked()
        page.get_by_role("button", name="Rendre définitive").click()
        expect(page.get_by_role("status")).to_contain_text("Votre appréciation est définitive.")
        assert faults_of(page) == [], "final"
        page.get_by_role("link", name="Retour aux réponses").click()
        page.get_by_role("link", name="Apprécier").last.click()
        page.get_by_role("button", name="Rendre définitive").click()
        expect(page.get_by_role("alert").first).to_be_visible()
        assert faults_of(page) == [], "refused"
    (rating,) = stored(database, select(Rating).where(Rating.state == "final"))
    assert (rating.level, rating.quote) == (4, "je dessine l'écran.\nPuis")
