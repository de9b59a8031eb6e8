"""Addresses that become links, and numbers that stay on one line, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.widget.browser import MESSAGE, last_bot_messages, look_for_news, open_chat, send
from tests.widget.fake_channel import SITE

LINKS = f"{MESSAGE}[data-from=bot] a"


def answer(page: Page, channel, text: str) -> None:
    """Has the bot say something, and waits for it."""
    channel.say("bot", text)
    look_for_news(page)
    page.locator(MESSAGE).nth(2).wait_for()


@pytest.mark.parametrize(("text", "links"), [
    ("Voyez conseiller-numerique.gouv.fr, puis pix.fr.", ["https://conseiller-numerique.gouv.fr/", "https://pix.fr/"]),
    ("(www.pix.fr/inscription?a=1#b)", ["https://www.pix.fr/inscription?a=1#b"]),
    ("« HTTP://a.fr/x » ; l'https://b.eu/", ["http://a.fr/x", "https://b.eu/"]),
    ("Écrivez à prénom.nom@mairie-de-l.fr ou à c@d.org !", ["mailto:c@d.org"]),
    ("https://moi:secret@a.fr javascript:alert(1)//a.fr data:a.fr ftp://a.fr file:///a.fr", []),
    ("<img src=x onerror=alert(1)> javascript:alert(1) data:text/html,x", []),
    ("Bonjour.Je fr .fr a.b.c etc.fr/ 1.5 12.30 oui.non -.fr", ["https://etc.fr/"]),
    ("préfecture.fr", ["https://xn--prfecture-c4a.fr/"]),
])  # fmt: skip
def test_addresses_are_links_and_nothing_else_is(page, channel, text, links):
    open_chat(page, SITE)
    answer(page, channel, text)
    assert page.locator(LINKS).evaluate_all("links => links.map(link => link.getAttribute('href'))") == links
    assert last_bot_messages(page)[-1] == text
    assert page.locator(f"{MESSAGE} img").count() == 0
    outside = page.locator(f"{LINKS}[target=_blank]")
    assert outside.count() == len([link for link in links if link.startswith("http")])
    assert all(link.get_attribute("rel") == "noopener noreferrer" for link in outside.all())


@pytest.mark.parametrize("part", ["a.", "a@", "-.", "((((", "l'", "https://", "pix.fr/", "0 ", "....", "é.é@"])
def test_ten_times_the_text_takes_no_hundred_times_the_work(page, channel, part):
    """A time that grows with the square would take minutes here, longer than the test waits."""
    open_chat(page, SITE)
    answer(page, channel, (part * 200_000)[:200_000] + "!")
    assert page.locator(f"{MESSAGE}[data-from=bot]").count() == 3


@pytest.mark.parametrize(("text", "together"), [
    ("au 06 12 34 56 78", "06 12 34 56 78"), ("au 0612345678.", "06 12 34 56 78"), ("au +33612345678", "06 12 34 56 78"), ("au +33 6 12 34 56 78", "06 12 34 56 78"),
    ("1 200 € par mois", "1 200 €"), ("à 2 000 km", "2 000 km"), ("14 h 30", "14 h 30"), ("pendant 3 jours", "3 jours"),
])  # fmt: skip
def test_numbers_stay_on_one_line(channel, text, together):
    with channel.page(viewport={"width": 320, "height": 600}) as page:
        open_chat(page, SITE)
        answer(page, channel, text)
        shown = page.locator(f"{MESSAGE}[data-from=bot] .text").last.inner_text()
        assert together.replace(" ", "\u00a0") in shown


def test_the_users_text_is_not_rewritten(page):
    open_chat(page, SITE)
    send(page, "0612345678 pix.fr <img src=x>")
    own = page.locator(f"{MESSAGE}[data-from=user] .text")
    assert "0612345678 pix.fr <img src=x>" in own.inner_text()
    assert own.locator("a, img").count() == 0
