"""The conversation in a real browser, before a channel that is played."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.browser import (
    BUBBLE,
    CHOICE,
    ERROR,
    INPUT,
    LOG,
    MESSAGE,
    RETRY,
    choices,
    click_choice,
    last_bot_messages,
    open_chat,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import SITE

SENT = f"{MESSAGE}[data-from=user]"


def sent(page: Page) -> list[str]:
    return [text.removeprefix("Vous :").strip() for text in page.locator(f"{SENT} .text").all_inner_texts()]


def test_welcome_and_choices(page, channel):
    open_chat(page, SITE)
    assert last_bot_messages(page)[0] == "Bonjour ! Je suis un programme, pas une personne."
    assert choices(page) == ["Je m'inscris", "Le test Pix"]
    expect(page.locator("conseiller-bot h2")).to_have_text("Assistant – programme, pas une personne")
    assert click_choice(page, "Je m'inscris") == ["Êtes-vous d'accord ?"]
    assert channel.posted[-1]["text"] == "Je m'inscris"
    assert choices(page) == ["Oui", "Non"]
    assert page.context.cookies() == []
    assert all(request.split()[1].startswith("/") for request in channel.requests)


def test_nothing_is_asked_or_kept_before_the_bubble_is_opened(page, channel):
    page.goto(f"{SITE}/page")
    page.locator(BUBBLE).wait_for()
    assert not [request for request in channel.requests if "webhooks" in request]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_keyboard_path_of_the_bubble(page):
    page.goto(f"{SITE}/page")
    page.locator(BUBBLE).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(INPUT)).to_be_focused()
    wait_for_reply(page)
    page.keyboard.type("Un")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("deux")
    page.keyboard.press("Enter")
    expect(page.locator(SENT)).to_have_count(1)
    wait_for_reply(page)
    assert sent(page) == ["Un\ndeux"]
    page.keyboard.press("Escape")
    expect(page.locator(BUBBLE)).to_be_focused()


def test_choices_are_one_tab_after_a_choice(page):
    open_chat(page, SITE)
    page.locator(CHOICE).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CHOICE).first).to_have_text("Oui")
    page.keyboard.press("Tab")
    expect(page.locator(CHOICE).first).to_be_focused()


@pytest.mark.parametrize("failure", ["before", "after"])
def test_retry_sends_the_same_message_once(page, channel, failure):
    open_chat(page, SITE)
    channel.failures = [failure]
    send(page, "Bonjour")
    expect(page.locator(ERROR)).to_contain_text("Je n'arrive pas à répondre pour l'instant.")
    page.locator(RETRY).click()
    expect(page.locator(ERROR)).to_have_count(0)
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Lu : Bonjour"]
    assert sent(page) == ["Bonjour"]
    first, second = channel.posted
    assert first == second


@pytest.mark.parametrize("is_focused", [True, False])
def test_no_retry_is_offered_of_what_turns_out_to_be_answered(page, channel, is_focused):
    page.clock.install()
    open_chat(page, SITE)
    channel.failures = ["after"]
    send(page, "Bonjour")
    expect(page.locator(ERROR)).to_be_visible()
    if is_focused:
        page.locator(RETRY).focus()
    page.clock.run_for(16_000)
    expect(page.locator(f"{MESSAGE}[data-from=bot]").last).to_contain_text("Lu : Bonjour")
    expect(page.locator(ERROR)).to_have_count(0)
    expect(page.locator(LOG if is_focused else INPUT)).to_be_focused()
    assert len(channel.posted) == 1


def test_what_failed_is_sent_before_what_follows(page, channel):
    open_chat(page, SITE)
    channel.failures = ["before"]
    send(page, "un")
    send(page, "deux")
    assert [body["text"] for body in channel.posted] == ["un", "un", "deux"]
    assert sent(page) == ["un", "deux"]


def test_an_unsent_message_and_a_draft_outlive_a_reload(page, channel):
    open_chat(page, SITE)
    channel.failures = ["before"]
    send(page, "perdu ?")
    page.locator(INPUT).fill("la suite")
    page.reload()
    page.locator(RETRY).click()
    expect(page.locator(RETRY)).to_have_count(0)
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Lu : perdu ?"]
    assert channel.posted[0] == channel.posted[1]
    expect(page.locator(INPUT)).to_have_value("la suite")


def test_a_message_tells_what_was_shown_when_it_was_written(page, channel):
    """Another tab may have gone on since: the answer is to the question that this one shows."""
    open_chat(page, SITE)
    shown = channel.said[-1]["id"]
    channel.failures = ["before"]
    click_choice(page, "Je m'inscris")
    channel.say("bot", "Une autre question ?")
    page.reload()
    expect(page.locator(LOG)).to_contain_text("Une autre question ?")
    page.locator(RETRY).click()
    wait_for_reply(page)
    send(page, "Bonjour")
    said = [message["id"] for message in channel.said]
    assert [body["seen"] for body in channel.posted] == [shown, shown, said[-3]]


def test_a_bot_that_is_being_started_is_waited_for(page, channel):
    page.clock.install()
    channel.waking = 2
    page.goto(f"{SITE}/page")
    page.locator(BUBBLE).click()
    state = page.locator("conseiller-bot [role=status]").filter(has_text="L'assistant se réveille")
    expect(state).to_have_count(1)
    page.clock.run_for(4_000)
    expect(page.locator(f"{MESSAGE}[data-from=bot]").first).to_contain_text("Je suis un programme")
    expect(state).to_have_count(0)
    channel.waking = 3
    page.locator(INPUT).fill("Bonjour")
    page.keyboard.press("Enter")
    expect(state).to_have_count(1)
    expect(page.locator(ERROR)).to_have_count(0)
    page.clock.run_for(6_000)
    expect(page.locator(f"{MESSAGE}[data-from=bot]").last).to_contain_text("Lu : Bonjour")
    expect(state).to_have_count(0)
    assert [body["text"] for body in channel.posted] == ["Bonjour"]


def test_words_of_before_consent_stay_in_their_tab(page, channel):
    open_chat(page, SITE)
    send(page, "un secret")
    send(page, "Oui")
    page.reload()
    wait_for_reply(page)
    expect(page.locator(SENT)).to_have_count(2)
    assert sent(page) == ["un secret", "Oui"]
    other = page.context.new_page()
    open_chat(other, SITE)
    assert sent(other) == ["message non conservé (avant votre accord)", "Oui"]
    assert "secret" not in other.evaluate("JSON.stringify({...localStorage})")


def test_what_was_erased_leaves_screen_and_tab(page):
    open_chat(page, SITE)
    send(page, "un secret")
    assert send(page, "tout effacer") == ["C'est effacé. Reçu : 1234."]
    expect(page.locator(MESSAGE)).to_have_count(2)
    assert "secret" not in page.locator(LOG).inner_text()
    assert page.evaluate("sessionStorage.length") == 0


def test_an_invalid_session_is_replaced_and_nothing_sent_unasked(page, channel):
    open_chat(page, SITE)
    channel.token = "another"
    send(page, "Durand")
    expect(page.locator(ERROR)).to_contain_text("une nouvelle conversation a commencé")
    assert [message["text"] for message in channel.said if message["from"] == "user"] == []
    expect(page.locator("conseiller-bot p[role=status]")).to_be_empty()
    page.locator(RETRY).click()
    expect(page.locator(ERROR)).to_have_count(0)
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Lu : Durand"]
