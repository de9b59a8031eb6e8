"""`make pictures`: screenshots of the guides, with a fake channel."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.base.clock import PARIS
from tests.widget.browser import BUBBLE, CHOICE, LOG, MENU, MESSAGE, look_for_news, shared_chromium
from tests.widget.fake_channel import SITE, FakeChannel

FOLDER = Path(__file__).parents[2] / "docs" / "images"
NOW = datetime(2026, 11, 27, 14, 32, tzinfo=PARIS).timestamp()
DAY = 24 * 60 * 60
PHONE = {"width": 360, "height": 740}
KEYBOARD = {"width": 360, "height": 440}
DESKTOP = {"width": 860, "height": 640}
QUESTION = "Êtes-vous d'accord pour que je garde ces informations et que je les transmette aux recruteurs ?"


def _converse(channel: FakeChannel) -> None:
    channel.token = "shown"
    for moment, sender, text, buttons in (
        (NOW - DAY, "user", "C'est quoi, le test Pix ?", ()),
        (NOW - DAY, "bot", "Un parcours en ligne sur les savoirs numériques, sur pix.fr. Il n'y a pas de note minimale.", ()),
        (NOW - 120, "user", "c'est payé combien ?", ()),
        (NOW - 120, "bot", "Au moins le Smic. Le montant figure sur conseiller-numerique.gouv.fr ; par téléphone, "
         "c'est le 0612345678.", ()),
        (NOW, "user", "Je m'inscris", ()),
        (NOW, "bot", "Voici ce que je garderais : votre nom, votre ville, votre mobilité, et vos réponses.", ()),
        (NOW, "bot", QUESTION, ("Oui, je suis d'accord", "Non merci")),
    ):  # fmt: skip
        channel.now = moment
        channel.say(sender, text, *buttons)


def _read_above(page: Page, channel: FakeChannel) -> None:
    page.locator(LOG).evaluate("log => { log.scrollTop = 0; }")
    channel.say("bot", "Une personne de l'équipe vous répondra ici même.", person=True)
    look_for_news(page)
    expect(page.locator("conseiller-bot .jump")).to_be_visible()


def _take_along(page: Page, channel: FakeChannel) -> None:
    channel.say("bot", "Votre code de reprise : MTJV-GH3R\nSur l'autre appareil, écrivez « reprendre » suivi du code.")
    look_for_news(page)
    page.locator("conseiller-bot .copy").scroll_into_view_if_needed()


def _to_the_end(page: Page, _: FakeChannel) -> None:
    page.locator(LOG).evaluate("log => { log.scrollTop = log.scrollHeight; }")


SCREENSHOTS: dict[str, tuple[dict[str, int], str, str, Callable[[Page, FakeChannel], object]]] = {
    "widget": (DESKTOP, "light", "/demonstration.html", _to_the_end),
    "widget-sombre": (DESKTOP, "dark", "/demonstration.html", _read_above),
    "telephone": (PHONE, "light", "/page", _to_the_end),
    "telephone-clavier": (KEYBOARD, "light", "/page", _to_the_end),
    "telephone-relire": (PHONE, "light", "/page", _read_above),
    "telephone-menu": (PHONE, "light", "/page", lambda page, _: page.locator(MENU).click()),
    "telephone-code": (PHONE, "dark", "/page", _take_along),
}  # fmt: skip


def draw(folder: Path) -> None:
    """Write all screenshots into the folder as `NAME.png`."""
    for name, (viewport, scheme, path, reach) in SCREENSHOTS.items():
        channel = FakeChannel()
        _converse(channel)
        with channel.page(viewport=viewport, color_scheme=scheme) as page:
            page.clock.set_fixed_time(NOW)
            page.add_init_script("localStorage.setItem('conseiller-bot', 'shown')")
            page.goto(SITE + path)
            page.locator(BUBBLE).click()
            page.locator(MESSAGE).last.wait_for(state="attached")
            expect(page.locator(CHOICE)).to_have_count(2)
            reach(page, channel)
            page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")


if __name__ == "__main__":
    with shared_chromium():
        draw(FOLDER)
