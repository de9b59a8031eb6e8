"""A headless Chromium and the hands to chat with the widget in it.

Playwright's CSS locators see into open shadow roots, so the selectors below are those of the component's inside.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONGEST_REPLY_MS = 60_000
AXE = Path(__file__).parents[2] / "bot/widget/node_modules/axe-core/axe.min.js"

SILENT_ROLES = {
    "generic", "none", "InlineTextBox", "ListMarker", "LineBreak", "strong", "emphasis", "SvgRoot", "LabelText",
}  # fmt: skip
NAMED_BY_CONTENT = {"StaticText", "textbox", "button", "heading", "link"}

LOG = "conseiller-bot [role=log]"
INPUT = "conseiller-bot textarea"
BUBBLE = "conseiller-bot .bubble"
MESSAGE = "conseiller-bot .message"
CHOICE = "conseiller-bot .choice"
ERROR = "conseiller-bot .bar.error"
RETRY = "conseiller-bot .retry"
MENU = "conseiller-bot .menu-button"
ITEM = "conseiller-bot .item"


def find_chromium() -> str | None:
    """Path of the system's Chromium; None without one."""
    return next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)


_shared: list[Browser] = []


@contextmanager
def chromium() -> Iterator[Browser]:
    """Gives a headless Chromium. Playwright keeps an event loop for as long as it runs: nothing else may use asyncio."""
    path = find_chromium()
    if path is None:
        raise RuntimeError("No Chromium: run tests/install-browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shared_chromium() -> Iterator[None]:
    """All pages of the block share a browser process, each with a fresh profile."""
    with chromium() as browser:
        _shared.append(browser)
        yield
        _shared.clear()


@contextmanager
def chromium_page(**context: Any) -> Iterator[Page]:
    """A page of Chromium with a fresh profile; fails on any error of the page.

    Args:
        **context: of Playwright's `new_context`: `viewport`, `color_scheme`, `reduced_motion`…
    """
    errors: list[str] = []
    with nullcontext(_shared[0]) if _shared else chromium() as browser:
        page = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **context).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Security Policy" in message.text else None)
        try:
            yield page
        finally:
            for opened in browser.contexts:
                opened.close()
    assert not errors, errors


def open_chat(page: Page, url: str) -> None:
    """Open a page and its widget, and wait for the welcome."""
    page.goto(url)
    page.locator(f"{LOG}, {BUBBLE}").first.wait_for()
    if page.locator(BUBBLE).is_visible():
        page.locator(BUBBLE).click()
    page.locator(MESSAGE).first.wait_for(timeout=LONGEST_REPLY_MS)
    wait_for_reply(page)


def wait_for_reply(page: Page) -> None:
    """Wait until no reply is pending."""
    expect(page.locator(LOG)).to_have_attribute("aria-busy", "false", timeout=LONGEST_REPLY_MS)


def send(page: Page, text: str) -> list[str]:
    """Type a message, press Enter, and return the reply."""
    page.locator(INPUT).fill(text)
    before = _last_sent(page)
    page.locator(INPUT).press("Enter")
    return _reply(page, before)


def click_choice(page: Page, title: str) -> list[str]:
    """Click a choice by its exact title, and return the reply."""
    before = _last_sent(page)
    page.locator(CHOICE).filter(has_text=re.compile(f"^{re.escape(title)}$")).click()
    return _reply(page, before)


def pick(page: Page, label: str) -> None:
    """Open the menu and click an entry."""
    page.locator(MENU).click()
    page.locator(ITEM).filter(has_text=label).click()


def look_for_news(page: Page) -> None:
    """Let the widget ask for new messages at once, as when its tab comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def choices(page: Page) -> list[str]:
    """Titles of the clickable choices."""
    return page.locator(CHOICE).all_inner_texts()


def last_bot_messages(page: Page) -> list[str]:
    """The bot's messages since the user's last one, with plain spaces."""
    messages = page.locator(MESSAGE).evaluate_all(
        """found => found.map(message => {
            const text = message.querySelector(".text").cloneNode(true);
            text.querySelectorAll(".hidden").forEach(hidden => hidden.remove());
            return [message.dataset.from, text.textContent.replaceAll("\\u00a0", " ")];
        })"""
    )
    last_spoken = max((index for index, (sender, _) in enumerate(messages) if sender == "user"), default=-1)
    return [text for _, text in messages[last_spoken + 1 :]]


def find_violations(page: Page) -> list[str]:
    """Violations that axe-core finds, by rule; needs the widget's node_modules."""
    # Evaluated, not added as an element: the page's policy lets no foreign script in.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def accessibility_tree(page: Page) -> str:
    """Chromium's accessibility tree, one node a line, without nodes that screen readers skip."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    lines: list[str] = []

    def tell(node: dict[str, Any], depth: int) -> None:
        role, name = node["role"]["value"], node.get("name", {}).get("value", "")
        is_told = not node["ignored"] and role not in SILENT_ROLES and not (role == "StaticText" and not name.strip())
        if is_told:
            lines.append("  " * depth + " ".join(filter(None, _told(node, role, name))))
        if role not in NAMED_BY_CONTENT:
            for child in node["childIds"]:
                if child in nodes:
                    tell(nodes[child], depth + is_told)

    root = next(node for node in nodes.values() if "parentId" not in node)
    for child in root["childIds"]:
        tell(nodes[child], 0)
    session.detach()
    return "\n".join(lines).replace("\u00a0", " ") + "\n"


def _told(node: dict[str, Any], role: str, name: str) -> Iterator[str]:
    yield "text" if role == "StaticText" else role
    yield f"« {name.strip()} »" if name.strip() else ""
    states = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    if value := node.get("value", {}).get("value"):
        yield f"= « {value} »"
    if description := node.get("description", {}).get("value"):
        yield f"({description})"
    if states.get("focused"):
        yield "[focus]"
    if "expanded" in states:
        yield "[déplié]" if states["expanded"] else "[replié]"
    if states.get("invalid") == "true":
        yield "[incorrect]"


def _last_sent(page: Page) -> str | None:
    sent = page.locator(f"{MESSAGE}[data-from=user]")
    return sent.last.get_attribute("data-key") if sent.count() else None


def _reply(page: Page, before: str | None) -> list[str]:
    page.wait_for_function(
        """before => {
            const root = document.querySelector("conseiller-bot").shadowRoot;
            const sent = [...root.querySelectorAll(".message[data-from=user]")];
            const isBusy = root.querySelector("[role=log]").getAttribute("aria-busy") === "true";
            return !isBusy && sent.length > 0 && sent.at(-1).dataset.key !== before;
        }""",
        arg=before,
        timeout=LONGEST_REPLY_MS,
    )
    return last_bot_messages(page)
