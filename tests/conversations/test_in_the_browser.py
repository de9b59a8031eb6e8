"""A candidate in a real browser, then a recruiter: the same words on both sides, and nothing left after erasing."""

import json
import re

import pytest
from playwright.sync_api import expect

from bot.base import places
from bot.base.settings import settings
from bot.records.accounts import recruiters
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.conversations.whole import ANSWERS, SURNAME, interview, register
from tests.widget.browser import (
    LOG,
    LONGEST_REPLY_MS,
    choices,
    chromium_page,
    click_choice,
    last_bot_messages,
    open_chat,
    send,
    wait_for_reply,
)

pytestmark = pytest.mark.server
LOGIN, PASSWORD = "rh@example.org", "une phrase assez longue"


def pages() -> str:
    return f"http://127.0.0.1:{settings().pages_port}"


def test_from_the_first_hello_to_the_recruiter_and_to_the_receipt(shared_servers):
    database = Database(places.database_url())
    with database.session_scope() as session:
        recruiters.create(session, login=LOGIN, name="Claire", password=PASSWORD)
    with chromium_page() as page:
        open_chat(page, f"{pages()}/")
        assert any("programme, pas une personne" in text for text in last_bot_messages(page))
        assert "Je m'inscris" in choices(page)
        register(lambda text: send(page, text))
        assert "Oui, je commence" in choices(page)
        interview(lambda text: send(page, text))

        page.reload()
        open_chat(page, f"{pages()}/")
        assert page.get_by_text(ANSWERS["patience"]).count() >= 1, "the conversation is back after a reload"

        recruiter = page.context.browser.new_context(locale="fr-FR").new_page()
        recruiter.goto(f"{pages()}/recrutement/")
        recruiter.get_by_label("Identifiant").fill(LOGIN)
        recruiter.get_by_label("Mot de passe").fill(PASSWORD)
        recruiter.get_by_role("button", name="Se connecter").click()
        recruiter.get_by_role("link", name=SURNAME).first.click()
        for answer in ANSWERS.values():
            expect(recruiter.locator("main")).to_contain_text(answer)
        expect(recruiter.locator("mark")).to_have_count(0)
        recruiter.get_by_role("link", name="Montrer les passages surlignés").click()
        recruiter.locator("mark").first.wait_for()
        marked = recruiter.locator("mark").all_inner_texts()
        assert any("remontre" in text for text in marked)
        recruiter.close()

        send(page, "supprimer")
        click_choice(page, "Oui, tout effacer")
        assert any("EFF-" in text for text in last_bot_messages(page))
    assert SURNAME not in json.dumps(dump(database), ensure_ascii=False)


def test_who_leaves_a_shared_computer_leaves_the_file_and_comes_back_by_the_code(shared_servers):
    database = Database(places.database_url())
    with chromium_page() as page:
        open_chat(page, f"{pages()}/")
        register(lambda text: send(page, text))
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Menu").click()
            page.get_by_role("button", name="Imprimer mes notes").click()
        expect(opened.value.locator("dd").first).to_contain_text(SURNAME)
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Quitter cet appareil").click()
        page.get_by_role("button", name="Recevoir un code d'abord").click()
        wait_for_reply(page)
        code = re.search(r"Votre code de reprise : (\S{9})", "\n".join(last_bot_messages(page)))[1]
        token = page.evaluate("Object.values(localStorage)[0]")
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Quitter cet appareil").click()
        page.get_by_role("button", name="Quitter", exact=True).click()
        expect(page.locator("conseiller-bot #left")).to_contain_text("Vous avez quitté cet appareil")
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        stolen = {"authorization": f"Bearer {token}"}
        for path in ("messages", "notes", "data"):
            assert page.request.get(f"{pages()}/webhooks/web/{path}", headers=stolen).status == 401
        assert SURNAME in json.dumps(dump(database), ensure_ascii=False)
        page.goto("about:blank")
        page.goto(f"{pages()}/#reprendre={code}")
        expect(page.locator("#code")).to_have_value(code)
        page.keyboard.press("Enter")
        expect(page.locator(LOG)).to_contain_text(SURNAME, timeout=LONGEST_REPLY_MS)
        wait_for_reply(page)
        send(page, "supprimer")
        click_choice(page, "Oui, tout effacer")
    database.engine.dispose()
