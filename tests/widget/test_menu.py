"""The menu: notice, erasure, copies, downloads; closing and keyboard navigation."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.widget.browser import (
    CHOICE,
    ERROR,
    INPUT,
    ITEM,
    LOG,
    MENU,
    look_for_news,
    open_chat,
    pick,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import CODE, DATA, SITE

COPY = "conseiller-bot .copy"
RECEIPT = "EFF-20261127-0A1B2C3D"


def tell(page: Page, channel, *texts: str) -> None:
    for text in texts:
        channel.say("bot", text)
    look_for_news(page)
    expect(page.locator(LOG)).to_contain_text(texts[-1].split()[-1])


def read_download(page: Page, label: str) -> tuple[str, str]:
    with page.expect_download() as started:
        pick(page, label)
    return started.value.suggested_filename, started.value.path().read_text(encoding="utf-8")


def test_the_notice_is_the_servers(page, channel):
    channel.pages["/notice"] = "<title>Notice</title>"
    open_chat(page, SITE)
    with page.expect_popup() as opened:
        pick(page, "Notice d'information")
    assert opened.value.url == f"{SITE}/notice"
    assert opened.value.evaluate("window.opener") is None
    expect(page.locator(ITEM)).to_have_count(0)


def test_erasing_is_asked_for_and_confirmed_in_the_conversation(page, channel):
    open_chat(page, SITE)
    pick(page, "Tout supprimer")
    expect(page.locator(CHOICE)).to_have_text(["Oui, tout effacer", "Non, garder"])
    assert [body["text"] for body in channel.posted] == ["supprimer"]


@pytest.mark.parametrize(("text", "label", "value"), [
    (f"Votre code de reprise : {CODE}\nSur l'autre appareil…", "Copier le code", CODE),
    (f"C'est fait. Reçu d'effacement : {RECEIPT}. Au revoir.", "Copier le reçu", RECEIPT),
])  # fmt: skip
@pytest.mark.parametrize("way", ["message", "menu"])
def test_codes_and_receipts_are_copied(channel, text, label, value, way):
    with channel.page(permissions=["clipboard-read", "clipboard-write"]) as page:
        # Only secure origins have a clipboard.
        page.add_init_script("""Object.defineProperty(navigator, "clipboard", {value: {
            async writeText(text) { window.clipped = text; } }})""")
        open_chat(page, SITE)
        tell(page, channel, text)
        if way == "message":
            page.locator(COPY).filter(has_text=label).click()
        else:
            pick(page, f"{label} {value}")
        expect(page.locator(COPY)).to_have_text("Copié.")
        expect(page.locator("conseiller-bot p[role=status]")).to_have_text("Copié.")
        assert page.evaluate("window.clipped") == value


def test_a_failed_copy_shows_an_error(page, channel):
    open_chat(page, SITE)  # plain http
    tell(page, channel, f"Votre code de reprise : {CODE}")
    page.locator(COPY).click()
    expect(page.locator(ERROR)).to_contain_text("Sélectionnez le texte")


def test_what_is_no_code_is_not_offered(page, channel):
    open_chat(page, SITE)
    tell(page, channel, "Un code de reprise ressemble à ••••-••••", "Réunion 2026-2027 au 12-14", "Écrivez ACDE-FG23")
    expect(page.locator(COPY)).to_have_count(0)


def test_the_conversation_is_downloaded_as_a_text(page, channel):
    open_chat(page, SITE)
    send(page, "un secret")
    send(page, "Oui")
    channel.say("bot", "Une personne répond.", person=True)
    channel.say("user", None, withdrawn=True)
    tell(page, channel, "Fin")
    name, text = read_download(page, "Télécharger la conversation")
    assert name == "conversation.txt"
    said = [line.partition(" ")[2] for line in text.split("\n\n")[2:]]
    assert said == [
        "Assistant : Bonjour ! Je suis un programme, pas une personne.", "Assistant : Que souhaitez-vous faire ?",
        "Vous : un secret", "Assistant : Lu : un secret", "Vous : Oui", "Assistant : Lu : Oui",
        "Une personne de l'équipe : Une personne répond.", "Vous : (réponse retirée, comme vous l'avez demandé)",
        "Assistant : Fin\n",
    ]  # fmt: skip
    expect(page.locator(MENU)).to_be_focused()


def test_what_is_kept_is_downloaded_as_a_file_for_programs(page):
    open_chat(page, SITE)
    name, text = read_download(page, "Télécharger mes données")
    assert name == "mes-donnees.json"
    assert json.loads(text) == DATA


def test_a_failed_data_download_shows_an_error(page, channel):
    open_chat(page, SITE)
    channel.token = "another"
    pick(page, "Télécharger mes données")
    expect(page.locator(ERROR)).to_contain_text("Votre session n'est plus valable.")


@pytest.mark.parametrize("way", ["conversation", "page", "Escape", "Tab", "button"])
def test_it_closes(page, way):
    open_chat(page, f"{SITE}/page")
    page.locator(MENU).click()
    expect(page.locator(ITEM).first).to_be_visible()
    if way == "conversation":
        page.locator(INPUT).click()
    elif way == "page":
        page.mouse.click(20, 20)
    elif way == "Tab":
        page.locator(ITEM).last.focus()
        page.keyboard.press("Tab")
    elif way == "button":
        page.locator(MENU).click()
    else:
        page.keyboard.press(way)
    expect(page.locator(ITEM)).to_have_count(0)
    expect(page.locator(MENU)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("conseiller-bot dialog")).to_be_visible()
    if way == "Escape":
        expect(page.locator(MENU)).to_be_focused()


def test_arrows_go_through_it(page):
    open_chat(page, SITE)
    page.locator(MENU).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(ITEM).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(ITEM).last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(ITEM).nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(ITEM).last).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator(ITEM).first).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_reply(page)
    expect(page.locator(LOG)).to_be_focused()


def test_the_conversation_keeps_its_place_behind_it(page):
    open_chat(page, f"{SITE}/page")
    for number in range(5):
        send(page, f"message {number} " + "assez long " * 30)
    before = page.locator(LOG).evaluate("log => [log.scrollTop, log.clientHeight]")
    page.locator(MENU).click()
    assert page.locator(LOG).evaluate("log => [log.scrollTop, log.clientHeight]") == before
