"""No violations of axe-core and no loss of content, in any state and view; accessible names."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.base.clock import PARIS
from tests.widget.browser import (
    BUBBLE,
    CHOICE,
    INPUT,
    LOG,
    MENU,
    MESSAGE,
    RETRY,
    accessibility_tree,
    click_choice,
    find_violations,
    open_chat,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import SITE

TREES = Path(__file__).with_name("accessibility_trees.md")
PAGE = f"{SITE}/demonstration.html"
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
VIEWS = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "320 pixels": {"viewport": {"width": 320, "height": 568}},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "zoomed to 400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    "forced colours": {"viewport": {"width": 1000, "height": 700}, "forced_colors": "active"},
    "dark forced colours": {
        "viewport": {"width": 1000, "height": 700}, "forced_colors": "active", "color_scheme": "dark",
    },
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_every_state(channel, view):
    states: dict[str, Callable[[Page], object]] = {
        "closed": lambda page: (page.goto(PAGE), page.locator(BUBBLE).wait_for()),
        "open": lambda page: (page.locator(BUBBLE).click(), page.locator(MESSAGE).first.wait_for()),
        "choices": lambda page: click_choice(page, "Je m'inscris"),
        "options": lambda page: page.locator(MENU).click(),
        "code": lambda page: page.get_by_role("button", name="Reprendre ma candidature").click(),
        "wrong code": lambda page: (page.keyboard.type("x"), page.keyboard.press("Enter")),
        "leaving": lambda page: (
            page.keyboard.press("Escape"),
            page.locator(MENU).click(),
            page.get_by_role("button", name="Quitter cet appareil").click(),
        ),
        "error": lambda page: (page.keyboard.press("Escape"), channel.failures.append("before"), send(page, "Bonjour")),
        "too long": lambda page: (page.locator(INPUT).fill("x " * 3200), page.locator(INPUT).press("Enter")),
        "a long answer": lambda page: (page.locator(INPUT).fill(""), send(page, "long " * 500)),
        "an open question while one reads above": lambda page: (
            send(page, "Je m'inscris"),
            page.locator(LOG).evaluate("log => { log.scrollTop = 0; }"),
            expect(page.locator("conseiller-bot .pinned")).to_have_count(1),
        ),
        "news while one reads above": lambda page: (
            channel.say("bot", "Votre code de reprise : ACDE-FG23. Voyez pix.fr."),
            page.clock.run_for(16_000),
            expect(page.locator("conseiller-bot .jump")).to_be_visible(),
        ),
        "a code to copy": lambda page: (
            page.locator("conseiller-bot .jump").click(),
            expect(page.locator("conseiller-bot .copy")).to_be_visible(),
        ),
        "withdrawn": lambda page: (
            send(page, "Oui"),
            send(page, "retirer"),
            expect(page.locator(f"{MESSAGE} .unkept").first).to_be_attached(),
            page.locator(LOG).evaluate("log => { log.scrollTop = log.scrollHeight; }"),
        ),
        "offline": lambda page: (page.context.set_offline(True), expect(page.locator(RETRY)).to_be_visible()),
        "closed with news": lambda page: (
            page.context.set_offline(False),
            page.keyboard.press("Escape"),
            channel.say("bot", "Une personne vous répond."),
            page.clock.run_for(61_000),
            expect(page.locator(f"{BUBBLE} .unread")).to_have_text("1 nouveau message"),
        ),
        "restored": lambda page: (page.reload(), page.locator(BUBBLE).click(), page.locator(MESSAGE).first.wait_for()),
        "the whole page": lambda page: open_chat(page, SITE),
    }
    with channel.page(**VIEWS[view]) as page:
        page.clock.install()
        for state, reach in states.items():
            reach(page)
            assert find_violations(page) == [], state
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
            assert _out_of_sight(page) == [], state


def test_wide_text_spacing_cuts_nothing(channel):
    with channel.page(viewport={"width": 320, "height": 568}) as page:
        open_chat(page, PAGE)
        page.locator(MENU).click()
        page.evaluate(
            """rules => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(rules);
                document.querySelector("conseiller-bot").shadowRoot.adoptedStyleSheets.push(sheet);
            }""",
            SPACED,
        )
        assert _out_of_sight(page) == []
        cut = page.locator("conseiller-bot button").evaluate_all(
            "found => found.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
        )
        assert cut == []


def test_reduced_motion_stops_all_animations(channel):
    for motion, names in (("reduce", ["none"]), ("no-preference", ["typing"])):
        with channel.page(reduced_motion=motion) as page:
            open_chat(page, SITE)
            channel.is_slow = True
            page.locator(INPUT).fill("Bonjour")
            page.locator(INPUT).press("Enter")
            dots = page.locator("conseiller-bot .typing span")
            assert dots.first.evaluate("dot => [getComputedStyle(dot).animationName]") == names
            moving = "document.getAnimations({subtree: true}).filter(one => one.playState === 'running').length"
            assert page.evaluate(moving) in ([0] if motion == "reduce" else [0, 3])
            channel.release()
            wait_for_reply(page)


def test_history_is_not_read_aloud_and_what_follows_is(page, channel):
    page.clock.install()
    open_chat(page, SITE)
    expect(page.locator(LOG)).to_have_attribute("aria-live", "polite")  # the first welcome is news
    click_choice(page, "Je m'inscris")
    page.reload()
    page.locator(MESSAGE).nth(3).wait_for()
    expect(page.locator(LOG)).to_have_attribute("aria-live", "off")
    expect(page.locator("conseiller-bot p[role=status]")).to_have_text("Conversation retrouvée : 4 messages.")
    page.clock.run_for(600)
    expect(page.locator(LOG)).to_have_attribute("aria-live", "polite")
    send(page, "Oui")
    expect(page.locator(LOG)).to_have_attribute("aria-live", "polite")


def test_opened_again_nothing_is_read_again(page):
    page.clock.install()
    open_chat(page, f"{SITE}/page")
    page.clock.run_for(600)
    page.keyboard.press("Escape")
    page.locator(BUBBLE).click()
    expect(page.locator(LOG)).to_have_attribute("aria-live", "off")
    page.clock.run_for(600)
    expect(page.locator(LOG)).to_have_attribute("aria-live", "polite")


def test_the_accessibility_tree_matches_its_snapshot(channel):
    """The snapshots are beside this test."""
    shown = re.findall(r"```text\n(.*?)```", TREES.read_text(encoding="utf-8"), re.S)
    channel.now = datetime(2026, 11, 27, 14, 32, tzinfo=PARIS).timestamp()
    with channel.page() as page:
        page.clock.set_fixed_time(channel.now)
        page.goto(f"{SITE}/page")
        page.locator(BUBBLE).wait_for()
        trees = [accessibility_tree(page)]
        page.locator(BUBBLE).click()
        page.locator(CHOICE).first.wait_for()
        wait_for_reply(page)
        trees.append(accessibility_tree(page))
        click_choice(page, "Je m'inscris")
        trees.append(accessibility_tree(page))
        page.locator(MENU).click()
        page.get_by_role("button", name="Reprendre ma candidature").click()
        page.keyboard.press("Enter")
        trees.append(accessibility_tree(page))
        page.keyboard.press("Escape")
        channel.failures = ["before"]
        send(page, "Bonjour")
        trees.append(accessibility_tree(page))
    assert shown == trees, "\n".join(f"```text\n{tree}```" for tree in trees)


def _out_of_sight(page: Page) -> list[str]:
    """The widget's controls that are partly hidden outside its scrollable parts."""
    if page.locator("conseiller-bot .floating").evaluate_all(
        "found => found.some(one => one.scrollHeight > one.clientHeight)"
    ):
        return []
    return page.locator("conseiller-bot:not([open]) :is(.bubble, .head button, .write, .retry)").evaluate_all(
        """found => found.map(one => [one.className, one.getBoundingClientRect()]).filter(([, box]) =>
            box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
        ).map(([name]) => name)"""
    )
