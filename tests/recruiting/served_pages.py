"""The recruiters' pages on a real port of loopback, behind the headers that they have in service, and a browser on them."""

from contextlib import contextmanager

from fastapi import FastAPI
from recruiting_samples import LOGIN, PASSWORD

from bot.middleware.headers import SecurityHeadersMiddleware
from bot.recruiting.app import app
from tests.serving import served
from tests.widget.browser import chromium_page, find_violations

SCREEN, SMALL_SCREEN, PHONE = (
    {"width": width, "height": height} for width, height in ((1440, 900), (1280, 720), (390, 844))
)
LOOKS = [(SMALL_SCREEN, "light"), (PHONE, "dark")]


@contextmanager
def served_pages():
    """Yields their address while they are served."""
    pages = FastAPI()
    pages.mount("/recrutement", app)
    with served(SecurityHeadersMiddleware(pages)) as (_, port):
        yield f"http://127.0.0.1:{port}/recrutement"


@contextmanager
def signed_in_page(site, path="/", *, login=LOGIN, viewport=SCREEN, **context):
    """A page of Chromium, signed in and on its way."""
    with chromium_page(viewport=viewport, **context) as page:
        page.goto(f"{site}/connexion")
        page.get_by_label("Identifiant").fill(login)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url(f"{site}/")
        if path != "/":
            page.goto(site + path)
        yield page


def faults_of(page):
    """What axe-core finds on a screen and on a phone, in both schemes, and whether the page is wider than they are."""
    found = []
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        found += find_violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"wider than {viewport['width']}")
    return found
