"""The widget in a real browser, before a channel that is played here: every file and answer comes from the test."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bot import pages
from tests.widget.browser import (
    AXE,
    BUBBLE,
    CHOICE,
    ERROR,
    INPUT,
    LOG,
    MESSAGE,
    RETRY,
    choices,
    chromium_page,
    click_choice,
    find_violations,
    last_bot_messages,
    open_chat,
    send,
    wait_for_reply,
)

SITE = "http://candidats.test"
BUBBLE_PAGE = """<!doctype html><html lang="fr"><head><title>Page</title><meta name="viewport" content="width=device-width">
<script src="/conseiller-bot.js" defer></script></head><body><main><h1>Page</h1></main></body></html>"""
SENT = f"{MESSAGE}[data-from=user]"
VIEWS = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 568}},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "forced colours": {"viewport": {"width": 1000, "height": 700}, "forced_colors": "active"},
}


class PlayedChannel:
    """Speaks the channel's protocol from memory.

    Attributes:
        requests: what was asked, `METHOD path`, in order.
        posted: bodies of the messages that arrived.
        failures: how the next messages fail: `before` or `after` they were taken.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.failures: list[str] = []
        self.consented = False
        self.token: str | None = None
        self.said: list[dict[str, Any]] = []
        self._answered: dict[str, list[dict[str, Any]]] = {}
        self._last_id = 0

    def say(self, sender: str, text: str, *buttons: str) -> dict[str, Any]:
        self._last_id += 1
        message = {"id": self._last_id, "from": sender, "text": text, "buttons": list(buttons), "at": 0}
        self.said.append(message)
        return message

    def serve(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(SITE)
        self.requests.append(f"{request.method} {path}")
        headers = {"Content-Security-Policy": pages.CONTENT_SECURITY_POLICY}
        if path.startswith("/webhooks/web/"):
            status, answer = self._answer(path.removeprefix("/webhooks/web/"), request)
            route.fulfill(status=status, json=answer)
        elif path == "/page":
            route.fulfill(body=BUBBLE_PAGE, content_type="text/html", headers=headers)
        else:
            file = pages.WIDGET / (path.strip("/") or "index.html")
            route.fulfill(path=file, headers=headers) if file.is_file() else route.fulfill(status=404)

    def _answer(self, path: str, request: Any) -> tuple[int, Any]:
        if path == "session":
            if self.token is None or json.loads(request.post_data).get("token") != self.token:
                self.token = f"token-{self._last_id}"
                self.said.clear()
                self.say("bot", "Bonjour ! Je suis un programme, pas une personne.")
                self.say("bot", "Que souhaitez-vous faire ?", "Je m'inscris", "Le test Pix")
            return 200, {"token": self.token, **self._after(0)}
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"error": "session", "message": "Votre session n'est plus valable."}
        if request.method == "GET":
            return 200, self._after(int(path.partition("after=")[2]))
        return self._take(json.loads(request.post_data))

    def _take(self, body: dict[str, str]) -> tuple[int, Any]:
        self.posted.append(body)
        failure = self.failures.pop(0) if self.failures else None
        if failure != "before" and body["id"] not in self._answered:
            self._answered[body["id"]] = self._reply(body["text"])
        if failure is not None:
            return 503, {"error": "trouble", "message": "Je n'arrive pas à répondre pour l'instant."}
        return 200, {"cursor": self._last_id, "messages": self._answered[body["id"]]}

    def _reply(self, text: str) -> list[dict[str, Any]]:
        if text == "tout effacer":
            self.said.clear()
        self.consented = self.consented or text == "Oui"
        self.say("user", text if self.consented else "")
        if text == "tout effacer":
            return [self.say("bot", "C'est effacé. Reçu : 1234.")]
        return (
            [self.say("bot", "Êtes-vous d'accord ?", "Oui", "Non")]
            if text == "Je m'inscris"
            else [self.say("bot", f"Lu : {text}")]
        )

    def _after(self, cursor: int) -> dict[str, Any]:
        news = [message for message in self.said if message["id"] > cursor]
        return {"cursor": max([cursor, *(message["id"] for message in news)]), "messages": news}


@pytest.fixture
def channel() -> PlayedChannel:
    return PlayedChannel()


@pytest.fixture
def page(channel: PlayedChannel) -> Iterator[Page]:
    with chromium_page(viewport={"width": 1000, "height": 700}) as page:
        page.context.route("**/*", channel.serve)
        yield page


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
    page.locator(RETRY).click()
    expect(page.locator(ERROR)).to_have_count(0)
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Lu : Durand"]


def test_a_human_answer_arrives_later(page, channel):
    page.clock.install()
    open_chat(page, SITE)
    channel.say("bot", "Une personne vous répond.")
    page.clock.run_for(16_000)
    expect(page.locator(f"{MESSAGE}[data-from=bot]").last).to_contain_text("Une personne vous répond.")


def test_text_is_text_and_only_safe_addresses_are_links(page, channel):
    open_chat(page, SITE)
    text = "<img src=x onerror=alert(1)> javascript:alert(1) http://a.fr https://b.fr/c?d=1. à e.f@g.fr !"
    assert send(page, text) == [f"Lu : {text}"]
    links = page.locator(f"{MESSAGE} a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.rel])"
    )
    assert links == [["https://b.fr/c?d=1", "noopener noreferrer"], ["mailto:e.f@g.fr", ""]]
    assert page.locator(f"{MESSAGE} img").count() == 0


def test_offline_is_said(page):
    open_chat(page, SITE)
    page.context.set_offline(True)
    expect(page.locator("conseiller-bot .bar.offline")).to_contain_text("hors connexion")
    page.context.set_offline(False)
    expect(page.locator("conseiller-bot .bar")).to_have_count(0)


def test_the_room_left_is_told_near_the_limit(page):
    open_chat(page, SITE)
    count = page.locator("conseiller-bot .count")
    page.locator(INPUT).fill("x" * 5000)
    expect(count).to_be_empty()
    page.locator(INPUT).fill("x" * 5898 + "🙂🙂")
    expect(count).to_have_text("Il reste 100 caractères.")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run make widget")
@pytest.mark.parametrize("view", VIEWS)
def test_accessibility(channel, view):
    states: dict[str, Callable[[Page], object]] = {
        "welcome": lambda page: open_chat(page, SITE),
        "choices": lambda page: click_choice(page, "Je m'inscris"),
        "error": lambda page: (channel.failures.append("before"), send(page, "Bonjour")),
        "long": lambda page: (page.locator(INPUT).fill("x" * 5900), send(page, "long " * 1000)),
        "bubble": lambda page: page.goto(f"{SITE}/page"),
        "dialog": lambda page: page.locator(BUBBLE).click(),
    }
    with chromium_page(**VIEWS[view]) as page:
        page.context.route("**/*", channel.serve)
        for state, reach in states.items():
            reach(page)
            assert find_violations(page) == [], state
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
