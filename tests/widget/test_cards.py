"""Cards: stored data, the actions of each line, and ten seconds to undo."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.browser import INPUT, MESSAGE, click_choice, find_violations, open_chat, send
from tests.widget.fake_cards import ANSWER, CONTEST, RESTORE, REVIEW, fake_review
from tests.widget.fake_channel import SITE

TEN_SECONDS = 10_000


@pytest.fixture
def review(page: Page, channel) -> Page:
    fake_review(channel)
    page.clock.install()
    open_chat(page, SITE)
    send(page, REVIEW)
    return page


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=title)


def button(page: Page, title: str, label: str) -> Locator:
    return card(page, title).get_by_role("button", name=label)


def focused(page: Page) -> str:
    return page.evaluate("document.querySelector('conseiller-bot').shadowRoot.activeElement?.textContent.trim() ?? ''")


def hold(page: Page, title: str) -> None:
    """Start to withdraw an answer, by keyboard because scrolling moves the button away from a mouse."""
    button(page, title, "Retirer").press("Enter")
    expect(card(page, title)).to_contain_text("10 secondes")


def sent(channel) -> list[str]:
    return [body["text"] for body in channel.posted][1:]


def test_the_file_and_each_answer_are_cards_and_few_choices_follow(review):
    expect(card(review, "Votre dossier")).to_contain_text("Saint-Brieuc")
    expect(card(review, "Situation 1").locator("dd")).to_have_text(ANSWER)
    assert review.locator(".choice").count() == 2
    assert "Voici votre dossier" not in review.locator("[role=log]").inner_text()


def test_a_highlight_is_struck_and_put_back_where_it_stands(review, channel):
    button(review, "Situation 1", "Ne dit pas cela – Je lui remontre").press("Enter")
    expect(card(review, "Situation 1").locator("s")).to_have_text("« Je lui remontre »")
    expect(card(review, "Situation 1")).to_contain_text("Contesté")
    expect(card(review, "Situation 2").locator("s")).to_have_count(0)
    assert focused(review).startswith("Annuler"), "the focus stays where it was"
    review.keyboard.press("Enter")
    expect(card(review, "Situation 1").locator("s")).to_have_count(0)
    assert sent(channel) == [CONTEST, RESTORE]


def test_what_is_changed_is_written_from_what_was_there(review):
    button(review, "Situation 1", "Modifier").click()
    expect(review.locator(INPUT)).to_have_value(ANSWER)
    expect(review.locator(INPUT)).to_be_focused()
    send(review, "Autrement.")
    expect(card(review, "Situation 1")).to_have_count(1)
    expect(card(review, "Situation 1")).to_contain_text("Autrement.")
    expect(review.get_by_text("Situation 1 : relu plus bas")).to_be_visible()


def test_a_draft_is_never_written_over(review):
    review.locator(INPUT).fill("J'écrivais autre chose")
    button(review, "Situation 1", "Modifier").click()
    expect(review.get_by_text("Écrivez votre nouvelle réponse.")).to_be_visible()
    expect(review.locator(INPUT)).to_have_value("J'écrivais autre chose")


def test_a_changed_field_changes_in_its_card_and_may_be_taken_back(review, channel):
    button(review, "Votre dossier", "Modifier – Ville").click()
    expect(review.locator(INPUT)).to_have_value("Saint-Brieuc")
    assert send(review, "Rennes") == ["C'est noté."]
    expect(card(review, "Votre dossier")).to_contain_text("Rennes")
    click_choice(review, "Annuler ce changement")
    assert sent(channel)[-1] == "Annuler ce changement"


# --- ten seconds


def test_words_are_taken_back_ten_seconds_later(review, channel):
    hold(review, "Situation 2")
    review.clock.run_for(TEN_SECONDS // 2)  # the page's clock goes on by itself as well
    assert sent(channel) == []
    review.clock.run_for(TEN_SECONDS // 2)
    expect(card(review, "Situation 2")).to_contain_text("Vous avez retiré votre réponse.")
    assert sent(channel) == ["Retirer la situation 2"]
    assert ANSWER not in card(review, "Situation 2").inner_text()


def test_until_then_the_same_key_keeps_them(review, channel):
    hold(review, "Situation 2")
    assert focused(review).startswith("Annuler")
    review.keyboard.press("Enter")
    expect(card(review, "Situation 2")).not_to_contain_text("10 secondes")
    review.clock.run_for(2 * TEN_SECONDS)
    assert sent(channel) == []
    expect(button(review, "Situation 2", "Retirer")).to_be_visible()


def test_what_is_said_meanwhile_comes_after(review, channel):
    hold(review, "Situation 2")
    send(review, "Bonjour")
    expect(review.locator(MESSAGE).last).to_contain_text("Lu : Bonjour")
    assert sent(channel) == ["Retirer la situation 2", "Bonjour"]


def test_another_press_ends_the_wait_of_the_first(review, channel):
    hold(review, "Situation 2")
    hold(review, "Situation 1")
    expect(card(review, "Situation 2")).to_contain_text("Vous avez retiré votre réponse.")
    assert sent(channel) == ["Retirer la situation 2"]


def test_leaving_the_page_keeps_nothing_back(review, channel):
    hold(review, "Situation 2")
    review.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(card(review, "Situation 2")).to_contain_text("Vous avez retiré votre réponse.")
    assert sent(channel) == ["Retirer la situation 2"]


# --- for everybody


def test_cards_come_back_after_a_reload_as_they_are_now(review):
    button(review, "Situation 1", "Ne dit pas cela").click()
    expect(card(review, "Situation 1").locator("s")).to_have_count(1)
    review.reload()
    expect(card(review, "Situation 1").locator("s")).to_have_count(1)
    expect(card(review, "Votre dossier")).to_have_count(1)


@pytest.mark.parametrize("view", [
    {"viewport": {"width": 360, "height": 740}}, {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 256}}, {"viewport": {"width": 1000, "height": 700}, "forced_colors": "active"},
], ids=["phone", "dark", "zoomed", "forced colours"])  # fmt: skip
def test_no_violation_and_nothing_out_of_sight(channel, view):
    fake_review(channel)
    with channel.page(**view) as page:
        open_chat(page, SITE)
        send(page, REVIEW)
        button(page, "Situation 1", "Ne dit pas cela").click()
        expect(card(page, "Situation 1").locator("s")).to_have_count(1)
        button(page, "Situation 2", "Retirer").click()
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        log = page.locator("[role=log]")
        assert log.evaluate("log => log.scrollWidth <= log.clientWidth")


def test_every_button_has_a_name_of_its_own(review):
    names = [" ".join(name.split()) for name in review.locator(".act").all_text_contents()]
    assert len(set(names)) == len(names), names
    assert all(review.locator(".act").nth(index).bounding_box()["height"] >= 24 for index in range(len(names)))
