"""The widget on pages of others: one script tag, strict policies, hostile styles, another origin."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha384
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from bot.channels.web.channel import WebInput
from bot.operating.run.pages import WIDGET
from bot.records.store.database import Database
from tests.channels.channel_player import Player, serve
from tests.pages_server import running_pages
from tests.serving import served
from tests.widget.browser import BUBBLE, ERROR, INPUT, LOG, MESSAGE, chromium_page, open_chat, send, wait_for_reply
from tests.widget.fake_channel import SITE

ELEMENT = "conseiller-bot"
STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'"
HTML = '<!doctype html><html lang="fr"><head><title>Page</title>{head}</head><body><h1>Page</h1>{body}</body></html>'
TAG = '<script src="/conseiller-bot.js" defer></script>'
HOSTILE = """
html { font-size: 62.5%; color: red; }
* { line-height: 3; letter-spacing: 1em; text-transform: uppercase; }
body > * { transform: rotate(3deg); opacity: 0.3; filter: blur(2px); position: relative; overflow: hidden; }
body { text-align: right; direction: rtl; visibility: hidden; font: italic 40px serif; cursor: wait; white-space: pre; }
button, textarea, div, p, dialog { display: none !important; }
conseiller-bot { width: 1px; height: 1px; }
"""


def visit(page: Page, channel, *, head: str = TAG, body: str = "", policy: str = STRICT) -> None:
    channel.policy = policy
    channel.pages["/page"] = HTML.format(head=head, body=body)
    page.goto(f"{SITE}/page")


@pytest.mark.parametrize("head", [
    TAG, TAG + TAG, '<script src="/conseiller-bot.js" async></script>', '<script src="/conseiller-bot.js"></script>',
    f'{TAG}<script src="/conseiller-bot.js?again" async></script>', '<meta charset="windows-1252">' + TAG,
])  # fmt: skip
def test_one_tag_brings_one_button(page, channel, head):
    visit(page, channel, head=head)
    expect(page.locator(ELEMENT)).to_have_count(1)
    page.wait_for_load_state()
    expect(page.locator(ELEMENT)).to_have_count(1)
    open_chat(page, f"{SITE}/page")
    assert send(page, "éàü") == ["Lu : éàü"]
    expect(page.get_by_role("button", name="Fermer la discussion")).to_be_visible()


@pytest.mark.parametrize(("head", "body", "count"), [
    ('<script src="/conseiller-bot.js" defer data-manual></script>', "", 0),
    ('<script src="/conseiller-bot.js" type="module"></script>', "", 0),
    (TAG, "<conseiller-bot open></conseiller-bot>", 1), (TAG, "<conseiller-bot></conseiller-bot>" * 3, 3),
])  # fmt: skip
def test_a_page_may_place_elements_itself(page, channel, head, body, count):
    visit(page, channel, head=head, body=body)
    page.wait_for_function("customElements.get('conseiller-bot') !== undefined")
    expect(page.locator(ELEMENT)).to_have_count(count)


def test_the_tag_names_label_and_theme(page, channel):
    tag = '<script src="/conseiller-bot.js" defer data-label="Besoin d\'aide ?" data-theme="dark"></script>'
    visit(page, channel, head=tag)
    button = page.get_by_role("button", name="Besoin d'aide ?")
    expect(button).to_have_css("background-color", "rgb(156, 196, 255)")


def test_elements_of_one_page_share_the_conversation(page, channel):
    visit(page, channel, body="<conseiller-bot open></conseiller-bot>" * 2)
    logs, fields = page.locator(LOG), page.locator(INPUT)
    expect(logs.nth(1)).to_contain_text("Que souhaitez-vous faire")
    assert channel.requests.count("POST /webhooks/web/session") == 1
    fields.nth(0).fill("Bonjour")
    expect(fields.nth(1)).to_have_value("Bonjour")
    fields.nth(1).press("Enter")
    for log in logs.all():
        expect(log).to_contain_text("Lu : Bonjour")
    expect(fields.nth(0)).to_have_value("")
    assert len(channel.posted) == 1


def test_tabs_opened_at_once_begin_one_conversation(page, channel):
    tabs = [page, page.context.new_page()]
    visit(page, channel)
    tabs[1].goto(f"{SITE}/page")
    for tab in tabs:
        tab.locator(BUBBLE).evaluate("button => button.click()")
    for tab in tabs:
        expect(tab.locator(MESSAGE)).to_have_count(2)
    assert tabs[0].evaluate("({...localStorage})") == tabs[1].evaluate("({...localStorage})")


def test_an_element_may_be_moved_and_removed(page, channel):
    visit(page, channel)
    open_chat(page, f"{SITE}/page")
    page.evaluate("document.body.prepend(document.querySelector('conseiller-bot'))")
    assert send(page, "Bonjour") == ["Lu : Bonjour"]
    page.evaluate("document.querySelector('conseiller-bot').hidden = true")
    expect(page.locator(LOG)).to_be_hidden()
    page.evaluate("document.querySelector('conseiller-bot').remove()")
    page.evaluate("document.body.append(document.createElement('conseiller-bot'))")
    page.evaluate("document.querySelector('conseiller-bot').show()")
    expect(page.locator(LOG)).to_contain_text("Lu : Bonjour")
    page.evaluate("document.querySelector('conseiller-bot').hide()")
    expect(page.locator(BUBBLE)).to_be_visible()


@pytest.mark.parametrize("policy", [
    STRICT, f"{STRICT}; require-trusted-types-for 'script'; trusted-types lit-html",
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; sandbox allow-scripts allow-same-origin",
])  # fmt: skip
def test_the_strictest_policies_let_it_work(page, channel, policy):
    """`chromium_page` fails on any report of a violation."""
    visit(page, channel, policy=policy)
    open_chat(page, f"{SITE}/page")
    page.locator(INPUT).fill("une\ndeux\ntrois\nquatre")
    assert page.locator(INPUT).evaluate("field => field.clientHeight") > 60
    assert send(page, "Bonjour") == ["Lu : Bonjour"]
    expect(page.locator(f"{ELEMENT} .panel")).to_have_css("position", "fixed")


def test_where_storage_is_forbidden_it_works_all_the_same(page, channel):
    channel.policy = "sandbox allow-scripts"
    page.goto("http://localhost/page")
    forbidden = "navigator.locks.request('', () => 'given').catch(({name}) => name)"
    assert (page.evaluate("isSecureContext"), page.evaluate(forbidden)) == (True, "SecurityError")
    page.locator(BUBBLE).click()
    expect(page.locator(MESSAGE)).to_have_count(2)
    assert send(page, "Bonjour") == ["Lu : Bonjour"]


def test_styles_of_the_page_do_not_reach_it(page, channel):
    visit(page, channel, head=f"{TAG}<style>{HOSTILE}</style>", policy=f"{STRICT}; style-src 'unsafe-inline'")
    open_chat(page, f"{SITE}/page")
    box = page.locator(f"{ELEMENT} .panel").bounding_box()
    assert (box["x"] + box["width"], box["y"] + box["height"]) == (1000 - 16, 700 - 16)
    style = page.locator(f"{ELEMENT} .text").first.evaluate(
        """text => { const {fontSize, lineHeight, letterSpacing, textTransform, direction, fontStyle, color, visibility, cursor}
            = getComputedStyle(text);
            return [fontSize, lineHeight, letterSpacing, textTransform, direction, fontStyle, color, visibility, cursor]; }"""
    )
    assert style == ["16px", "24px", "normal", "none", "ltr", "normal", "rgb(27, 36, 48)", "visible", "auto"]
    assert send(page, "Bonjour") == ["Lu : Bonjour"]


def test_its_own_styles_are_set_by_properties(page, channel):
    rules = (
        "conseiller-bot { --chat-accent: rgb(120, 0, 90); --chat-offset: 3em; --chat-z-index: 7; --chat-width: 20em; }"
    )
    visit(page, channel, head=f"{TAG}<style>{rules}</style>", policy=f"{STRICT}; style-src 'unsafe-inline'")
    expect(page.locator(BUBBLE)).to_have_css("background-color", "rgb(120, 0, 90)")
    expect(page.locator(BUBBLE)).to_have_css("z-index", "7")
    open_chat(page, f"{SITE}/page")
    box = page.locator(f"{ELEMENT} .panel").bounding_box()
    assert (box["x"] + box["width"], box["width"]) == (1000 - 48, 320)


def test_the_page_is_left_as_it_was(page, channel):
    seen = """() => ({
        names: Object.keys(window).filter(name => !window.known.includes(name)),
        head: document.head.innerHTML, title: document.title, body: document.body.getAttributeNames(),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length, keys: window.keys,
    })"""
    page.add_init_script("""window.known = []; window.keys = []; window.known = Object.keys(window);
        document.addEventListener('keydown', event => window.keys.push(event.key))""")
    visit(page, channel, head="", body='<input aria-label="Nom">')
    before = page.evaluate(seen)
    visit(page, channel, head=TAG, body='<input aria-label="Nom">')
    page.locator(BUBBLE).wait_for()
    page.locator(BUBBLE).click()
    wait_for_reply(page)
    page.locator(INPUT).press_sequentially("a/?")
    page.keyboard.press("Escape")
    after = page.evaluate(seen)
    assert after.pop("head") == before["head"] + TAG.replace("defer", 'defer=""')
    # Lit's list of what is loaded; nothing else.
    names = after.pop("names")
    assert all("lit" in name.lower() or name == "reactiveElementVersions" for name in names)
    assert after == {name: value for name, value in before.items() if name not in {"head", "names"}}
    page.get_by_label("Nom").press("a")
    assert page.evaluate("window.keys") == ["a"]


class OtherSite:
    """A site of one page, on an origin of its own; the test sets the page.

    Attributes:
        url: address of the page.
    """

    def __init__(self) -> None:
        self.url = ""
        self._page = HTMLResponse()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._page(scope, receive, send)

    def publish(self, bot: str, attributes: str = "", **headers: str) -> str:
        """Set a page whose policy and tag name this bot; returns its address."""
        policy = f"default-src 'none'; script-src {bot}; connect-src {bot}; require-trusted-types-for 'script'"
        tag = f'<script src="{bot}/conseiller-bot.js" defer {attributes}></script>'
        page = HTML.format(head=tag, body="")
        self._page = HTMLResponse(page, headers={"Content-Security-Policy": policy, **headers})
        return self.url


@pytest.fixture(scope="module")
def embedding(tmp_path_factory):
    """A site of others, a bot that allows it, and one that does not: three origins."""
    folder = tmp_path_factory.mktemp("embedding")
    database = Database(f"sqlite:///{folder / 'bot.db'}")
    database.migrate()
    site = OtherSite()
    with served(site, lifespan="off") as (_, port), pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_SECRET", "a secret of the tests")
        site.url = f"http://localhost:{port}/"
        origin = site.url.removesuffix("/")
        with (
            serve(WebInput([origin], database).blueprint(Player(database)), "web") as rasa,
            pages_before(rasa, folder / "open", [origin]) as bot,
            pages_before(rasa, folder / "shut", []) as shut,
        ):
            yield site, bot, shut
    database.engine.dispose()


@contextmanager
def pages_before(rasa: str, folder: Path, origins: list[str]) -> Iterator[str]:
    """The address of pages before a channel, to be shown on these origins."""
    folder.mkdir()
    credentials = folder / "credentials.yml"
    credentials.write_text(json.dumps({"bot.channels.web.WebInput": {"allowed_origins": origins}}))
    rasa = rasa.removesuffix(urlsplit(rasa).path)
    with running_pages(folder, BOT_RASA_URLS=rasa, BOT_CREDENTIALS=str(credentials)) as pages:
        yield f"http://127.0.0.1:{pages.port}"


def test_on_another_site_nothing_else_is_asked_and_nothing_kept_before_use(embedding):
    site, bot, _ = embedding
    with chromium_page() as page:
        requests: list[tuple[str, str]] = []
        page.context.on("request", lambda request: requests.append((request.method, request.url)))
        kept = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])"
        page.goto(site.publish(bot))
        page.locator(BUBBLE).wait_for()
        assert [url for _, url in requests] == [site.url, f"{bot}/conseiller-bot.js"]
        assert json.loads(page.evaluate(kept)) == [[], [], ""]
        open_chat(page, site.url)
        assert send(page, "Bonjour") == ["re: Bonjour"]
        page.reload()
        page.locator(BUBBLE).click()
        expect(page.locator(LOG)).to_contain_text("re: Bonjour")
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Menu").click()
            page.get_by_role("button", name="Imprimer mes notes").click()
        expect(opened.value.locator("p")).to_contain_text("Rien n'est enregistré")
        assert json.loads(page.evaluate(kept)) == [[f"conseiller-bot {bot}/"], [], ""]
        assert page.context.cookies() == []
        assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
        assert {urlsplit(url).netloc for _, url in requests} == {urlsplit(site.url).netloc, urlsplit(bot).netloc}
        asked = {(method, urlsplit(url).path) for method, url in requests if url.startswith(bot)}
        assert asked == {
            ("GET", "/conseiller-bot.js"), ("POST", "/webhooks/web/session"), ("POST", "/webhooks/web/messages"),
            ("GET", "/webhooks/web/messages"), ("GET", "/webhooks/web/notes"),
        }  # fmt: skip


def test_a_site_that_isolates_itself_and_checks_what_it_loads(embedding):
    site, bot, _ = embedding
    digest = b64encode(sha384((WIDGET / "conseiller-bot.js").read_bytes()).digest()).decode()
    isolating = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
    with chromium_page() as page:
        open_chat(page, site.publish(bot, f'integrity="sha384-{digest}" crossorigin', **isolating))
        assert page.evaluate("crossOriginIsolated")
        assert send(page, "Bonjour") == ["re: Bonjour"]


def test_a_site_that_is_not_allowed_shows_an_error(embedding):
    site, _, shut = embedding
    with chromium_page() as page:
        page.goto(site.publish(shut))
        page.locator(BUBBLE).click()
        expect(page.locator(ERROR)).to_contain_text("Ce site n'est pas autorisé à montrer l'assistant")
        assert page.locator(MESSAGE).count() == 0


def test_the_bundle_may_be_loaded_from_anywhere_and_is_asked_for_again_soon(embedding):
    answer = httpx.get(f"{embedding[1]}/conseiller-bot.js")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert "access-control-allow-origin" not in httpx.get(f"{embedding[1]}/").headers
