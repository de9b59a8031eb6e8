"""Makes the pictures of the recruiters' guide: `make pictures`. Everybody in them is invented, and talked with the real assistant."""

import asyncio
from pathlib import Path

from playwright.sync_api import Page

from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.operating.run.servers import LOOPBACK
from bot.tools.demo.command import create_accounts
from bot.tools.demo.personas import simulated_users
from bot.tools.demo.simulation import simulate_all
from bot.tools.evaluation.servers import ephemeral_servers
from tests.widget.browser import chromium_page

FOLDER = Path(__file__).parents[2] / "docs" / "images"
PEOPLE, SEED = 60, 1
PASSWORD = "une phrase de passe pour les images"
SCREEN = {"width": 1280, "height": 800}
LOGIN, ADMINISTRATOR = "recruteur1@exemple.fr", "administration@exemple.fr"


def main() -> None:
    """Fills an installation and makes each picture."""
    with ephemeral_servers(only=("rasa", "pages")) as state:
        asyncio.run(simulate_all(settings().rasa_urls[0], list(simulated_users(PEOPLE, SEED)), state / "today", print))
        create_accounts(PASSWORD)
        site = f"http://{LOOPBACK}:{settings().pages_port}/recrutement"
        with chromium_page(viewport=SCREEN) as page:
            _sign_in(page, site, LOGIN)
            _take(page, f"{site}/", "desk-liste")
            page.locator("table.inbox tbody a").nth(1).click()
            _take(page, page.url, "desk-dossier")
            _take(page, page.url.partition("?")[0] + "?passages=tous", "desk-surlignages")
            _take(page, f"{site}/situations/{campaign().scenarios[0]}", "desk-situation")
            page.locator("article.answer").first.get_by_role("link", name="Apprécier").click()
            _take(page, page.url, "desk-apprecier")
            _take(page, f"{site}/demandes", "desk-demandes")
            _take(page, f"{site}/acces-programmes", "desk-programmes")
        with chromium_page(viewport=SCREEN) as page:
            _sign_in(page, site, ADMINISTRATOR)
            _take(page, f"{site}/structures", "desk-structures")


def _sign_in(page: Page, site: str, login: str) -> None:
    page.goto(f"{site}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{site}/")


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"  {name}.png", flush=True)


if __name__ == "__main__":
    main()
