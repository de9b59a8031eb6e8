"""The menu, resume codes, notes to print, waiting, focus: in a real browser, before a channel that is played."""

import pytest
from playwright.sync_api import expect

from tests.widget.browser import (
    BUBBLE,
    CHOICE,
    ERROR,
    INPUT,
    LOG,
    MENU,
    MESSAGE,
    choices,
    click_choice,
    find_violations,
    last_bot_messages,
    open_chat,
    pick,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import CODE, SITE

DIALOG = "conseiller-bot dialog"
SMALL = {"width": 360, "height": 640}
STATE = "conseiller-bot .state"
ACTIVE = "document.activeElement.shadowRoot?.activeElement?.className ?? document.activeElement.tagName"


@pytest.mark.parametrize(("label", "says"), [
    ("Relire ce qui est gardé sur moi", "mes données"), ("Continuer sur un autre appareil", "code de reprise"),
    ("Parler à un humain", "parler à un humain"),
])  # fmt: skip
def test_the_menu_says_what_may_be_typed(page, channel, label, says):
    open_chat(page, SITE)
    pick(page, label)
    wait_for_reply(page)
    assert channel.posted[-1]["text"] == says
    expect(page.locator(LOG)).to_be_focused()
    expect(page.locator(MENU)).to_have_attribute("aria-expanded", "false")


def test_a_resume_code_brings_the_other_conversation(page, channel):
    page.clock.install()
    channel.say("bot", "Votre commune ?")
    channel.say("user", "Lyon")
    channel.other, channel.said = channel.said, []
    open_chat(page, SITE)
    send(page, "un secret d'ici")
    pick(page, "Reprendre ma candidature")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(f"Votre code : {CODE.lower().replace('-', ' ')} .")
    page.keyboard.press("Enter")
    expect(page.locator(MESSAGE)).to_have_count(3)
    wait_for_reply(page)
    assert channel.posted[-1]["text"] == f"reprendre code {CODE}"
    for message, said in zip(page.locator(MESSAGE).all(), ["Votre commune", "Lyon", "Nous reprenons."], strict=True):
        expect(message).to_contain_text(said)
    assert choices(page) == ["Continuer"]
    assert "secret" not in page.evaluate("JSON.stringify({...sessionStorage})")
    expect(page.locator("conseiller-bot p[role=status]")).to_have_text("Votre conversation est reprise ici.")
    expect(page.locator(LOG)).to_have_attribute("aria-live", "off")
    page.clock.run_for(600)
    expect(page.locator(LOG)).to_have_attribute("aria-live", "polite")
    assert click_choice(page, "Continuer") == ["Lu : Continuer"]


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EF2", "ABCD EF23 et la suite", "----"])
def test_an_invalid_code_shows_an_error_and_is_not_sent(page, channel, typed):
    open_chat(page, SITE)
    pick(page, "Reprendre ma candidature")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#code-hint[role=alert]")).to_contain_text("8 lettres et chiffres")
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")
    assert channel.posted == []


def test_notes_are_shown_for_paper(page):
    open_chat(page, SITE)
    with page.expect_popup() as opened:
        pick(page, "Imprimer mes notes")
    notes = opened.value
    expect(notes.locator("h2")).to_have_text(["Inscription", "Situation 1", "Situation 2", "Qui l'a lu"])
    expect(notes.locator("p").last).to_have_text("Lu par l'équipe de recrutement : le 12 novembre (2 fois).")
    with page.expect_download() as started:
        notes.get_by_role("button", name="Télécharger").click()
    assert started.value.suggested_filename == "mes-donnees.json"
    assert notes.title() == "Mes notes"
    assert notes.locator("html").get_attribute("lang") == "fr"
    expect(notes.locator("blockquote").first).to_have_text("Je lui remontre,\nautant de fois qu'il faut.")
    expect(notes.locator("blockquote").last).to_have_text("<b>Rien</b> à ajouter.")
    assert find_violations(notes) == []
    notes.evaluate("window.print = () => { document.title = 'printed' }")
    notes.get_by_role("button", name="Imprimer").click()
    assert notes.title() == "printed"
    notes.emulate_media(media="print")
    expect(notes.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(page.locator(MENU)).to_be_focused()


def test_failed_notes_show_an_error(page, channel):
    open_chat(page, SITE)
    channel.token = "another"
    with page.expect_popup() as opened:
        pick(page, "Imprimer mes notes")
    expect(opened.value.locator("[role=alert]")).to_have_text("Votre session n'est plus valable.")


def test_a_blocked_tab_shows_an_error(page):
    open_chat(page, SITE)
    page.evaluate("window.open = () => null")
    pick(page, "Imprimer mes notes")
    expect(page.locator(ERROR)).to_contain_text("« mes données »".replace(" ", "\u00a0", 1))


def test_the_whole_conversation_can_be_printed_and_a_button_is_not(page):
    open_chat(page, SITE)
    for number in range(6):
        send(page, f"message numéro {number} " + "assez long " * 60)
    page.emulate_media(media="print")
    cut = "part => getComputedStyle(part).overflowY !== 'visible' || part.scrollHeight > part.clientHeight + 1"
    assert page.locator(f"{LOG}, conseiller-bot .panel").evaluate_all(f"found => found.filter({cut}).length") == 0
    expect(page.locator(INPUT)).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{SITE}/demonstration.html")
    page.locator(BUBBLE).wait_for()
    page.emulate_media(media="print")
    expect(page.locator(BUBBLE)).to_be_hidden()


def test_long_waits_are_announced(page, channel):
    page.clock.install()
    open_chat(page, SITE)
    channel.is_slow = True
    page.locator(INPUT).fill("Bonjour")
    page.locator(INPUT).press("Enter")
    expect(page.locator("conseiller-bot .typing")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("")
    page.clock.run_for(2_100)
    expect(page.locator(STATE)).to_have_text("Je réfléchis…")
    page.clock.run_for(6_000)
    expect(page.locator(STATE)).to_contain_text("rien n'est perdu")
    channel.release()
    wait_for_reply(page)
    expect(page.locator(STATE)).to_have_text("")
    assert last_bot_messages(page) == ["Lu : Bonjour"]


def test_a_too_long_message_shows_an_error_while_typing(page, channel):
    open_chat(page, SITE)
    count, status = page.locator("conseiller-bot .count"), page.locator("conseiller-bot p[role=status]")
    page.locator(INPUT).fill("x" * 5000)
    expect(count).to_be_empty()
    page.locator(INPUT).fill("x" * 5898 + "🙂🙂")
    expect(count).to_have_text("Il reste 100 caractères.")
    page.locator(INPUT).fill("x" * 5950)
    expect(status).to_have_text("Il reste moins de 100 caractères.")
    page.locator(INPUT).fill("x" * 6000)
    expect(count).to_have_text("Il reste 0 caractères.")
    page.locator(INPUT).press_sequentially("é")
    expect(count).to_contain_text("1 caractère de trop")
    expect(page.locator(INPUT)).to_have_attribute("aria-invalid", "true")
    page.locator(INPUT).press("Enter")
    expect(page.locator("conseiller-bot .count[role=alert]")).to_contain_text("trop long")
    assert channel.posted == []
    page.locator(INPUT).press("Backspace")
    expect(page.locator(INPUT)).to_have_attribute("aria-invalid", "false")
    page.locator(INPUT).press("Enter")
    wait_for_reply(page)
    assert len(channel.posted[0]["text"]) == 6000


def test_what_could_not_leave_leaves_when_the_connection_is_back(page, channel):
    open_chat(page, SITE)
    page.context.set_offline(True)
    expect(page.locator("conseiller-bot .bar.offline")).to_contain_text("hors connexion")
    channel.failures = ["network"]
    send(page, "Bonjour")
    expect(page.locator(ERROR)).to_contain_text("Je n'arrive pas à joindre le service.")
    expect(page.locator(".delivery")).to_have_text("Non envoyé")
    page.context.set_offline(False)
    expect(page.locator("conseiller-bot .bar")).to_have_count(0)
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Lu : Bonjour"]


def test_a_chat_that_could_not_open_opens_when_tried_again(page, channel):
    channel.failures = ["network"]
    page.goto(f"{SITE}/page")
    page.locator(BUBBLE).click()
    expect(page.locator(ERROR)).to_contain_text("Je n'arrive pas à joindre le service.")
    page.locator(INPUT).fill("Bonjour")
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(CHOICE)).to_have_count(2)
    expect(page.locator(INPUT)).to_have_value("Bonjour")


def test_news_are_shown_on_the_closed_button(page, channel):
    page.clock.install()
    open_chat(page, f"{SITE}/page")
    page.keyboard.press("Escape")
    expect(page.locator("conseiller-bot .unread")).to_have_count(0)
    channel.say("bot", "Une personne vous répond.")
    channel.say("bot", "Êtes-vous là ?")
    page.clock.run_for(61_000)
    expect(page.get_by_role("button", name="2 nouveaux messages")).to_be_visible()
    page.locator(BUBBLE).click()
    expect(page.locator(MESSAGE).last).to_contain_text("Êtes-vous là ?")
    page.keyboard.press("Escape")
    expect(page.locator("conseiller-bot .unread")).to_have_count(0)


def wait_for_modal(page, expected):
    # The browser tells of the new width with its next frame.
    page.wait_for_function(
        "expected => document.querySelector('conseiller-bot').shadowRoot.querySelector('dialog').matches(':modal') === expected",
        arg=expected,
    )


def test_where_it_fills_the_screen_the_page_behind_waits(channel):
    with channel.page(viewport=SMALL) as page:
        open_chat(page, f"{SITE}/demonstration.html")
        wait_for_modal(page, True)
        for _ in range(14):
            page.keyboard.press("Tab")
            assert page.evaluate(ACTIVE) in {"plain menu-button", "plain", "log", "choice", "", "filled", "BODY"}
        page.set_viewport_size({"width": 1000, "height": 700})
        wait_for_modal(page, False)
        page.locator(INPUT).focus()
        page.set_viewport_size(SMALL)
        wait_for_modal(page, True)
        expect(page.locator(INPUT)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(BUBBLE)).to_be_focused()
        assert page.locator(DIALOG).count() == 0


def test_beside_the_page_the_page_stays_within_reach(page):
    open_chat(page, f"{SITE}/demonstration.html")
    page.get_by_role("link", name="Contact").focus()
    expect(page.get_by_role("link", name="Contact")).to_be_focused()
    expect(page.locator(DIALOG)).to_be_visible()
    expect(page.locator(DIALOG)).to_have_accessible_name("Assistant – programme, pas une personne")


def test_focus_stays_in_the_field_while_typing_and_answers_come(page):
    open_chat(page, f"{SITE}/page")
    expect(page.locator(INPUT)).to_be_focused()
    send(page, "Bonjour")
    expect(page.locator(INPUT)).to_be_focused()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(INPUT)).to_be_focused()
