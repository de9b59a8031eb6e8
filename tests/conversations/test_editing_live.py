"""An editor publishes an answer on the pages; running servers give it to candidates, and the commands export it."""

import subprocess
import sys
import time

import pytest
import yaml
from playwright.sync_api import Page, expect

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.content.overrides import REFRESH_SECONDS
from bot.records.accounts import recruiters
from bot.records.store.database import Database
from tests.widget.browser import chromium_page

pytestmark = pytest.mark.server
LOGIN, PASSWORD = "redac@exemple.fr", "une phrase assez longue"
QUESTION = "C'est quoi le test Pix ?"
NEW_ANSWER = "Le test Pix est un parcours en ligne sur les savoirs numériques, et il situe votre niveau. Il ne dit rien de votre façon d'être avec les gens."
MAX_WAIT_SECONDS = 3 * REFRESH_SECONDS
POLL_SECONDS = 3


def run_cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, cwd=places.HOME, capture_output=True, text=True, check=False)


def create_editor() -> None:
    with Database(places.database_url()).session_scope() as session:
        account = recruiters.create(session, login=LOGIN, name="Inès Plume", password=PASSWORD)
        recruiters.set_editor(session, account, edits=True)


def publish_new_answer(page: Page) -> None:
    page.goto(f"http://127.0.0.1:{settings().pages_port}/recrutement/")
    page.get_by_label("Identifiant").fill(LOGIN)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="Contenus").click()
    page.get_by_label("Chercher dans les réponses").fill("parcours en ligne")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Le test Pix", exact=True).click()
    page.get_by_label("Réponse", exact=True).fill("Trop court.")
    page.get_by_role("button", name="Enregistrer et voir comme un candidat").click()
    expect(page.get_by_role("alert")).to_contain_text("2 mots : il en faut 20 au moins")
    page.get_by_label("Réponse", exact=True).fill(NEW_ANSWER)
    page.get_by_role("button", name="Enregistrer et voir comme un candidat").click()
    expect(page.locator(".bubble").first).to_contain_text(NEW_ANSWER)
    page.get_by_label("Pourquoi ce changement").fill("Plus clair ainsi.")
    page.get_by_role("button", name="Garder et mettre en ligne").click()
    expect(page.get_by_role("status")).to_contain_text("C'est gardé")


def test_a_published_answer_is_given_without_a_restart_and_exported(servers, tmp_path):
    create_editor()
    chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
    chat.open()

    def ask() -> str:
        return " ".join(message["text"] for message in chat.say(QUESTION))

    old_answer = ask()
    assert "préparé pour les candidatures" in old_answer
    assert NEW_ANSWER not in old_answer
    assert run_cli("content", "status").returncode == 0

    with chromium_page() as page:
        publish_new_answer(page)

    deadline = time.monotonic() + MAX_WAIT_SECONDS
    while NEW_ANSWER not in (answer := ask()):
        assert time.monotonic() < deadline, answer
        time.sleep(POLL_SECONDS)

    status = run_cli("content", "status")
    assert (status.returncode, status.stdout) == (1, "bot/data/faq/pix.yml  faq/pix/quoi: answer\n")
    assert run_cli("content", "export", str(tmp_path)).stdout == f"{tmp_path}/bot/data/faq/pix.yml\n"
    exported = yaml.safe_load((tmp_path / "bot/data/faq/pix.yml").read_text(encoding="utf-8"))
    assert exported["aspects"]["quoi"]["answer"] == NEW_ANSWER
