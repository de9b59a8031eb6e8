"""A phone: the discussion fills the screen, and everything stays within reach of a thumb while a keyboard is open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.widget.browser import (
    CHOICE,
    INPUT,
    LOG,
    MENU,
    choices,
    look_for_news,
    open_chat,
    send,
)
from tests.widget.fake_channel import SITE

PHONE = {"width": 360, "height": 740}
KEYBOARD = 300
PANEL = "conseiller-bot .panel"
SHRINKING = 100  # looks at the panel, twenty a second


@pytest.fixture
def phone(channel) -> Iterator[Page]:
    with channel.page(viewport=PHONE, has_touch=True, is_mobile=True) as page:
        yield page


def open_keyboard(page: Page, way: str, height: int = KEYBOARD) -> None:
    """Open a keyboard, which shrinks the page on Android and the visual viewport on an iPhone."""
    if way == "page":
        page.set_viewport_size({**PHONE, "height": PHONE["height"] - height})
    else:
        page.evaluate(
            """height => {
                Object.defineProperty(visualViewport, "height", {configurable: true, get: () => innerHeight - height});
                visualViewport.dispatchEvent(new Event("resize"));
            }""",
            height,
        )


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_it_fills_the_screen(phone):
    open_chat(phone, f"{SITE}/page")
    assert phone.locator(PANEL).bounding_box() == {"x": 0, "y": 0, **PHONE}


def test_the_page_leaves_it_all_but_two_lines(phone):
    open_chat(phone, SITE)
    box = phone.locator(PANEL).bounding_box()
    assert box["x"] == 0
    assert box["width"] == PHONE["width"]
    assert box["y"] <= 80  # a line of links, large enough for fingers, and the title
    assert box["y"] + box["height"] == PHONE["height"]
    # What the law asks for stands below: it takes nothing of the screen.
    assert phone.locator("body > footer").bounding_box()["y"] >= PHONE["height"]
    assert phone.evaluate("document.documentElement.scrollHeight") <= PHONE["height"] + 80
    lines = phone.locator(".introduction h1").evaluate(
        "title => title.scrollHeight / parseFloat(getComputedStyle(title).lineHeight)"
    )
    assert lines < 2
    expect(phone.get_by_role("link", name="Notice d'information").first).to_be_visible()


@pytest.mark.parametrize("path", ["/page", ""])
@pytest.mark.parametrize("way", ["page", "what is seen"])
def test_with_a_keyboard_the_field_and_the_choices_are_above_it(phone, path, way):
    open_chat(phone, SITE + path)
    for number in range(4):
        send(phone, f"message {number} " + "assez long " * 20)
    send(phone, "Je m'inscris")
    phone.locator(INPUT).focus()
    open_keyboard(phone, way)
    left = PHONE["height"] - KEYBOARD
    room = left if way == "what is seen" or path else left - 80  # a page that gets smaller keeps its two lines
    for _ in range(SHRINKING):  # the page learns of the keyboard a moment later
        height = phone.locator(PANEL).bounding_box()["height"]
        if height <= left:
            break
        phone.wait_for_timeout(50)
    assert room <= height <= left
    seen_from = phone.evaluate("visualViewport.offsetTop")
    assert bottom(phone, INPUT) <= seen_from + left
    assert bottom(phone, CHOICE) <= phone.locator(INPUT).bounding_box()["y"]
    assert phone.locator(PANEL).bounding_box()["y"] >= -1
    assert choices(phone) == ["Oui", "Non"]
    # Who was at the end still is: the question is in view.
    question = phone.locator(f"{LOG} .message").last.bounding_box()
    assert question["y"] + question["height"] <= phone.locator(CHOICE).first.bounding_box()["y"]
    assert question["y"] >= phone.locator(LOG).bounding_box()["y"]


def test_zooming_does_not_squeeze_the_widget(phone):
    open_chat(phone, f"{SITE}/page")
    phone.evaluate("Object.defineProperty(visualViewport, 'scale', {get: () => 2})")
    open_keyboard(phone, "what is seen", 370)
    assert phone.locator(PANEL).bounding_box()["height"] == PHONE["height"]


def test_beside_a_page_the_panel_rises_above_a_keyboard(page):
    open_chat(page, f"{SITE}/page")
    open_keyboard(page, "what is seen")
    assert bottom(page, PANEL) <= 700 - KEYBOARD


def test_many_choices_with_a_keyboard_leave_room_to_read(phone, channel):
    open_chat(phone, f"{SITE}/page")
    channel.say("bot", "Laquelle ?", *(f"Une commune assez longue numéro {number}" for number in range(9)))
    look_for_news(phone)
    expect(phone.locator(CHOICE)).to_have_count(9)
    assert phone.locator(LOG).bounding_box()["height"] > 250
    open_keyboard(phone, "page")
    assert phone.locator(LOG).bounding_box()["height"] > 150
    phone.locator(CHOICE).last.scroll_into_view_if_needed()
    phone.locator(CHOICE).last.click()
    expect(phone.locator(CHOICE)).to_have_count(0)


def test_everything_that_is_touched_is_large_enough(phone, channel):
    open_chat(phone, f"{SITE}/page")
    for number in range(4):
        send(phone, f"message {number} " + "assez long " * 20)
    channel.say("bot", "Votre code de reprise : ACDE-FG23")
    send(phone, "Je m'inscris")
    phone.locator(LOG).evaluate("log => { log.scrollTop = 0; }")
    channel.say("bot", "Une personne vous répond.")
    look_for_news(phone)
    expect(phone.locator("conseiller-bot .jump")).to_be_visible()
    expect(phone.locator("conseiller-bot .pinned")).to_be_visible()
    phone.locator(MENU).click()
    small = phone.locator("conseiller-bot :is(button, a.item, textarea)").evaluate_all(
        """found => found.map(one => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, {width, height}]) => width < 44 || height < 44).map(([name]) => name)"""
    )
    assert small == []
    assert phone.locator("conseiller-bot :is(button, a.item)").count() > 12
