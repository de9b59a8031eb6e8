"""Times, days, and where one reads: nothing that arrives pulls a reader away."""

from datetime import datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from bot.base.clock import PARIS
from tests.widget.browser import (
    BUBBLE,
    CHOICE,
    INPUT,
    LOG,
    MESSAGE,
    click_choice,
    look_for_news,
    open_chat,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import SITE

JUMP = "conseiller-bot .jump"
PINNED = "conseiller-bot .pinned"
TOP = "log => log.scrollTop"
FROM_END = "log => log.scrollHeight - log.clientHeight - log.scrollTop"
# Scroll events come with the next frame, which a busy machine draws late; here it is never drawn.
UNTOLD = "log => log.getRootNode().addEventListener('scroll', event => event.stopImmediatePropagation(), true)"
LONG = "une phrase assez longue pour tenir plusieurs lignes. " * 12


def at(*moment: int) -> float:
    return datetime(*moment, tzinfo=PARIS).timestamp()


def converse(page: Page) -> None:
    open_chat(page, f"{SITE}/page")
    for number in range(5):
        send(page, f"message {number} : {LONG}")


def is_in_view(page: Page, text: str) -> bool:
    """Whether the start of a message is visible."""
    return page.locator(LOG).evaluate(
        """(log, text) => {
            const {top, bottom} = log.getBoundingClientRect();
            const found = [...log.querySelectorAll(".message")].findLast(one => one.textContent.replaceAll("\u00a0", " ").includes(text));
            const start = found.getBoundingClientRect().top;
            return start >= top - 1 && start < bottom - 10;
        }""",
        text,
    )


def test_times_and_days_are_shown(page, channel):
    page.clock.set_fixed_time(at(2026, 11, 27, 14, 40))
    for moment, text in (
        (at(2025, 12, 31, 9, 5), "l'an dernier"), (at(2026, 11, 20, 9, 5), "la semaine passée"),
        (at(2026, 11, 26, 23, 59), "hier soir"), (at(2026, 11, 27, 0, 1), "cette nuit"),
        (at(2026, 11, 27, 14, 32), "un"), (at(2026, 11, 27, 14, 32), "deux"),
    ):  # fmt: skip
        channel.now = moment
        channel.say("bot", text)
    channel.token = "kept"
    page.add_init_script("localStorage.setItem('conseiller-bot', 'kept')")
    page.goto(f"{SITE}/page")
    page.locator(BUBBLE).click()
    expect(page.locator(f"{LOG} .day")).to_have_text(
        ["mercredi 31 décembre 2025", "vendredi 20 novembre", "hier", "aujourd'hui"]
    )
    days = page.locator(f"{LOG} .day time").evaluate_all("found => found.map(one => one.dateTime)")
    assert days == ["2025-12-31", "2026-11-20", "2026-11-26", "2026-11-27"]
    expect(page.locator(f"{LOG} .at")).to_have_text(["09:05", "09:05", "23:59", "00:01", "14:32"])
    times = page.locator(f"{LOG} .at").evaluate_all("found => found.map(one => one.dateTime)")
    assert times[-2:] == ["2026-11-27T00:01", "2026-11-27T14:32"]


def test_new_messages_do_not_scroll_a_reader_but_are_announced(page, channel):
    converse(page)
    page.locator(LOG).evaluate("log => { log.scrollTop = 40; }")
    expect(page.locator(JUMP)).to_have_count(0)
    channel.say("bot", "Une personne vous répond.")
    look_for_news(page)
    expect(page.locator(JUMP)).to_have_text("1 nouveau message")
    channel.say("bot", "Êtes-vous là ?")
    look_for_news(page)
    expect(page.locator(JUMP)).to_have_text("2 nouveaux messages")
    assert page.locator(LOG).evaluate(TOP) == 40
    page.locator(JUMP).click()
    expect(page.locator(JUMP)).to_have_count(0)
    assert is_in_view(page, "Une personne vous répond.")
    expect(page.locator(LOG)).to_be_focused()


def test_a_reply_does_not_scroll_a_reader(page, channel):
    converse(page)
    channel.is_slow = True
    page.locator(INPUT).fill("Bonjour")
    page.keyboard.press("Enter")
    expect(page.locator("conseiller-bot .typing")).to_be_visible()
    assert page.locator(LOG).evaluate(FROM_END) < 2  # sending scrolls to the end
    page.locator(LOG).evaluate("log => { log.scrollTop = 40; }")
    channel.release()
    expect(page.locator(JUMP)).to_have_text("1 nouveau message")
    assert page.locator(LOG).evaluate(TOP) == 40


def test_at_the_end_the_view_scrolls_to_the_start_of_a_reply(page, channel):
    converse(page)
    page.locator(LOG).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    channel.say("bot", "Voici la première. " + LONG * 3)
    channel.say("bot", "Voici la seconde.")
    look_for_news(page)
    expect(page.locator(JUMP)).to_have_text("1 nouveau message")
    assert is_in_view(page, "Voici la première.")
    page.locator(LOG).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    expect(page.locator(JUMP)).to_have_count(0)


def test_the_question_that_is_pinned_is_not_announced_beside_it(page, channel):
    converse(page)
    page.locator(LOG).evaluate(UNTOLD)
    page.locator(LOG).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    channel.say("bot", "Voici la notice. " + LONG * 3)
    channel.say("bot", "Êtes-vous d'accord ?", "Oui", "Non")
    look_for_news(page)
    expect(page.locator(PINNED)).to_contain_text("Êtes-vous d'accord ?")
    expect(page.locator(JUMP)).to_have_count(0)


def test_the_panel_opens_at_its_first_unread_message(page, channel):
    page.clock.install()
    converse(page)
    page.keyboard.press("Escape")
    channel.say("bot", "Premier message. " + LONG * 2)
    channel.say("bot", "Second message. " + LONG * 2)
    page.clock.run_for(61_000)
    expect(page.get_by_role("button", name="2 nouveaux messages")).to_be_visible()
    page.locator(BUBBLE).click()
    expect(page.locator(JUMP)).to_have_text("1 nouveau message")
    assert is_in_view(page, "Premier message.")


@pytest.mark.parametrize("spoke", [False, True])
def test_a_conversation_found_again_opens_where_the_last_answer_begins(page, channel, spoke):
    open_chat(page, f"{SITE}/page")
    if spoke:
        send(page, "Oui")
    channel.say("bot", "Premier message. " + LONG * 2)
    channel.say("bot", "Second message. " + LONG * 2)
    page.reload()
    page.locator(BUBBLE).click()
    page.locator(MESSAGE).last.wait_for(state="attached")
    wait_for_reply(page)
    expect(page.locator(JUMP)).to_be_visible()
    assert is_in_view(page, "Lu : Oui" if spoke else "Bonjour ! Je suis un programme")


@pytest.mark.parametrize("height", [740, 420])
def test_the_open_question_stays_in_sight_while_one_reads_above(channel, height):
    with channel.page(viewport={"width": 360, "height": height}) as page:
        converse(page)
        send(page, "Je m'inscris")
        expect(page.locator(PINNED)).to_have_count(0)  # the message itself is in view
        page.locator(LOG).evaluate("log => { log.scrollTop = 0; }")
        expect(page.locator(PINNED)).to_contain_text("Êtes-vous d'accord ?")
        boxes = [page.locator(one).bounding_box() for one in (LOG, PINNED, CHOICE + " >> nth=0", INPUT)]
        for above, below in pairwise(boxes):
            assert above["y"] + above["height"] <= below["y"] + 1
        assert boxes[-1]["y"] + boxes[-1]["height"] <= height
        page.locator(PINNED).click()
        expect(page.locator(PINNED)).to_have_count(0)
        assert is_in_view(page, "Êtes-vous d'accord ?")
        page.locator(LOG).evaluate("log => { log.scrollTop = 0; }")
        click_choice(page, "Non")
        expect(page.locator(PINNED)).to_have_count(0)
