"""An editor keeps an answer on the pages, and candidates are told it by servers that nobody restarted; the files follow."""

import re
import subprocess
import sys
import time

import pytest
import yaml
from playwright.sync_api import expect

from bot.base import places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.records.accounts import recruiters
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.widget.browser import chromium_page

pytestmark = pytest.mark.server
LOGIN, PASSWORD = "redac@exemple.fr", "une phrase assez longue"
QUESTION = "C'est quoi le test Pix ?"
TEXT = "Le test Pix est un parcours en ligne sur les savoirs numériques, et il situe votre niveau. Il ne dit rien de votre façon d'être avec les gens."


def bot(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bot.cli", *words], cwd=places.HOME, capture_output=True, text=True, check=False)  # fmt: skip


def test_what_an_editor_keeps_is_said_without_a_restart(servers, tmp_path):
    database = Database(places.database_url())
    with database.session_scope() as session:
        account = recruiters.create(session, login=LOGIN, name="Inès Plume", password=PASSWORD)
        recruiters.set_editor(session, account, edits=True)
    chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
    chat.open()

    def answer():
        return " ".join(message["text"] for message in chat.say(QUESTION))

    before = answer()
    assert "préparé pour les candidatures" in before and TEXT not in before
    assert bot("content", "status").returncode == 0

    with chromium_page() as page:
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
        page.get_by_label("Réponse", exact=True).fill(TEXT)
        page.get_by_role("button", name="Enregistrer et voir comme un candidat").click()
        expect(page.locator(".bubble").first).to_contain_text(TEXT)
        page.get_by_label("Pourquoi ce changement").fill("Plus clair ainsi.")
        page.get_by_role("button", name="Garder et mettre en ligne").click()
        expect(page.get_by_role("status")).to_contain_text("C'est gardé")

    deadline = time.monotonic() + 90
    while TEXT not in (said := answer()):
        assert time.monotonic() < deadline, said
        time.sleep(3)

    told = bot("content", "status")
    assert (told.returncode, told.stdout) == (1, "bot/data/faq/pix.yml  faq/pix/quoi: answer\n")
    assert bot("content", "export", str(tmp_path)).stdout == f"{tmp_path}/bot/data/faq/pix.yml\n"
    exported = yaml.safe_load((tmp_path / "bot/data/faq/pix.yml").read_text(encoding="utf-8"))
    assert exported["aspects"]["quoi"]["answer"] == TEXT
    acts = [entry["act"] for entry in dump(database)["audit_entries"]]
    assert {"drafted_content", "kept_content", "exported_content"} <= set(acts)
    assert not re.search("parcours", str(dump(database)["audit_entries"]))
